"""A folder written anew and put in place whole: whoever looks, or kills the writer, finds the old or the new one.

The new folder is written beside the old one (`.NAME.partial`), renamed to `.NAME.ready` when it is complete, and
then exchanged with the old one: in a single step where the system can (Linux), else by two renames over
`.NAME.old`. A writer that was killed between those two is finished by the next one.
"""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.sources.model import SourceError
from extractor.writing import naming

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def replace_folder(folder: Path, fill: Callable[[Path], None]) -> None:
    """Write a folder through `fill`, which gets an empty folder to write into, and put it in the place of `folder`.

    Writers of the same folder wait for each other. Raises what `fill` raises, the old folder untouched, and SourceError where
    a link stands in the folder's place: nothing is written through it.
    """
    if folder.is_symlink():
        raise SourceError(str(folder), "is a link", "name the folder that it leads to with --out")
    partial, ready, old = (folder.with_name(f".{folder.name}.{state}") for state in ("partial", "ready", "old"))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with naming(folder), _alone_in(folder.parent):
        recover(folder)
        partial.mkdir()
        try:
            fill(partial)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
        partial.rename(ready)
        if folder.exists() and not _exchange(ready, folder):
            folder.rename(old)
        if not folder.exists():
            ready.rename(folder)
        for left in (ready, old):
            shutil.rmtree(left, ignore_errors=True)


def recover(folder: Path) -> None:
    """Finish what a killed writer of `folder` began, and remove what it left; nothing to do is fine."""
    partial, ready, old = (folder.with_name(f".{folder.name}.{state}") for state in ("partial", "ready", "old"))
    if not folder.exists():
        for complete in (ready, old):
            if complete.exists() and not folder.exists():
                complete.rename(folder)
    for left in (partial, ready, old):
        if left.exists():
            shutil.rmtree(left)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the system or the file system cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    paths = os.fsencode(one), os.fsencode(other)
    return bool(renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder (POSIX; elsewhere there is none)."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
