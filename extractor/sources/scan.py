"""Pictures of pages, read by optical recognition: scanned pages of PDFs and picture files."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import chain
from statistics import median
from typing import TYPE_CHECKING, Any

from extractor.limits import current, renew
from extractor.sources.model import SourceError, SourceText
from extractor.sources.recognition import HOW_TO_GET_IT, Reading, Word, is_installed, read_line, read_picture
from extractor.sources.sheet_tables import SheetLine
from extractor.sources.sheet_writer import write_pages
from extractor.sources.sheets import Sheet, lines_of

if TYPE_CHECKING:
    from PIL.Image import Image

    from extractor.sources.recognition import Picture

MAX_PIXELS = 120_000_000
"""Of one picture; a page of A3 at 600 dots an inch has 70 million."""
MAX_PAGES = 300
"""Recognized in one file."""

_LONG_SIDE = 2000
"""Pixels to which a page is brought at most: smaller ones are read better twice as large, larger ones no better."""
_LARGER = 2
_LONGEST_PAGE = 1.6
"""How much higher than broad a page may be; a longer picture, of a screen, is cut between its lines."""
_SHORT_EDGE, _LONG_EDGE = 595.0, 842.0
_LEAST_WIDE = 8
"""Characters that tell the size of a line by its width."""
_PAGE_NUMBER = re.compile(r"[一—_-]\s?(\d{1,3})\s?[一—_-]")
"""A page number between dashes, of which recognition makes 一."""
_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff])[（(\[]((?:19|20)\d{2})[)）\]](?=第?\d{1,5}号)")
"""The year in a document's number, whose brackets 〔〕 recognition takes for round ones."""
_logger = logging.getLogger(__name__)


def most_pages() -> int:
    """How many pages of a file are recognized at most."""
    return min(MAX_PAGES, current().pages)


def read_image(name: str, data: bytes) -> SourceText:
    """The words of a picture file; one of several frames (TIFF) has several pages.

    Raises SourceError for damaged or huge pictures, for those without words, and where the extra `ocr` is not installed.
    """
    return read_images([(name, data)])


def read_images(files: Sequence[tuple[str, bytes]]) -> SourceText:
    """The words of pictures that are the pages of one circular, by name and content; raises as `read_image` does."""
    name = files[0][0]
    if not is_installed():
        raise SourceError(name, "is a picture", HOW_TO_GET_IT, "extra")
    sheets: list[Sheet] = []
    seals = 0
    for picture in chain.from_iterable(_pictures(*file) for file in files):
        if len(sheets) == most_pages():
            raise SourceError(name, f"has more than {most_pages()} pages that are pictures", "split it", "too_large")
        sheet, found = recognized(name, len(sheets) + 1, picture)
        sheets.append(sheet)
        seals += found
    pages = [lines_of(sheet) for sheet in sheets]
    if not any(pages):
        raise SourceError(name, "shows no words that can be read", "scan it anew, larger and upright", "scan")
    said = warnings_of(pages, range(1, len(sheets) + 1), seals)
    if len(files) > 1:
        said.append(f"由{len(files)}个图片文件合成一份文件：{'、'.join(file for file, _ in files)}")
    return write_pages(name, "image", pages, [sheet.height for sheet in sheets], said)


def recognized(name: str, number: int, picture: Picture) -> tuple[Sheet, int]:
    """A page of a picture by recognition, and how many seals it shows. The file's time is counted anew for each page."""
    renew()
    _logger.info("%s: page %d is read by optical recognition", name, number)
    words, seals = read_picture(picture)
    height, width = picture.shape[:2]
    scale = (_SHORT_EDGE if height >= width else _LONG_EDGE) / width
    return _sheet(number, picture, Reading(words, seals), scale), seals


def warnings_of(pages: Sequence[list[SheetLine]], numbers: Sequence[int], seals: int) -> list[str]:
    """Sentences for whoever brought the pages of these numbers."""
    scores = [piece.score for lines in pages for line in lines for piece in
              (*line.pieces, *(piece for cell in (line.row.cells if line.row else ()) for piece in cell.pieces))
              if piece.score is not None]
    doubtful = sum(score < 0.9 for score in scores)
    which = f"第{'、'.join(map(str, numbers))}页" if len(numbers) <= 20 else f"共{len(numbers)}页"
    said = [f"{which}由文字识别（OCR）读出，数值请对照原件核对" + (f"，其中{doubtful}处把握较小" if doubtful else "")]
    if seals:
        said.append(f"页面上有{seals}枚红色印章，印文未读取，真伪未核验")
    return said


def fitted(image: Image) -> Picture:
    """A picture as the engine reads it best: upright, in colour, on white, of the right size."""
    import numpy as np
    from PIL import Image as images
    from PIL.ImageOps import exif_transpose

    image = exif_transpose(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        white = images.new("RGBA", image.size, "white")
        image = images.alpha_composite(white, image)
    image = image.convert("RGB")
    factor = min(_LARGER, _LONG_SIDE / max(image.size))
    if factor < 0.95 or factor > 1.05:
        size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
        image = image.resize(size, images.Resampling.BICUBIC if factor > 1 else images.Resampling.LANCZOS)
    return np.asarray(image)


def _pictures(name: str, data: bytes) -> Iterator[Picture]:
    """The pages of a picture file."""
    import warnings

    from PIL import Image as images

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes, which are looked at here, and odd metadata
            with images.open(BytesIO(data), formats=("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP")) as file:
                for frame in range(min(getattr(file, "n_frames", 1), most_pages() + 1)):
                    file.seek(frame)
                    if file.width * file.height > MAX_PIXELS:
                        raise _too_many_pixels(name)
                    yield from map(fitted, _cut(file))
    except (SourceError, MemoryError):
        raise
    except images.DecompressionBombError as error:
        raise _too_many_pixels(name) from error
    except Exception as error:  # whatever the libraries stumble over in a damaged picture
        raise SourceError(
            name, f"is a broken picture ({type(error).__name__})", "scan or save it anew", "broken") from error


def _too_many_pixels(name: str) -> SourceError:
    problem = f"has more than {MAX_PIXELS // 1_000_000} million pixels"
    return SourceError(name, problem, "save it smaller, 200 dots an inch are enough", "too_large")


def _cut(image: Image) -> Iterator[Image]:
    """The pages of a long picture, cut where nothing is printed."""
    import numpy as np

    most = round(image.width * _LONGEST_PAGE)
    if image.height <= most or image.width < 200:
        yield image
        return
    gray = np.asarray(image.convert("L"))
    quiet = gray.max(axis=1).astype(int) - gray.min(axis=1) < 40
    top = 0
    while top < image.height:
        bottom = min(top + most, image.height)
        if bottom < image.height:
            blank = np.flatnonzero(quiet[top + most // 2 : bottom])
            bottom = top + most // 2 + int(blank[-1]) if len(blank) else bottom
        yield image.crop((0, top, image.width, bottom))
        top = bottom


def _sheet(number: int, picture: Picture, reading: Reading, scale: float) -> Sheet:
    """Words and ruling lines of a picture on a page that lies straight, in points."""
    from extractor.sources.scan_lines import ruling_lines, straightened

    height, width = picture.shape[:2]
    angle = _angle(reading.words)
    edges = [_edge(straightened(line, angle), scale) for line in ruling_lines(picture)]
    uprights = [edge for edge in edges if edge["orientation"] == "v"]
    words = [part for word in reading.words for part in _split(word, picture, uprights, angle, scale)]
    placed = [(word, straightened(word.corners, angle)) for word in words]
    sizes = [_size(word, corners) for word, corners in placed]
    usual = median([size for size in sizes if size] or [1.0])
    chars = []
    for (word, corners), size in zip(placed, sizes, strict=True):
        own = usual if not size or abs(size - usual) < 0.2 * usual else size
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        middle = sum(ys) / len(ys)
        text = _NUMBER.sub(r"〔\1〕", word.text)
        paged = _PAGE_NUMBER.fullmatch(text)
        chars.append({
            "text": f"— {paged[1]} —" if paged else text, "x0": min(xs) * scale, "x1": max(xs) * scale, "top": (middle - own / 2) * scale,
            "bottom": (middle + own / 2) * scale, "size": own * scale, "score": word.score,
        })
    return Sheet(number, width * scale, height * scale, _in_rows(chars), edges)


def _in_rows(chars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same, those that stand on one row at one height, with what pdfplumber asks of a character."""
    rows: list[list[dict[str, Any]]] = []
    for char in sorted(chars, key=lambda char: (char["top"] + char["bottom"], char["x0"])):
        middle = (char["top"] + char["bottom"]) / 2
        if rows and rows[-1][0]["top"] + 0.1 * char["size"] < middle < rows[-1][0]["bottom"] - 0.1 * char["size"]:
            rows[-1].append(char)
        else:
            rows.append([char])
    for row in rows:
        top, bottom = row[0]["top"], row[0]["bottom"]
        for char in row:
            char.update(top=top, bottom=bottom, doctop=top, upright=True, fontname="", matrix=(1, 0, 0, 1, char["x0"], top))
    return [char for row in rows for char in sorted(row, key=lambda char: char["x0"])]


def _angle(words: Sequence[Word]) -> float:
    """By how much the page is turned (radians), by its long lines."""
    angles = []
    for word in words:
        (x0, y0), (x1, y1) = word.corners[0], word.corners[1]
        if x1 - x0 > 8 * (word.box[3] - word.box[1]) > 0:
            angles.append(math.atan2(y1 - y0, x1 - x0))
    return median(angles) if len(angles) > 2 else 0.0


def _size(word: Word, corners: Sequence[tuple[float, float]]) -> float:
    """The height of a line's characters by their number; 0 where they are too few to tell."""
    units = sum(0.5 if char.isascii() else 1.0 for char in word.text)
    return (corners[1][0] - corners[0][0]) / units if units >= _LEAST_WIDE else 0.0


def _edge(ends: Sequence[tuple[float, float]], scale: float) -> dict[str, Any]:
    """A ruling line as pdfplumber describes edges."""
    (x0, y0), (x1, y1) = ends
    if abs(x1 - x0) >= abs(y1 - y0):
        y0 = y1 = (y0 + y1) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    left, right, top, bottom = min(x0, x1) * scale, max(x0, x1) * scale, min(y0, y1) * scale, max(y0, y1) * scale
    orientation = "h" if right - left >= bottom - top else "v"
    return {"x0": left, "x1": right, "top": top, "bottom": bottom, "width": right - left, "height": bottom - top,
            "orientation": orientation, "object_type": "line"}


def _split(
    word: Word, picture: Picture, uprights: Sequence[dict[str, Any]], angle: float, scale: float,
) -> Iterator[Word]:
    """The words of a box, read anew in parts where it runs across the upright lines of a table."""
    left, top, right, bottom = word.box
    middle, margin = (top + bottom) / 2, 0.6 * (bottom - top)
    cuts = sorted(edge["x0"] / scale for edge in uprights
                  if edge["top"] / scale < middle < edge["bottom"] / scale and left + margin < edge["x0"] / scale < right - margin)
    if not cuts or abs(angle) > 0.02:
        yield word
        return
    for begin, end in zip((left, *cuts), (*cuts, right), strict=True):
        part = picture[max(0, round(top)) : round(bottom), max(0, round(begin) + 2) : max(1, round(end) - 2)]
        if part.shape[0] < 4 or part.shape[1] < 4:
            continue
        text, score = read_line(part)
        if text.strip() and score >= 0.5:
            yield Word(text.strip(), round(score, 3), ((begin, top), (end, top), (end, bottom), (begin, bottom)))
