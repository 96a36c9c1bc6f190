"""Lines of a document that has paragraphs and tables (a page, a Word file), and the tables that stand in them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from extractor.sources.model import Cell, Table
from extractor.spans import Span

_MAX_COLUMNS = 200
"""Columns of a table up to which spans are followed; HTML allows a cell 1000, no table in a circular has them."""


@dataclass(slots=True)
class PageLine:
    """A line of a page; of a table's row also the table that it belongs to and its cells, their spans in `text`."""

    text: str
    table: DataTable | None = None
    cells: tuple[Cell, ...] = ()


@dataclass(eq=False, slots=True)
class DataTable:
    """A table of data under way: its rows of printed places, and its cells with their words.

    `open` holds, by column, how many further rows a cell above still covers; `heads` how many `thead` are open.
    """

    rows: list[list[str]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    open: dict[int, int] = field(default_factory=dict)
    heads: int = 0

    def add(self, text: str, columns: int, rows: int, head: bool) -> None:
        self._skip_covered()
        start = len(self.places)
        width = max(1, min(columns, _MAX_COLUMNS - start))
        self.cells.append(Cell(Span(0, 0), len(self.rows), start, rows, width, head or self.heads > 0))
        for offset in range(width):
            if rows > 1 and len(self.places) < _MAX_COLUMNS:
                self.open[len(self.places)] = rows - 1
            self.places.append("" if offset else text)

    def end_row(self) -> None:
        self._skip_covered()
        self.rows.append(self.places)
        self.places = []

    def lines(self) -> list[PageLine]:
        """The rows that print anything, each with a place for every column of the table."""
        width = max(map(len, self.rows), default=0)
        printed = [row for row, places in enumerate(self.rows) if any(places)]
        begun: dict[int, list[Cell]] = {}
        for cell in self.cells:
            begun.setdefault(cell.row, []).append(cell)
        lines = []
        for number, row in enumerate(printed):
            places = self.rows[row] + [""] * (width - len(self.rows[row]))
            starts = [0, *accumulate(len(place) + 1 for place in places)]
            cells = tuple(
                replace(cell, span=Span(starts[cell.column], starts[cell.column] + len(places[cell.column])), row=number,
                        rowspan=bisect_left(printed, row + cell.rowspan) - number)
                for cell in begun.get(row, ())
            )
            lines.append(PageLine("\t".join(places), self, cells))
        return lines

    def _skip_covered(self) -> None:
        while self.open.get(len(self.places)):
            self.open[len(self.places)] -= 1
            self.places.append("")


def tables_of(lines: Sequence[PageLine], start: int) -> tuple[Table, ...]:
    """The tables of some lines, of which the first begins at `start` of the text."""
    found: dict[DataTable, list[Cell]] = {}
    for line in lines:
        if line.table is not None:
            found.setdefault(line.table, []).extend(
                replace(cell, span=Span(start + cell.span.start, start + cell.span.end)) for cell in line.cells)
        start += len(line.text) + 1
    return tuple(Table(tuple(cells)) for cells in found.values())
