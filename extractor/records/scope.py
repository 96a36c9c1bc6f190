"""Scope: where a value's scheme and benefit come from when its own clause is silent, nearest first.

The order is: the clause, the sentence, the paragraph before it (a run-in heading included), the sentence that leads
into the list, the headings from the innermost out, the title, and last the scheme that the document speaks of most.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from extractor.language.facets import Facet, FacetHits, Facets
from extractor.records.passages import Passage
from extractor.spans import Span
from extractor.structure.model import Circular, Paragraph

_OPENING = re.compile(r"(?:通知|通告|公告|解读|意见|措施|方案|要求|规定|办法|事项)[^，。；]{0,8}如下：$|提出(?:如下|以下)[^，。；]{1,10}：$")
_REGION_HEAD = re.compile(r"地区|区域|县区|区县|市县|县（市|适用范围|行政区")


class Level(NamedTuple):
    """Facet keys found at one distance from a value, nearest first; `name` says how far away."""

    name: str
    keys: tuple[str, ...]


class Table(NamedTuple):
    """A table's first row: its index among the circular's paragraphs, and its cells."""

    first: int
    header: tuple[Span, ...]


class Scope:
    """The contexts of one paragraph of a circular."""

    def __init__(
        self, text: str, facets: Facets, circular: Circular, index: int, passage: Passage, tables: Mapping[int, Table]
    ) -> None:
        self.text = text
        self.facets = facets
        self.circular = circular
        self.paragraph = circular.paragraphs[index]
        self.passage = passage
        table = tables.get(self.paragraph.table) if self.paragraph.table is not None else None
        self.lead_in = _lead_in(text, circular.paragraphs, table.first if table else index)
        self._header = table.header if table and table.first != index else ()
        self._first_column = text.count("\t", self.paragraph.start, passage.start) if self._header else 0
        self._levels: dict[tuple[FacetHits, int], list[Level]] = {}

    def levels(self, hits: FacetHits, start: int, end: int) -> list[Level]:
        """What `hits` say of the value at `[start, end)`, level by level."""
        key = (hits, start)
        if key not in self._levels:
            self._levels[key] = list(self._find_levels(hits, start, end))
        return self._levels[key]

    def _find_levels(self, hits: FacetHits, start: int, end: int) -> Iterator[Level]:
        clause = self.passage.clause(start)
        sentence = self.passage.sentence(start)
        column = self.column(start)
        if column:
            yield Level("clause", _keys(hits.within(*column)))
        yield Level("clause", _keys(hits.backwards(clause.start, start)))
        yield Level("clause", _keys(hits.within(end, clause.end)))
        yield Level("sentence", _keys(hits.backwards(sentence.start, clause.start)))
        yield Level("paragraph", _keys(hits.backwards(self.passage.start, sentence.start)))
        if self._header:
            named = _keys(hits.within(self._header[0].start, self._header[-1].end))
            yield Level("header", named if len(named) == 1 else ())
        if self.lead_in:
            yield Level("list", _keys(hits.backwards(*self.lead_in)))
        for heading in reversed(self.paragraph.headings):
            yield Level("heading", _keys(hits.backwards(*heading.span)))
        if self.circular.title_span:
            yield Level("title", _keys(hits.backwards(*self.circular.title_span)))

    def column(self, offset: int) -> Span | None:
        """The heading cell above a table row's cell; None outside tables and in the heading row itself."""
        if not self._header:
            return None
        column = self._first_column + self.text.count("\t", self.passage.start, offset)
        return self._header[column] if column < len(self._header) else None

    def region_cell(self) -> Span | None:
        """The cell of a table row that says where its values apply, by its column's head (适用地区, 县区)."""
        if not self._header or self._first_column:
            return None
        start = self.passage.start
        for head in self._header:
            stop = self.text.find("\t", start, self.passage.end)
            cell = Span(start, stop if stop >= 0 else self.passage.end)
            if _REGION_HEAD.search(self.text, *head) and cell.end > cell.start:
                return cell
            if stop < 0:
                return None
            start = stop + 1
        return None

    def words(self, start: int) -> Iterator[str]:
        """The texts around a value in which a cue may stand: paragraph up to its sentence, lead-in, headings, title."""
        yield self.text[self.passage.start : self.passage.sentence(start).end]
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


def read_tables(text: str, paragraphs: Sequence[Paragraph]) -> dict[int, Table]:
    """The tables of a circular by their number."""
    tables: dict[int, Table] = {}
    for index, paragraph in enumerate(paragraphs):
        if paragraph.table is not None and paragraph.table not in tables:
            cells, start = [], paragraph.start
            for cell in text[paragraph.start : paragraph.end].split("\t"):
                cells.append(Span(start, start + len(cell)))
                start += len(cell) + 1
            tables[paragraph.table] = Table(index, tuple(cells))
    return tables


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
            # The opening paragraph (现将有关事项通知如下：) leads into everything and says nothing of one value.
            return Span(before.start, before.end) if not _OPENING.search(text, before.start, before.end) else None
        if len(before.section) < len(paragraph.section):
            return None
    return None
