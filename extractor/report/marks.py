"""A source text cut at the bounds of its records, so that every place can be marked in the page.

Records may share a place, nest, or cross. Those that share one get one mark of several kinds; a longer mark
holds the shorter ones; one that crosses the end of another is closed there and opened anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import pairwise

from extractor.records.extraction import Extraction
from extractor.records.models import Line

_MARKED = ("parameter", "mention", "deadline", "assignment", "task", "citation", "note")
"""The kinds that are marked; where several share a place, the first one gives the colour."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Open:
    """A mark begins: its kinds, and its id on the page (None for the continuation of a crossed mark)."""

    kinds: tuple[str, ...]
    id: str | None


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of the text."""

    text: str


@dataclass(frozen=True, slots=True)
class Close:
    """The innermost open mark ends."""


Token = Open | Text | Close


class Places:
    """The ids of places on one page: the same for all records at a place, different for each file.

    They follow from the file alone, so that what is shown of it stays the same whatever other files there are.
    """

    def __init__(self, extractions: Iterable[Extraction]) -> None:
        self._files = {extraction.source: extraction for extraction in extractions}
        self._marked: dict[str, set[Span]] = {}

    def file_id(self, source: str) -> str:
        """The id of a file on the page."""
        return file_id(source)

    def id(self, source: str, span: Span) -> str:
        """The id of a place in a file's text."""
        return f"{self.file_id(source)}-{span[0]}-{span[1]}"

    def href(self, source: str, span: Span) -> str:
        """The link to a place: to its mark, to its file where it has none, "" where the file is not on the page."""
        if source not in self._files:
            return ""
        if source not in self._marked:
            self._marked[source] = {record.span for record in self._files[source].records if _kind(record)}
        return "#" + (self.id(source, span) if span in self._marked[source] else self.file_id(source))


@cache
def file_id(source: str) -> str:
    """The id of a file on every page that shows it."""
    return f"f{sha256(source.encode(errors='surrogatepass')).hexdigest()[:10]}"


def _kind(record: Line) -> str | None:
    """The kind of a record that is marked in the text; None for others."""
    kind = str(getattr(record, "type", ""))
    return kind if kind in _MARKED and record.span[0] < record.span[1] else None


def mark_up(extraction: Extraction, places: Places) -> Iterator[Token]:
    """The whole text of a file with the marks of its records, properly nested, in text order."""
    kinds: dict[Span, set[str]] = defaultdict(set)
    for record in extraction.records:
        if kind := _kind(record):
            kinds[record.span].add(kind)
    begins: dict[int, list[Span]] = defaultdict(list)
    for span in sorted(kinds, key=lambda span: (span[0], -span[1])):
        begins[span[0]].append(span)
    cuts = sorted({0, len(extraction.text), *(bound for span in kinds for bound in span)})
    named = {span: tuple(kind for kind in _MARKED if kind in kinds[span]) for span in kinds}
    stack: list[Span] = []
    for start, end in pairwise(cuts):
        for span in begins[start]:
            stack.append(span)
            yield Open(named[span], places.id(extraction.source, span))
        yield Text(extraction.text[start:end])
        crossed: list[Span] = []
        while any(span[1] <= end for span in stack):
            yield Close()
            span = stack.pop()
            if span[1] > end:
                crossed.append(span)
        for span in reversed(crossed):
            stack.append(span)
            yield Open(named[span], None)
