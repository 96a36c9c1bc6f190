"""OFD (GB/T 33190): placed characters and ruling lines by the package's XML, lines and tables by their places.

Electronic signatures are reported, not verified.
"""

from __future__ import annotations

import math
import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extractor.limits import current
from extractor.sources.model import SourceError, SourceText
from extractor.sources.ofd_drawing import Matrix, characters, numbers, strokes
from extractor.sources.package import Package
from extractor.sources.recognition import HOW_TO_GET_IT, is_installed
from extractor.sources.sheet_furniture import without_binding, without_tiles
from extractor.sources.sheet_writer import write_pages
from extractor.sources.sheets import Sheet, lines_of, once

if TYPE_CHECKING:
    from lxml.etree import _Element

_POINTS = 72 / 25.4
"""Points in a millimetre, in which OFD measures."""
_A4 = (0.0, 0.0, 210.0, 297.0)
_SLANT = 0.2
_PICTURE = 0.5
"""Of a page's area: a picture that covers more is a scan."""
_ORNAMENT = 10.0
"""Millimetres: a picture that is smaller either way holds no words."""
_BROKEN = "open it in an OFD reader and save it anew, or as PDF"


def read_ofd(name: str, data: bytes) -> SourceText:
    """The text of an OFD document, a printed line a line; the cells of ruled tables are separated by tabs.

    Raises SourceError for damaged, encrypted or oversized packages, and for documents without text.
    """
    package = Package(name, data)
    if any(posixpath.basename(part).lower() in ("encryptions.xml", "decryptseed.dat") for part in package.parts):
        raise SourceError(name, "is encrypted", "open it in an OFD reader and save it without encryption", "password")
    sheets: list[Sheet] = []
    scans: list[int] = []
    pictures: list[int] = []
    slanted = tiled = 0
    signatures: list[str] = []
    for body in _found(package.xml("OFD.xml"), "DocBody"):
        root = _loc(body, "DocRoot")
        if root:
            for page in _pages(package, _resolved("", root)):
                if len(sheets) == current().pages:
                    raise SourceError(name, f"has more than {current().pages} pages", "split it, or raise --max-pages", "too_large")
                sheet, tilted, shown = page.sheet(len(sheets) + 1)
                without_binding(sheet)
                slanted += tilted
                tiled += without_tiles(sheet)
                sheets.append(sheet)
                if sheet.chars:
                    pictures += [sheet.number] * len(shown)
                elif max(shown, default=0) > _PICTURE:
                    scans.append(sheet.number)
        signatures += _signatures(package, body)
    pages = [lines_of(sheet) for sheet in sheets]
    if not any(pages):
        advice = "save it as PDF and bring that" + ("" if is_installed() else f"; {HOW_TO_GET_IT}")
        raise SourceError(name, "shows no text, its pages are pictures" if scans else "shows no text", advice, "scan")
    return write_pages(name, "ofd", pages, [sheet.height for sheet in sheets], _said(scans, pictures, slanted, tiled, signatures))


def _said(scans: list[int], pictures: list[int], slanted: int, tiled: int, signatures: list[str]) -> list[str]:
    said = []
    if scans:
        said.append(f"第{'、'.join(map(str, scans))}页是图片，其内容未读取；另存为PDF后可作文字识别")
    if pictures:
        which = "、".join(map(str, dict.fromkeys(pictures)))
        said.append(f"第{which}页有图片（共{len(pictures)}幅），其中的文字和表格未读取，需要时请将图片另存为附件")
    if slanted:
        said.append(f"有{slanted}个斜印的字（多为水印）未读取")
    if tiled:
        said.append(f"有{tiled}个平铺的水印字未读取")
    if signatures:
        makers = "、".join(dict.fromkeys(signature for signature in signatures if signature))
        said.append(f"带有{len(signatures)}个电子签章，未核验" + (f"（{makers}）" if makers else ""))
    return said


class _Page:
    """A page: its own content and that of its templates, below it first."""

    def __init__(self, roots: list[_Element], box: tuple[float, ...]) -> None:
        self.roots = roots
        self.left, self.top, self.width, self.height = box

    def sheet(self, number: int) -> tuple[Sheet, int, list[float]]:
        """The page as a sheet, how many of its characters were slanted and left out, and how much of it each picture covers."""
        chars: list[dict[str, Any]] = []
        edges: list[dict[str, Any]] = []
        slanted, shown = 0, list[float]()
        for root in self.roots:
            for element in root.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject"):
                if element.get("Visible") == "false":
                    continue
                box = numbers(element.get("Boundary"))
                if len(box) != 4:
                    continue
                matrix = Matrix.of(element.get("CTM"), box[0] - self.left, box[1] - self.top)
                kind = element.tag.rpartition("}")[2]
                if kind == "ImageObject":
                    if min(box[2], box[3]) >= _ORNAMENT:
                        shown.append(box[2] * box[3] / (self.width * self.height))
                elif kind == "PathObject":
                    edges += strokes(element, matrix, _POINTS)
                else:
                    own = list(characters(element, matrix, _POINTS))
                    if abs(math.sin(matrix.angle)) > _SLANT and abs(math.cos(matrix.angle)) > _SLANT:
                        slanted += len(own)
                    else:
                        chars += own
        return Sheet(number, self.width * _POINTS, self.height * _POINTS, once(chars), edges), slanted, shown


def _pages(package: Package, part: str) -> Iterator[_Page]:
    """The pages of the document whose root is `part`."""
    document = package.xml(part)
    templates = {template.get("ID"): template.get("BaseLoc") for template in _found(document, "TemplatePage")}
    usual = _box(document) or _A4
    for page in document.iterfind("{*}Pages/{*}Page"):
        place = page.get("BaseLoc")
        if not place:
            continue
        own = package.xml(_resolved(part, place))
        roots = [own]
        for template in _found(own, "Template"):
            below = templates.get(template.get("TemplateID"))
            if below:
                roots.insert(len(roots) - 1, package.xml(_resolved(part, below)))
        yield _Page(roots, _box(own) or usual)


def _box(root: _Element) -> tuple[float, ...] | None:
    for name in ("PhysicalBox", "ApplicationBox"):
        for element in root.iter(f"{{*}}{name}"):
            box = tuple(numbers(element.text))
            if len(box) == 4 and 1 < box[2] < 5000 and 1 < box[3] < 5000:
                return box
    return None


def _signatures(package: Package, body: _Element) -> Iterator[str]:
    """Of each signature the maker of its seal, as far as the file says."""
    place = _loc(body, "Signatures")
    part = _resolved("", place) if place else ""
    if part not in package:
        return
    for signature in _found(package.xml(part), "Signature"):
        own = _resolved(part, signature.get("BaseLoc") or "")
        provider = next(_found(package.xml(own), "Provider"), None) if own in package else None
        yield ((provider.get("ProviderName") or "") if provider is not None else "")[:60]


def _found(root: _Element, name: str) -> Iterator[_Element]:
    yield from root.iter(f"{{*}}{name}")


def _loc(element: _Element, name: str) -> str:
    found = next(_found(element, name), None)
    return (found.text or "").strip() if found is not None else ""


def _resolved(base: str, place: str) -> str:
    """The part that a place named in the part `base` means: from the package's root where it begins with `/`."""
    place = place.strip()
    whole = place if place.startswith("/") else posixpath.join(posixpath.dirname(base), place)
    return posixpath.normpath(whole.lstrip("/"))
