"""Lines of pages to the text of a file: its stretches with their places, its tables, how its lines join."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from extractor.sources.model import Cell, Format, SourceError, SourceText, Stretch, Table
from extractor.sources.sheet_joints import join_lines
from extractor.sources.sheet_tables import DrawnCell, DrawnRow, DrawnTable, Piece, SheetLine, join_pages
from extractor.spans import Span

_UNMAPPED = re.compile(r"\(cid:\d{1,9}\)")
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]")
_MOST_UNREADABLE = 0.2
"""A text with a larger share of glyphs without Unicode is refused: numbers would be lost in it."""


@dataclass(slots=True)
class _Writer:
    """The text under way, with its stretches and the cells of its tables."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    stretches: list[Stretch] = field(default_factory=list)
    unreadable: int = 0
    cells: dict[DrawnTable, list[tuple[Span, DrawnRow, DrawnCell]]] = field(default_factory=dict)
    starts: dict[SheetLine, int] = field(default_factory=dict)
    joints: list[tuple[int, int]] = field(default_factory=list)

    def write(self, line: SheetLine) -> None:
        self.starts[line] = self.length
        if line.above in self.starts:
            self.joints.append((self.length, self.starts[line.above]))
        if line.row is None or line.table is None:
            self._words(line.pieces)
        else:
            cells = {cell.column: cell for cell in line.row.cells}
            for column in range(len(line.table.edges)):
                self._add("\t" if column else "")
                if column in cells:
                    start = self.length
                    self._words(cells[column].pieces)
                    self.cells.setdefault(line.table, []).append((Span(start, self.length), line.row, cells[column]))
        self._add("\n")

    def tables(self) -> tuple[Table, ...]:
        """The tables that were written, their rows counted anew without those that print nothing."""
        tables = []
        for written in self.cells.values():
            printed = sorted({row.index for _, row, _ in written})
            tables.append(Table(tuple(
                Cell(span, bisect_left(printed, row.index), cell.column,
                     bisect_left(printed, row.index + cell.rowspan) - bisect_left(printed, row.index), cell.colspan)
                for span, row, cell in written)))
        return tuple(tables)

    def _words(self, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            text = _UNMAPPED.sub("\ufffd", piece.text)
            self.unreadable += len(_UNREADABLE.findall(text))
            if text:
                self.stretches.append(
                    Stretch(self.length, self.length + len(text), piece.page, piece.box, piece.score))
            self._add(text)

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


def write_pages(
    name: str, format: Format, pages: Sequence[list[SheetLine]], heights: Sequence[float], warnings: Sequence[str],
) -> SourceText:
    """The text of a file by the lines of its pages, each of so many points in height; tables go on over page breaks.

    Raises SourceError (`glyphs`) where too many characters have no Unicode. The lines of `pages` are changed.
    """
    join_lines(pages, heights)
    join_pages(pages, heights)
    writer = _Writer()
    for line in chain.from_iterable(pages):
        writer.write(line)
    text = "".join(writer.pieces)
    said = [*_unreadable(name, format, text, writer.unreadable), *warnings]
    return SourceText(
        name, text, format, None, tuple(writer.stretches), tuple(said), writer.tables(), tuple(writer.joints))


def _unreadable(name: str, format: Format, text: str, unreadable: int) -> list[str]:
    share = unreadable / max(len("".join(text.split())), 1)
    if share > _MOST_UNREADABLE:
        problem = f"{share:.0%} of its characters have no Unicode, so their text is unknown"
        raise SourceError(name, problem, "have its text recognized (OCR), or bring another copy", "glyphs")
    if not unreadable:
        return []
    return [f"有{unreadable}个字（占{share:.1%}）在本{format.upper()}中没有对应的文字编码，以\ufffd代替，请对照原件核对"]
