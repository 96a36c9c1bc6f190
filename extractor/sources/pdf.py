"""Text PDFs through pdfplumber: lines and ruled tables in reading order, each with its page and box."""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Any

from extractor.limits import current
from extractor.sources.model import SourceError, SourceText
from extractor.sources.pdf_scan import recognize_pages
from extractor.sources.recognition import is_installed
from extractor.sources.sheet_furniture import without_binding, without_tiles
from extractor.sources.sheet_tables import SheetLine
from extractor.sources.sheet_writer import write_pages
from extractor.sources.sheets import Sheet, lines_of, once, part

if TYPE_CHECKING:
    from pdfplumber.page import Page

MAX_STREAM = 128 << 20
"""Bytes to which one packed part of a PDF may unpack (a page of text has a few thousand)."""
MAX_UNPACKED = 1 << 31

_END_MARK, _END_SEARCH = b"%%EOF", 4096
_STREAM = re.compile(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")
_STAMP = 30
"""Characters that a scanner program prints on each page of a scan."""

_SLANT = 0.2
_RULE = 3.0
"""Points: a filled area thinner than this is a line."""


def read_pdf(name: str, data: bytes) -> SourceText:
    """The text layer of a PDF, a printed line a line; the cells of ruled tables are separated by tabs.

    A table that a page break cuts is one table, and so is a row of it: its words stand where it begins.
    Glyphs that the file gives no Unicode for become U+FFFD, with a warning. Pages that are pictures, and files of which most
    glyphs are such, are read by optical recognition where the extra `ocr` is installed.

    Raises SourceError for broken, cut off or password-protected files, scans
    that cannot be read so, fonts without Unicode, and files over the limits.
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its remarks on odd fonts tell users nothing
    if _END_MARK not in data[-_END_SEARCH:]:
        raise SourceError(name, "is cut off: the end of the PDF is missing", "fetch it anew", "broken")
    _check_unpacked_size(name, data)
    scanned: list[int] = []
    pages: list[list[SheetLine]] = []
    heights: list[float] = []
    slanted = tiled = 0
    for page in _pages(name, data):
        upright = [char for char in page.chars if not _is_slanted(char)]
        slanted += len(page.chars) - len(upright)
        sheet = _sheet(page, upright)
        without_binding(sheet)
        tiled += without_tiles(sheet)
        pages.append(lines_of(sheet))
        heights.append(sheet.height)
        if _is_scan(page, pages[-1]):
            scanned.append(page.page_number)
        page.close()
    warnings = []
    if slanted:
        warnings.append(f"有{slanted}个斜印的字（多为水印）未读取")
    if tiled:
        warnings.append(f"有{tiled}个平铺的水印字未读取")
    everywhere = range(1, len(pages) + 1)
    if scanned or not any(pages):  # also where letters are drawn as figures
        warnings += recognize_pages(name, data, pages, heights, scanned if any(pages) else everywhere)
    try:
        return write_pages(name, "pdf", pages, heights, warnings)
    except SourceError as error:
        if error.kind != "glyphs" or not is_installed():
            raise
    return write_pages(name, "pdf", pages, heights, recognize_pages(name, data, pages, heights, everywhere))


def _pages(name: str, data: bytes) -> Iterator[Page]:
    """The pages of a PDF; whatever the library stumbles over in a broken one becomes a SourceError."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    from extractor.sources.pdf_work import Budget, TooMuchWork, draw

    number = 0
    budget = Budget()
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            if len(pdf.pages) > current().pages:
                raise SourceError(name, f"has more than {current().pages} pages", "split it, or raise --max-pages", "too_large")
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


def _sheet(page: Page, chars: list[dict[str, Any]]) -> Sheet:
    """The page with each of these characters once, and the edges of what can be ruling lines."""
    from pdfplumber.utils.geometry import obj_to_edges

    figures = [figure for kind in ("line", "rect", "curve") for figure in page.objects.get(kind, ()) if _is_drawn(figure)]
    edges = [edge for figure in figures for edge in obj_to_edges(figure)]
    part(chars)
    return Sheet(page.page_number, float(page.width), float(page.height), once(chars), edges)


def _is_slanted(item: dict[str, Any]) -> bool:
    """Whether a character is printed at an angle, as watermarks across the page are; a scan lies less askew."""
    along, across = map(abs, item["matrix"][:2])
    return bool(across > _SLANT * along and along > _SLANT * across)


def _is_drawn(item: dict[str, Any]) -> bool:
    """Whether a figure can be a ruling line; a filled area without an outline is only a background."""
    return bool(item["object_type"] != "rect" or item["stroke"] or min(item["width"], item["height"]) < _RULE)


def _is_scan(page: Page, lines: list[SheetLine]) -> bool:
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
