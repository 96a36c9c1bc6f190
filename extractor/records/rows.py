"""Rows of tables of duties: which cells of a row say who leads, who takes part, what is to be done, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.grids.cells import kind_of as form_of
from extractor.grids.words import words
from extractor.spans import Span
from extractor.structure.model import Paragraph
from extractor.structure.tables import Grid, Grids

_LONGEST = 4000
"""Characters of a row; a longer line with tabs is none that a person wrote."""
_HEADS = 4
_DUE_HEAD = re.compile(r"时限|时间|期限|进度|节点|日期")
_WITHOUT_REMARK = re.compile(r"（[^（）]*）")
_LEADS = re.compile("牵头|主办|主责")
_PLAIN_BODIES = frozenset({"部门", "单位", "部门（单位）", "单位（部门）"})


class Row:
    """A row of a table: what each of its cells is, by the heads of their columns; spans index the cleaned text."""

    def __init__(self, text: str, span: Span, grid: Grid, index: int, actions: Sequence[int]) -> None:
        self.text, self.span, self.grid, self.index = text, span, grid, index
        self._actions = actions

    def doers(self) -> Iterator[tuple[str, Span]]:
        """The cells that name who does something, with how: lead, share (who leads is left open) or support.

        A cell that was merged over several rows is one of each of them.
        """
        for column in range(self.grid.shape.width):
            role = self.grid.role(column)
            if role not in ("lead", "support") or (span := self.grid.cell(self.index, column)) is None:
                continue
            title = _WITHOUT_REMARK.sub("", self.grid.title(column))
            if title in _PLAIN_BODIES and not self.grid.columns("action"):
                continue  # 单位 beside 联系电话
            yield "lead" if role == "lead" and _LEADS.search(title) else "share" if role == "lead" else "support", span

    def action(self) -> Span | None:
        """The cell that says what is to be done: that of the column of tasks or measures that tells the rows apart.

        Without such a column the first cell of words that names neither doers nor dates.
        """
        cells = (cell for column in self._actions if (cell := self.grid.cell(self.index, column)))
        others = (cell for column in range(self.grid.shape.width) if self.grid.role(column) in ("axis", "value")
                  and (cell := self.grid.cell(self.index, column)) and form_of(self.text[slice(*cell)]) == "word")
        return next(cells, None) or next(others, None)

    def cell(self, offset: int) -> Span | None:
        """The cell in which `offset` stands."""
        context = self.grid.at(offset)
        return context.span if context else None

    def is_due(self, offset: int) -> bool:
        """Whether the head over `offset` says that its column holds due dates (完成时限)."""
        context = self.grid.at(offset)
        return context is not None and (
            self.grid.role(context.column) == "deadline" or _DUE_HEAD.search(self.grid.title(context.column)) is not None)

    def holds(self, offset: int) -> bool:
        """Whether a place is in this row, not in one above whose cell reaches down to it."""
        return self.span.start <= offset < self.span.end


class Rows:
    """The rows of a circular's tables; a table's grid is made when the first of its rows is asked for."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], grids: Grids) -> None:
        self._text, self._grids = text, grids
        self._actions: dict[Grid, list[int]] = {}
        self._first: dict[int, int] = {}
        for index, paragraph in enumerate(paragraphs):
            if paragraph.table is not None:
                self._first.setdefault(paragraph.table, index)
        self._assigning = {table: any(map(self._names_doers, paragraphs[first : first + _HEADS]))
                           for table, first in self._first.items()}

    def of(self, paragraph: Paragraph) -> Row | None:
        """The row that a paragraph is; None for what is no body row of a table."""
        if paragraph.role != "row" or paragraph.end - paragraph.start > _LONGEST:
            return None
        grid = self._grids.of(paragraph)
        index = grid.row_at(paragraph.start, paragraph.end) if grid else None
        if grid is None or index is None:
            return None
        if grid not in self._actions:
            self._actions[grid] = _action_columns(grid)
        return Row(self._text, Span(paragraph.start, paragraph.end), grid, index, self._actions[grid])

    def assigning(self, paragraph: Paragraph) -> Row | None:
        """The row that a paragraph is, where the heads of its table name doers (牵头单位, 部门)."""
        return self.of(paragraph) if paragraph.table is not None and self._assigning[paragraph.table] else None

    def _names_doers(self, paragraph: Paragraph) -> bool:
        roles = words().roles
        return paragraph.role == "row" and any(
            roles[role].search(self._text, paragraph.start, paragraph.end) for role in ("lead", "support"))


def _action_columns(grid: Grid) -> list[int]:
    """The columns of tasks and measures: first one whose cells are not merged over several rows, then the innermost."""
    columns = grid.columns("action")
    merged = {
        column for column in columns for above, below in pairwise(grid.rows())
        if (cell := grid.cell(above, column)) is not None and cell == grid.cell(below, column)
    }
    return [*(column for column in columns if column not in merged), *(column for column in reversed(columns) if column in merged)]
