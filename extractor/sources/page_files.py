"""Pictures that are the pages of one circular, by their names: notice_p1.jpg, notice_p2.jpg; page1.jpg; 通知第1页.png."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from extractor.sources.archives import beside

_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp"})
_PAGE = re.compile(
    r"(?P<name>(?:.{1,200}?(?=[ _.-]p(?:age)?|第))?)(?:(?:[ _.-]|^)p(?:age)?[ _.-]?|第)(?P<page>\d{1,3})页?", re.IGNORECASE)
"""Only a name that says that it is of a page: numbers alone may count circulars."""


_Place = tuple[str, str, int]


def pages_of(path: Path) -> list[Path]:
    """The file itself and, where its name says that it is a page of a picture, those beside it that go on from it."""
    return _run(path, _by_place(beside(path))) if _place(path) else [path]


def without_further_pages(paths: Iterable[Path]) -> list[Path]:
    """The same without files that are further pages of others among them."""
    given = list(paths)
    folders: dict[Path, dict[_Place, Path]] = {}
    further: set[Path] = set()
    for path in given:
        if _place(path):
            if path.parent not in folders:
                folders[path.parent] = _by_place(beside(path))
            further.update(_run(path, folders[path.parent])[1:])
    return [path for path in given if path not in further]


def _run(path: Path, pages: dict[_Place, Path]) -> list[Path]:
    """A page and those that go on from it."""
    found, place = [path], _place(path)
    while place and (following := pages.get((*place[:2], place[2] + 1))):
        found.append(following)
        place = _place(following)
    return found


def _by_place(files: Iterable[Path]) -> dict[_Place, Path]:
    """Pages by their places; of several of one place the first."""
    found: dict[_Place, Path] = {}
    for file in files:
        if place := _place(file):
            found.setdefault(place, file)
    return found


def _place(path: Path) -> _Place | None:
    """The name that the pages share, their ending, and which page it is."""
    ending = path.suffix.lower()
    hit = _PAGE.fullmatch(path.stem) if ending in _PICTURES else None
    return (hit["name"], ending, int(hit["page"])) if hit else None
