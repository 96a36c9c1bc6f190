"""What OFD draws: characters of text objects and straight lines of path objects, as pdfplumber describes those of a PDF."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

_ASCENT, _DESCENT = 0.88, 0.12
"""Of a character's size: how far its box reaches above and below its base line."""
_HALF = 0.5
_LEAST_SIZE, _MOST = 0.1, 100_000.0
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?")
_PATH = re.compile(r"[MSLQBAC]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?")
_POINTS_OF = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_STRAIGHT = 0.3
"""Millimetres by which a ruling line may lean."""


class Matrix(NamedTuple):
    """A transformation of points."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    @classmethod
    def of(cls, text: str | None, right: float, down: float) -> Matrix:
        """That of an object's CTM, moved to where the object stands."""
        values = numbers(text)
        a, b, c, d, e, f = values if len(values) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        return cls(a, b, c, d, e + right, f + down)

    def moved(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    @property
    def angle(self) -> float:
        return math.atan2(self.b, self.a)

    @property
    def height(self) -> float:
        """How much larger it makes what stands upright."""
        return math.hypot(self.c, self.d)

    @property
    def breadth(self) -> float:
        return math.hypot(self.a, self.b)


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute, none beyond what a page can measure."""
    return [max(-_MOST, min(_MOST, float(number))) for number in _NUMBER.findall((text or "")[:1_000_000])]


def characters(element: _Element, matrix: Matrix, points: float) -> Iterator[dict[str, Any]]:
    """The characters of a text object; `points` are those in a unit of the document."""
    size = max((numbers(element.get("Size")) or [0.0])[0], _LEAST_SIZE)
    stretched = (numbers(element.get("HScale")) or [1.0])[0] or 1.0
    color = _color(element)
    for code in element.iter("{*}TextCode"):
        text = code.text or ""
        x = (numbers(code.get("X")) or [0.0])[0]
        y = (numbers(code.get("Y")) or [0.0])[0]
        across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
        for index, char in enumerate(text):
            width = size * stretched * (_HALF if char.isascii() else 1.0)
            step = across[index] if index < len(across) else width
            if char.isascii() and width < step < 1.1 * size * stretched:
                width = step  # broad letters: how broad, only the font says
            if char.strip():
                left, base = matrix.moved(x, y)
                high, wide = size * matrix.height, width * matrix.breadth
                top = (base - _ASCENT * high) * points
                yield {
                    "text": char, "x0": left * points, "x1": (left + wide) * points, "top": top, "doctop": top,
                    "bottom": (base + _DESCENT * high) * points, "size": round(high * points, 2), "upright": True,
                    "fontname": element.get("Font") or "", "non_stroking_color": color,
                }
            x += across[index] if index < len(across) else (width if not down else 0.0)
            y += down[index] if index < len(down) else 0.0


def _deltas(text: str | None, length: int) -> list[float]:
    """The distances between characters; `g 3 5.5` says 5.5 three times."""
    words = (text or "").split(maxsplit=3 * length + 3)
    deltas: list[float] = []
    position = 0
    while position < len(words) and len(deltas) < length:
        if words[position] == "g" and position + 2 < len(words):
            times, value = numbers(words[position + 1]), numbers(words[position + 2])
            deltas += (value or [0.0])[:1] * min(int((times or [0.0])[0]), length)
            position += 3
        else:
            deltas += (numbers(words[position]) or [0.0])[:1]
            position += 1
    return deltas


def _color(element: _Element) -> tuple[float, ...] | None:
    """The fill colour from 0 to 1 a channel."""
    fill = next(element.iter("{*}FillColor"), None)
    if fill is None:
        return None
    values = []
    for word in (fill.get("Value") or "").split()[:4]:
        try:
            values.append(int(word[1:], 16) if word.startswith("#") else float(word))
        except ValueError:
            return None
    return tuple(min(max(value / 255, 0.0), 1.0) for value in values) or None


def strokes(element: _Element, matrix: Matrix, points: float) -> Iterator[dict[str, Any]]:
    """The straight lines across and down that a path object draws, or that bound what it fills."""
    if element.get("Stroke") == "false" and element.get("Fill") != "true":
        return
    for data in element.iter("{*}AbbreviatedData"):
        for (x0, y0), (x1, y1) in _segments((data.text or "")[:1_000_000]):
            left, top = matrix.moved(x0, y0)
            right, bottom = matrix.moved(x1, y1)
            level, upright = abs(bottom - top) < _STRAIGHT, abs(right - left) < _STRAIGHT
            if level == upright:
                continue
            yield {
                "x0": min(left, right) * points, "x1": max(left, right) * points, "top": min(top, bottom) * points,
                "bottom": max(top, bottom) * points, "width": abs(right - left) * points, "height": abs(bottom - top) * points,
                "orientation": "h" if level else "v", "object_type": "line",
            }


def _segments(path: str) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight parts of a path."""
    words = _PATH.findall(path)
    start = here = (0.0, 0.0)
    position = 0
    while position < len(words):
        command = words[position]
        position += 1
        if command not in _POINTS_OF:
            continue
        count = _POINTS_OF[command]
        values = [word for word in words[position : position + count] if word not in _POINTS_OF]
        if len(values) < count:
            return
        position += count
        if command == "C":
            if here != start:
                yield here, start
            here = start
            continue
        there = (numbers(values[-2])[0], numbers(values[-1])[0])
        if command in "MS":
            start = there
        elif command == "L":
            yield here, there
        here = there
