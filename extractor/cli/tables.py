"""Records as tables for the terminal."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from typing import Any

from rich.table import Table
from rich.text import Text

from extractor.cli.terminal import console
from extractor.policy.wording import unit_text
from extractor.records.extraction import Extraction
from extractor.records.models import (
    AssignmentRecord,
    CitationRecord,
    DeadlineRecord,
    DocumentRecord,
    Line,
    ParameterRecord,
    Quantified,
)

PIPE_WIDTH = 160
"""Columns of a table that is not printed to a terminal: the same everywhere."""

_SIGNS = {"eq": "", "ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "approx": "≈ "}


def render(*parts: Any, to_terminal: bool) -> str:
    """Tables and lines as text; as wide as the terminal, or `PIPE_WIDTH` columns without one."""
    styled = to_terminal and sys.stdout.isatty()
    buffer = io.StringIO()
    screen = console(file=buffer, width=None if styled else PIPE_WIDTH, force_terminal=styled, emoji=False)
    for part in parts:
        screen.print(Text(part) if isinstance(part, str) else part)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def extraction_parts(extraction: Extraction) -> Iterable[Any]:
    """For each circular of a file its head, and what it sets, orders and cites in text order."""
    for document in extraction.documents:
        yield head_table(document)
        yield _records_table(record for record in extraction.records if record.document == document.id)


def head_table(document: DocumentRecord, missing: tuple[str, ...] = ()) -> Table:
    """What was read of a circular's head, with what it lacks."""
    table = Table(title=Text(document.source), title_justify="left", show_header=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for label, value in (
        ("number", document.number),
        ("title", document.title),
        ("issuers", "、".join(document.issuers)),
        ("place", f"{document.place} {document.place_code or ''} ({document.level})" if document.place else None),
        ("date", document.date),
        ("recipients", "、".join(document.recipients)),
        ("status", document.status),
        ("forwards", "、".join(document.forwards)),
        ("missing", ", ".join(missing)),
        ("supplied by hand", ", ".join(document.supplied)),
    ):
        if value:
            table.add_row(label, Text(value))
    return table


def value_text(record: Quantified) -> str:
    """A value with its comparison and unit, such as `≥ 580 元`."""
    if record.value is None:
        return "removed" if isinstance(record, ParameterRecord) and record.removed else "?"
    return f"{_SIGNS[record.comparator]}{record.value} {unit_text(record.unit)}"


def due_text(deadline: DeadlineRecord) -> str:
    """When something is due: a date, a window, a duration from an event, or a recurring date."""
    if deadline.date:
        return f"{deadline.opens} – {deadline.date}" if deadline.opens else deadline.date
    if deadline.duration:
        length = f"{deadline.duration.value} {deadline.duration.unit}"
        return f"{length} from {deadline.event}" if deadline.event else length
    return f"every {deadline.recurs.every}" if deadline.recurs else "?"


def who_text(parameter: ParameterRecord) -> str:
    """Whom, where and in which tier a value is for."""
    return " · ".join(filter(None, (parameter.population, parameter.tier, parameter.region)))


def _records_table(records: Iterable[Line]) -> Table:
    table = Table()
    for heading in ("section", "type", "what", "value", "year", "for", "words"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("type", "year"))
    for record in records:
        if cells := _cells(record):
            quote = "".join(record.quote.split())
            table.add_row(*(Text(cell) for cell in (" ".join(record.section), *cells, quote)))
    return table


def _cells(record: Line) -> tuple[str, ...] | None:
    """Type, what, value, year and whom of a record; None for one that the table leaves out."""
    match record:
        case ParameterRecord():
            per = f" / {record.per}" if record.per else ""
            name = record.label or record.concept or ""
            return "parameter", name, value_text(record) + per, str(record.year or ""), who_text(record)
        case DeadlineRecord():
            return "deadline", record.action, due_text(record), "", ""
        case AssignmentRecord():
            return "assignment", "、".join(record.lead), "", "", "、".join(record.support)
        case CitationRecord():
            return "citation", record.title or "", record.number or "", "", record.relation
    return None
