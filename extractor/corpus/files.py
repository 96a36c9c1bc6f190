"""Which files of a folder are circulars."""

from __future__ import annotations

from pathlib import Path

from extractor.sources.model import SourceError

# A corpus folder also holds settings, gold, corrections and a description.
_OWN_FOLDERS = frozenset({"gold", "corrections"})
_OWN_SUFFIXES = frozenset({".yaml", ".yml", ".json", ".jsonl", ".csv", ".md", ".sqlite", ".sqlite-wal", ".sqlite-shm"})


def circular_files(folder: Path) -> list[Path]:
    """The circulars in `folder` and its subfolders, sorted by file name, then by path.

    Left out are hidden files, the subfolders `gold` and `corrections`, and data files (YAML, JSON, CSV,
    Markdown); every other file is taken for a circular, so that one in an unknown format is reported instead of
    passed over. Raises SourceError where nothing is left or the folder cannot be listed.
    """
    try:
        paths = [path for path in folder.rglob("*") if path.is_file() and _is_circular(path.relative_to(folder))]
    except OSError as error:
        raise SourceError(str(folder), f"cannot be listed ({error.strerror})", "check its name and rights") from error
    if not paths:
        raise SourceError(str(folder), "no circulars in this folder", "put text, HTML or PDF files into it")
    return sorted(paths, key=lambda path: (path.name, path.as_posix()))


def _is_circular(path: Path) -> bool:
    return (
        not any(part.startswith((".", "~$")) for part in path.parts)
        and not _OWN_FOLDERS.intersection(path.parts[:-1])
        and path.suffix.lower() not in _OWN_SUFFIXES
    )
