"""文件: the circulars of the corpus, and one of them with its records."""

from __future__ import annotations

import sqlite3
from itertools import groupby, pairwise
from typing import Literal

from extractor.desk.holdings import Holdings
from extractor.desk.index import lines_of, matching
from extractor.desk.pages.common import Model, Paged, Pages, Shown, file_href, limit, pages_of, shown
from extractor.records.models import Status
from extractor.report import wording

ORDER = ("parameter", "task", "deadline", "assignment", "citation", "amendment", "note")
_DOUBT = {"low": 0, "medium": 1, "": 2, "high": 3}


class FilesAsked(Paged):
    """Which circulars: `place` is a part of its name, `doubtful` those with values that nobody has confirmed."""

    place: str = ""
    status: Status | Literal[""] = ""
    doubtful: bool = False


class FileRow(Model):
    """A circular in the list."""

    source: str
    href: str
    number: str
    title: str
    place: str
    level: str
    date: str
    status: str
    values: int
    doubtful: int
    tasks: int
    findings: int


class Failed(Model):
    """A file that could not be read, and what to do."""

    source: str
    text: str


class FilesPage(Model):
    """The circulars that were asked for."""

    asked: FilesAsked
    rows: list[FileRow]
    pages: Pages
    failures: list[Failed]


class Group(Model):
    """The records of one kind, or of one section."""

    name: str
    records: list[Shown]


class FilePage(Model):
    """One circular: its head, its text in marked stretches, its records, findings about it."""

    source: str
    number: str
    title: str
    head: list[tuple[str, str]]
    pieces: list[Piece]
    groups: list[Group]
    findings: list[FindingAbout]
    chosen: str = ""


class Piece(Model):
    """A stretch of the text between bounds of records: what it says, and the addresses of the records it belongs to."""

    start: int
    text: str
    records: list[str]
    kind: str = ""


class FindingAbout(Model):
    """A finding about a circular."""

    id: str
    severity: str
    message: str
    waived: bool


def files_page(holdings: Holdings, asked: FilesAsked) -> FilesPage:
    """The circulars that fit, those of the latest date first."""
    where, given = _where(asked)
    with holdings.index.reading() as connection:
        total = connection.execute(f"SELECT count(*) FROM file WHERE {where}", given).fetchone()[0]
        rows = connection.execute(
            f"SELECT * FROM file WHERE {where} ORDER BY date DESC, source LIMIT ? OFFSET ?",
            (*given, *limit(asked.page)),
        ).fetchall()
        failures = connection.execute("SELECT * FROM failure ORDER BY source").fetchall()
    return FilesPage(
        asked=asked, rows=[_row(row) for row in rows], pages=pages_of(total, asked.page),
        failures=[Failed(source=one["source"], text=_failure(one)) for one in failures],
    )


def file_page(holdings: Holdings, source: str, chosen: str = "") -> FilePage:
    """One circular. Raises LookupError where there is none of this name."""
    with holdings.index.reading() as connection:
        row = connection.execute("SELECT * FROM file WHERE source = ?", (source,)).fetchone()
        if row is None:
            raise LookupError(source)
        records = connection.execute("SELECT * FROM record WHERE source = ? ORDER BY position", (source,)).fetchall()
        found = connection.execute("SELECT * FROM finding WHERE lower_source = ? OR higher_source = ? ORDER BY position", (source, source))
        findings = [FindingAbout(id=one["id"], severity=one["severity"], message=one["message"], waived=one["waived"] is not None)
                    for one in lines_of(found)]
    all_shown = [shown(one, row["text"]) for one in records]
    by_type = {name: sorted(group, key=lambda one: (_DOUBT[one.confidence], one.span))
               for name, group in groupby(sorted(all_shown, key=lambda one: ORDER.index(one.type)), key=lambda one: one.type)}
    head = [(name, value) for name, value in (
        ("文号", row["number"]), ("地区", row["place"]), ("成文日期", row["date"]), ("状态", wording.words("statuses").get(row["status"], "")),
        ("文件名", source)) if value]
    return FilePage(
        source=source, number=row["number"], title=row["title"] or source, head=head,
        pieces=_pieces(row["text"], all_shown), groups=[Group(name=name, records=group) for name, group in by_type.items()],
        findings=findings, chosen=chosen,
    )  # fmt: skip


def _where(asked: FilesAsked) -> tuple[str, list[str]]:
    parts, given = ["1"], list[str]()
    if asked.q.strip():
        condition, words = matching(asked.q)
        parts.append(f"source IN (SELECT key FROM words WHERE kind = 'file' AND {condition})")
        given += words
    if asked.place:
        parts.append("instr(place, ?)")
        given.append(asked.place)
    if asked.status:
        parts.append("status = ?")
        given.append(asked.status)
    if asked.doubtful:
        parts.append("doubt_count > 0")
    return " AND ".join(parts), given


def _row(row: sqlite3.Row) -> FileRow:
    return FileRow(
        source=row["source"], href=file_href(row["source"]), number=row["number"], title=row["title"] or row["source"], place=row["place"],
        level=wording.words("levels").get(row["level"], ""), date=row["date"], status=wording.words("statuses").get(row["status"], ""),
        values=row["value_count"], doubtful=row["doubt_count"], tasks=row["task_count"], findings=row["finding_count"],
    )  # fmt: skip


def _failure(row: sqlite3.Row) -> str:
    return wording.words("failures").get(row["kind"], f"{row['problem']}（{row['advice']}）")


def _pieces(text: str, records: list[Shown]) -> list[Piece]:
    """The text cut at every bound of a record; a stretch belongs to all records that hold it, the shortest first."""
    conditions = [bound for one in records for said in one.conditions for bound in (said.start, said.end)]
    bounds = sorted({0, len(text), *(bound for one in records for bound in one.span), *conditions})
    begins: dict[int, list[Shown]] = {}
    for one in records:
        begins.setdefault(one.span[0], []).append(one)
    found: list[Piece] = []
    open_: list[Shown] = []
    for start, end in pairwise(bounds):
        open_ = [one for one in (*open_, *begins.get(start, ())) if one.span[1] > start]
        inner = sorted(open_, key=lambda one: (one.span[1] - one.span[0], ORDER.index(one.type)))
        found.append(Piece(start=start, text=text[start:end], records=[one.address for one in inner], kind=inner[0].type if inner else ""))
    return found
