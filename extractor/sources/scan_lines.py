"""Ruling lines in a picture of a page, and pages that lie a little askew."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.sources.recognition import Picture

Point = tuple[float, float]

_SHORTEST = 0.025
"""Of the picture's longer side: the part of a ruling line that must run without a break."""
_LONGEST_GAP = 5
_THICKEST = 0.006


def ruling_lines(picture: Picture) -> Iterator[tuple[Point, Point]]:
    """The ends of straight dark lines across or down the picture, in pixels; none where they cannot make a table."""
    import cv2
    import numpy as np

    gray = picture.min(axis=2)
    longest = max(gray.shape)
    dark = cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    length, thickness = max(20, round(_SHORTEST * longest)), max(4, round(_THICKEST * longest))
    found: list[list[tuple[Point, Point]]] = []
    for across in (True, False):
        along = (1, length) if across else (length, 1)
        lines = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(along, np.uint8))
        lines = cv2.dilate(lines, np.ones((3, 2 * _LONGEST_GAP) if across else (2 * _LONGEST_GAP, 3), np.uint8))
        count, labels, facts, _ = cv2.connectedComponentsWithStats(lines)
        own: list[tuple[Point, Point]] = []
        for label in range(1, min(count, 2000)):
            left, top, width, height, area = (int(fact) for fact in facts[label])
            long, other = (width, height) if across else (height, width)
            if long < 1.5 * length or area / long > thickness + 4 or other > 0.1 * long + thickness:
                continue
            part = labels[top : top + height, left : left + width] == label
            own.append(_ends(part, left, top, across))
        found.append(own)
    if min(map(len, found)) >= 2:
        yield from found[0]
        yield from found[1]


def _ends(part: object, left: int, top: int, across: bool) -> tuple[Point, Point]:
    """Where a line begins and ends: the middle of its outermost pixels, less what widened it."""
    import numpy as np

    mask = np.asarray(part)
    if across:
        first, last = np.flatnonzero(mask[:, 0]).mean(), np.flatnonzero(mask[:, -1]).mean()
        return (left + _LONGEST_GAP, top + float(first)), (left + mask.shape[1] - _LONGEST_GAP, top + float(last))
    first, last = np.flatnonzero(mask[0]).mean(), np.flatnonzero(mask[-1]).mean()
    return (left + float(first), top + _LONGEST_GAP), (left + float(last), top + mask.shape[0] - _LONGEST_GAP)


def straightened(points: Sequence[Point], angle: float) -> list[Point]:
    """Points of a page turned back by an angle in radians."""
    cos, sin = math.cos(angle), math.sin(angle)
    return [(x * cos + y * sin, y * cos - x * sin) for x, y in points]
