"""参数: values through time, what holds on a day, and the history of one of them."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Literal

from extractor.desk.fill import FOREVER
from extractor.desk.holdings import Holdings
from extractor.desk.pages.common import Model, Paged, Pages, Shown, file_href, limit, pages_of, shown, texts_of
from extractor.policy.wording import day_text

Standing = Literal["coming", "holds", "carried", "over"]
STANDINGS: dict[Standing, str] = {"coming": "未施行", "holds": "现行", "carried": "沿用", "over": "已失效"}


class ValuesAsked(Paged):
    """Which values: words of the name, a part of the place's name, a field, a day on which they hold (default: today)."""

    place: str = ""
    concept: str = ""
    on: date | None = None
    all_days: bool = False


class ValueRow(Model):
    """One stretch of a value."""

    series: str
    label: str
    concept: str
    place: str
    whom: str
    value: str
    per: str
    since: str
    until: str
    standing: Standing
    standing_text: str
    document: str
    source: str
    href: str
    sentence: str


class Facet(Model):
    """How many of the values that were asked for are of one kind."""

    name: str
    value: str
    count: int


class ValuesPage(Model):
    """The values that were asked for, as they stand on a day."""

    asked: ValuesAsked
    day: date
    rows: list[ValueRow]
    pages: Pages
    places: list[Facet]
    concepts: list[Facet]


class HistoryPage(Model):
    """One value through time, and what else is set of the same thing at other places on the day."""

    label: str
    place: str
    whom: str
    rows: list[ValueRow]
    steps: list[Step]
    elsewhere: list[ValueRow]


class Step(Model):
    """A level of the chart: from a day to a day, an amount."""

    since: date
    until: date
    amount: float
    text: str


class UnnamedAsked(Paged):
    """Which values without a concept: words of the name."""


class UnnamedPage(Model):
    """Values that no concept fits, under the names that circulars give them."""

    asked: UnnamedAsked
    rows: list[Shown]
    pages: Pages


def values_page(holdings: Holdings, asked: ValuesAsked, today: date) -> ValuesPage:
    """The values that fit, by concept, then by place from the nation down."""
    day = asked.on or today
    where, given = _where(asked, day)
    with holdings.index.reading() as connection:
        total = connection.execute(f"SELECT count(*) FROM stretch WHERE {where}", given).fetchone()[0]
        rows = connection.execute(
            f"SELECT * FROM stretch WHERE {where} ORDER BY concept, place_code, whom, since DESC LIMIT ? OFFSET ?",
            (*given, *limit(asked.page)),
        ).fetchall()
        places, concepts = (_facets(connection, name, value, where, given) for name, value in (("place", "place"), ("label", "concept")))
    return ValuesPage(asked=asked, day=day, rows=[_row(row, day) for row in rows], pages=pages_of(total, asked.page),
                      places=places, concepts=concepts)


def history_page(holdings: Holdings, series: str, today: date) -> HistoryPage:
    """One value through time. Raises LookupError where there is none at this address."""
    with holdings.index.reading() as connection:
        rows = connection.execute("SELECT * FROM stretch WHERE series = ? ORDER BY since", (series,)).fetchall()
        if not rows:
            raise LookupError(series)
        others = connection.execute(
            "SELECT * FROM stretch WHERE concept = ? AND whom = ? AND unit = ? AND series != ? AND since <= ? AND until >= ?"
            " ORDER BY place_code, since LIMIT 200",
            (rows[0]["concept"], rows[0]["whom"], rows[0]["unit"], series, today.isoformat(), today.isoformat()),
        ).fetchall()
    last = [max(today, date.fromisoformat(row["since"])) if row["until"] == FOREVER else date.fromisoformat(row["until"]) for row in rows]
    steps = [Step(since=date.fromisoformat(row["since"]), until=end, amount=row["amount"], text=row["value"])
             for row, end in zip(rows, last, strict=True) if row["amount"] is not None]
    return HistoryPage(label=rows[0]["label"], place=rows[0]["place"], whom=rows[0]["whom"], rows=[_row(row, today) for row in rows],
                       steps=steps, elsewhere=[_row(row, today) for row in others])


def unnamed_page(holdings: Holdings, asked: UnnamedAsked) -> UnnamedPage:
    """The values without a concept, in the order of their files."""
    where, given = "type = 'parameter' AND concept = ''", []
    if asked.q.strip():
        where += " AND instr(name, ?)"
        given.append(asked.q.strip())
    with holdings.index.reading() as connection:
        total = connection.execute(f"SELECT count(*) FROM record WHERE {where}", given).fetchone()[0]
        rows = connection.execute(f"SELECT * FROM record WHERE {where} ORDER BY source, position LIMIT ? OFFSET ?",
                                  (*given, *limit(asked.page))).fetchall()
        texts = texts_of(connection, [row["source"] for row in rows])
    return UnnamedPage(asked=asked, rows=[shown(row, texts[row["source"]]) for row in rows], pages=pages_of(total, asked.page))


def _where(asked: ValuesAsked, day: date) -> tuple[str, list[str]]:
    parts, given = ["1"], []
    for word in asked.q.split():
        parts.append("(instr(label, ?) OR instr(whom, ?) OR instr(place, ?) OR instr(sentence, ?))")
        given += [word] * 4
    if asked.place:
        parts.append("instr(place, ?)")
        given.append(asked.place)
    if asked.concept:
        parts.append("concept = ?")
        given.append(asked.concept)
    if not asked.all_days:
        parts.append("since <= ? AND until >= ?")
        given += [day.isoformat()] * 2
    return " AND ".join(parts), given


def _facets(connection: sqlite3.Connection, name: str, value: str, where: str, given: list[str]) -> list[Facet]:
    rows = connection.execute(
        f"SELECT {name} AS name, {value} AS value, count(*) AS number FROM stretch WHERE {where}"
        f" GROUP BY {value} ORDER BY number DESC, name LIMIT 30", given)
    return [Facet(name=row["name"], value=row["value"], count=row["number"]) for row in rows]


def _row(row: sqlite3.Row, day: date) -> ValueRow:
    standing = _standing(row, day.isoformat())
    return ValueRow(
        series=row["series"], label=row["label"], concept=row["concept"], place=row["place"], whom=row["whom"], value=row["value"],
        per=row["per"], since=day_text(date.fromisoformat(row["since"])), until=_until(row), standing=standing,
        standing_text=STANDINGS[standing], document=row["document"], source=row["source"],
        href=f"{file_href(row['source'])}?at={row['start']}#t-{row['start']}", sentence=row["sentence"],
    )  # fmt: skip


def _until(row: sqlite3.Row) -> str:
    return "" if row["until"] == FOREVER else day_text(date.fromisoformat(row["until"]))


def _standing(row: sqlite3.Row, day: str) -> Standing:
    if day < row["since"]:
        return "coming"
    if day > row["until"]:
        return "over"
    return "carried" if row["carried_from"] and day >= row["carried_from"] else "holds"
