"""Extractions kept from build to build, so that a circular that has not changed is not read again.

They lie in the user's cache folder, sealed (`extractor.kept.place`). An entry is found by the hash of the file's content,
its name, what `corpus.yaml` says of it, and of all that extracting depends on: the code and vocabulary of the stages and
the versions of the libraries. It is never needed: entries may be deleted at any time, one that is damaged counts as absent,
and builds at once only overwrite each other's with the same.

An entry holds a file's text and the lines of its records; the heads of all files stand together on a shelf, so that an
unchanged file's entry is opened only where something asks for more of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG

from pydantic import TypeAdapter

from extractor.kept import PACKAGE, Piece, Store, code_fingerprint
from extractor.limits import Limits
from extractor.pipeline import Supplied, extract_many
from extractor.records.extraction import Contents, Extraction, Heads, KeptExtraction, contents_of, heads_of, parsed
from extractor.records.models import CitationRecord, DocumentRecord
from extractor.sources import pages_of
from extractor.sources.annexes import Annexes
from extractor.sources.archives import holder
from extractor.sources.model import SourceError
from extractor.vocabulary import of_packs, own_packs, using_packs

SHELF = "extractions"
_LARGEST = 256 << 20
"""Bytes of a file that is kept; larger ones are read each time."""
_STAGES = ("sources", "normalize", "structure", "quantities", "grids", "language", "frames", "records")
_DOCUMENTS = TypeAdapter(tuple[DocumentRecord, ...])
_CITATIONS = TypeAdapter(tuple[CitationRecord, ...])


class Cache:
    """The kept extractions of one corpus."""

    def __init__(self, store: Store) -> None:
        assert store.place is not None
        self._place = store.place
        self._heads = store.shelf("heads", _pack, _unpack)
        self._packs = own_packs()
        self._digests: dict[Path, str | None] = {}

    def extract_many(
        self, paths: Sequence[Path], *, supplied: Mapping[str, Supplied], annexes: Annexes, jobs: int | None, limits: Limits
    ) -> Iterator[Extraction | SourceError]:
        """As `pipeline.extract_many`, but files that are kept are not read again; those that are gone are forgotten."""
        self._digests.clear()
        keys = {path: self._key(path, supplied.get(path.name), annexes.get(path, ())) for path in paths}
        there = self._place.names(SHELF)
        kept = {
            path: found
            for path, key in keys.items()
            if key in there and (found := self._find(path, key, supplied.get(path.name), annexes.get(path, ())))
        }
        fresh = extract_many([path for path in paths if path not in kept], supplied=supplied, annexes=annexes, jobs=jobs, limits=limits)
        for path in paths:
            if path in kept:
                yield kept.pop(path)
                continue
            result = next(fresh)
            if isinstance(result, Extraction) and (key := keys[path]):
                self._keep(key, result)
                result = self._kept(path, key, supplied.get(path.name), annexes.get(path, ()), heads_of(result), result)
            yield result
        for name in there - {key for key in keys.values() if key}:
            self._place.forget(SHELF, name)
        self._place.forget_left(SHELF)

    def _key(self, path: Path, supplied: Supplied | None, annexes: Sequence[Path]) -> str | None:
        """The name of a file's entry; None for one that cannot be read or is too large for any reader.

        Of a member of an archive the content is the archive's: opening it for each of its members would take longer.
        """
        given = json.dumps(supplied or {}, ensure_ascii=False, sort_keys=True)
        digest = sha256(f"{_fingerprint()}\n{path.name}\n{given}\n".encode())
        for file in (*pages_of(path), *annexes):
            held = holder(file)
            content = self._digests[held] if held in self._digests else self._digests.setdefault(held, _digest(held))
            if content is None:
                return None
            digest.update(f"{file.relative_to(held.parent)}\n{content}\n".encode())
        return digest.hexdigest()

    def _find(self, path: Path, key: str, supplied: Supplied | None, annexes: Sequence[Path]) -> Extraction | None:
        """A kept extraction; its heads are taken from its entry where the shelf has lost them."""
        heads = self._heads.find(key)
        if heads is None:
            contents = self._open(key)
            if contents is None:
                return None
            try:
                heads = heads_of(Extraction(path.name, contents.text, parsed(contents.lines)))
            except ValueError:
                return None
            self._heads.keep(key, heads)
        return self._kept(path, key, supplied, annexes, heads)

    def _kept(
        self, path: Path, key: str, supplied: Supplied | None, annexes: Sequence[Path], heads: Heads, whole: Extraction | None = None
    ) -> KeptExtraction:
        def read(again: bool) -> Contents:
            found = None if again else self._open(key)
            if found is None:
                with using_packs(self._packs):  # another corpus may have been read since
                    (result,) = extract_many([path], supplied={path.name: supplied or {}}, annexes={path: tuple(annexes)})
                if isinstance(result, SourceError):
                    raise result
                self._keep(key, result)
                found = contents_of(result)
            return found

        return KeptExtraction(path.name, key, heads, read, whole)

    def _open(self, key: str) -> Contents | None:
        """The contents of an entry; None where it is not there or not ours."""
        body = self._place.read(SHELF, key)
        if body is None:
            return None
        written, *lines = body.splitlines(keepends=True)
        return Contents(written, tuple(lines))

    def _keep(self, key: str, extraction: Extraction) -> None:
        contents = contents_of(extraction)
        self._heads.keep(key, heads_of(extraction))
        self._place.write(SHELF, key, (contents.written, *contents.lines))


def _digest(file: Path) -> str | None:
    """A hash of a file's content; None for one that cannot be read or is too large for any reader."""
    try:
        facts = file.stat()
        if not S_ISREG(facts.st_mode) or facts.st_size > _LARGEST:
            return None
        return sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None


def _pack(heads: Heads) -> Piece:
    return Piece(dict(heads.counts), (_DOCUMENTS.dump_json(heads.documents, by_alias=True), _CITATIONS.dump_json(heads.citations)))


def _unpack(piece: Piece) -> Heads:
    documents, citations = piece.texts
    return Heads(_DOCUMENTS.validate_json(documents), _CITATIONS.validate_json(citations), piece.head)


@of_packs
def _fingerprint() -> str:
    """A hash of all that extracting depends on besides the file."""
    files = [PACKAGE / "spans.py", PACKAGE / "pipeline.py"]
    for stage in _STAGES:
        files += (PACKAGE / stage).rglob("*.py")
    return code_fingerprint(files)
