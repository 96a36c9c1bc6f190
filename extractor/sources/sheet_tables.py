"""Ruled tables of pages: their cells by place, joined where a page break cuts a table or one of its rows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from pdfplumber.table import Table as Found

SPACE = 0.3
"""Of a character's size: a gap between two that is wider is read as a space."""

Box = tuple[float, float, float, float]

_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_WRAP = re.compile(rf"(?<={_WIDE})\s*\n\s*|\s*\n\s*(?={_WIDE})")
"""A line broken inside a table cell beside a Chinese character, where no space is lost by joining."""
_CUT_NUMBER = re.compile(r"(?m)^([\d.,]{1,20})\n(?=\d)")
"""A line of a cell that is but digits, above one that begins with one."""
_MARGINS = 0.9
"""Of a character's size, that a cell keeps free at its left and right edge together."""
_TOLERANCE = 6.0
"""Points by which the columns of a table may differ from page to page."""
_MARGIN = 0.075
"""Of a page's height: what stands in it above or below a table is a running head or foot."""
_EDGE_LINES = 2
"""Lines at the head or foot of a page that may be such, too: as page numbers, or because other pages have them."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[-—–－·.\s第页頁共/／]{0,12}")
"""What a page number is besides its digits."""
_CUT_OFF, _RUNNING = 8, 30
"""Characters that a cell has which is cut off: beside a first cell that is not, and where all cells go on."""
_SEVERAL = 3
"""Rows that tell which columns every row of a table fills."""
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|第[一二三四五六七八九十百\d]{1,4}[条章节]|\d{1,2}[.、]")
_ENDED = re.compile(r"[。；！？]\Z")
_VALUE = re.compile(r"[\d.,％%‰元/—-]+\Z")


@dataclass(slots=True)
class Piece:
    """Words on one page; a cell that a page break cuts has two."""

    text: str
    box: Box | None
    page: int
    score: float | None = None


@dataclass(slots=True)
class DrawnCell:
    """A cell by its place in its row, with the columns and rows that it covers."""

    column: int
    colspan: int
    rowspan: int
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class DrawnRow:
    """A row with the cells that begin in it; `index` is its place in its table, rows without words counted."""

    index: int
    cells: list[DrawnCell]


@dataclass(eq=False, slots=True)
class DrawnTable:
    """A table: the left edges of its columns, how many rows it has, and those of them that hold words."""

    edges: list[float]
    length: int
    rows: list[DrawnRow] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class SheetLine:
    """A printed line with the size of its characters, or a row of a table, by its height on its page.

    `above` is the line that it goes on with, itself where its place on the page tells that a paragraph begins with it, None
    where that is not known.
    """

    top: float
    pieces: list[Piece]
    row: DrawnRow | None = None
    table: DrawnTable | None = None
    size: float = 0.0
    above: SheetLine | None = None

    @property
    def text(self) -> str:
        """The words of a printed line."""
        return "".join(piece.text for piece in self.pieces)


def inside(item: dict[str, Any], box: Box) -> bool:
    """Whether the middle of a character or figure lies in the box."""
    x, y = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return bool(box[0] <= x < box[2] and box[1] <= y < box[3])


def _middle(char: dict[str, Any]) -> float:
    return float(char["top"] + char["bottom"]) / 2


def rounded(box: tuple[Any, ...]) -> Box:
    x0, top, x1, bottom = (round(float(value), 2) for value in box)
    return x0, top, x1, bottom


def find_tables(edges: list[dict[str, Any]]) -> list[Found]:
    """The tables of several columns that ruling lines draw; edges are pdfplumber's, as are the tolerances."""
    from pdfplumber.table import Table, cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
    from pdfplumber.utils.geometry import filter_edges

    straight = [edge for way in ("v", "h") for edge in filter_edges(edges, way, min_length=1)]
    merged = filter_edges(merge_edges(straight, 3, 3, 3, 3), min_length=3)
    cells = intersections_to_cells(edges_to_intersections(merged, 3, 3))
    tables = [Table(cast(Any, None), group) for group in cells_to_tables(cells)]
    return [table for table in tables if max(len(row.cells) for row in table.rows) > 1]


def table_lines(number: int, chars: Sequence[dict[str, Any]], found: Found) -> Iterator[SheetLine]:
    """The rows of a table on page `number` that hold any words, from top to bottom."""
    from pdfplumber.utils.geometry import objects_to_bbox
    from pdfplumber.utils.text import extract_text

    whole = found.bbox
    chars = sorted((char for char in chars if inside(char, whole)), key=_middle)  # in drawing order on a line
    middles = [_middle(char) for char in chars]
    lefts = sorted({cell[0] for cell in found.cells})
    rows = found.rows
    tops = [row.bbox[1] for row in rows]
    table = DrawnTable(lefts, len(tops))
    for index, row in enumerate(rows):
        cells = []
        for column, box in enumerate(row.cells):
            if box is None:
                continue
            level = chars[bisect_left(middles, box[1]) : bisect_left(middles, box[3])]
            held = [char for char in level if box[0] <= (char["x0"] + char["x1"]) / 2 < box[2]]
            text = _whole_numbers(extract_text(held, x_tolerance_ratio=SPACE), held, box[2] - box[0])
            text = _WRAP.sub("", text).replace("\n", " ").strip()
            colspan = sum(box[0] <= left < box[2] - 1 for left in lefts)
            rowspan = sum(box[1] <= top < box[3] - 1 for top in tops)
            scores = [char["score"] for char in held if "score" in char]
            pieces = [Piece(text, rounded(objects_to_bbox(held)), number, min(scores, default=None))] if text else []
            cells.append(DrawnCell(column, max(colspan, 1), max(rowspan, 1), pieces))
        if any(cell.pieces for cell in cells):
            table.rows.append(DrawnRow(index, cells))
            yield SheetLine(row.bbox[1], [], table.rows[-1], table)


def _whole_numbers(text: str, chars: Sequence[dict[str, Any]], width: float) -> str:
    """The words of a cell of this width, its numbers whole where no further digit had room on a line."""
    if not _CUT_NUMBER.search(text):
        return text
    broad = max((char["x1"] - char["x0"]) / len(char["text"]) for char in chars if char["text"][:1].isdigit())
    margins = _MARGINS * max(char["size"] for char in chars)
    return _CUT_NUMBER.sub(
        lambda cut: cut[1] if width - broad * len(cut[1]) < broad + (margins if len(cut[1]) == 1 else 0) else cut[0], text)


def join_pages(pages: Sequence[list[SheetLine]], heights: Sequence[float]) -> None:
    """Make tables that go on from the foot of one page to the head of the next one table, and rows cut there one row.

    Head rows that a page repeats are left out of its lines.
    """
    repeated = Counter(text for lines in pages for text in {_running(line) for line in _edges(lines)})
    last: SheetLine | None = None
    for lines, height in zip(pages, heights, strict=True):
        around = {id(line) for line in _edges(lines) if _PAGE_NUMBER.fullmatch(_running(line)) or repeated[_running(line)] > 1}
        body = [line for line in lines
                if line.row or (height * _MARGIN < line.top < height * (1 - _MARGIN) and id(line) not in around)]
        if not body:
            last = None
            continue
        if last is not None and last.table and body[0].table and _alike(last.table.edges, body[0].table.edges):
            _join(last, body, lines)
        last = body[-1] if body else last


def _edges(lines: Sequence[SheetLine]) -> list[SheetLine]:
    """The printed lines at the head and foot of a page."""
    return [line for index, line in enumerate(lines)
            if line.row is None and (index < _EDGE_LINES or index >= len(lines) - _EDGE_LINES)]


def _running(line: SheetLine) -> str:
    """What a running head or foot says on every page."""
    return _DIGITS.sub("", line.text).strip()


def _join(last: SheetLine, body: list[SheetLine], lines: list[SheetLine]) -> None:
    """Make the table at the head of a page part of the one that ends above it with `last`."""
    upper, lower = last.table, body[0].table
    assert upper and lower and last.row
    for _ in range(_repeated_heads(upper.rows, lower.rows)):
        lines.remove(body.pop(0))
    first = body[0].row if body and body[0].table is lower else None
    if first and (_is_cut(last.row, first) or _is_rest(upper.rows, first)):
        _add(last.row, first)
        lines.remove(body.pop(0))
    for line in body:
        if line.table is lower and line.row:
            line.row.index += upper.length
            line.table = upper
    upper.length += lower.length
    upper.rows += (line.row for line in body if line.table is upper and line.row)


def _repeated_heads(above: Sequence[DrawnRow], below: Sequence[DrawnRow]) -> int:
    """How many rows at the head of a page are the head of the table that goes on there, printed once more."""
    count = 0
    for one, other in zip(above, below, strict=False):
        said = [(cell.column, cell.colspan, cell.rowspan, cell.text) for cell in other.cells]
        if said != [(cell.column, cell.colspan, cell.rowspan, cell.text) for cell in one.cells] or any(
                _VALUE.match(cell.text) for cell in other.cells):
            break
        count += 1
    return count


def _alike(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether the columns have the same widths, wherever the table stands on the page."""
    return len(one) == len(other) and all(
        abs((left - one[0]) - (right - other[0])) <= _TOLERANCE for left, right in zip(one, other, strict=True))


def _is_cut(above: DrawnRow, below: DrawnRow) -> bool:
    """Whether a row goes on below: no cell there begins anything or is a value, and one ends what was cut off.

    A short row below, with nothing in the first column, goes on in cells of some length; one that has something there only
    where its cells are running text.
    """
    texts = {cell.column: cell.text for cell in above.cells}
    rest = {cell.column: cell.text for cell in below.cells if cell.pieces}
    cut = [texts.get(column, "") for column in rest]
    if not texts.get(0) or not all(cut) or any(_VALUE.match(text) or _NUMBERED.match(text) for text in rest.values()):
        return False
    if 0 not in rest and len(rest) == sum(map(bool, texts.values())):
        return False
    least = _RUNNING if 0 in rest else _CUT_OFF
    return any(len(text) >= least and not _ENDED.search(text) for text in cut)


def _is_rest(rows: Sequence[DrawnRow], below: DrawnRow) -> bool:
    """Whether a row is the rest of the one above: it leaves columns empty, its first too, that every row of the table fills."""
    width = max(len(row.cells) for row in rows)
    whole = [row for row in rows if len(row.cells) == width]
    empty = {cell.column for cell in below.cells if not cell.pieces}
    if 0 not in empty or len(whole) < _SEVERAL or any(_VALUE.match(cell.text) for cell in below.cells):
        return False
    return all(cell.pieces for row in whole for cell in row.cells if cell.column in empty)


def _add(above: DrawnRow, below: DrawnRow) -> None:
    cells = {cell.column: cell for cell in above.cells}
    for cell in below.cells:
        if not cell.pieces:
            continue
        target = cells[cell.column]
        before, first = target.pieces[-1], cell.pieces[0]
        if before.text[-1:].isascii() and first.text[:1].isascii():
            before.text += " "
        target.pieces += cell.pieces
