"""Scope: where a value's scheme and benefit come from when its own clause is silent, nearest first.

The order is: the clause, the sentence, the paragraph before it (a run-in heading included), the sentence that leads
into the list, the headings from the innermost out, the title, and last the scheme that the document speaks of most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from extractor.language.facets import Facet, FacetHits, Facets
from extractor.records.passages import Passage
from extractor.spans import Span
from extractor.structure.model import Circular, Paragraph


class Level(NamedTuple):
    """Facet keys found at one distance from a value, nearest first; `name` says how far away."""

    name: str
    keys: tuple[str, ...]


class Scope:
    """The contexts of one paragraph of a circular."""

    def __init__(self, text: str, facets: Facets, circular: Circular, index: int, passage: Passage) -> None:
        self.text = text
        self.facets = facets
        self.circular = circular
        self.paragraph = circular.paragraphs[index]
        self.passage = passage
        self.lead_in = _lead_in(text, circular.paragraphs, index)
        self.header = _header(circular.paragraphs, index)

    def levels(self, hits: FacetHits, start: int, end: int) -> Iterator[Level]:
        """What `hits` say of the value at `[start, end)`, level by level."""
        clause = self.passage.clause(start)
        sentence = self.passage.sentence(start)
        column = self.column(start)
        if column:
            yield Level("clause", _keys(hits.within(*column)))
        yield Level("clause", _keys(hits.backwards(clause.start, start)))
        yield Level("clause", _keys(hits.within(end, clause.end)))
        yield Level("sentence", _keys(hits.backwards(sentence.start, clause.start)))
        yield Level("paragraph", _keys(hits.backwards(self.paragraph.start, sentence.start)))
        if self.lead_in:
            yield Level("list", _keys(hits.backwards(*self.lead_in)))
        for heading in reversed(self.paragraph.headings):
            yield Level("heading", _keys(hits.backwards(*heading.span)))
        if self.circular.title_span:
            yield Level("title", _keys(hits.backwards(*self.circular.title_span)))

    def column(self, offset: int) -> Span | None:
        """The heading cell above a table row's cell; None outside tables and in the heading row itself."""
        if self.header is None:
            return None
        column = self.text.count("\t", self.paragraph.start, offset)
        start = self.header.start
        for _ in range(column):
            start = self.text.find("\t", start, self.header.end) + 1
            if start == 0:
                return None
        stop = self.text.find("\t", start, self.header.end)
        return Span(start, stop if stop >= 0 else self.header.end)

    def words(self, start: int) -> Iterator[str]:
        """The texts around a value in which a cue may stand: paragraph up to its sentence, lead-in, headings, title."""
        yield self.text[self.paragraph.start : self.passage.sentence(start).end]
        column = self.column(start)
        if column:
            yield self.text[slice(*column)]
        if self.lead_in:
            yield self.text[slice(*self.lead_in)]
        for heading in self.paragraph.headings:
            yield self.text[slice(*heading.span)]
        if self.circular.title_span:
            yield self.text[slice(*self.circular.title_span)]


def most_frequent(hits: FacetHits, circular: Circular) -> str | None:
    """The key that a circular names most; None where it names none."""
    counts = Counter(key for hit in hits.within(circular.start, circular.end) for key in hit.keys)
    return max(sorted(counts), key=lambda key: counts[key]) if counts else None


def _keys(hits: Iterator[Facet] | list[Facet]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for hit in hits for key in hit.keys))


def _header(paragraphs: list[Paragraph], index: int) -> Span | None:
    """The first row of the table that a row belongs to."""
    table = paragraphs[index].table
    if paragraphs[index].role != "row" or table is None:
        return None
    first = index
    while first > 0 and paragraphs[first - 1].table == table:
        first -= 1
    return Span(paragraphs[first].start, paragraphs[first].end) if first != index else None


def _lead_in(text: str, paragraphs: list[Paragraph], index: int) -> Span | None:
    """The paragraph that ends with ： and of which this one is a list item; for a row, the one above its table."""
    paragraph = paragraphs[index]
    is_row = paragraph.role == "row"
    for before in reversed(paragraphs[max(0, index - 40) : index]):
        if before.role == "row":
            if is_row:
                continue
            return None
        if before.role not in ("body", "heading"):
            return None
        if is_row:
            return Span(before.start, before.end)
        if text[before.end - 1] == "：" and before.section == paragraph.section[: len(before.section)]:
            return Span(before.start, before.end)
        if len(before.section) < len(paragraph.section):
            return None
    return None
