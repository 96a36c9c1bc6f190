"""Which printed lines are rows of a table, and where their cells are parted: tabs, rules, padding, single spaces.

Every separator counts: an empty cell stays an empty cell. `Line.gaps` gets the stretches that become tabs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from extractor.normalize.printed import STARTS_PART, Line

_TAB = re.compile(r"[ \u200b]*\t[ \u200b]*")
_TABS = re.compile(r"[ \u200b]*\t[\t \u200b]*")
_RULE = re.compile(r"[ \u200b]*\|[ \u200b]*")
_PADDING = re.compile(r"(?<=[^ \u200b]) {2,}(?=[^ \u200b])")
_SPACES = re.compile(r"[ \u200b]+")
_VALUE = re.compile(r"\d")
_LONGEST_CELL = 60


def mark_rows(lines: Sequence[Line]) -> None:
    """Set `is_row`, `gaps` and the outer limits of the lines that are table rows."""
    for line in lines:
        if line.is_drawn:
            _cut(line, line.raw_start, line.raw_start + len(line.raw), _TAB)
    _tabbed(lines)
    for line in lines:
        if not line.is_row and line.text.count("|") >= 2:
            _ruled(line)
    _padded(lines)
    _spaced(lines)


def _cut(line: Line, start: int, end: int, gap: re.Pattern[str]) -> None:
    """Makes a line a row that reaches from `start` to `end` of the text, parted wherever `gap` stands."""
    raw = line.raw[start - line.raw_start : end - line.raw_start]
    line.start, line.end, line.text = start, end, raw
    line.gaps = [(hit.start(), hit.end(), "\t") for hit in gap.finditer(raw)]
    line.is_row = True


def _runs(lines: Sequence[Line], belongs: Callable[[Line], bool]) -> Iterator[list[Line]]:
    """Lines right below each other that belong."""
    run: list[Line] = []
    for line in lines:
        if belongs(line):
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _lead(line: Line) -> str:
    """The white space before a line's first word."""
    return line.raw[: len(line.raw) - len(line.raw.lstrip(" \t\u200b"))]


def _tabbed(lines: Sequence[Line]) -> None:
    """Rows parted by tabs. What all rows of a table are indented by is no cell; nor are tabs that only fill up.

    Tabs fill up where the rows have equally many cells if a run of tabs counts once, and not if each counts.
    """
    def belongs(line: Line) -> bool:
        return not line.is_drawn and ("\t" in line.text or _hangs(line))

    for run in _runs(lines, belongs):
        while run and "\t" not in run[0].text:
            run.pop(0)  # an indented line is no row of its own
        if not run:
            continue
        indent = min(_lead(line).count("\t") for line in run)
        once = {len(_TABS.split(line.text)) for line in run}
        each = {_lead(line).count("\t") + len(_TAB.split(line.text)) for line in run}
        fills = len(run) > 1 and len(once) == 1 and len(each) > 1
        for line in run:
            start, end = line.start, line.end
            if not fills and len(run) > 1:
                tabs = [hit.start() for hit in re.finditer("\t", _lead(line))]
                if len(tabs) > indent:
                    start = line.raw_start + tabs[indent]
                end = line.raw_start + len(line.raw.rstrip(" \u200b"))
            _cut(line, start, end, _TABS if fills else _TAB)


def _hangs(line: Line) -> bool:
    """A line of one cell, behind or before tabs, which may be a row; not an indented sentence or heading."""
    if len(line.text) >= _LONGEST_CELL or any(sign in line.text for sign in "。；：，"):
        return False
    if "\t" in _lead(line):
        return line.text.isdigit() or not STARTS_PART.match(line.text)
    return line.raw.rstrip(" \u200b").endswith("\t")


def _ruled(line: Line) -> None:
    """A row of a table drawn with `|`; the outer rules part no cells."""
    text = line.text
    start = len(text) - len(text[1:].lstrip(" \u200b")) if text.startswith("|") else 0
    end = len(text[:-1].rstrip(" \u200b")) if text.endswith("|") else len(text)
    if start < end:
        _cut(line, line.start + start, line.start + end, _RULE)


def _is_running(text: str) -> bool:
    return (len(text) > 30 and any(sign in text for sign in "，。；")) or text.endswith("。")


def _padded(lines: Sequence[Line]) -> None:
    """Rows whose cells stand under each other by two and more spaces; a cell that is missing is seen by the place."""
    def belongs(line: Line) -> bool:
        return not line.is_row and not _is_running(line.text) and (
            _PADDING.search(line.text) is not None or (len(_lead(line)) > 1 and len(line.text) < _LONGEST_CELL
                                                        and not STARTS_PART.match(line.text)))

    for run in _runs(lines, belongs):
        while run and not _PADDING.search(run[0].text):
            run.pop(0)
        while run and not _PADDING.search(run[-1].text):
            run.pop()
        if not run:
            continue
        width = max(len(_PADDING.split(line.text)) for line in run)
        full = [_extents(line) for line in run if len(_PADDING.split(line.text)) == width]
        columns = [(min(row[c][0] for row in full), max(row[c][1] for row in full)) for c in range(width)]
        for line in run:
            places = _under(_extents(line), columns) if len(full) > 1 or len(run) == 2 else None
            if places is None and not _PADDING.search(line.text):
                continue
            start = line.raw_start if places and places[0] else line.start
            _cut(line, start, line.end, _PADDING)
            if places is None:
                continue
            steps = [after - before for before, after in pairwise([0, *places])]
            lead = [(0, len(_lead(line)), "\t" * steps[0])] if steps[0] else []
            line.gaps = lead + [(begin, end, "\t" * step) for (begin, end, _), step in zip(
                line.gaps[-len(places) + 1 :] if len(places) > 1 else [], steps[1:], strict=True)]


def _extents(line: Line) -> list[tuple[int, int]]:
    """The printed columns of each cell of a padded line; a Chinese character takes two."""
    found, position = [], _width(_lead(line))
    last = 0
    for gap in [*_PADDING.finditer(line.text), None]:
        cell = line.text[last : gap.start() if gap else None]
        found.append((position, position + _width(cell)))
        if gap:
            position += _width(cell) + _width(gap[0])
            last = gap.end()
    return found


def _width(text: str) -> int:
    return sum(2 if char >= "\u2e80" else 1 for char in text)


def _under(cells: Sequence[tuple[int, int]], columns: Sequence[tuple[int, int]]) -> list[int] | None:
    """The column under which each cell stands, the nearest; None where two would share one."""
    places = [
        min(range(len(columns)), key=lambda c: (abs(columns[c][0] - start) + abs(columns[c][1] - end)
                                                 if columns[c][0] >= end or columns[c][1] <= start else
                                                 min(abs(columns[c][0] - start), abs(columns[c][1] - end)) / 100))
        for start, end in cells
    ]
    return places if all(before < after for before, after in pairwise(places)) else None


def _spaced(lines: Sequence[Line]) -> None:
    """Rows with single spaces between the cells, as PDF text has them.

    At least three lines below each other with as many cells (three or more), of which some hold digits; lines of fewer
    cells between and below them, whose last holds a digit, are rows that leave out what a group above says.
    """
    counts = [
        len(line.text.split(" ")) if not line.is_row and "。" not in line.text and len(line.text) < 120 else 0
        for line in lines
    ]
    start = 0
    while start < len(lines):
        width = counts[start]
        end = start + 1
        while width >= 3 and end < len(lines) and (counts[end] == width or (
                2 <= counts[end] < width and _VALUE.search(lines[end].text.split(" ")[-1]) and not STARTS_PART.match(lines[end].text))):
            end += 1
        full = [index for index in range(start, end) if counts[index] == width]
        if width >= 3 and len(full) >= 3 and any(_VALUE.search(lines[index].text) for index in full[1:]):
            for line in lines[start:end]:
                _cut(line, line.start, line.end, _SPACES)
        else:
            end = start + 1
        start = end
