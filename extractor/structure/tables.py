"""The logical grid of each table of a circular: for any cell, the cells that name its value and those that restrict it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
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
    the heads over it and no axes; a banner row has neither. `covered` are those of the heads that tell nothing of the value,
    as its cell lies under all of them that their own head has.
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
    covered: tuple[Span, ...] = ()


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

    @cached_property
    def captions(self) -> tuple[Span, ...]:
        """The rows and lines that entitle the table, the nearest first: its own rows across all columns, the lines above it.

        Lines that only say the unit count where no other line stands above the table.
        """
        titles = [cell.span for row in self.shape.title for cell in self.shape.rows[row] if cell is not None]
        lines = [*self._above, *dict.fromkeys(titles)]
        return tuple(line for line in reversed(lines) if not is_unit_line(self.text, line)) or tuple(lines[-1:])

    @property
    def caption(self) -> Span | None:
        """The nearest of the captions."""
        return self.captions[0] if self.captions else None

    def header(self, row: int) -> Span | None:
        """The stretch of the heading rows over a row; None where it has none."""
        cells = [cell.span for head in self.shape.heads[row] for cell in self.shape.rows[head] if cell is not None]
        return Span(min(cells).start, max(span.end for span in cells)) if cells else None

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
        if said in ("deadline", "old", "remark") or (column in shape.values and said == "value"):
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

    def row_at(self, start: int, end: int) -> int | None:
        """The body row that is printed in `[start, end)`; None where none is."""
        index = bisect_left(self._starts, start)
        row = self._cells[index][1][0] if index < len(self._starts) and self._starts[index] < end else None
        return None if row is None or self.shape.is_head(row) or self.shape.is_banner(row) else row

    def title(self, column: int) -> str:
        """The words of a column's heads, from the outermost to the innermost."""
        return "".join(self._titles[column])

    def columns(self, role: ColumnRole) -> list[int]:
        """The columns of a role, from left to right."""
        return [column for column, known in enumerate(self._roles) if known == role]

    def old_of(self, column: int) -> int | None:
        """The column that holds what the values of a column were before (现行标准 beside 调整后标准); None where there is none."""
        if "old" not in self._roles:
            return None
        olds = [other for other in self.columns("old") if self._group(other) == self._group(column)]
        news = [other for other in self.columns("value") if self._group(other) == self._group(column)]
        if column not in news or not olds or (len(news) > 1 and self._said(column) != "value"):
            return None
        return min(olds, key=lambda other: abs(other - column))

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

    def _group(self, column: int) -> list[str]:
        """The heads of a column that do not tell old from new."""
        return [title for title in self._titles[column] if role_of(title) not in ("old", "value")]

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
        covered = () if is_swapped else self._covered(row, columns)
        return CellContext(*common, "body", heads, axes, over, self.caption, unit.span if unit else None, is_swapped, covered)

    def _covered(self, row: int, columns: range) -> tuple[Span, ...]:
        """The heads over some columns that are all that the head over them has, or all over values where none is."""
        found: list[Span] = []
        outer: list[Cell | None] = [None]
        for head in self.shape.heads[row]:
            cells = [self.shape.rows[head][column] for column in columns]
            if len(dict.fromkeys(cells)) > 1:
                beside = [column for column in (self.shape.values if outer == [None] else range(self.shape.width))
                          if outer == [None] or self.shape.rows[head - 1][column] in outer]
                if set(beside) <= set(columns):
                    found += [cell.span for cell in cells if cell is not None]
            outer = list(dict.fromkeys(cells))
        return tuple(dict.fromkeys(found))


def _each(cells: Iterable[Cell]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(cell.span for cell in cells if cell.span.end > cell.span.start))


def table_rows(clean: CleanText) -> dict[int, int]:
    """The tables by where their rows begin: offset of a line of the cleaned text → index in `CleanText.tables`."""
    return {
        clean.text.rfind("\n", 0, cell.span.start) + 1: index
        for index, table in enumerate(clean.tables) for cell in table.cells
    }


class Grids:
    """The grids of a text's tables, each built when it is first asked for."""

    def __init__(self, clean: CleanText) -> None:
        self._clean = clean
        self._built: dict[int, Grid] = {}

    def of(self, paragraph: Paragraph) -> Grid | None:
        """The grid of the table that a row belongs to; None for what is no row."""
        table = paragraph.table
        if table is None:
            return None
        if table not in self._built:
            self._built[table] = Grid(self._clean.text, self._clean.tables[table])
        return self._built[table]


def read_grids(clean: CleanText, paragraphs: Iterable[Paragraph]) -> dict[int, Grid]:
    """The grids of a circular's tables by `Paragraph.table`, which is the table's index in `CleanText.tables`."""
    used = sorted({paragraph.table for paragraph in paragraphs if paragraph.table is not None})
    return {table: Grid(clean.text, clean.tables[table]) for table in used}
