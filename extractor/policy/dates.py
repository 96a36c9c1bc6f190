"""From which day to which day a record's value holds, by what its circular says, and when a circular takes effect.

First day: the day that is stated for the value (自…起施行, 自…起执行); else 1 January of the year that it applies to,
unless its circular takes effect later in that year; else the day its circular takes effect; else the circular's date
of issue (成文日期, 印发日期). Last day: the one that is stated (有效期, 执行至), for the value or for its circular.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from extractor.records.extraction import Extraction
from extractor.records.models import DocumentRecord, ParameterRecord

StartedBy = Literal["stated", "year", "document"]


def first_day(record: ParameterRecord, document: DocumentRecord) -> tuple[date, StartedBy] | None:
    """The first day of a value and where it comes from; None where neither value nor circular says."""
    if stated := read_day(record.effective_from):
        return stated, "stated"
    takes_effect = read_day(document.effective_from)
    if record.year is not None and date.min.year <= record.year <= date.max.year:
        new_year = date(record.year, 1, 1)
        if takes_effect and takes_effect.year == record.year:
            return takes_effect, "stated"
        return new_year, "year"
    if takes_effect:
        return takes_effect, "stated"
    issued = issue_day(document)
    return (issued, "document") if issued else None


def last_day(record: ParameterRecord, document: DocumentRecord) -> date | None:
    """The last day that is stated for a value, None where it holds until further notice."""
    return read_day(record.effective_to) or read_day(document.effective_to)


def issue_day(document: DocumentRecord) -> date | None:
    """The date of issue, else the printing date."""
    return read_day(document.date) or read_day(document.printed_date)


def effect_day(document: DocumentRecord, extraction: Extraction) -> date | None:
    """The day a document takes effect: as stated, else the first day stated for one of its values, else its date of issue."""
    if stated := read_day(document.effective_from):
        return stated
    began = (first_day(record, document) for record in extraction.parameters if record.document == document.id)
    return min((found[0] for found in began if found and found[1] == "stated"), default=None) or issue_day(document)


def read_day(iso: str | None) -> date | None:
    """A date of a record; None for none."""
    return date.fromisoformat(iso) if iso else None
