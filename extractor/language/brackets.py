"""Brackets that belong together, and which pair stands around a position."""

from __future__ import annotations

import re
from bisect import bisect_left

from extractor.spans import Span

LONGEST = 1500
"""Brackets further apart than so many characters are not read as a pair."""

_MARK = re.compile(r"[（）〔〕【】〈〉\[\]]")
_CLOSING = {"（": "）", "〔": "〕", "【": "】", "〈": "〉", "[": "]"}
_MOST_LEVELS = 20


class Brackets:
    """The pairs of brackets in `text[start:end]`; spans include both brackets."""

    def __init__(self, text: str, start: int, end: int) -> None:
        pairs: list[Span] = []
        opened: list[int] = []
        for mark in _MARK.finditer(text, start, end):
            if mark[0] in _CLOSING:
                opened.append(mark.start())
            elif opened and _CLOSING[text[opened[-1]]] == mark[0]:
                pair = Span(opened.pop(), mark.end())
                if pair.end - pair.start <= LONGEST:
                    pairs.append(pair)
        pairs.sort()
        self._openings = [span.start for span in pairs]
        self._pairs = pairs
        self._parents: list[int] = []
        enclosing: list[int] = []
        for index, span in enumerate(pairs):
            while enclosing and pairs[enclosing[-1]].end <= span.start:
                enclosing.pop()
            self._parents.append(enclosing[-1] if enclosing else -1)
            enclosing.append(index)

    def around(self, position: int) -> Span | None:
        """The innermost pair around `position`, which may be its closing bracket; None outside brackets."""
        index = bisect_left(self._openings, position) - 1
        for _ in range(_MOST_LEVELS):
            if index < 0:
                return None
            if self._pairs[index].end > position:
                return self._pairs[index]
            index = self._parents[index]
        return None
