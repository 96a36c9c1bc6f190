"""Pages of a PDF that are pictures: drawn by pdfium, read by optical recognition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extractor.sources.model import SourceError
from extractor.sources.recognition import HOW_TO_GET_IT, is_installed
from extractor.sources.scan import MAX_PIXELS, fitted, most_pages, recognized, warnings_of
from extractor.sources.sheet_tables import SheetLine
from extractor.sources.sheets import lines_of

if TYPE_CHECKING:
    from extractor.sources.recognition import Picture

_DOTS = 2.0
"""Pixels a point: characters of ordinary size are some thirty high, as recognition likes them."""


def recognize_pages(
    name: str, data: bytes, pages: list[list[SheetLine]], heights: list[float], scanned: Sequence[int],
) -> list[str]:
    """Put the lines of the pages with the numbers `scanned` into `pages`; returns what is to be said of them.

    Raises SourceError where all pages are pictures and none can be read: without the extra `ocr`, or without words.
    """
    whole = len(scanned) == len(pages)
    if not is_installed():
        if whole:
            problem = "is a scan: its pages are pictures without a text layer"
            raise SourceError(name, problem, HOW_TO_GET_IT, "extra")
        which = "、".join(map(str, scanned))
        return [f"第{which}页是图片，没有文字层，其内容未读取（安装文字识别组件（ocr）后可作文字识别）"]
    if len(scanned) > most_pages():
        raise SourceError(name, f"has more than {most_pages()} pages that are pictures", "split it", "too_large")
    seals = 0
    read: list[list[SheetLine]] = []
    for number, picture in _drawn(name, data, scanned):
        sheet, found = recognized(name, number, picture)
        pages[number - 1], heights[number - 1] = lines_of(sheet), sheet.height
        read.append(pages[number - 1])
        seals += found
    if not any(pages):
        raise SourceError(name, "is a scan without words that can be read", "scan it anew, upright", "scan")
    return warnings_of(read, scanned, seals)


def _drawn(name: str, data: bytes, numbers: Sequence[int]) -> Iterator[tuple[int, Picture]]:
    """The pages of these numbers as pictures."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            for number in numbers:
                page = document[number - 1]
                width, height = page.get_size()
                scale = min(_DOTS, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
                yield number, fitted(page.render(scale=scale).to_pil())
                page.close()
    except pypdfium2.PdfiumError as error:
        raise SourceError(name, f"is a broken PDF ({error})", "open it and print it to a new PDF", "broken") from error
