"""What pages carry besides their text: the binding line of a letter, watermarks tiled over the page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Any

from extractor.sources.sheets import Sheet

Char = dict[str, Any]

_BINDING = ("裝装", "訂订", "線线")
"""The words along a binding line, one below the other, in either script."""
_DOTS = frozenset(".．…⋯·•‧・︰︙⋮┆┊︱|｜丨:：-－—─")
_LONG = 0.35
"""Of the page's height that a binding line has at least."""

_TILES = 3
_MOST = 0.6
"""Of a page's characters: more than that is its text."""
_LIGHT = 0.45
_LEVEL, _TALL = 20.0, 60.0
"""Points: the height of the levels into which a page is cut, and of the tallest characters that are looked for."""
_COVERED = 0.3
"""Share of the repeats of a watermark that lie over other characters, where its colour tells nothing."""


def without_binding(sheet: Sheet) -> None:
    """Take out the binding line: dots and 裝訂線 in one narrow column from top to bottom."""
    marks = [char for char in sheet.chars if char["text"] in _DOTS or any(char["text"] in pair for pair in _BINDING)]
    first = [char for char in marks if char["text"] in _BINDING[0]]
    for start in first:
        middle, width = (start["x0"] + start["x1"]) / 2, max(start["x1"] - start["x0"], 1.0)
        column = [char for char in marks if abs((char["x0"] + char["x1"]) / 2 - middle) < 0.8 * width]
        tops = [[char["top"] for char in column if char["text"] in pair] for pair in _BINDING]
        if not all(tops) or not min(tops[0]) < max(tops[1]) or not min(tops[1]) < max(tops[2]):
            continue
        height = max(char["bottom"] for char in column) - min(char["top"] for char in column)
        if height > _LONG * sheet.height and _stands_alone(column, sheet):
            taken = set(map(id, column))
            sheet.chars = [char for char in sheet.chars if id(char) not in taken]
            return


def _stands_alone(column: Sequence[Char], sheet: Sheet) -> bool:
    """Whether each sign of a column is a word by itself: no neighbour to its left or right on its line."""
    taken = set(map(id, column))
    others = [char for char in sheet.chars if id(char) not in taken and char["text"].strip()]
    beside = 0
    for char in column:
        middle, size = (char["top"] + char["bottom"]) / 2, max(char["size"], 1.0)
        beside += any(other["top"] < middle < other["bottom"] and
                      -0.3 * size < max(other["x0"] - char["x1"], char["x0"] - other["x1"]) < 0.3 * size for other in others)
    return beside <= max(1, 0.2 * len(column))


def without_tiles(sheet: Sheet) -> int:
    """Take out a watermark: the same words again and again over the page, in a light colour or across other text.

    Returns how many characters were taken out.
    """
    runs: dict[tuple[str, float], list[list[Char]]] = defaultdict(list)
    for run in _runs(sheet.chars):
        words = "".join(char["text"] for char in run).strip()
        if len(words) > 1 and not words.isdigit():
            runs[words, round(run[0]["size"], 1)].append(run)
    repeated = [found for found in runs.values() if len(found) >= _TILES and _are_tiled(found)]
    if not repeated:
        return 0
    taken: set[int] = set()
    levels: dict[int, list[Char]] = defaultdict(list)
    for char in sheet.chars:
        levels[int(char["top"] // _LEVEL)].append(char)
    for found in repeated:
        tile = {id(char) for run in found for char in run}
        if median(map(_lightness, (run[0] for run in found))) >= _LIGHT or (
                sum(_is_covered(run, tile, levels) for run in found) >= _COVERED * len(found)):
            taken |= tile
    if len(taken) > _MOST * len(sheet.chars):
        return 0
    sheet.chars = [char for char in sheet.chars if id(char) not in taken]
    return len(taken)


def _runs(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """Characters that were drawn one after the other on one line in one style."""
    run: list[Char] = []
    for char in chars:
        if run and not _goes_on(run[-1], char):
            yield run
            run = []
        run.append(char)
    if run:
        yield run


def _goes_on(one: Char, other: Char) -> bool:
    gap = other["x0"] - one["x1"]
    return bool(one["size"] == other["size"] and abs(one["top"] - other["top"]) < 1 and -one["size"] < gap < one["size"]
                and one.get("non_stroking_color") == other.get("non_stroking_color"))


def _are_tiled(runs: Sequence[Sequence[Char]]) -> bool:
    """Whether runs stand in several rows, at equal places or distances: no word that a text merely repeats."""
    tops = Counter(round(run[0]["top"]) for run in runs)
    lefts = Counter(round(run[0]["x0"]) for run in runs)
    return (len(tops) > 1 and len(lefts) < len(runs)) or len(tops) > 2


def _is_covered(run: Sequence[Char], tile: set[int], levels: Mapping[int, Sequence[Char]]) -> bool:
    """Whether a run lies across characters that are not of its watermark; `levels` holds those of the page by height."""
    first, last = int((run[0]["top"] - _TALL) // _LEVEL), int(run[0]["bottom"] // _LEVEL)
    return any(_overlap(char, other) for level in range(first, last + 1) for other in levels.get(level, ())
               if id(other) not in tile for char in run)


def _overlap(one: Char, other: Char) -> bool:
    width = min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
    height = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    size = one["size"]
    return bool(width > 0.25 * size and height > 0.35 * size and other["text"].strip())


def _lightness(char: Char) -> float:
    """From 0 (black) to 1 (white), by the colour as PDF gives it: gray, RGB or CMYK."""
    color = char.get("non_stroking_color")
    values = [float(value) for value in color if isinstance(value, int | float)] if isinstance(color, list | tuple) else []
    if len(values) == 4:
        return max(0.0, 1 - values[3] - sum(values[:3]) / 3)
    return sum(values) / len(values) if values else 0.0
