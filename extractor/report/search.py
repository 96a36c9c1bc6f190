"""The index of the search, in files that a page names: entries of kind, words, particulars and address."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from extractor.printable import printable

Entry = tuple[str, str, str, str]
_ROOM = 400_000
"""Characters of a file of the index."""


def index_files(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """The names and texts of the files, one at least; scripts, for a page that is opened from a disk may read nothing else."""
    parts: list[list[str]] = [[]]
    size = 0
    for entry in entries:
        line = _line(entry)
        if size + len(line) > _ROOM and parts[-1]:
            parts.append([])
            size = 0
        parts[-1].append(line)
        size += len(line)
    for number, part in enumerate(parts, 1):
        rows = ",\n".join(part)
        yield f"search-{number}.js", f"(self.found ||= []).push(\n{rows}\n);\n"


def _line(entry: Entry) -> str:
    """An entry as an array that can stand in a script: nothing in it ends a script or a line."""
    return json.dumps([printable("".join(part.split())) for part in entry], ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
