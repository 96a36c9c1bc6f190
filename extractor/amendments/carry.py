"""What changes of a text do to its records: those whose words are changed end, and those of the new words come in their place.

The text as changed is read anew. A record of it belongs to the change where its words were brought by it: its file and span are
then those of the changing circular. Where only what stands around its words was changed (a condition, a unit), it stays where
its words are printed. What reads as before, though a word near it was changed, is left alone; so is what a person set right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from extractor.amendments.edition import Edit, Edition, brought, moved
from extractor.corrections import CORRECTED
from extractor.records.extraction import Extraction
from extractor.records.models import (
    Amended,
    AmendmentRecord,
    AssignmentRecord,
    DeadlineRecord,
    Ended,
    Line,
    ParameterRecord,
    TaskRecord,
)

CARRIED = (ParameterRecord, DeadlineRecord, AssignmentRecord, TaskRecord)
"""The records that changes of a text change."""
R = TypeVar("R", bound=Line)

_PART_END = re.compile(r"[。；\n]")
_WORDS_ONLY = ("source", "document", "span", "quote", "page", "section", "ended", "amends", "confidence", "reasons", "id")


@dataclass(slots=True)
class Live:
    """A record that holds, its span in the present edition, and where it is kept: its file and its place among the lines."""

    start: int
    end: int
    source: str
    index: int


class Ledger:
    """The lines of the files of a corpus that changes touch; lines are replaced or added, never removed before the end."""

    def __init__(self, extractions: Mapping[str, Extraction]) -> None:
        self._extractions = extractions
        self.lines: dict[str, list[Line | None]] = {}
        self._added: dict[tuple[str, type[Line], tuple[int, int]], list[int]] = {}

    def of(self, source: str) -> list[Line | None]:
        """The lines of a file."""
        if source not in self.lines:
            self.lines[source] = list(self._extractions[source].records)
        return self.lines[source]

    def text(self, source: str) -> str:
        """The text of a file."""
        return self._extractions[source].text

    def add(self, record: Line) -> tuple[str, int]:
        """Keep a new line; returns where. One that is there already (a circular may be printed in several files) is kept once."""
        lines = self.of(record.source)
        alike = self._added.setdefault((record.source, type(record), record.span), [])
        for index in alike:
            if lines[index] == record:
                return record.source, index
        alike.append(len(lines))
        lines.append(record)
        return record.source, len(lines) - 1

    def extraction(self, source: str) -> Extraction:
        """A file with its lines as they now are, in the order of the export."""
        extraction = self._extractions[source]
        records = [line for line in self.of(source) if line is not None]
        heads = {id_: place for place, id_ in enumerate(one.id for one in extraction.documents)}
        place = {id(one): number for number, one in enumerate(extraction.records)}
        before = len(place)
        records.sort(key=lambda one: (
            heads.get(one.document, 0), one.span if one.type != "document" else (-1, -1), place.get(id(one), before)))  # type: ignore[attr-defined]
        return extraction.with_records(records)


@dataclass(frozen=True)
class Stage:
    """One circular's changes of a text: the text before and after, the changes, and what reads the text after."""

    before: Edition
    after: Edition
    edits: Sequence[Edit]
    day: date
    document: str
    """The id of the changed circular."""

    @cached_property
    def changes(self) -> frozenset[int]:
        """The changes of this stage, as objects."""
        return frozenset(id(edit.change) for edit in self.edits)


def carry(stage: Stage, live: list[Live], ledger: Ledger, read: Callable[[str], Extraction]) -> list[Live]:
    """Bring the records of a text from one edition to the next; returns those that hold then."""
    after = read(stage.after.readable)
    changed = [
        (start, end, edit) for start, end, edit in brought(stage.edits)
        if end > start or not _is_whole(stage.before.text, edit)
    ]
    touched_after = [(*_sentence(stage.after.text, start, end), edit) for start, end, edit in changed]
    touched_before = [
        (edit.start, edit.end) if _is_whole(stage.before.text, edit) else _sentence(stage.before.text, edit.start, edit.end)
        for edit in stage.edits
    ]
    fresh = [one for kind in CARRIED for one in after.of(kind) if _within(one.span, touched_after)]
    kept: list[Live] = []
    for one in live:
        record = ledger.of(one.source)[one.index]
        assert record is not None
        start, end = moved(one.start, stage.edits), moved(one.end, stage.edits)
        stands = start is not None and end is not None and end - start == one.end - one.start
        if not any(one.start < high and low < one.end for low, high in touched_before):
            if stands and start is not None and end is not None:
                kept.append(Live(start, end, one.source, one.index))
                continue
        elif stands and start is not None and end is not None:
            same = next((new for new in fresh if new.span == (start, end) and _alike(new, record)), None)
            if same is not None or _is_corrected(record):
                fresh = [new for new in fresh if new is not same and not (type(new) is type(record) and new.span == (start, end))]
                kept.append(Live(start, end, one.source, one.index))
                continue
        by = next(edit for edit, (low, high) in zip(stage.edits, touched_before, strict=True)
                  if one.start < max(high, low + 1) and low < one.end)
        ended = Ended(document=by.change.document, date=stage.day.isoformat())
        ledger.of(one.source)[one.index] = record.model_copy(update={"ended": ended})
    for new in fresh:
        edit = next(edit for low, high, edit in touched_after if new.span[0] < high and low < new.span[1])
        placed = _Placing(stage, edit, ledger).placed(new)
        if placed is not None:
            kept.append(Live(*new.span, *ledger.add(placed)))
    return kept


def live_records(extraction: Extraction, document: str, start: int) -> list[Live]:
    """The records of a circular, whose text begins at `start` of its file."""
    return [
        Live(record.span[0] - start, record.span[1] - start, extraction.source, index)
        for index, record in enumerate(extraction.records)
        if isinstance(record, CARRIED) and record.document == document
    ]


def give_way(ledger: Ledger, source: str, document: str, changes: Sequence[AmendmentRecord]) -> None:
    """Take away what was read of a changing circular's own words as if they were rules of their own."""
    spans = [change.span for change in changes]
    lines = ledger.of(source)
    for index, record in enumerate(lines):
        own = isinstance(record, CARRIED) and record.document == document and record.amends is None
        if own and record is not None and any(low < record.span[1] and record.span[0] < high for low, high in spans):
            lines[index] = None


class _Placing:
    """Where the records of a changed sentence are printed."""

    def __init__(self, stage: Stage, edit: Edit, ledger: Ledger) -> None:
        self._stage, self._edit, self._ledger = stage, edit, ledger

    def placed(self, record: R) -> R | None:
        """A record of the text after, in the file that prints its words; None where none does."""
        found = self._at(*record.span)
        if found is None:
            return None
        source, start, end, change = found
        if change is None:
            owner = self._owner(source, start)
            update: dict[str, Any] = {"source": source, "document": owner, "section": record.section}
        else:
            update = {"source": source, "document": change.document, "section": change.section, "page": change.page}
        by = change or self._edit.change
        update |= {
            "span": (start, end), "quote": self._ledger.text(source)[start:end],
            "amends": Amended(document=self._stage.document, place=by.place, words=by.old),
        }
        if isinstance(record, DeadlineRecord) and change is not None:
            update["date"] = self._this_year(record)
        if isinstance(record, ParameterRecord):
            since = max(record.effective_from or "", self._stage.day.isoformat())
            update["effective_from"] = since
            update["effective_to"] = record.effective_to if record.effective_to and record.effective_to >= since else None
            update["year"] = record.year if record.year and record.year >= self._stage.day.year else None
            update["conditions"] = tuple(
                one.model_copy(update={"span": self._near(one.span, source, (start, end), change)}) for one in record.conditions
            )
        if isinstance(record, TaskRecord) and record.deadline is not None:
            update["deadline"] = self.placed(record.deadline)
        return record.model_copy(update=update)

    def _this_year(self, deadline: DeadlineRecord) -> str | None:
        """The date of a deadline: one without a printed year is of the year in which its words were issued."""
        if deadline.date is None or deadline.year_from != "document":
            return deadline.date
        day = date.fromisoformat(deadline.date)
        return day.replace(year=self._stage.day.year, day=min(day.day, 28) if day.month == 2 else day.day).isoformat()

    def _near(
        self, span: tuple[int, int], source: str, own: tuple[int, int], change: AmendmentRecord | None
    ) -> tuple[int, int]:
        """Where a condition is printed in the record's file; where it stands in another, the words that name the part."""
        found = self._at(*span, source)
        if found is not None:
            return found[1], found[2]
        return change.place_span if change is not None and change.source == source else own

    def _at(self, start: int, end: int, source: str | None = None) -> tuple[str, int, int, AmendmentRecord | None] | None:
        """The piece that prints a stretch: that of this change before others, and the longest part of it."""
        pieces = [
            (piece, low, high) for piece, low, high in self._stage.after.at(start, end)
            if piece.start is not None and source in (None, piece.source)
        ]
        if source is not None and sum(high - low for _, low, high in pieces) < end - start:
            return None
        if not pieces:
            return None
        own = self._stage.changes
        piece, low, high = max(pieces, key=lambda one: (id(one[0].brought) in own, one[2] - one[1]))
        assert piece.start is not None
        return piece.source, piece.start + low, piece.start + high, piece.brought

    def _owner(self, source: str, offset: int) -> str:
        documents = [one for one in self._ledger.of(source) if one is not None and one.type == "document"]  # type: ignore[attr-defined]
        return next((one.document for one in reversed(documents) if one.span[0] <= offset), self._stage.document)


def _is_whole(text: str, edit: Edit) -> bool:
    """Whether a change is of whole sentences or paragraphs, so that it changes nothing around it."""
    before = text[: edit.start].rstrip(" \t\r\u3000")[-1:]
    behind = text[edit.end - 1 : edit.end] if edit.end > edit.start else before
    starts = not before or before in "。；\n" or text[edit.start : edit.end].startswith("\n")
    if not starts:
        return edit.start == edit.end and text[edit.end : edit.end + 1] in ("", "\r", "\n")
    return behind in "。；\n" or text[edit.end : edit.end + 1] in ("", "\r", "\n")


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    low = max((hit.end() for hit in _PART_END.finditer(text, max(0, start - 600), start)), default=max(0, start - 600))
    stop = _PART_END.search(text, max(start, end - 1), end + 600)
    return low, max(end, stop.end() if stop else min(len(text), end + 600))


def _within(span: tuple[int, int], stretches: Sequence[tuple[int, int, Edit]]) -> bool:
    return any(span[0] < high and low < span[1] for low, high, _ in stretches)


def _alike(new: Line, old: Line) -> bool:
    """Whether two readings of the same words say the same."""
    return type(new) is type(old) and _said(new) == _said(old)


def _said(record: Line) -> dict[str, Any]:
    data = {name: value for name, value in record.model_dump().items() if name not in _WORDS_ONLY}
    for name in ("effective_from", "effective_to", "year"):
        data.pop(name, None)
    if isinstance(record, ParameterRecord):
        data["conditions"] = [(one.text, one.kind) for one in record.conditions]
    if isinstance(record, TaskRecord):
        data["deadline"] = record.deadline and _said(record.deadline)
    return data


def _is_corrected(record: Line) -> bool:
    return isinstance(record, ParameterRecord) and any(reason.startswith(CORRECTED) for reason in record.reasons)

