"""Read a file: its text, and for each stretch its page and box."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from extractor.limits import MEGABYTE, current
from extractor.sources.archives import member_content
from extractor.sources.detection import HEAD, detect, is_risky
from extractor.sources.files import find_files
from extractor.sources.model import Cell, PublisherBox, SourceError, SourceText, Stretch, Table
from extractor.sources.names import refuse_odd_name
from extractor.sources.opening import open_at_once
from extractor.sources.page_files import pages_of
from extractor.sources.registry import FORMATS, MAX_CHARACTERS

__all__ = [
    "Cell", "PublisherBox", "SourceError", "SourceText", "Stretch", "Table",
    "content", "find_files", "may_hang", "pages_of", "read_bytes", "read_source", "refuse_odd_name",
]  # fmt: skip


_UNPAIRED = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair, which is no character and cannot be written."""


def read_source(path: Path) -> SourceText:
    """Read a circular from a file; a picture whose name says that it is a page is read with those that go on from it.

    Raises SourceError saying why it cannot be read and what to do.
    """
    refuse_odd_name(path)
    pages = pages_of(path)
    if len(pages) > 1:
        return _read_pages(pages)
    return read_bytes(path.name, content(path))


def _read_pages(paths: Sequence[Path]) -> SourceText:
    """Pictures that are the pages of one circular."""
    from extractor.sources.scan import read_images

    name = paths[0].name
    contents: list[tuple[str, bytes]] = []
    for path in paths:
        refuse_odd_name(path)
        contents.append((path.name, content(path)))
        _limit(name, sum(len(data) for _, data in contents), current().bytes)
    for page, data in contents:
        if not data or detect(page, data) != "image":
            raise SourceError(page, f"is no picture, as a page of {name} should be", "rename it", "format")
    return read_images(contents)


def read_bytes(name: str, data: bytes) -> SourceText:
    """Read a circular from a file's content; its format is found by what is in it. Raises as `read_source` does."""
    if not data:
        raise SourceError(name, "is empty", "check the file and fetch it anew", "empty")
    _limit(name, len(data), current().bytes)
    entry = FORMATS[detect(name, data)]
    if entry.reader is None:
        raise SourceError(name, f"is {entry.label}, which cannot be read yet", entry.advice, "format")
    if entry.max_bytes:
        _limit(name, len(data), entry.max_bytes)
    source = entry.reader()(name, data)
    if len(source.text) > MAX_CHARACTERS:
        problem = f"has more than {MAX_CHARACTERS // 1_000_000} million characters"
        raise SourceError(name, problem, "split it into its circulars", "too_large")
    return replace(source, text=_UNPAIRED.sub("\ufffd", source.text)) if _UNPAIRED.search(source.text) else source


def may_hang(path: Path) -> bool:
    """Whether a file is of a format whose reader may take any time or memory, or die; False where it cannot be read."""
    try:
        with open_at_once(path) as file:
            return stat.S_ISREG(os.fstat(file.fileno()).st_mode) and is_risky(file.read(HEAD))
    except NotADirectoryError:
        return True  # of an archive
    except OSError:
        return False


def content(path: Path) -> bytes:
    """All bytes of a regular file, never more than the limit and one, or of a member of an archive. Raises SourceError."""
    name = path.name
    try:
        with open_at_once(path) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise SourceError(name, "is not a regular file", "copy its content into a file", "unreadable")
            _limit(name, status.st_size, current().bytes)
            return file.read(current().bytes + 1)
    except FileNotFoundError as error:
        raise SourceError(name, "is not there (any more)", "check its name and folder", "missing") from error
    except PermissionError as error:
        raise SourceError(name, "may not be read", "ask for the right to read it", "permission") from error
    except IsADirectoryError as error:
        raise SourceError(name, "is a folder, not a file", "name the files in it", "folder") from error
    except NotADirectoryError:
        return member_content(path, content)
    except OSError as error:
        problem = f"cannot be read ({error.strerror})"
        raise SourceError(name, problem, "check the disk or copy the file anew", "unreadable") from error


def _limit(name: str, size: int, limit: int) -> None:
    if size > limit:
        shown = f"{limit // MEGABYTE} MB" if limit >= MEGABYTE else f"{limit} bytes"
        raise SourceError(name, f"is larger than {shown}", "split it, save it without images, or raise --max-bytes", "too_large")
