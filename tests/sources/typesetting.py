"""Circulars set on pages as GB/T 9704 has it, and printed as PDF, OFD, pictures; and as a web page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from io import BytesIO
from itertools import pairwise
from typing import Any, NamedTuple

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.sources.office import packed
from tests.sources.pdfs import FONT

WIDTH, HEIGHT = A4
SIZE, TITLE, PITCH, PER_PAGE = 16.0, 22.0, 29.0, 22
LEFT, TOP = 79.0, 105.0
FULL = 27
"""Characters on a full line."""
_NO_START = frozenset("，。、；：！？）》”％%")
_DOTS = 200
RED = (218, 30, 40)


class Printed(NamedTuple):
    """A character or run by the upper left corner of its place, in points."""

    text: str
    page: int
    x: float
    top: float
    size: float


def width_of(char: str) -> float:
    """In sizes of the font."""
    if not char.isascii() or char == "%":
        return 1.0
    return 0.8 if char.isupper() else 0.5


def set_on_pages(paragraphs: Sequence[str]) -> list[Printed]:
    """The characters of a circular on its pages: a centred head, paragraphs with indents, a signature to the right, page numbers."""
    printed: list[Printed] = []
    row = 0
    body = next((index for index, line in enumerate(paragraphs) if len(line) > 60 or line.endswith(("。", "：", ":"))), 0)

    def put(line: str, x: float, size: float = SIZE) -> None:
        nonlocal row
        page, place = divmod(row, PER_PAGE)
        for char in line:
            if char.strip():
                printed.append(Printed(char, page, x, TOP + place * PITCH, size))
            x += width_of(char) * size
        row += 1

    for index, paragraph in enumerate(paragraphs):
        if index < body:
            size = TITLE if len(paragraph) > 8 and "号" not in paragraph[-2:] else SIZE
            for line in _broken(paragraph, FULL * SIZE / size - 2, 0):
                put(line, (WIDTH - sum(map(width_of, line)) * size) / 2, size)
            row += index == body - 1
        elif index >= len(paragraphs) - 2 and len(paragraph) < 24 and not paragraph.endswith("。"):
            put(paragraph, WIDTH - LEFT - 32 - sum(map(width_of, paragraph)) * SIZE)
        else:
            indent = 0 if index == body and paragraph.endswith(("：", ":")) else 2
            for number, line in enumerate(_broken(paragraph, FULL, indent)):
                put(line, LEFT + (0 if number else indent * SIZE))
    for page in range(row // PER_PAGE + 1):
        label = f"— {page + 1} —"
        printed += [Printed(char, page, WIDTH / 2 - 20 + 8 * place, 775, 14) for place, char in enumerate(label) if char != " "]
    return printed


def _broken(paragraph: str, room: float, indent: int) -> Iterator[str]:
    line, used = "", float(indent)
    for char in paragraph:
        if used + width_of(char) > room and char not in _NO_START:
            yield line
            line, used = "", 0.0
        line += char
        used += width_of(char)
    yield line


def as_pdf(printed: Iterable[Printed]) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    page = 0
    for one in sorted(printed, key=lambda one: one.page):
        while page < one.page:
            canvas.showPage()
            page += 1
        line = canvas.beginText(one.x, HEIGHT - one.top - 0.88 * one.size)
        line.setFont(FONT, one.size)
        if one.text.isascii():  # as broad as it stands
            line.setHorizScale(100 * width_of(one.text) * one.size / stringWidth(one.text, FONT, one.size))
        line.textOut(one.text)
        canvas.drawText(line)
    canvas.save()
    return buffer.getvalue()


def as_ofd(printed: Iterable[Printed], figures: str = "", signed: bool = False) -> bytes:
    """An OFD package with a text object a line; `figures` are path objects of the first page."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    ofd = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    unit = 25.4 / 72
    lines: dict[tuple[int, float, float], list[Printed]] = {}
    for one in printed:
        lines.setdefault((one.page, one.top, one.size), []).append(one)
    pages: dict[int, list[str]] = {}
    for (page, top, size), chars in lines.items():
        chars.sort(key=lambda one: one.x)
        deltas = " ".join(f"{(after.x - before.x) * unit:.4f}" for before, after in pairwise(chars))
        text = escape("".join(char.text for char in chars))
        pages.setdefault(page, []).append(
            f'<ofd:TextObject ID="1" Font="2" Size="{size * unit:.3f}" Boundary="{chars[0].x * unit:.3f} {top * unit:.3f} 180 10">'
            f'<ofd:TextCode X="0" Y="{0.88 * size * unit:.3f}" DeltaX="{deltas}">{text}</ofd:TextCode></ofd:TextObject>')
    signatures = "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>" if signed else ""
    parts = {
        "OFD.xml": f"<ofd:OFD {ofd}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{signatures}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {ofd}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
        "</ofd:PageArea></ofd:CommonData><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{page}" BaseLoc="Pages/Page_{page}/Content.xml"/>' for page in sorted(pages))
        + "</ofd:Pages></ofd:Document>",
        **{f"Doc_0/Pages/Page_{page}/Content.xml": f'<ofd:Page {ofd}><ofd:Content><ofd:Layer ID="1">{"".join(objects)}'
           f'{figures if not page else ""}</ofd:Layer></ofd:Content></ofd:Page>' for page, objects in pages.items()},
    }
    if signed:
        parts["Doc_0/Signs/Signatures.xml"] = (
            f'<ofd:Signatures {ofd}><ofd:Signature ID="1" Type="Seal" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>')
        parts["Doc_0/Signs/Sign_0/Signature.xml"] = (
            f'<ofd:Signature {ofd}><ofd:SignedInfo><ofd:Provider ProviderName="云川签章"/></ofd:SignedInfo></ofd:Signature>')
    return packed({name: head + content for name, content in parts.items()})


def as_pictures(printed: Iterable[Printed], dots: int = _DOTS) -> list[Image.Image]:
    """A picture a page, of so many dots an inch."""
    from pylopdf_fonts_zh_cn import serif_path

    scale = dots / 72
    fonts: dict[float, Any] = {}
    pages: dict[int, Image.Image] = {}
    for one in printed:
        if one.page not in pages:
            pages[one.page] = Image.new("RGB", (round(WIDTH * scale), round(HEIGHT * scale)), "white")
        font = fonts.setdefault(one.size, ImageFont.truetype(str(serif_path()), round(one.size * scale)))
        base = one.top + 0.88 * one.size
        ImageDraw.Draw(pages[one.page]).text((one.x * scale, base * scale), one.text, (20, 20, 20), font, anchor="ls")
    return [pages[page] for page in sorted(pages)]


def seal(picture: Image.Image, x: float, y: float, around: str, dots: int = _DOTS) -> None:
    """Stamp a round red seal with its middle at a place in points."""
    from math import cos, pi, sin

    from pylopdf_fonts_zh_cn import sans_path

    scale, radius = dots / 72, 60
    stamp = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(stamp)
    ring = [(value - radius) * scale for value in (x, y)] + [(value + radius) * scale for value in (x, y)]
    draw.ellipse(ring, outline=RED, width=round(3 * scale))
    points = [(x * scale + 20 * scale * sin(pi * k * 4 / 5), y * scale - 20 * scale * cos(pi * k * 4 / 5)) for k in range(5)]
    draw.polygon(points, fill=RED)
    font = ImageFont.truetype(str(sans_path()), round(15 * scale))
    for number, char in enumerate(around):
        angle = pi * (number / (len(around) - 1) - 0.5) * 1.3
        draw.text(((x + 46 * sin(angle)) * scale, (y - 46 * cos(angle)) * scale), char, RED, font, anchor="mm")
    # Ink lets what is printed below show through.
    from PIL import ImageChops

    picture.paste(ImageChops.multiply(picture, stamp))


def as_png(pictures: Sequence[Image.Image], form: str = "PNG") -> bytes:
    """One picture of its pages: a PNG, or a TIFF where there are several."""
    buffer = BytesIO()
    if len(pictures) == 1:
        pictures[0].save(buffer, form)
    else:
        pictures[0].save(buffer, "TIFF", save_all=True, append_images=list(pictures[1:]), compression="tiff_deflate")
    return buffer.getvalue()


def as_html(paragraphs: Sequence[str]) -> bytes:
    """A page with a menu, the text in paragraphs and tables, and a foot."""
    parts: list[str] = []
    rows: list[str] = []
    for line in [*paragraphs, ""]:
        if "\t" in line:
            rows.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line.split("\t")) + "</tr>")
            continue
        if rows:
            parts.append(f"<table>{''.join(rows)}</table>")
            rows = []
        parts.append(f"<p>{escape(line)}</p>")
    return ("<!DOCTYPE html><html><head><meta charset='utf-8'></head><body><div class='nav'><a href='/'>首页</a><a href='/zw'>政务</a></div>"
            f"<div class='TRS_Editor'>{''.join(parts)}</div><div class='footer'>版权所有</div></body></html>").encode()
