"""Text PDFs through pdfplumber: lines and ruled tables in reading order, each with its page and box."""

from __future__ import annotations

import logging
import re
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Any

from extractor.sources.model import Cell, SourceError, SourceText, Stretch, Table
from extractor.sources.pdf_tables import (
    DrawnCell,
    DrawnRow,
    DrawnTable,
    PdfLine,
    Piece,
    inside,
    join_pages,
    rounded,
    table_lines,
)
from extractor.spans import Span

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table as Found

MAX_PAGES = 1000
MAX_STREAM = 128 << 20
"""Bytes to which one packed part of a PDF may unpack (a page of text has a few thousand)."""
MAX_UNPACKED = 1 << 31

_END_MARK, _END_SEARCH = b"%%EOF", 4096
_STREAM = re.compile(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")
_UNMAPPED = re.compile(r"\(cid:\d{1,9}\)")
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]")
_MOST_UNREADABLE = 0.2
"""A text with a larger share of glyphs without Unicode is refused: numbers would be lost in it."""
_STAMP = 30
"""Characters that a scanner program prints on each page of a scan."""

_SLANT = 0.2
_RULE = 3.0
"""Points: a filled area thinner than this is a line."""

_SCAN_ADVICE = "have its text recognized (OCR) and bring the PDF with its text layer, or the text"


@dataclass(slots=True)
class _Writer:
    """The text under way, with its stretches and the cells of its tables."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    stretches: list[Stretch] = field(default_factory=list)
    unreadable: int = 0
    cells: dict[DrawnTable, list[tuple[Span, DrawnRow, DrawnCell]]] = field(default_factory=dict)

    def write(self, line: PdfLine) -> None:
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
                self.stretches.append(Stretch(self.length, self.length + len(text), piece.page, piece.box))
            self._add(text)

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


def read_pdf(name: str, data: bytes) -> SourceText:
    """The text layer of a PDF, a printed line a line; the cells of ruled tables are separated by tabs.

    A table that a page break cuts is one table, and so is a row of it: its words stand where it begins.
    Glyphs that the file gives no Unicode for become U+FFFD, with a warning. Raises SourceError for broken, cut off or
    password-protected files, scans without a text layer, fonts without Unicode, and files over the limits.
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its remarks on odd fonts tell users nothing
    if _END_MARK not in data[-_END_SEARCH:]:
        raise SourceError(name, "is cut off: the end of the PDF is missing", "fetch it anew", "broken")
    _check_unpacked_size(name, data)
    writer = _Writer()
    scanned: list[int] = []
    pages: list[list[PdfLine]] = []
    heights: list[float] = []
    slanted = 0
    for page in _pages(name, data):
        slanted += sum(map(_is_slanted, page.chars))
        pages.append(list(_lines(page)))
        heights.append(float(page.height))
        if _is_scan(page, pages[-1]):
            scanned.append(page.page_number)
        page.close()
    join_pages(pages, heights)
    for line in chain.from_iterable(pages):
        writer.write(line)
    text = "".join(writer.pieces)
    if not text.strip() or len(scanned) == len(pages):
        raise SourceError(name, "is a scan: its pages are pictures without a text layer", _SCAN_ADVICE, "scan")
    warnings = _warnings(name, text, writer.unreadable, scanned, slanted)
    return SourceText(name, text, "pdf", None, tuple(writer.stretches), warnings, writer.tables())


def _warnings(name: str, text: str, unreadable: int, scanned: list[int], slanted: int) -> tuple[str, ...]:
    warnings = []
    share = unreadable / len("".join(text.split()))
    if share > _MOST_UNREADABLE:
        problem = f"{share:.0%} of its characters have no Unicode, so their text is unknown"
        raise SourceError(name, problem, "have its text recognized (OCR), or bring another copy", "glyphs")
    if unreadable:
        warnings.append(f"有{unreadable}个字（占{share:.1%}）在本PDF中没有对应的文字编码，以\ufffd代替，请对照原件核对")
    if scanned:
        pages = "、".join(map(str, scanned))
        warnings.append(f"第{pages}页是图片，没有文字层，其内容未读取")
    if slanted:
        warnings.append(f"有{slanted}个斜印的字（多为水印）未读取")
    return tuple(warnings)


def _pages(name: str, data: bytes) -> Iterator[Page]:
    """The pages of a PDF; whatever the library stumbles over in a broken one becomes a SourceError."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    from extractor.sources.pdf_work import Budget, TooMuchWork, draw

    number = 0
    budget = Budget()
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise SourceError(name, f"has more than {MAX_PAGES} pages", "split it", "too_large")
            if not pdf.pages:
                raise SourceError(name, "has no pages", "fetch it anew", "broken")
            for page in pdf.pages:
                number = page.page_number
                draw(page, budget)  # here, where a fault is the file's
                yield page
    except (SourceError, MemoryError):
        raise
    except TooMuchWork as error:
        problem = f"draws far more at page {number} than a circular needs"
        raise SourceError(name, problem, "print it to a new PDF and bring that", "too_large") from error
    except Exception as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in (error, *error.args)):
            advice = "remove the password (open it, then print or export it without) and bring that"
            raise SourceError(name, "is protected by a password", advice, "password") from error
        where = f" at page {number}" if number else ""
        problem = f"is a broken PDF{where} ({type(error).__name__})"
        raise SourceError(name, problem, "fetch it anew, or open it and print it to a new PDF", "broken") from error


def _lines(page: Page) -> Iterator[PdfLine]:
    """The page's lines and table rows from top to bottom."""
    places = {(char["text"], round(char["x0"]), round(char["top"])) for char in page.chars}
    if len(places) < len(page.chars):
        page = page.dedupe_chars()  # some programs print a character twice to make it bold
    if any(map(_is_slanted, page.chars)):
        page = page.filter(lambda item: not _is_slanted(item))
    tables = [table for table in page.filter(_is_drawn).find_tables() if _has_columns(table)]
    rest = page.filter(lambda item: not any(inside(item, table.bbox) for table in tables)) if tables else page
    found = [
        PdfLine(line["top"], [
            Piece(line["text"], rounded((line["x0"], line["top"], line["x1"], line["bottom"])), page.page_number)])
        for line in rest.extract_text_lines(return_chars=False)
    ]
    for table in tables:
        found += table_lines(page, table)
    return iter(sorted(found, key=lambda line: line.top))


def _is_slanted(item: dict[str, Any]) -> bool:
    """Whether a character is printed at an angle, as watermarks across the page are; a scan lies less askew."""
    if item["object_type"] != "char":
        return False
    along, across = map(abs, item["matrix"][:2])
    return bool(across > _SLANT * along and along > _SLANT * across)


def _is_drawn(item: dict[str, Any]) -> bool:
    """Whether a figure can be a ruling line; a filled area without an outline is only a background."""
    return bool(item["object_type"] != "rect" or item["stroke"] or min(item["width"], item["height"]) < _RULE)


def _has_columns(table: Found) -> bool:
    return max(len(row.cells) for row in table.rows) > 1


def _is_scan(page: Page, lines: list[PdfLine]) -> bool:
    """A page that is a picture, with no text but what the scanner's program stamped on it."""
    pieces = chain.from_iterable([*line.pieces, *(p for c in (line.row.cells if line.row else ()) for p in c.pieces)] for line in lines)
    if sum(len(piece.text) for piece in pieces) > _STAMP:
        return False
    area = page.width * page.height
    return any(image["width"] * image["height"] > 0.5 * area for image in page.images)


def _check_unpacked_size(name: str, data: bytes) -> None:
    """Refuse a PDF whose packed streams unpack to more than any circular needs, without unpacking them whole."""
    total = 0
    for match in _STREAM.finditer(data):
        unpacker, size, rest = zlib.decompressobj(), 0, memoryview(data)[match.end() :]
        try:
            while not unpacker.eof and len(rest):
                size += len(unpacker.decompress(unpacker.unconsumed_tail or rest[:65536], 1 << 20))
                if not unpacker.unconsumed_tail:
                    rest = rest[65536:]
                if size > MAX_STREAM or total + size > MAX_UNPACKED:
                    problem = "unpacks to far more than a circular needs"
                    raise SourceError(name, problem, "print it to a new PDF and bring that", "too_large")
        except zlib.error:
            pass  # no packed stream, an encrypted one, or a broken one, which the parser will report
        total += size
