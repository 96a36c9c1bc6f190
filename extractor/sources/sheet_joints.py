"""Which printed lines go on with the paragraph above: by indent, right edge and gap, as typesetters mark paragraphs.

Only pages whose paragraphs begin with an indent are judged; titles, sign-offs and whatever stands apart are left to their words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median

from extractor.sources.sheet_tables import SheetLine

_FEW = 2
"""Lines that stand at an edge, or follow a short one, at least: fewer tell nothing."""
_LETTER = 20
"""Lines of a short letter, of which few must do."""
_INDENT = (1.2, 2.7)
"""Characters by which a paragraph begins to the right of the others' left edge; the norm (GB/T 9704) is two."""
_NEAR = 0.6
"""Characters by which a line may stand beside an edge and still be at it."""
_SHORT = 1.6
"""Characters that a full line may lack, where the next one would be a sign that begins no line."""
_CLEARLY_SHORT = 3.0
_EDGE_LINES = 2
"""Lines at the head or foot of a page that may be its number or running head."""
_WIDE_GAP = 1.7
"""Of the usual distance between lines: what stands further below does not go on with what stands above."""


@dataclass(slots=True)
class _Body:
    """What running text looks like: its size, its left and right edge."""

    size: float
    left: float
    right: float

    def holds(self, line: SheetLine) -> bool:
        """Whether a line begins where running text does: at the left edge or with an indent."""
        return line.row is None and abs(line.size - self.size) < 0.12 * self.size and (
            self.at_left(line) or self.is_indented(line)) and right_of(line) <= self.right + 2 * self.size

    def at_left(self, line: SheetLine) -> bool:
        return abs(left_of(line) - self.left) < _NEAR * self.size

    def is_indented(self, line: SheetLine) -> bool:
        return _INDENT[0] * self.size < left_of(line) - self.left < _INDENT[1] * self.size

    def is_full(self, line: SheetLine) -> bool:
        return right_of(line) > self.right - _SHORT * self.size

    def is_short(self, line: SheetLine) -> bool:
        return right_of(line) < self.right - _CLEARLY_SHORT * self.size


def left_of(line: SheetLine) -> float:
    box = line.pieces[0].box
    return box[0] if box else 0.0


def right_of(line: SheetLine) -> float:
    box = line.pieces[-1].box
    return box[2] if box else 0.0


def join_lines(pages: Sequence[list[SheetLine]], heights: Sequence[float]) -> None:
    """Set `above` of the lines that go on with another, and of those that begin a paragraph."""
    size = _usual(line.size for line in chain.from_iterable(pages) if line.row is None and line.pieces)
    if not size:
        return
    bodies = _bodies(pages, size)
    if not _has_indents(pages, bodies):
        return
    gap = median([below.top - above.top for lines, body in zip(pages, bodies, strict=True) for above, below in pairwise(lines)
                  if body.holds(above) and body.holds(below)] or [0.0])
    last: tuple[SheetLine, _Body] | None = None
    for lines, body, height in zip(pages, bodies, heights, strict=True):
        between = 0
        for index, line in enumerate(lines):
            if not line.pieces or not body.holds(line):
                between += 1
                at_edge = index < _EDGE_LINES or index >= len(lines) - _EDGE_LINES
                if line.row is not None or not at_edge or between > 2 * _EDGE_LINES:
                    last = None
                continue
            if last is not None:
                _judge(*last, line, body, gap)
            last, between = (line, body), 0
        if lines and last is not None and last[0].top < 0.6 * height and last[0] is lines[-1]:
            last = None  # a page that ends early ends its part


def _judge(above: SheetLine, upper: _Body, line: SheetLine, body: _Body, gap: float) -> None:
    """Whether a line of running text goes on with the one before it."""
    apart = above.pieces[0].page == line.pieces[0].page and line.top - above.top > _WIDE_GAP * gap
    if upper.is_full(above) and body.at_left(line) and not apart:
        line.above = above
    elif body.is_indented(line) or (upper.is_short(above) and upper.holds(above) and apart):
        line.above = line


def _bodies(pages: Sequence[list[SheetLine]], size: float) -> list[_Body]:
    """The running text of each page; a page with little of it, or lists of short lines, is taken to look as the one with the
    longest lines."""
    own = [_body(lines, size) for lines in pages]
    broad = max((body for body in own if body), key=lambda body: body.right - body.left, default=None)
    usual = broad or _body(chain.from_iterable(pages), size) or _Body(size, 0.0, 0.0)
    return [body if body and body.right - body.left > usual.right - usual.left - 3 * size else usual for body in own]


def _body(lines: Iterable[SheetLine], size: float) -> _Body | None:
    own = [line for line in lines if line.row is None and line.pieces and abs(line.size - size) < 0.12 * size]
    if len(own) < 3 * _FEW:
        return None
    lefts = Counter(round(left_of(line) / size * 2) for line in own)
    rights = Counter(round(right_of(line) / size * 2) for line in own)
    # The left edge is the leftmost at which several lines stand, the right one the rightmost.
    enough = max(_FEW if len(own) < _LETTER else _FEW + 1, len(own) // 12)
    left = min((place for place, count in lefts.items() if count + lefts[place + 1] >= enough), default=None)
    right = max((place for place, count in rights.items() if count + rights[place - 1] >= enough), default=None)
    if left is None or right is None:
        return None
    return _Body(size, median(left_of(line) for line in own if round(left_of(line) / size * 2) in (left, left + 1)),
                 median(right_of(line) for line in own if round(right_of(line) / size * 2) in (right, right - 1)))


def _has_indents(pages: Sequence[list[SheetLine]], bodies: Sequence[_Body]) -> bool:
    """Whether paragraphs begin with an indent: on pages with lines that go on at the left edge, what follows one that is clearly
    not full mostly stands so, and a full line with an indent mostly goes on at the edge. Where it does not, items hang from their
    numbers."""
    below: list[bool] = []
    begun: list[bool] = []
    for lines, body in zip(pages, bodies, strict=True):
        pairs = [(above, line) for above, line in pairwise(lines) if body.holds(above) and body.holds(line)]
        if any(body.is_full(above) and body.at_left(line) for above, line in pairs):
            below += (body.is_indented(line) for above, line in pairs if body.is_short(above))
            begun += (body.at_left(line) for above, line in pairs if body.is_full(above) and body.is_indented(above))
    return (len(below) >= _FEW and sum(below) >= (0.6 if len(below) > _FEW else 1) * len(below)
            and 2 * sum(begun) >= len(begun))


def _usual(sizes: Iterable[float]) -> float:
    """The size that most lines have."""
    counts = Counter(round(size, 1) for size in sizes if size > 0)
    return max(counts, key=lambda size: (counts[size], size), default=0.0)
