"""Passages: sentences, segments (；) and clauses (，) of a paragraph, found from any place in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from extractor.spans import Span
from extractor.structure.model import Paragraph

_SENTENCE = re.compile(r"[。！？\n]+[”）]?")
_SEGMENT = re.compile(r"[；]")
_CLAUSE = re.compile(r"[，：\t]")
_BRACKET = re.compile(r"[（）]")
_FARTHEST = 2000

RUNNING = ("body", "heading", "row")
"""The roles of paragraphs whose text says something; heads, labels and sign-offs hold no values or duties."""


def stretches(text: str, start: int, end: int) -> Iterator[Span]:
    """A paragraph in stretches of at most 2,000 characters, cut behind a sentence or clause where there is one.

    Words farther away say nothing of a value; looking no farther keeps the reading of endless sentences linear.
    """
    while end - start > _FARTHEST:
        cuts = (text.rfind(mark, start, start + _FARTHEST) + 1 for mark in "。；，、\t")
        cut = next(filter(None, cuts), start + _FARTHEST)
        yield Span(start, cut)
        start = cut
    yield Span(start, end)


class Passage:
    """The boundaries inside a paragraph, or a stretch of one, `[start, end)`; a row's cells count as clauses.

    Punctuation inside brackets does not end a clause: `（含居民大病保险等，下同）` belongs to the words before it.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end

    def sentence(self, offset: int) -> Span:
        return _around(self._sentences, offset)

    def segment(self, offset: int) -> Span:
        return _around(self._segments, offset)

    def clause(self, offset: int) -> Span:
        return _around(self._clauses, offset)

    def clause_before(self, clause: Span) -> Span | None:
        """The clause right before one, None at the paragraph's start."""
        return self.clause(clause.start - 1) if clause.start > self.start else None

    def remark(self, offset: int) -> Span | None:
        """The round brackets in which `offset` stands, without the closing one; None outside brackets."""
        inside = self._brackets
        index = bisect_right(inside, (offset, 1 << 60)) - 1
        return inside[index] if index >= 0 and offset < inside[index].end else None

    def sentences(self) -> Iterator[Span]:
        return (Span(start, end) for start, end in pairwise(self._sentences) if start < end)

    # Each list holds the beginnings in order, and the end of the last one. Many paragraphs are asked for sentences only.
    @cached_property
    def _sentences(self) -> list[int]:
        return [self.start, *(hit.end() for hit in _SENTENCE.finditer(self.text, self.start, self.end)), self.end]

    @cached_property
    def _segments(self) -> list[int]:
        return self._parted(self._sentences, _SEGMENT)

    @cached_property
    def _clauses(self) -> list[int]:
        return self._parted(self._segments, _CLAUSE)

    @cached_property
    def _brackets(self) -> list[Span]:
        return _bracketed(self.text, self.start, self.end)

    def _parted(self, wider: list[int], mark: re.Pattern[str]) -> list[int]:
        inside = self._brackets
        ends = (hit.end() for hit in mark.finditer(self.text, self.start, self.end) if not _within(hit.start(), inside))
        return [*sorted({*wider[:-1], *ends}), self.end]


class Passages:
    """The passages of a circular's running text: those of each paragraph, long ones in stretches."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph]) -> None:
        self._of = [
            [Passage(text, *stretch) for stretch in stretches(text, paragraph.body, paragraph.end)]
            if paragraph.role in RUNNING else [] for paragraph in paragraphs
        ]

    def of(self, index: int) -> Sequence[Passage]:
        """Those of the paragraph at `index`, in order; none where it is no running text."""
        return self._of[index]

    def at(self, index: int, offset: int) -> Passage:
        """The one of a running paragraph in which `offset` stands."""
        return passage_at(self._of[index], offset)


def passage_at(passages: Sequence[Passage], offset: int) -> Passage:
    """The passage in which `offset` stands, the first one where it stands before them, the last where behind."""
    return passages[max(bisect_right(passages, offset, key=lambda passage: passage.start) - 1, 0)]


def _around(starts: list[int], offset: int) -> Span:
    index = bisect_right(starts, offset)
    index = 1 if index == 0 else min(index, len(starts) - 1)
    return Span(starts[index - 1], starts[index])


def _bracketed(text: str, start: int, end: int) -> list[Span]:
    """Stretches in round brackets, at most 200 characters each (an unclosed bracket encloses nothing)."""
    spans, open_at = [], -1
    for hit in _BRACKET.finditer(text, start, end):
        if hit[0] == "（":
            open_at = hit.start()
        elif open_at >= 0:
            if hit.start() - open_at <= 200:
                spans.append(Span(open_at, hit.start()))
            open_at = -1
    return spans


def _within(offset: int, spans: list[Span]) -> bool:
    if not spans:
        return False
    index = bisect_right(spans, (offset, 1 << 60)) - 1
    return index >= 0 and spans[index].start <= offset < spans[index].end
