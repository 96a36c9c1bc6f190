"""From which day to which day a record's value holds, by what its circular says.

First day: the day that is stated for the value (自…起施行, 自…起执行); else 1 January of the year that it applies to,
unless its circular takes effect later in that year; else the day its circular takes effect; else the circular's date
of issue (成文日期, 印发日期). Last day: the one that is stated (有效期, 执行至), for the value or for its circular.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from extractor.normalize.script import to_simplified
from extractor.records.extraction import Extraction
from extractor.records.models import DocumentRecord, ParameterRecord
from extractor.rules.model import StartedBy
from extractor.rules.names import words

_MARKS = ("不", "抵")
"""What every sentence that puts older rules aside has in it, in either script."""


def first_day(record: ParameterRecord, document: DocumentRecord) -> tuple[date, StartedBy] | None:
    """The first day of a value and where it comes from; None where neither value nor circular says."""
    if stated := _day(record.effective_from):
        return stated, "stated"
    takes_effect = _day(document.effective_from)
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
    return _day(record.effective_to) or _day(document.effective_to)


def issue_day(document: DocumentRecord) -> date | None:
    """The date of issue, else the printing date."""
    return _day(document.date) or _day(document.printed_date)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def superseding_documents(extraction: Extraction) -> frozenset[str]:
    """The documents of a file that say that older rules which differ from theirs give way (与本通知不一致的，按本通知执行)."""
    openings: list[tuple[int, str]] = sorted((record.span[0], record.id) for record in extraction.documents)
    found: set[str] = set()
    for start, sentence in _sentences(extraction.text):
        if "本" in sentence and any(mark in sentence for mark in _MARKS) and _says_so(to_simplified("".join(sentence.split()))):
            owners = [name for opening, name in openings if opening <= start]
            if owners:
                found.add(owners[-1])
    return frozenset(found)


def _sentences(text: str) -> Iterable[tuple[int, str]]:
    """Sentences with their places; a line break ends one only at the end of a paragraph (an empty line)."""
    start = 0
    for stop in re.finditer(r"[。；]|\n[ \t]*\n", text):
        yield start, text[start : stop.start()]
        start = stop.end()
    yield start, text[start:]


def _says_so(sentence: str) -> bool:
    return any(_in_order(sentence, entry) for entry in words()["superseding"])


def _in_order(sentence: str, parts: list[str]) -> bool:
    position = 0
    for part in parts:
        position = sentence.find(part, position)
        if position < 0:
            return False
        position += len(part)
    return True
