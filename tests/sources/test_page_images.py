"""Pages of PDFs as pictures."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractor.sources.model import SourceError
from extractor.sources.page_images import page_image


def pdf(*sizes: tuple[float, float]) -> bytes:
    """A PDF with a black square at the upper left corner of each page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=sizes[0])
    for width, height in sizes:
        canvas.setPageSize((width, height))
        canvas.rect(0, height - 50, 50, 50, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_page_is_drawn_as_it_stands() -> None:
    picture = Image.open(io.BytesIO(page_image("a.pdf", pdf((200, 300), (300, 200)), 2, scale=2)))
    assert picture.format == "PNG"
    assert picture.size == (600, 400)
    assert max(picture.convert("RGB").getpixel((50, 50))) < 40
    assert min(picture.convert("RGB").getpixel((300, 200))) > 200


def test_a_page_of_any_size_makes_a_picture_of_bounded_size() -> None:
    width, height = Image.open(io.BytesIO(page_image("a.pdf", pdf((14_000, 14_000)), 1))).size
    assert width * height <= 16_100_000


@pytest.mark.parametrize("page", [0, 2, -1])
def test_a_page_that_is_not_there_is_told(page: int) -> None:
    with pytest.raises(LookupError, match="no page"):
        page_image("a.pdf", pdf((200, 300)), page)


def test_what_is_no_pdf_is_told() -> None:
    with pytest.raises(SourceError, match="broken"):
        page_image("a.pdf", b"no pdf", 1)
