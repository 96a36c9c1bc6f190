"""The cleaned text of a file and the way back to its source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extractor.normalize.characters import without_radicals
from extractor.sources.model import SourceText, Table
from extractor.spans import Alignment, Span

_LINK = re.compile(r"\[([^\[\]]{1,200})\]\(https?://[^()]{1,400}\)")  # Markdown

@dataclass(frozen=True, slots=True)
class CleanText:
    """A file's text in one canonical form: simplified mainland terms, one punctuation, one paragraph a line.

    Every line of `text` (separated by `\\n`) is one paragraph, heading, or table row; the cells of a row are
    separated by `\\t`. Digits, Latin letters and `%` are half width; `，；：（）` full width; no spaces stand inside
    sentences, numbers or dates. `alignment` has one entry for each character of `text`. `tables` are those that the
    format drew and those of tabs and spaces in plain text, in text order; the spans of their cells index `text`.
    """

    source: SourceText
    text: str
    alignment: Alignment
    script: Literal["hans", "hant"]
    tables: tuple[Table, ...] = ()

    def source_span(self, start: int, end: int) -> Span:
        """Where the cleaned characters `[start, end)` stand in the source text."""
        return self.alignment.to_source(start, end)

    def quote(self, start: int, end: int) -> str:
        """The source's own words for `[start, end)`, white space and line breaks included."""
        begin, stop = self.alignment.to_source(start, end)
        return self.source.text[begin:stop]

    def printed(self, start: int, end: int) -> str:
        """`quote` as it reads: without white space, page numbers and running heads between its lines, marks and addresses of
        Markdown links, with characters for radicals."""
        quote = self.quote(start, end)
        if "\n" in quote:
            quote = self._without_dropped_lines(start, end)
        return without_radicals(_LINK.sub(r"\1", "".join(quote.split())))

    def _without_dropped_lines(self, start: int, end: int) -> str:
        source, starts, ends = self.source.text, self.alignment.starts, self.alignment.ends
        pieces, begin = [], starts[start]
        for index in range(start, end - 1):
            here, there = ends[index], starts[index + 1]
            if here < there and source.count("\n", here, there) > 1:
                pieces.append(source[begin:here])
                begin = there
        return "".join(pieces) + source[begin : ends[end - 1]]
