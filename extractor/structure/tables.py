"""The logical grid of each table of a circular: for any cell, the cells that name its value and those that restrict it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

from extractor.grids import Shape, shape_of
from extractor.grids.words import role_of, words
from extractor.normalize.model import CleanText
from extractor.quantities.tables import is_unit_line, lines_above, unit_of
from extractor.sources.model import Cell, Table
from extractor.spans import Span
from extractor.structure.model import Paragraph

ColumnRole = Literal["axis", "value", "ordinal", "lead", "support", "deadline", "action", "old", "remark"]
Part = Literal["head", "body", "banner"]

_OWN: frozenset[str] = frozenset({"lead", "support", "deadline", "remark"})
"""Roles that a column left of the values keeps by its head: its cells restrict no value."""
_PLAIN_BODIES = frozenset({"部门", "单位"})


@dataclass(frozen=True, slots=True)
class CellContext:
    """What a table says of one of its cells. All spans index the cleaned text and are in the order given here.

    `heads` name the value: the heading cells over it from the outermost to the innermost; in a `transposed` table the
    first cells of its row (起付标准（元）). `axes` restrict it: the cells of its row in columns that do (一级, 学生), of all
    the rows that a merged value covers; in a transposed table also the heading cells over it. A cell over several columns
    has the heads of all of them. `banner` is the row across all columns that heads its rows (（一）市内就医), `caption` the
    line above the table, `unit` the printed unit of its bare numbers (元, 万元, 元/月), wherever it stands. A heading cell has
    the heads over it and no axes; a banner row has neither.
    """

    span: Span
    row: int
    column: int
    part: Part
    heads: tuple[Span, ...] = ()
    axes: tuple[Span, ...] = ()
    banner: Span | None = None
    caption: Span | None = None
    unit: Span | None = None
    transposed: bool = False


class Grid:
    """One table of a cleaned text. `shape` holds its rows of places, heading rows and columns."""

    def __init__(self, text: str, table: Table) -> None:
        self.text = text
        self.shape: Shape = shape_of(text, table)
        self._above = lines_above(text, table.cells[0].span.start)
        self._cells = sorted(
            {cell: (row, column) for row, line in reversed(list(enumerate(self.shape.rows)))
             for column, cell in reversed(list(enumerate(line))) if cell and cell.row == row and cell.column == column}.items(),
            key=lambda entry: entry[0].span,
        )
        self._starts = [cell.span.start for cell, _ in self._cells]
        self._contexts: dict[int, CellContext] = {}
        body = next((row for row in self.shape.body() if self.shape.heads[row]), None)
        self._titles = [
            [text[slice(*cell.span)] for cell in self.shape.above(body, column)] if body is not None else []
            for column in range(self.shape.width)
        ]
        self._roles = [self._role(column) for column in range(self.shape.width)]

    @property
    def caption(self) -> Span | None:
        """The row or line that entitles the table: its own row across all columns, else the line above it.

        A line that only says the unit counts where no other line stands above it.
        """
        titles = [cell.span for row in self.shape.title for cell in self.shape.rows[row] if cell is not None]
        lines = [*self._above, *dict.fromkeys(titles)]
        return next((line for line in reversed(lines) if not is_unit_line(self.text, line)), lines[-1] if lines else None)

    def at(self, offset: int) -> CellContext | None:
        """The context of the cell in which the character at `offset` stands; None between and outside the cells."""
        index = bisect_right(self._starts, offset) - 1
        while index >= 0 and self._cells[index][0].span.end <= self._cells[index][0].span.start:
            index -= 1
        if index < 0 or offset >= self._cells[index][0].span.end:
            return None
        if index not in self._contexts:
            self._contexts[index] = self._context(*self._cells[index][1])
        return self._contexts[index]

    def role(self, column: int) -> ColumnRole:
        """What the cells of a column are, by its heads and by what it holds."""
        return self._roles[column]

    def _role(self, column: int) -> ColumnRole:
        shape = self.shape
        said = self._said(column)
        if column in shape.ordinals:
            return "ordinal"
        if said in ("deadline", "old") or (column in shape.values and said == "value"):
            return cast(ColumnRole, said)
        if column in shape.values:
            return "value"
        if column in shape.axes and shape.values:
            head = "".join(self._titles[column])
            return cast(ColumnRole, said) if said in _OWN and head not in _PLAIN_BODIES else "axis"
        if said == "lead" and self._shares(column):
            return "support"
        if said:
            return cast(ColumnRole, said)
        return "axis" if column in shape.axes else "value"

    def rows(self) -> list[int]:
        """The body rows: those that are neither headings nor banners."""
        return self.shape.body()

    def cells(self, row: int) -> list[CellContext]:
        """The printed cells of a row from left to right, a merged one also in the further rows that it covers."""
        found = dict.fromkeys(cell for cell in self.shape.rows[row] if cell and cell.span.end > cell.span.start)
        return [context for cell in found if (context := self.at(cell.span.start)) is not None]

    def cell(self, row: int, column: int) -> Span | None:
        """The span of the cell that covers a place, filled down where it continues a group; None where it is empty."""
        cell = self.shape.rows[row][column]
        return cell.span if cell is not None and cell.span.end > cell.span.start else None

    def _said(self, column: int) -> str | None:
        return next((role for title in reversed(self._titles[column]) if (role := role_of(title))), None)

    def _shares(self, column: int) -> bool:
        """Whether a column of 责任单位 stands beside one of 牵头单位."""
        titles = ["".join(self._titles[other]) for other in range(self.shape.width)]
        return words().shared.search(titles[column]) is not None and any(
            "牵头" in title for index, title in enumerate(titles) if index != column)

    def _context(self, row: int, column: int) -> CellContext:
        shape = self.shape
        cell = shape.rows[row][column]
        assert cell is not None
        banner = shape.banner[row]
        across = shape.rows[banner][0] if banner is not None and banner != row else None
        over = across.span if across else None
        common = (cell.span, row, column)
        if shape.is_banner(row):
            return CellContext(*common, "banner", caption=self.caption)
        columns = range(column, min(column + cell.colspan, shape.width))
        heads = _each(head for covered in columns for head in shape.above(row, covered))
        if shape.is_head(row):
            return CellContext(*common, "head", heads, (), over, self.caption)
        rows = range(row, next((r for r in range(row, len(shape.rows)) if shape.rows[r][column] is not cell), len(shape.rows)))
        is_value = column in shape.values
        left = [axis for axis in shape.axes if (axis < column or is_value) and axis not in shape.named and self.role(axis) == "axis"]
        axes = _each(found for other in rows for axis in left if (found := shape.rows[other][axis]) and found is not cell)
        is_swapped = shape.transposed and is_value
        if is_swapped:
            names = _each(found for other in rows for name in shape.named if (found := shape.rows[other][name]))
            kept = [covered for covered in columns if self._said(covered) not in ("old", "value")]
            axes += _each(head for covered in kept for head in shape.above(row, covered) if head.span not in axes)
            heads = names
        unit = unit_of(self.text, shape, self._above, row, column) if is_value else None
        return CellContext(*common, "body", heads, axes, over, self.caption, unit.span if unit else None, is_swapped)


def _each(cells: Iterable[Cell]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(cell.span for cell in cells if cell.span.end > cell.span.start))


def table_rows(clean: CleanText) -> dict[int, int]:
    """The tables by where their rows begin: offset of a line of the cleaned text → index in `CleanText.tables`."""
    return {
        clean.text.rfind("\n", 0, cell.span.start) + 1: index
        for index, table in enumerate(clean.tables) for cell in table.cells
    }


def read_grids(clean: CleanText, paragraphs: Iterable[Paragraph]) -> dict[int, Grid]:
    """The grids of a circular's tables by `Paragraph.table`, which is the table's index in `CleanText.tables`."""
    used = sorted({paragraph.table for paragraph in paragraphs if paragraph.table is not None})
    return {table: Grid(clean.text, clean.tables[table]) for table in used}
