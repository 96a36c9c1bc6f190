"""`waivers.yaml` of a corpus as it stands there: entries that know their file and lines, for the check to validate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from extractor.handwritten import Handwritten, read_handwritten
from extractor.sources.model import SourceError

NAME = "waivers.yaml"
_ADVICE = "see docs/checks.md for the form of a waiver"


class Entry(dict[str, Any]):
    """An entry by field, values as they are written (an id of digits stays as it is), and where it stands."""

    def __init__(self, written: Handwritten, number: int) -> None:
        super().__init__(written.data[number])
        self._written = written
        self._number = number

    def where(self, field: Sequence[str | int] = ()) -> str:
        """`file:line` of a field by its path, or of the nearest around it: the entry itself for none."""
        return self._written.where((self._number, *field))


def read_waivers(path: Path) -> tuple[Entry, ...]:
    """The entries of a file; none where there is no such file.

    Raises SourceError with the line where the file is not YAML, or is not a list of entries with fields.
    """
    if not path.exists():
        return ()
    return tuple(_entries(read_handwritten(path, _ADVICE, texts=True)))


def _entries(written: Handwritten) -> Iterator[Entry]:
    if written.data is None:
        return
    if not isinstance(written.data, list):
        raise SourceError(written.where(()), "not a list of waivers", f"begin each entry with “- ”; {_ADVICE}")
    for number, fields in enumerate(written.data):
        if not isinstance(fields, dict):
            raise SourceError(written.where((number,)), "an entry without fields", _ADVICE)
        entry = Entry(written, number)
        for name, value in fields.items():
            if isinstance(value, list):
                raise SourceError(entry.where((name,)), f"{name} is a list", "write one entry for each finding")
        yield entry
