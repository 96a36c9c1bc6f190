"""The cleaned text of a file and the way back to its source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

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
        """`quote` without its white space and the marks and addresses of Markdown links: names and titles as printed."""
        return _LINK.sub(r"\1", "".join(self.quote(start, end).split()))
