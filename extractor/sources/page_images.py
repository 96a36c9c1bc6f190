"""A page of a PDF as a picture, to be looked at beside what was read from it (PDFium, of the extra `ocr`)."""

from __future__ import annotations

import io
from importlib.util import find_spec

from extractor.sources.model import SourceError

_LARGEST = 16_000_000
"""Pixels of a picture: a page of A4 at 300 dots an inch has nine million."""


def page_image(name: str, data: bytes, page: int, scale: float = 1.6) -> bytes:
    """Page `page` (from 1) of a PDF as PNG, `scale` pixels a point, fewer where that would be too many.

    Raises LookupError where there is no such page, SourceError where the file is no PDF that can be drawn, or the extra is missing.
    """
    if find_spec("pypdfium2") is None:
        raise SourceError(name, "its pages cannot be drawn here", "install hongtou with its extra ocr (docs/install.md)", "extra")
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            if not 1 <= page <= len(document):
                raise LookupError(f"{name} has no page {page}")
            drawn = document[page - 1]
            width, height = drawn.get_size()
            picture = drawn.render(scale=min(scale, (_LARGEST / max(width * height, 1.0)) ** 0.5)).to_pil()
            drawn.close()
    except pypdfium2.PdfiumError as error:
        raise SourceError(name, f"is a broken PDF ({error})", "open it and print it to a new PDF", "broken") from error
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
