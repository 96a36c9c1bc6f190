"""Optical recognition (OCR) through rapidocr and the models that it brings, all on this machine.

The engine's own classifier of upside-down lines is off: it silently drops lines. Where red ink, a seal, covers text, that part
is read once more without the red, and the better reading of each line is kept.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]
    """Rows of pixels in red, green and blue."""

HOW_TO_GET_IT = "to have it read (OCR), install hongtou with its extra ocr (docs/install.md)"
_THREADS = 2
"""Fixed, so that the number of cores changes nothing."""
_SURE = 0.5
"""Readings of a lower score are specks and ornaments."""
_RED = 60
"""How much stronger than green and blue the red of a seal is, of 255."""
_SEAL = (60, 420)
"""Pixels of a page of about 1,700 that a seal measures across."""


class Word(NamedTuple):
    """Words read at one place: their score from 0 to 1 and the corners of their box, clockwise from the upper left, in pixels."""

    text: str
    score: float
    corners: tuple[tuple[float, float], ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        xs, ys = zip(*self.corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


class Reading(NamedTuple):
    """What was read in a picture, and how many red seals were left out."""

    words: list[Word]
    seals: int


def is_installed() -> bool:
    """Whether the extra `ocr` is there."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


def read_picture(picture: Picture) -> Reading:
    """The words of a picture, in no order."""
    words = list(_read(picture))
    red = _red(picture)
    if not red.any():
        return Reading(words, 0)
    seals = _seals(red, max(picture.shape[:2]))
    for left, top, right, bottom in seals:
        margin = (bottom - top) // 4
        upper, lower = max(top - margin, 0), bottom + margin
        band = _without_red(picture[upper:lower], red[upper:lower])
        again = [_moved(word, 0, upper) for word in _read(band)]
        words = _better(words, again, (left, top, right, bottom))
    return Reading(words, len(seals))


def read_line(picture: Picture) -> tuple[str, float]:
    """The words and score of a picture that shows one line; no words where it shows none."""
    result = _engine()(_ordered(picture), use_det=False, use_cls=False, use_rec=True)
    return (str(result.txts[0]), float(result.scores[0])) if result.txts else ("", 0.0)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={
        "Global.use_cls": False, "Global.log_level": "error", "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    })


def _read(picture: Picture) -> Iterator[Word]:
    result = _engine()(_ordered(picture), use_det=True, use_cls=False, use_rec=True)
    if not getattr(result, "txts", None) or result.boxes is None:
        return
    for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        if score >= _SURE and text.strip():
            yield Word(text.strip(), round(float(score), 3), tuple((float(x), float(y)) for x, y in corners))


def _ordered(picture: Picture) -> Picture:
    """Blue, green, red, as the engine expects."""
    import numpy as np

    return np.ascontiguousarray(picture[:, :, ::-1])


def _red(picture: Picture) -> NDArray[np.bool_]:
    import numpy as np

    red, green, blue = (picture[:, :, channel].astype(np.int16) for channel in range(3))
    return (red - np.maximum(green, blue)) > _RED


def _without_red(picture: Picture, red: NDArray[np.bool_]) -> Picture:
    """The largest of the channels, which is light where the ink is red and dark where it is black; what red is left made white."""
    import numpy as np

    largest = picture.max(axis=2)
    level = max(float(np.percentile(largest[red], 5)), 128.0) if red.any() else 255.0
    bright: Picture = np.minimum(largest.astype(np.float32) * (255.0 / level), 255.0).astype(np.uint8)
    return np.repeat(bright[:, :, None], 3, axis=2)


def _seals(red: NDArray[np.bool_], longest: int) -> list[tuple[int, int, int, int]]:
    """Boxes (left, top, right, bottom) of red stretches about as high as broad, of the size of a seal."""
    import cv2
    import numpy as np

    scale = longest / 1700
    size = max(3, round(9 * scale))
    joined = cv2.dilate(red.astype(np.uint8), np.ones((size, size), np.uint8))
    count, _, facts, _ = cv2.connectedComponentsWithStats(joined)
    boxes = []
    for left, top, width, height, area in facts[1:count]:
        across = max(width, height)
        if _SEAL[0] * scale < across < _SEAL[1] * scale and min(width, height) > 0.7 * across and area > 0.15 * width * height:
            boxes.append((int(left), int(top), int(left + width), int(top + height)))
    outermost = [box for box in boxes if not any(other != box and _share(box, other) > 0.9 for other in boxes)]
    return sorted(outermost, key=lambda box: (box[1], box[0]))


def _better(words: Sequence[Word], again: Sequence[Word], seal: tuple[int, int, int, int]) -> list[Word]:
    """The words of both readings around a seal: of those at one place the better one; what only the red said is the seal's."""
    kept = [word for word in words if not _touches(word.box, seal)]
    first = [word for word in words if _touches(word.box, seal)]
    second = [word for word in again if _touches(word.box, seal)]
    for word in second:
        rivals = [one for one in first if _share(one.box, word.box) > 0.5 or _share(word.box, one.box) > 0.5]
        # Both readings see a line that the seal only touches; the one that read more of it surely is better.
        best = max((word, *(one for one in rivals if _alike(one, word))), key=lambda one: one.score * len(one.text))
        kept.append(best)
    taken = {id(one) for one in first if any(_share(one.box, word.box) > 0.3 for word in second)}
    inside = [one for one in first if id(one) not in taken and _share(one.box, seal) < 0.7]
    return kept + inside


def _alike(one: Word, other: Word) -> bool:
    """Whether two readings are of one line: their boxes begin and end at about the same places."""
    height = other.box[3] - other.box[1]
    return abs(one.box[0] - other.box[0]) < height and abs(one.box[2] - other.box[2]) < height


def _touches(box: Sequence[float], other: Sequence[float]) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _share(box: Sequence[float], other: Sequence[float]) -> float:
    """The share of a box that another covers."""
    width = min(box[2], other[2]) - max(box[0], other[0])
    height = min(box[3], other[3]) - max(box[1], other[1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    return max(width, 0) * max(height, 0) / area if area else 0.0


def _moved(word: Word, right: float, down: float) -> Word:
    return word._replace(corners=tuple((x + right, y + down) for x, y in word.corners))
