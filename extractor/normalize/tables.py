"""Tables of the cleaned text: those that a format drew, at their cleaned places, and the rows of plain text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from extractor.sources.model import Cell, Table
from extractor.spans import Alignment, Span

_DIGIT = re.compile(r"\d")
_SENTENCE = re.compile(r"[。；，：]")
_LONGEST_BANNER = 30


def text_tables(text: str) -> list[Table]:
    """The tables of a text whose rows are lines with tabs: lines right below each other, none of them `drawn`.

    A short line between rows that go on with as many cells is a row of its own, of one cell (（一）市内就医).
    """
    return _in_lines(text, _lines(text), set())


def clean_tables(text: str, alignment: Alignment, drawn: Sequence[Table]) -> tuple[Table, ...]:
    """All tables of a cleaned text in text order; `drawn` are those of its source."""
    lines = _lines(text)
    starts = [line.start for line in lines]
    tables: list[Table] = []
    taken: set[int] = set()
    for table in drawn:
        rows: dict[int, int] = {}
        for cell in table.cells:
            if cell.span.end > cell.span.start and cell.row not in rows:
                at = bisect_right(alignment.ends, cell.span.start)
                rows[cell.row] = bisect_right(starts, at) - 1
        pieces = {row: _cut(text, lines[line]) for row, line in rows.items()}
        printed = sorted(rows)
        cells = [
            Cell(pieces[cell.row][cell.column], bisect_left(printed, cell.row), cell.column,
                 bisect_left(printed, cell.row + cell.rowspan) - bisect_left(printed, cell.row), cell.colspan, cell.head)
            for cell in table.cells if cell.row in rows and cell.column < len(pieces[cell.row])
        ]
        if cells:
            tables.append(Table(tuple(cells)))
            taken.update(rows.values())
    tables += _in_lines(text, lines, taken)
    return tuple(sorted(tables, key=lambda table: table.cells[0].span))


def _lines(text: str) -> list[Span]:
    raw = text.split("\n")
    ends = list(accumulate(len(line) + 1 for line in raw))
    return [Span(end - len(line) - 1, end - 1) for line, end in zip(raw, ends, strict=True)]


def _cut(text: str, line: Span) -> list[Span]:
    """The stretches between the tabs of a line."""
    cells, start = [], line.start
    for piece in text[slice(*line)].split("\t"):
        cells.append(Span(start, start + len(piece)))
        start += len(piece) + 1
    return cells


def _in_lines(text: str, lines: Sequence[Span], taken: set[int]) -> list[Table]:
    groups: list[list[list[Span]]] = []
    gap = 2
    for index, line in enumerate(lines):
        if index in taken or text.find("\t", *line) < 0:
            gap = gap + 1 if index not in taken else 2
            continue
        row = _cut(text, line)
        if groups and gap == 0:
            groups[-1].append(row)
        elif groups and gap == 1 and _goes_on(text, groups[-1], lines[index - 1], row):
            groups[-1] += [[lines[index - 1]], row]
        else:
            groups.append([row])
        gap = 0
    return [
        Table(tuple(Cell(span, row, column) for row, cells in enumerate(group) for column, span in enumerate(cells)), False)
        for group in groups
    ]


def _goes_on(text: str, rows: list[list[Span]], between: Span, row: list[Span]) -> bool:
    """Whether a table goes on below a short line: with as many cells, and values at once, not with heads."""
    below_head = len(rows) > 1 or not any(_DIGIT.search(text, *cell) for cell in rows[0])
    if between.end - between.start > _LONGEST_BANNER or _SENTENCE.search(text, *between) or not below_head:
        return False
    return len(row) == len(rows[-1]) and any(_DIGIT.search(text, *cell) for cell in row[1:])
