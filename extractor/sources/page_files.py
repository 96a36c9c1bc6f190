"""Pictures that are the pages of one circular, by their names: notice_p1.jpg, notice_p2.jpg; page1.jpg; 通知第1页.png."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp"})
_PAGE = re.compile(
    r"(?P<name>(?:.{1,200}?(?=[ _.-]p(?:age)?|第))?)(?:(?:[ _.-]|^)p(?:age)?[ _.-]?|第)(?P<page>\d{1,3})页?", re.IGNORECASE)
"""Only a name that says that it is of a page: numbers alone may count circulars."""


def pages_of(path: Path) -> list[Path]:
    """The file itself and, where its name says that it is a page of a picture, those beside it that go on from it."""
    own = _place(path)
    if own is None:
        return [path]
    beside: dict[int, Path] = {}
    try:
        for other in sorted(path.parent.iterdir()):
            place = _place(other)
            if place and place[0] == own[0] and other.suffix.lower() == path.suffix.lower():
                beside.setdefault(place[1], other)
    except OSError:
        return [path]
    pages, number = [path], own[1] + 1
    while number in beside and beside[number].is_file():
        pages.append(beside[number])
        number += 1
    return pages


def without_further_pages(paths: Iterable[Path]) -> list[Path]:
    """The same without files that are further pages of others among them."""
    given = list(paths)
    further = {page for path in given if _place(path) for page in pages_of(path)[1:]}
    return [path for path in given if path not in further]


def _place(path: Path) -> tuple[str, int] | None:
    """The name that the pages share, and which page it is."""
    if path.suffix.lower() not in _PICTURES:
        return None
    hit = _PAGE.fullmatch(path.stem)
    return (hit["name"], int(hit["page"])) if hit else None
