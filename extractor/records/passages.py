"""Passages: sentences, segments (；) and clauses (，) of a paragraph, found from any place in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from extractor.spans import Span

_SENTENCE = re.compile(r"[。！？\n]+[”）]?")
_SEGMENT = re.compile(r"[；]")
_CLAUSE = re.compile(r"[，：\t]")
_FARTHEST = 2000


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

    __slots__ = ("_clauses", "_segments", "_sentences", "end", "start")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.start, self.end = start, end
        inside = _bracketed(text, start, end)
        self._sentences = [start] + [hit.end() for hit in _SENTENCE.finditer(text, start, end)]
        self._segments = sorted({*self._sentences, *(
            hit.end() for hit in _SEGMENT.finditer(text, start, end) if not _within(hit.start(), inside))})
        self._clauses = sorted({*self._segments, *(
            hit.end() for hit in _CLAUSE.finditer(text, start, end) if not _within(hit.start(), inside))})

    def sentence(self, offset: int) -> Span:
        return self._around(self._sentences, offset)

    def segment(self, offset: int) -> Span:
        return self._around(self._segments, offset)

    def clause(self, offset: int) -> Span:
        return self._around(self._clauses, offset)

    def clause_before(self, clause: Span) -> Span | None:
        """The clause right before one, None at the paragraph's start."""
        return self.clause(clause.start - 1) if clause.start > self.start else None

    def _around(self, starts: list[int], offset: int) -> Span:
        index = max(bisect_right(starts, offset) - 1, 0)
        return Span(starts[index], starts[index + 1] if index + 1 < len(starts) else self.end)


def _bracketed(text: str, start: int, end: int) -> list[Span]:
    """Stretches in round brackets, at most 200 characters each (an unclosed bracket encloses nothing)."""
    spans, open_at = [], -1
    for hit in re.finditer(r"[（）]", text[start:end]):
        if hit[0] == "（":
            open_at = start + hit.start()
        elif open_at >= 0:
            if start + hit.start() - open_at <= 200:
                spans.append(Span(open_at, start + hit.start()))
            open_at = -1
    return spans


def _within(offset: int, spans: list[Span]) -> bool:
    index = bisect_right(spans, (offset, 1 << 60)) - 1
    return index >= 0 and spans[index].start <= offset < spans[index].end
