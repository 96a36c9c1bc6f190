"""Paragraphs and tables of an office document in the order in which they are printed, and which node each word comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from extractor.sources.model import Format, SourceError, SourceText
from extractor.sources.page_lines import DataTable, PageLine, tables_of

_EDGE = " \t\xa0\u3000\ufeff\u00ad" + "".join(map(chr, range(0x2000, 0x2010)))
"""White space of any width, and what prints nothing."""
_SENTENCE = re.compile("[。；，]")
_LAYOUT_SHARE, _LAYOUT_LINES = 0.8, 5
"""A cell with a larger share of its table's characters, in more lines, holds text that the table only arranges."""
_PAGE_NUMBER = re.compile("(?:page|of|[第共总页頁一二三四五六七八九十]|[\\W\\d_])*", re.IGNORECASE)
_LONGEST, _NAMED = 30, 3
"""Characters and number of headers that a warning quotes."""


class Origin(NamedTuple):
    """Words and the node that holds them; None for words that the format prints by itself (numbering)."""

    text: str
    node: Any = None


@dataclass(slots=True)
class FlowCell:
    """A cell of a table under way."""

    flow: Flow
    columns: int = 1
    rows: int = 1
    head: bool = False


@dataclass(slots=True)
class Flow:
    """Lines under way. `origins`, in text order, hold the same characters as `lines`, white space aside."""

    lines: list[PageLine] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)
    _pieces: list[Origin] = field(default_factory=list)
    _behind: list[Flow] = field(default_factory=list)

    def write(self, text: str | None, node: Any = None) -> None:
        """Add words to the line; a newline in them ends it."""
        for number, part in enumerate((text or "").split("\n")):
            if number:
                self._finish()
            if part:
                self._pieces.append(Origin(part, node))

    def label(self, text: str) -> None:
        """Put a label before what the line holds so far."""
        if text:
            self._pieces.insert(0, Origin(text))

    def beside(self, other: Flow) -> None:
        """A text box, by the place of its anchor: before a paragraph at whose beginning it stands, else behind it."""
        other.end_line()
        if any(piece.text.strip(_EDGE) for piece in self._pieces):
            self._behind.append(other)
        else:
            self._take(other)

    def behind(self, other: Flow) -> None:
        """A note, which is printed behind its paragraph."""
        other.end_line()
        self._behind.append(other)

    def end_line(self) -> None:
        """End the paragraph."""
        self._finish()
        for other in self._behind:
            self._take(other)
        self._behind.clear()

    def table(self, rows: Sequence[Sequence[FlowCell]]) -> None:
        """A table by its rows, each with the cells that begin in it; one that only arranges the page gives its paragraphs."""
        self.end_line()
        for row in rows:
            for cell in row:
                cell.flow.end_line()
        if not _holds_data(rows):
            for row in rows:
                for cell in row:
                    self._take(cell.flow)
            return
        table = DataTable()
        for row in rows:
            for cell in row:
                words = " ".join(line.text for line in cell.flow.lines).replace("\t", " ").strip()
                table.add(words, cell.columns, cell.rows, cell.head)
                self.origins += cell.flow.origins
            table.end_row()
        self.lines += table.lines()

    def _take(self, other: Flow) -> None:
        self.lines += other.lines
        self.origins += other.origins

    def _finish(self) -> None:
        text = "".join(piece.text for piece in self._pieces).strip(_EDGE)
        if text:
            if _SENTENCE.search(text):
                text = text.replace("\t", " ")  # a tab in a sentence parts no cells
            self.lines.append(PageLine(text))
            self.origins += self._pieces
        self._pieces.clear()


def prints(sign: str) -> bool:
    """Whether a character prints anything: white space, and what stands for nothing at the edges of lines, do not."""
    return not (sign.isspace() or sign in _EDGE)


def _holds_data(rows: Sequence[Sequence[FlowCell]]) -> bool:
    sizes = [[sum(len(line.text) for line in cell.flow.lines) for cell in row] for row in rows]
    if not any(sum(map(bool, row)) > 1 for row in sizes):
        return False
    size, lines = max((size, len(cell.flow.lines)) for row, cells in zip(sizes, rows, strict=True) for size, cell in zip(row, cells, strict=True))
    return not (size > _LAYOUT_SHARE * sum(map(sum, sizes)) and lines > _LAYOUT_LINES)


def unread_margins(paragraphs: Iterable[str]) -> Iterator[str]:
    """A sentence on the words of headers and footers that repeat on pages, where they are more than page numbers."""
    said = dict.fromkeys(words for paragraph in paragraphs if not _PAGE_NUMBER.fullmatch(words := " ".join(paragraph.split())))
    if said:
        yield f"页眉、页脚的文字未读取：{'、'.join(f'“{words[:_LONGEST]}”' for words in list(said)[:_NAMED])}"


def source_text(name: str, format: Format, flow: Flow, warnings: Sequence[str]) -> SourceText:
    """What a reader returns. Raises SourceError for a document that shows no text."""
    flow.end_line()
    if not flow.lines:
        problem = "shows no text" + (", only pictures" if warnings else "")
        raise SourceError(name, problem, "check the file; have pictures of text recognized (OCR)", "scan" if warnings else "empty")
    text = "".join(f"{line.text}\n" for line in flow.lines)
    return SourceText(name, text, format, None, (), tuple(warnings), tables_of(flow.lines, 0))
