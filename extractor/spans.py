"""Places in a text: half-open spans in Unicode code points, and the way back from cleaned text to its source."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open stretch `[start, end)` of some text, in Unicode code points."""

    start: int
    end: int


class Alignment:
    """Maps each character of a cleaned text to the stretch of source characters that it stands for.

    `starts[i]` and `ends[i]` bound the source stretch of cleaned character `i`; both never decrease. Source
    characters that cleaning dropped (line breaks, padding) belong to no cleaned character.
    """

    __slots__ = ("ends", "starts")

    def __init__(self, starts: Iterable[int], ends: Iterable[int]) -> None:
        self.starts = starts if isinstance(starts, array) else array("I", starts)
        self.ends = ends if isinstance(ends, array) else array("I", ends)
        if len(self.starts) != len(self.ends):
            raise ValueError("an alignment needs as many starts as ends")

    def __len__(self) -> int:
        return len(self.starts)

    def to_source(self, start: int, end: int) -> Span:
        """The source span of the cleaned characters `[start, end)`, which must not be empty."""
        if not 0 <= start < end <= len(self.starts):
            raise IndexError(f"no such stretch of the cleaned text: [{start}, {end})")
        return Span(self.starts[start], self.ends[end - 1])
