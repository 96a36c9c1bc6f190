"""Small PDFs made for the tests, with a Chinese font that needs no file (STSong-Light)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT, OTHER_FONT = "STSong-Light", "MSung-Light"
HEIGHT = 842.0
SIZE = 16
for _name in (FONT, OTHER_FONT):
    pdfmetrics.registerFont(UnicodeCIDFont(_name))


class Maker:
    """A PDF under way: texts are placed by the upper left corner of their line, in points."""

    def __init__(self, **options: Any) -> None:
        self.buffer = BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(595.0, HEIGHT), pageCompression=0, invariant=1, **options)

    def text(self, text: str, x: float = 90, top: float = 90, font: str = FONT) -> Maker:
        self.canvas.setFont(font, SIZE)
        self.canvas.drawString(x, HEIGHT - top - SIZE, text)
        return self

    def lines(self, texts: list[str], top: float = 90) -> Maker:
        for number, text in enumerate(texts):
            self.text(text, top=top + 30 * number)
        return self

    def grid(
        self, rows: list[list[str]], x: float = 90, top: float = 90, width: float = 130, height: float = 60
    ) -> Maker:
        """A ruled table; a cell's text may have several lines."""
        columns = max(map(len, rows))
        xs = [x + width * column for column in range(columns + 1)]
        ys = [HEIGHT - top - height * row for row in range(len(rows) + 1)]
        self.canvas.grid(xs, ys)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                for number, line in enumerate(cell.split("\n")):
                    self.text(line, xs[column] + 5, top + height * row + 5 + 20 * number)
        return self

    def cells(self, cells: list[tuple[str, float, float, float, float]]) -> Maker:
        """Ruled cells anywhere: text, left, top, width, height."""
        for text, left, top, width, height in cells:
            self.canvas.rect(left, HEIGHT - top - height, width, height)
            for number, line in enumerate(text.split("\n")):
                self.text(line, left + 5, top + 5 + 20 * number)
        return self

    def picture(self) -> Maker:
        """A picture over the whole page, as in a scan."""
        from PIL import Image

        self.canvas.drawImage(ImageReader(Image.new("L", (60, 84), 200)), 0, 0, 595, HEIGHT)
        return self

    def page(self) -> Maker:
        self.canvas.showPage()
        return self

    def bytes(self) -> bytes:
        self.canvas.save()
        return self.buffer.getvalue()


def without_unicode(data: bytes) -> bytes:
    """The same PDF with the glyphs of `OTHER_FONT` in a private order, for which no Unicode is known."""
    return data.replace(b"/UniCNS-UCS2-H", b"/Identity-H    ").replace(b"(CNS1)", b"(Own1)")
