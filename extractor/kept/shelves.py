"""Shelves: the kept results of each stage, in few files.

A shelf is never needed: a file that is damaged counts as absent, builds at once only replace each other's with as good
ones, and what a build did not use is dropped. Files are JSON and text, never pickles.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from extractor.kept.place import Place
from extractor.templating import template_folder
from extractor.vocabulary import fingerprint, of_packs

T = TypeVar("T")
PACKAGE = Path(__file__).resolve().parent.parent
_READING = "ocr"
"""The extra with which pictures are read."""
_SHARDS = "0123456789abcdef"
"""The first digit of a key names the file it is in, so that one changed result does not rewrite all."""


class Piece(NamedTuple):
    """A result in its kept form: small data, and texts (UTF-8) that are passed on without being looked into."""

    head: Any
    texts: tuple[bytes, ...] = ()


class Digested(Protocol):
    """Something with a key for all that is in it."""

    @property
    def digest(self) -> str: ...


def digests(*things: Digested) -> Iterator[str]:
    """The digests of things, taken only when asked for."""
    return (thing.digest for thing in things)


def digest(parts: Iterable[str | bytes]) -> str:
    """One key for all of `parts`: equal only where all of them are."""
    # The form that Python prints tells apart whatever differs, and is quickly made.
    data = repr([part if isinstance(part, str) else sha256(part).digest() for part in parts])
    return sha256(data.encode("utf-8", "backslashreplace")).hexdigest()


class Shelf(Generic[T]):
    """The kept results of one stage; `pack` and `unpack` turn one into its kept form and back.

    Without a place nothing is kept and no digest is taken: the same calls then just compute.
    """

    def __init__(self, name: str, place: Place | None, pack: Callable[[T], Piece], unpack: Callable[[Piece], T]) -> None:
        self.name = name
        self._place = place
        self._pack, self._unpack = pack, unpack
        self._found: dict[str, dict[str, Piece]] = {}
        self._used: dict[str, Piece] = {}

    @property
    def keeps(self) -> bool:
        """Whether there is a place to keep anything in."""
        return self._place is not None

    def get(self, parts: Iterable[str | bytes], make: Callable[[], T]) -> T:
        """The result that follows from `parts`: the kept one, else what `make` gives, which is then kept."""
        if self._place is None:
            return make()
        key = digest(parts)
        found = self.find(key)
        if found is None:
            found = make()
            self.keep(key, found)
        return found

    def find(self, key: str) -> T | None:
        """The result that is kept under a key, None where there is none that can be used."""
        piece = self._used.get(key) or self._shard(key[0]).get(key)
        if piece is None:
            return None
        try:
            value = self._unpack(piece)
        except (ValueError, TypeError, LookupError, RecursionError):  # of another shape than this code keeps
            return None
        self._used[key] = piece
        return value

    def keep(self, key: str, value: T) -> None:
        """Keep a result under a key until a build comes that does not use it."""
        if self._place is not None:
            self._used[key] = self._pack(value)

    def save(self) -> None:
        """Write what has changed; what was not used is forgotten."""
        if self._place is None:
            return
        used: dict[str, dict[str, Piece]] = {shard: {} for shard in _SHARDS}
        for key in sorted(self._used):
            used[key[0]][key] = self._used[key]
        for shard, pieces in used.items():
            if pieces and pieces != self._shard(shard):
                self._place.write(self.name, shard, (_stamp(), *_body(pieces)))
            elif not pieces:
                self._place.forget(self.name, shard)
            self._found[shard] = pieces

    def _shard(self, shard: str) -> dict[str, Piece]:
        if shard not in self._found:
            data = None if self._place is None else self._place.read(self.name, shard)
            self._found[shard] = {} if data is None else _pieces(data)
        return self._found[shard]


class Store:
    """The shelves of one corpus; without a place nothing is kept."""

    def __init__(self, place: Place | None = None) -> None:
        self.place = place
        self._shelves: list[Shelf[Any]] = []

    def shelf(self, name: str, pack: Callable[[T], Piece], unpack: Callable[[Piece], T]) -> Shelf[T]:
        """The shelf of a stage."""
        shelf = Shelf(name, self.place, pack, unpack)
        self._shelves.append(shelf)
        return shelf

    def save(self) -> None:
        """Keep what the shelves that were asked for have used since."""
        for shelf in self._shelves:
            shelf.save()
        self._shelves.clear()


def as_head(value: T) -> Piece:
    """The kept form of a result that is JSON as it is."""
    return Piece(value)


def from_head(piece: Piece) -> Any:
    """Back from `as_head`."""
    return piece.head


def code_fingerprint(files: Iterable[Path]) -> str:
    """A hash of code files, of the vocabulary and of the versions of Python and the libraries."""
    found = sha256(f"{sys.version}\n{fingerprint()}\n{_versions()}".encode())
    for path in sorted(files):
        found.update(path.as_posix().removeprefix(PACKAGE.as_posix()).encode() + b"\0" + _content(path))
    return found.hexdigest()


@cache
def _content(path: Path) -> bytes:
    return path.read_bytes()


@of_packs
def _stamp() -> bytes:
    """The first line of a file: whatever code, vocabulary or template changes, what is kept is no longer found."""
    files = [*PACKAGE.rglob("*.py"), *(path for path in template_folder().rglob("*") if path.is_file())]
    return code_fingerprint(files).encode() + b"\n"


@cache
def _versions() -> str:
    from importlib import metadata
    from re import match

    found = []
    # Run from a checkout that is not installed, the versions are not known.
    with suppress(metadata.PackageNotFoundError):
        for requirement in metadata.requires("hongtou") or ():
            if (name := match(r"[\w.-]+", requirement)) is None:
                continue
            if "extra ==" not in requirement:
                found.append(f"{name[0]} {metadata.version(name[0])}\n")
            elif f'"{_READING}"' in requirement:
                with suppress(metadata.PackageNotFoundError):  # what is read depends on whether it is there
                    found.append(f"{name[0]} {metadata.version(name[0])}\n")
    return "".join(found)


def _body(pieces: dict[str, Piece]) -> Iterator[bytes]:
    index = [(key, piece.head, [len(text) for text in piece.texts]) for key, piece in pieces.items()]
    yield json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    for piece in pieces.values():
        yield from piece.texts


def _pieces(data: bytes) -> dict[str, Piece]:
    """The pieces of a file; none where it is of other code, or not of this shape."""
    try:
        first = data.index(b"\n") + 1
        start = data.index(b"\n", first) + 1
        if data[:first] != _stamp():
            return {}
        found = {}
        for key, head, lengths in json.loads(data[first:start]):
            cut = []
            for length in lengths:
                cut.append(data[start : start + length])
                start += length
            found[key] = Piece(head, tuple(cut))
        return found
    except (ValueError, TypeError, RecursionError):
        return {}
