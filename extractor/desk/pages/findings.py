"""核查: what the check found, with both sentences; and the circulars to procure."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Literal

from pydantic import Field

from extractor.consistency import SEVERITIES, Finding, Severity
from extractor.consistency.reports.rows import Excerpt, Sources
from extractor.consistency.reports.rows import row as row_of
from extractor.desk.holdings import Holdings
from extractor.desk.index import lines_of
from extractor.desk.pages.common import Model, Paged, Pages, file_href, limit, pages_of
from extractor.records.extraction import Extraction, parsed_as
from extractor.records.models import DocumentRecord
from extractor.report import wording


class FindingsAsked(Paged):
    """Which findings: of one severity or one circular; the waived ones only with `waived`."""

    severity: Severity | Literal[""] = ""
    source: str = ""
    waived: bool = False


class Words(Model):
    """A stretch of a clause; `quoted` where the finding points at it, `differs` where the other clause lacks it."""

    text: str
    quoted: bool
    differs: bool


class SideShown(Model):
    """One side of a finding: its clause, the words that differ marked."""

    document: str
    source: str
    href: str
    pieces: list[Words]


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
    one = Finding.model_validate(line)
    waived = f"{one.waived.by}：{one.waived.reason}" + (f"（至{one.waived.until}）" if one.waived.until else "") if one.waived else ""
    sides = [one.lower.source, *([one.higher.source] if one.higher else [])]
    row = row_of(one, Sources(_head(connection, source) for source in dict.fromkeys(sides)))
    return FindingRow(
        id=one.id, check=one.check, severity=one.severity, severity_text=wording.words("severities")[one.severity], message=one.message,
        lower=_side(row.lower), higher=_side(row.higher) if row.higher else None, waived=waived,
    )  # fmt: skip


def _head(connection: sqlite3.Connection, source: str) -> Extraction:
    """A file with its circulars alone, which is all that a clause of it needs."""
    row = connection.execute("SELECT text, lines FROM file WHERE source = ?", (source,)).fetchone()
    if row is None:
        return Extraction(source, "", ())
    return Extraction(source, row["text"], parsed_as(DocumentRecord, row["lines"].splitlines(keepends=True)))


def _side(excerpt: Excerpt) -> SideShown:
    side = excerpt.side
    return SideShown(
        document=excerpt.name, source=side.source, href=f"{file_href(side.source)}?at={side.span[0]}#t-{side.span[0]}",
        pieces=[Words(text=one.text, quoted=one.is_quote, differs=one.differs) for one in excerpt.pieces],
    )  # fmt: skip
