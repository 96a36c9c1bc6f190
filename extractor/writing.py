"""Writing: a file appears under its name only when it is complete; what is no file (a device, a pipe) is written as it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def in_one_move(target: Path) -> Iterator[Path]:
    """The path to write to: a file beside `target` that takes its name when the block ends well, and goes when it does not."""
    if target.exists() and not target.is_file():
        yield target
        return
    partial = target.with_name(f".{target.name}.partial")
    with naming(target):
        try:
            yield partial
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)


@contextmanager
def naming(target: Path) -> Iterator[None]:
    """Let an OSError of the block that names no file (the disk is full) name `target`."""
    try:
        yield
    except OSError as error:
        if error.errno is None or error.filename is not None:
            raise
        raise OSError(error.errno, error.strerror, str(target)) from error
