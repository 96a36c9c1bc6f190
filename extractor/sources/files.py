"""Which files of a folder are circulars."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from extractor.limits import OutOfTime, current, processor_time
from extractor.sources.archives import expanded
from extractor.sources.model import SourceError
from extractor.sources.names import is_circular
from extractor.sources.page_files import without_further_pages

_PAGE_SUFFIXES = (".html", ".htm")
_PAGE_FOLDERS = ("_files", ".files", "_文件")
"""Browsers save the images and scripts of `page.html` into a folder `page_files` beside it."""


def find_files(paths: Sequence[Path], leave_out: Collection[str] = ()) -> list[Path]:
    """The circulars among `paths`: a file as it is given, a folder by the circulars in it and below, sorted.

    In folders these are left out: hidden files, settings, notes and code (by extension), what a browser saved
    beside a page, subfolders named in `leave_out`, and links that lead out of the folder. All others count as
    circulars, also those in a format that cannot be read, so that reading reports them. An archive stands for its members,
    as paths below it (see `archives`), pictures that are the pages of one circular for the first of them (`page_files`). Each
    file is listed once, at its first place. Raises SourceError (`folder`) for a folder without circulars.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        files = sorted(_circulars(path, leave_out)) if path.is_dir() else [(path.parts, path, path.resolve())]
        if not files:
            advice = "put text, HTML or PDF files into it, or name another folder"
            raise SourceError(str(path), "no circulars in this folder", advice, "folder")
        for _, file, real in files:
            for member in _members(file):
                found.setdefault(real / member.relative_to(file), member)
    return without_further_pages(found.values())


def _members(file: Path) -> list[Path]:
    """The circulars in an archive, or the file itself; also where looking into it takes more than the time of a file: reading it says so."""
    try:
        with processor_time(current().seconds):
            return expanded(file)
    except OutOfTime:
        return [file]


def _circulars(root: Path, leave_out: Collection[str]) -> Iterator[tuple[tuple[str, ...], Path, Path]]:
    """The parts of each circular's path, by which they are sorted, its path, and where it really is."""
    home = root.resolve()
    closed: list[Path] = []
    # A folder that may not be listed is yielded itself: reading it says so, and the others go on.
    for folder, subfolders, names in os.walk(root, onerror=lambda error: closed.append(Path(error.filename))):
        here = Path(folder)
        really_here = home / here.relative_to(root)  # links to folders are not followed
        pages = {name[: -len(suffix)] for name in names for suffix in _PAGE_SUFFIXES if name.lower().endswith(suffix)}
        subfolders[:] = [
            name
            for name in subfolders
            if not name.startswith(".")
            and name not in leave_out
            and not any(name == page + ending for page in pages for ending in _PAGE_FOLDERS)
        ]
        for name in names:
            path = here / name
            real = path.resolve() if path.is_symlink() else really_here / name
            if is_circular(path) and real.is_relative_to(home):
                yield path.parts, path, real
    yield from ((path.parts, path, path.resolve()) for path in closed)
