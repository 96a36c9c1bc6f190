"""Where the tasks of a store came from, and whether that has changed since."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from extractor.printable import shown_name


@dataclass(frozen=True, slots=True)
class Origin:
    """The paths of a synchronization, as they were given, and the fingerprint of what they held."""

    paths: tuple[str, ...]
    fingerprint: str

    @classmethod
    def of(cls, paths: Iterable[Path]) -> Origin:
        """The origin as it is now."""
        given = tuple(shown_name(path.as_posix()) for path in paths)  # a store holds no names that are not UTF-8
        return cls(given, _fingerprint(given))

    def has_changed(self) -> bool:
        """Whether a file was added, changed or removed; False where the paths are not to be found from here."""
        return all(Path(path).exists() for path in self.paths) and _fingerprint(self.paths) != self.fingerprint


def _fingerprint(paths: Iterable[str]) -> str:
    """A hash over the names and contents of all files, hidden ones left out."""
    total = sha256()
    for path in paths:
        for name, file in sorted(_files(Path(path))):
            total.update(os.fsencode(name) + f"\0{sha256(file.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def _files(path: Path) -> Iterator[tuple[str, Path]]:
    if path.is_file():
        yield path.name, path
    for file in path.rglob("*"):
        name = file.relative_to(path)
        if file.is_file() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), file
