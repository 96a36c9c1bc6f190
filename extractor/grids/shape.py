"""The shape of a table: its rows of places, its heading rows, banners, and which columns restrict and which hold values.

Works for every table alike, whether a format drew its cells or separators of a plain text part them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor.grids.align import Place, Profile, fit, fit_heads, full_width, placed
from extractor.grids.cells import FIRM, Kind, kind_of
from extractor.grids.words import is_axis, is_beside, is_name, role_of
from extractor.sources.model import Cell, Table

_MOST_HEADS = 3
_LOOK_AHEAD = 60
"""Rows below a heading row that say what its columns hold."""
_NUMBERED = re.compile(r"（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、]|第[一二三四五六七八九十]{1,3}[类档部]")
_SHORT_HEAD = 12
_SENTENCE = re.compile(r"[。；]|.{60}")


@dataclass(slots=True)
class Shape:
    """A table's cells by place, and what its rows and columns are.

    `rows[r][c]` is the cell that covers the place, a merged one at each of its places, None where the table has none.
    `heads[r]` is the range of heading rows over row `r` (empty where none is), for a heading row itself the range that it
    belongs to. `banner[r]` is the row across all columns that heads row `r`, or None. `title` is the rows above the first
    heading row that lie across all columns. `axes` are the columns whose cells restrict the values of their row,
    `values` those of values, `ordinals` those of running numbers, `named` the columns of a transposed table whose
    cells name what the values of their row are.
    """

    rows: list[list[Cell | None]]
    width: int
    texts: list[list[str]]
    heads: list[range] = field(default_factory=list)
    banner: list[int | None] = field(default_factory=list)
    title: range = range(0)
    axes: tuple[int, ...] = ()
    values: tuple[int, ...] = ()
    ordinals: tuple[int, ...] = ()
    named: tuple[int, ...] = ()

    @property
    def transposed(self) -> bool:
        return bool(self.named)

    def is_head(self, row: int) -> bool:
        return row in self.heads[row]

    def is_banner(self, row: int) -> bool:
        """Whether a row lies across all columns: a title or a heading of the rows below it."""
        return row in self.title or self.banner[row] == row

    def body(self) -> list[int]:
        """The rows that are neither headings nor banners."""
        return [row for row in range(len(self.rows)) if not (self.is_head(row) or self.is_banner(row))]

    def above(self, row: int, column: int) -> list[Cell]:
        """The heading cells over a place, from the outermost to the innermost, each once."""
        found: list[Cell] = []
        for index in self.heads[row]:
            cell = self.rows[index][column]
            if index < row and cell is not None and cell.span.end > cell.span.start and cell not in found:
                found.append(cell)
        return found


def shape_of(text: str, table: Table) -> Shape:
    """The shape of a table whose spans index `text`."""
    lines = _by_row(table)
    if not table.drawn:
        lines = _aligned(text, lines)
    shape = _matrix(text, lines)
    _divide(shape, lines)
    _columns(shape)
    _fill_heads(shape)
    _fill_groups(shape, table.drawn)
    return shape


def _by_row(table: Table) -> list[list[Cell]]:
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    return [rows.get(row, []) for row in range(max(rows, default=-1) + 1)]


def _aligned(text: str, lines: list[list[Cell]]) -> list[list[Cell]]:
    """The lines of a plain text table, the cells of short ones over the columns that they belong to."""
    counts = [len(line) for line in lines if len(line) > 1]
    if not counts or min(counts) == max(counts):
        return lines
    width = full_width(counts)
    words = [[text[slice(*cell.span)] for cell in line] for line in lines]
    full = [row for row in words if len(row) == width]
    first = next((index for index, row in enumerate(words) if any(kind_of(cell) in FIRM for cell in row[1:])), None)
    body = [row for index, row in enumerate(words) if len(row) == width and (first is None or index >= first)]
    profile = Profile(width, body or full)
    done = [*lines]
    heads = range(min(first, _MOST_HEADS)) if first else range(0)
    top = [index for index in heads if len(lines[index]) > 1]
    if top and len(lines[top[0]]) < width and len(top) <= 2:
        for index, places in zip(top, fit_heads([words[index] for index in top], profile) or [], strict=False):
            done[index] = placed(lines[index], places)
    like: dict[int, list[Place]] = {}
    for index, line in enumerate(lines):
        if index in heads or not 1 < len(line) < width:
            continue
        like[len(line)] = fit(words[index], profile, like.get(len(line)))
        done[index] = placed(line, like[len(line)])
    return done


def _matrix(text: str, lines: list[list[Cell]]) -> Shape:
    width = max((cell.column + cell.colspan for line in lines for cell in line), default=0)
    rows: list[list[Cell | None]] = [[None] * width for _ in lines]
    for line in lines:
        if len(line) == 1 and line[0].column == 0:
            line[0] = replace(line[0], colspan=width)  # a line of one cell lies across the table
        for cell in line:
            for row in rows[cell.row : cell.row + cell.rowspan]:
                for column in range(cell.column, min(cell.column + cell.colspan, width)):
                    if row[column] is None:
                        row[column] = cell
    return Shape(rows, width, [[text[slice(*cell.span)] if cell else "" for cell in row] for row in rows])


def _is_across(shape: Shape, row: int) -> bool:
    """Whether one cell is all that a row prints, and lies over the columns or stands alone in the first."""
    cells = {cell for cell in shape.rows[row] if cell and cell.span.end > cell.span.start}
    if len(cells) != 1 or shape.width < 2:
        return False
    cell = cells.pop()
    if (cell.rowspan > 1 and cell.colspan < shape.width) or cell.column:
        return False
    if cell.colspan >= shape.width:
        return True
    # A group of whose rows the first is empty goes on below with an empty first cell.
    below = shape.texts[row + 1] if row + 1 < len(shape.rows) else None
    return below is None or bool(below[0]) or _NUMBERED.match(shape.texts[row][0]) is not None


def _divide(shape: Shape, lines: Sequence[Sequence[Cell]]) -> None:
    """Titles, heading rows and banners."""
    count = len(shape.rows)
    across = [_is_across(shape, row) for row in range(count)]
    start = 0
    while start < count and across[start] and not _NUMBERED.match(shape.texts[start][0]):
        start += 1
    shape.title = range(start)
    shape.heads = [range(0)] * count
    shape.banner = [None] * count
    heads: range | None = None
    banner: int | None = None
    row = start
    while row < count:
        if across[row]:
            banner = row
        elif heads is None or banner == row - 1 or _repeats(shape, heads, row):
            length = _head_rows(shape, lines, row, across)
            if length or heads is None:
                heads = range(row, row + length)
                for index in heads:
                    shape.heads[index], shape.banner[index] = heads, banner
                if length:
                    row += length
                    continue
        shape.heads[row] = heads or range(0)
        shape.banner[row] = banner
        row += 1


def _repeats(shape: Shape, heads: range, row: int) -> bool:
    """Whether the heading rows are printed once more (on the next page)."""
    return bool(heads) and shape.texts[row : row + len(heads)] == [shape.texts[index] for index in heads]


def _head_rows(shape: Shape, lines: Sequence[Sequence[Cell]], first: int, across: Sequence[bool]) -> int:
    """How many heading rows begin at `first`."""
    count = len(shape.rows)
    stop = next((row for row in range(first, count) if across[row]), count)
    later = [row for row in range(first, min(first + _LOOK_AHEAD, count)) if not across[row]]
    if len(later) < 2:
        return 0
    marked = 0
    while first + marked < stop and lines[first + marked] and all(cell.head for cell in lines[first + marked]):
        marked += 1
    if marked and first + marked < count:
        wide = any(cell.colspan > 1 for cell in lines[first + marked - 1])
        if not wide or marked > 1 or first + marked >= stop or _has_values(shape, first + marked, later, False):
            return min(marked, _MOST_HEADS)
    spoken = next((row for row in range(first + 1, stop) if any(map(_SENTENCE.search, shape.texts[row]))), stop)
    most = range(first, min(stop, first + _MOST_HEADS + 1))
    valued = next((row for row in most if _has_values(shape, row, later, row > first)), None)
    if valued is not None and valued > spoken:
        valued = spoken  # what holds a sentence is no head
    if valued is None and stop < count and len(most) <= _MOST_HEADS and any(
            kind_of(cell) in FIRM for row in later[len(most) :] for cell in shape.texts[row][1:]):
        return len(most)
    if valued is None:
        return _worded_heads(shape, lines, first, stop)
    return valued - first or int(_is_scale(shape, first, stop))


def _has_values(shape: Shape, row: int, rows: Sequence[int], below_head: bool) -> bool:
    """Whether a row holds values of the kind that its columns hold further down, in the later ones of `rows`."""
    for column in range(1, shape.width):
        kind = kind_of(shape.texts[row][column])
        later: Counter[Kind] = Counter(kind_of(shape.texts[other][column]) for other in rows if other > row)
        if kind in FIRM and (not later or later.most_common(1)[0][0] in (kind, "empty", "dash") or kind == "number"
                             or (below_head and later[kind])):
            return True
        is_open = not shape.texts[row][0] or _hangs(shape, row)
        if below_head and not is_open and (kind == "segment" or kind in FIRM or (kind == "dash" and _is_firm(shape, column, rows))):
            return True
    return False


def _is_firm(shape: Shape, column: int, rows: Sequence[int]) -> bool:
    """Whether a column holds a value in one of some rows, so that a dash in it stands for one."""
    return any(kind_of(shape.texts[row][column]) in FIRM for row in rows)


def _hangs(shape: Shape, row: int) -> bool:
    """Whether the first place of a row belongs to a cell above it."""
    cell = shape.rows[row][0]
    return cell is None or cell.row < row


def _is_scale(shape: Shape, first: int, stop: int) -> bool:
    """A first row of amounts over amounts (档次 | 100元 | 200元) is one of heads where its first cell says so."""
    names = [is_name(shape.texts[row][0]) for row in range(first + 1, stop)]
    return is_axis(shape.texts[first][0]) and not is_name(shape.texts[first][0]) and all(names)


def _worded_heads(shape: Shape, lines: Sequence[Sequence[Cell]], first: int, stop: int) -> int:
    """The heading rows of a table of words: a first row of known heads, or of short cells over long ones."""
    cells = [cell for cell in shape.texts[first] if cell]
    if not cells:
        return 0
    known = sum(bool(role_of(cell)) or is_axis(cell) or is_name(cell) for cell in cells if len(cell) <= _SHORT_HEAD)
    below = [cell for row in range(first + 1, stop) for cell in shape.texts[row] if cell]
    short = max(map(len, cells)) <= _SHORT_HEAD and below and sum(map(len, below)) > 2.5 * len(below) * (
        sum(map(len, cells)) / len(cells))
    if not (2 * known >= len(cells) or short):
        return 0
    is_wide = any(cell.colspan > 1 for cell in lines[first]) and first + 2 < stop and _hangs(shape, first + 1)
    return 2 if is_wide else 1


def _columns(shape: Shape) -> None:
    """Which columns hold values, which restrict them, which only number the rows."""
    body = shape.body()
    heads = next((shape.heads[row] for row in body if shape.heads[row]), range(0))
    titles = ["".join(shape.texts[row][column] for row in heads) for column in range(shape.width)]
    kinds = [[kind_of(shape.texts[row][column]) for row in body] for column in range(shape.width)]
    ordinals: list[int] = []
    values: list[int] = []
    axes: list[int] = []
    for column in range(shape.width):
        numbers = [shape.texts[row][column] for row in body if shape.texts[row][column]]
        if role_of(titles[column]) == "ordinal" or (not titles[column] and _counts_up(numbers)):
            ordinals.append(column)
    first = next((column for column in range(shape.width) if column not in ordinals), 0)
    for column in range(first, shape.width):
        if column in ordinals:
            continue
        filled = [kind for kind in kinds[column] if kind not in ("empty", "dash")]
        firm = [kind for kind in filled if kind in FIRM or kind == "segment"]
        title = titles[column]
        is_value = 2 * len(firm) >= len(filled) if filled else is_name(title) or not (is_axis(title) or role_of(title))
        if column == first and (is_axis(titles[column]) or not is_name(titles[column]) or _is_scaled(shape, body, column)):
            is_value = False
        elif values and not is_value and firm:
            is_value = True
        elif not values and is_value and set(firm) == {"segment"} and not is_name(titles[column]):
            is_value = column == shape.width - 1  # 费用段 beside a group
        if is_value:
            values.append(column)
        elif not values or is_beside(title):
            axes.append(column)
    shape.ordinals, shape.values = tuple(ordinals), tuple(values)
    shape.axes = tuple(axes) if values else tuple(c for c in axes if role_of(titles[c]) is None)[: max(1, len(axes) - 1)]
    if values:
        shape.named = _named(shape, body, titles)


def _is_scaled(shape: Shape, body: Sequence[int], column: int) -> bool:
    """Whether a column holds the parts of a scale (3万元以下, 3万元至5万元, 5万元以上)."""
    cells = [shape.texts[row][column] for row in body if shape.texts[row][column]]
    return len(cells) > 1 and column < shape.width - 1 and all(kind_of(cell) == "segment" for cell in cells) and any(
        word in cell for cell in cells for word in ("以上", "以下", "以内", "部分"))


def _counts_up(numbers: Sequence[str]) -> bool:
    """Whether the cells of a column number its rows; there are enough of them for it to be no chance."""
    return len(numbers) > 2 and numbers[0].isdecimal() and len(numbers[0]) < 5 and list(numbers) == [
        str(number) for number in range(int(numbers[0]), int(numbers[0]) + len(numbers))]


def _named(shape: Shape, body: Sequence[int], titles: Sequence[str]) -> tuple[int, ...]:
    """The columns of a transposed table that name the values of their rows; none where the heads name them."""
    over = {title for column in shape.values if (title := titles[column]) and role_of(title) not in ("old", "value")}
    over_all = [title for column in shape.values if (title := titles[column])]
    if not over_all or any(map(is_name, over)):
        return ()
    found = []
    for column in shape.axes:
        cells = {shape.rows[row][column]: shape.texts[row][column] for row in body if shape.texts[row][column]}
        if cells and 2 * sum(map(is_name, cells.values())) >= len(cells):
            found.append(column)
    return tuple(found)


def _fill_heads(shape: Shape) -> None:
    """An empty head right of a filled one continues it where both have a head below them."""
    rows, texts = shape.rows, shape.texts
    for heads in set(shape.heads):
        for row in heads[:-1]:
            for column in range(1, shape.width):
                if texts[row][column] or not texts[row][column - 1]:
                    continue
                below = (column - 1, column)
                if all(texts[row + 1][c] and rows[row + 1][c] is not rows[row][c] for c in below):
                    rows[row][column], texts[row][column] = rows[row][column - 1], texts[row][column - 1]


def _fill_groups(shape: Shape, drawn: bool) -> None:
    """An empty cell at the left of a row continues the group above it; in plain text so does an empty value in such a row."""
    rows, texts = shape.rows, shape.texts
    leading = sorted(c for c in (*shape.axes, *shape.ordinals) if not shape.values or c < shape.values[0])
    previous: int | None = None
    for row in range(len(rows)):
        if shape.is_head(row) or shape.is_banner(row):
            previous = None
            continue
        filled = []
        for column in leading:
            if not texts[row][column] and previous is not None:
                rows[row][column], texts[row][column] = rows[previous][column], texts[previous][column]
                filled.append(column)
            elif texts[row][column] and ((cell := rows[row][column]) is None or cell.row == row):
                break
        if filled and not drawn and previous is not None and any(texts[row][column] for column in shape.values):
            for column in shape.values:
                if not texts[row][column]:
                    rows[row][column], texts[row][column] = rows[previous][column], texts[previous][column]
        previous = row
