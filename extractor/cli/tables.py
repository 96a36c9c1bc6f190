"""Rows as tables for the terminal."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extractor.cli.terminal import console
from extractor.records.extraction import Extraction
from extractor.records.models import DocumentRecord
from extractor.report.cells import RECORD_HEADINGS, head_rows, record_rows

PIPE_WIDTH = 160
"""Columns of a table that is not printed to a terminal: the same everywhere."""


_NARROW = 100
_FEW = 5
"""Columns that a table may have in a terminal that is narrower than `_NARROW`."""
_SHORT = 24


class Fitting:
    """A table where the terminal is wide enough for its columns; else its rows below each other, each cell that is not empty behind its heading."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        table = self._table
        if options.max_width >= _NARROW or len(table.columns) <= _FEW:
            yield table
            return
        if table.title:
            yield Text(str(table.title), "bold")
        headings = [str(column.header) for column in table.columns]
        for row in zip(*(column.cells for column in table.columns), strict=True):
            cells = [cell if isinstance(cell, Text) else Text(str(cell)) for cell in row]
            filled = [(heading, cell) for heading, cell in zip(headings, cells, strict=True) if cell.plain.strip(" \n—")]
            if filled:
                yield Text(" ".join(filled[0][1].plain.split("\n")), filled[0][1].style or "bold")
            for line in _lines(filled[1:], options.max_width - 2):
                yield Padding(line, (0, 0, 0, 2))


def _lines(cells: Sequence[tuple[str, Text]], width: int) -> Iterator[Text]:
    """Cells behind their headings: short ones beside each other, long ones on lines of their own."""
    line = Text()
    for heading, cell in cells:
        said = Text.assemble((f"{heading}：", "dim"), (" ".join(cell.plain.split("\n")), cell.style))
        if line and (said.cell_len > _SHORT or line.cell_len + 2 + said.cell_len > width):
            yield line
            line = Text()
        line = Text.assemble(line, "  ", said) if line else said
        if said.cell_len > _SHORT:
            yield line
            line = Text()
    if line:
        yield line


def render(*parts: Any, to_terminal: bool) -> bytes:
    """Tables and lines as printable text in UTF-8, as wide as the terminal, or `PIPE_WIDTH` columns and plain without one."""
    styled = to_terminal and sys.stdout.isatty()
    buffer = io.StringIO()
    screen = console(file=buffer, width=None if styled else PIPE_WIDTH, force_terminal=styled, emoji=False)
    for part in parts:
        screen.print(Text(part) if isinstance(part, str) else Fitting(part) if isinstance(part, Table) else part)
    return "".join(f"{line.rstrip()}\n" for line in buffer.getvalue().split("\n")[:-1]).encode()


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], title: str | None = None, shares: Sequence[int] = ()) -> Table:
    """A table of rows. Columns with a share above 0 fold and divide what room there is; the others keep their words whole."""
    made = Table(title=Text(title) if title else None, title_justify="left")
    for number, heading in enumerate(headings):
        share = shares[number] if shares else 1
        made.add_column(heading, ratio=share or None, overflow="fold", no_wrap=not share)
    for row in rows:
        made.add_row(*map(Text, row))
    return made


def pairs(rows: Iterable[tuple[str, str]], title: str | None = None, *, right: bool = False) -> Table:
    """A table of names and what they are, without headings; figures go to the `right`."""
    made = Table(title=Text(title) if title else None, title_justify="left", show_header=False)
    made.add_column(style="bold", no_wrap=True)
    made.add_column(overflow="fold", justify="right" if right else "left")
    for name, value in rows:
        made.add_row(Text(name), Text(value))
    return made


def head_table(document: DocumentRecord, missing: Sequence[str] = ()) -> Table:
    """What was read of a circular's head, with what it lacks."""
    return pairs(head_rows(document, missing), document.source)


def extraction_parts(extraction: Extraction) -> Iterable[Any]:
    """For each circular of a file its head, and what it sets, orders and cites in text order."""
    for document in extraction.documents:
        yield head_table(document)
        yield table(RECORD_HEADINGS, record_rows(extraction, document), shares=(2, 0, 4, 3, 2, 4, 4))
