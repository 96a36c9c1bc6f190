"""The rule files of a folder by place, as they stand there, so that one can be read back when somebody asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

import yaml

from extractor.rules.model import Series
from extractor.rules.read import Loader, all_series, files_of, place_of, places_of


class PlaceFiles(NamedTuple):
    """The files of a place in one tree: `about`, its index, and those of its concepts (sorted by path)."""

    code: str
    name: str
    about: str
    files: tuple[str, ...]


def files_by_place(root: Path) -> list[PlaceFiles]:
    """The places of a tree of rules (`parameters` or `drafts` of a folder) with their files, as their codes stand; none where there is
    no such tree."""
    if not root.is_dir():
        return []
    listed = places_of(root)
    folders = {root / above for place in listed.values() for above in (Path(place["path"]), *Path(place["path"]).parents)}
    return [_files(code, place["place"], root / place["path"], folders) for code, place in listed.items()]


def _files(code: str, name: str, folder: Path, folders: set[Path]) -> PlaceFiles:
    read = partial(Path.read_text, encoding="utf-8")
    return PlaceFiles(code, name, read(folder / "index.yaml"), tuple(map(read, sorted(files_of(folder, folders)))))


def series_of(about: str, file: str) -> tuple[Sequence[Series], date | None]:
    """What the file of a concept says, given the index of its place (`about`), and the day of the place's newest circular."""
    place = place_of(yaml.load(about, Loader=Loader))
    return all_series(yaml.load(file, Loader=Loader), place), place.newest
