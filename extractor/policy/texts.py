"""What a circular says on a day: its own text, or the one that others have made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from extractor.amendments import Dated, Edition, Editions
from extractor.pipeline import extract_source
from extractor.policy.documents import Document
from extractor.records.extraction import Extraction
from extractor.records.models import MentionRecord
from extractor.sources.model import SourceText


class Printed(NamedTuple):
    """Where words are printed: the circular's id, its file, the span there, the words."""

    document: str
    source: str
    span: tuple[int, int]
    quote: str


@dataclass(eq=False)
class Amended:
    """The text of a circular as others have made it, from a day on."""

    document: Document
    edition: Edition

    @property
    def text(self) -> str:
        return self.edition.text

    @cached_property
    def mentions(self) -> tuple[MentionRecord, ...]:
        """The quantities of the text, their spans those of the text."""
        return extract_source(SourceText(self.document.record.source, self.edition.readable)).mentions

    def printed(self, start: int, end: int) -> Printed:
        """Where a stretch is printed: the words that a change brought, where it holds some, else the longest piece of it."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        pieces = [one for one in self.edition.at(start, start + len(words.strip())) if one[0].start is not None]
        if not pieces:
            head = self.document.record
            return Printed(head.id, head.source, head.span, head.quote)
        piece, low, high = max(pieces, key=lambda one: (one[0].brought is not None, one[2] - one[1]))
        assert piece.start is not None
        id_ = piece.brought.document if piece.brought else self.document.record.id
        quote = piece.text[low:high]
        low += len(quote) - len(quote.lstrip())
        quote = quote.strip()
        return Printed(id_, piece.source, (piece.start + low, piece.start + low + len(quote)), quote)


class Texts:
    """The texts of a corpus's circulars as others have changed them."""

    def __init__(self, extractions: Sequence[Extraction]) -> None:
        self._extractions = extractions
        self._found: dict[tuple[str, date | None], Amended] = {}

    @cached_property
    def _editions(self) -> Editions:
        return Editions(self._extractions)

    def on(self, document: Document, day: date | None = None) -> Amended | None:
        """The text of a circular on a day (None: as it is at last); None where that is its own."""
        if not document.record.amended_by:
            return None
        held = [one for one in self._editions.of(document.record.id) if _began(one, day)]
        if not held or held[-1].by is None:
            return None
        key = document.record.id, held[-1].day
        if key not in self._found:
            self._found[key] = Amended(document, held[-1].edition)
        return self._found[key]


    def struck(self, document: Document, place: tuple[str, ...], day: date) -> tuple[date, str] | None:
        """From which day, and by which circular, a part of a circular (第四条) was struck out before a day; None where it was not,
        or where the parts have got other numbers since."""
        found: tuple[date, str] | None = None
        for one in self._editions.of(document.record.id) if document.record.amended_by else ():
            if one.day is None or one.by is None or one.day > day:
                continue
            for outcome in one.outcomes:
                change = outcome.change
                if change.becomes or change.action == "renumber":
                    return None
                is_whole = outcome.state == "applied" and change.action == "delete" and change.old is None
                if is_whole and change.place == place[: len(change.place)]:
                    found = found or (one.day, one.by)
        return found


def _began(one: Dated, day: date | None) -> bool:
    return day is None or one.day is None or one.day <= day


def changers(document: Document, by_id: dict[str, Document]) -> Iterator[Extraction]:
    """The files of the circulars that have changed the text of one."""
    yield from (by_id[id_].extraction for id_ in document.record.amended_by if id_ in by_id)
