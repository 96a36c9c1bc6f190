"""核查: what the check found, with both sentences; and the circulars to procure."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Literal

from pydantic import Field

from extractor.consistency import SEVERITIES, Severity
from extractor.desk.holdings import Holdings
from extractor.desk.index import lines_of
from extractor.desk.pages.common import Model, Paged, Pages, file_href, limit, pages_of
from extractor.report import wording

_REACH = 60


class FindingsAsked(Paged):
    """Which findings: of one severity or one circular; the waived ones only with `waived`."""

    severity: Severity | Literal[""] = ""
    source: str = ""
    waived: bool = False


class SideShown(Model):
    """One side of a finding: the words with what stands around them."""

    document: str
    source: str
    href: str
    before: str
    words: str
    after: str


class FindingRow(Model):
    """A finding as a reviewer reads it."""

    id: str
    check: str
    severity: Severity
    severity_text: str
    message: str
    lower: SideShown
    higher: SideShown | None
    waived: str


class FindingsPage(Model):
    """The findings that were asked for, the worst first."""

    asked: FindingsAsked
    counts: dict[str, int]
    rows: list[FindingRow]
    pages: Pages


class WaiverGiven(Model):
    """Why a finding is accepted, and until when."""

    reason: str = Field(min_length=1, max_length=500)
    until: date | None = None


class WantedRow(Model):
    """A circular that others cite and the corpus lacks."""

    number: str
    title: str
    cited: int
    cited_by: list[str]


class WantedPage(Model):
    """待补文件, the most wanted first."""

    rows: list[WantedRow]
    pages: Pages


def findings_page(holdings: Holdings, asked: FindingsAsked) -> FindingsPage:
    """The findings that fit: errors, then warnings, then notes."""
    where, given = "waived = ?", [str(int(asked.waived))]
    if asked.severity:
        where, given = f"{where} AND severity = ?", [*given, asked.severity]
    if asked.source:
        where, given = f"{where} AND (lower_source = ? OR higher_source = ?)", [*given, asked.source, asked.source]
    if asked.q.strip():
        where, given = f"{where} AND instr(line, ?)", [*given, asked.q.strip()]
    order = " ".join(f"WHEN '{name}' THEN {rank}" for rank, name in enumerate(reversed(SEVERITIES)))
    with holdings.index.reading() as connection:
        total = connection.execute(f"SELECT count(*) FROM finding WHERE {where}", given).fetchone()[0]
        rows = connection.execute(
            f"SELECT * FROM finding WHERE {where} ORDER BY CASE severity {order} END, position LIMIT ? OFFSET ?",
            (*given, *limit(asked.page)),
        ).fetchall()
        counts = dict(connection.execute("SELECT severity, count(*) FROM finding WHERE NOT waived GROUP BY severity").fetchall())
        counts["waived"] = connection.execute("SELECT count(*) FROM finding WHERE waived").fetchone()[0]
        found = [_row(connection, line) for line in lines_of(rows)]
    return FindingsPage(asked=asked, counts=counts, rows=found, pages=pages_of(total, asked.page))


def finding_now(holdings: Holdings, id_: str) -> FindingRow | None:
    """One finding, None where there is none any more."""
    with holdings.index.reading() as connection:
        rows = connection.execute("SELECT * FROM finding WHERE id = ?", (id_,)).fetchall()
        return next((_row(connection, line) for line in lines_of(rows)), None)


def wanted_page(holdings: Holdings, asked: Paged) -> WantedPage:
    """The circulars to procure."""
    with holdings.index.reading() as connection:
        total = connection.execute("SELECT count(*) FROM wanted").fetchone()[0]
        rows = connection.execute("SELECT * FROM wanted ORDER BY position LIMIT ? OFFSET ?", limit(asked.page)).fetchall()
    found = [WantedRow(number=one["number"], title=one["title"] or "", cited=len(one["cited_by"]),
                       cited_by=[citing["name"] for citing in one["cited_by"]]) for one in lines_of(rows)]
    return WantedPage(rows=found, pages=pages_of(total, asked.page))


def _row(connection: sqlite3.Connection, line: dict[str, object]) -> FindingRow:
    from extractor.consistency import Finding

    one = Finding.model_validate(line)
    waived = f"{one.waived.by}：{one.waived.reason}" + (f"（至{one.waived.until}）" if one.waived.until else "") if one.waived else ""
    return FindingRow(
        id=one.id, check=one.check, severity=one.severity, severity_text=wording.words("severities")[one.severity], message=one.message,
        lower=_side(connection, one.lower), higher=_side(connection, one.higher) if one.higher else None, waived=waived,
    )  # fmt: skip


def _side(connection: sqlite3.Connection, side: object) -> SideShown:
    from extractor.consistency.model import Side

    assert isinstance(side, Side)
    row = connection.execute("SELECT text FROM file WHERE source = ?", (side.source,)).fetchone()
    text, (start, end) = row["text"] if row else "", side.span
    return SideShown(
        document=side.document, source=side.source, href=f"{file_href(side.source)}?at={start}#t-{start}",
        before=wording.squeezed(text[max(0, start - _REACH) : start].rpartition("。")[2]), words=wording.squeezed(side.quote),
        after=wording.squeezed(text[end : end + _REACH].partition("。")[0]),
    )  # fmt: skip
