"""Extractions kept from build to build, so that a circular that has not changed is not read again.

An entry is found by the hash of the file's content, its name, what `corpus.yaml` says of it, and of all that extracting
depends on: the code and vocabulary of the stages and the versions of the libraries. It is never needed: entries may be
deleted at any time, one that is damaged counts as absent, and builds at once only overwrite each other's with the same.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from re import match

from pydantic import TypeAdapter

from extractor.pipeline import Supplied, extract_many
from extractor.records.extraction import Extraction
from extractor.records.models import Record, to_line
from extractor.sources.model import SourceError
from extractor.sources.registry import MAX_BYTES
from extractor.vocabulary import fingerprint

FOLDER = Path(".hongtou") / "extractions"
_STAGES = ("sources", "normalize", "structure", "quantities", "language", "records")
_RECORDS: TypeAdapter[tuple[Record, ...]] = TypeAdapter(tuple[Record, ...])


class Cache:
    """The kept extractions of one corpus, in a hidden folder in it."""

    def __init__(self, corpus: Path) -> None:
        self._folder = corpus / FOLDER

    def extract_many(
        self, paths: Sequence[Path], *, supplied: Mapping[str, Supplied], jobs: int | None
    ) -> Iterator[Extraction | SourceError]:
        """As `pipeline.extract_many`, but files that are kept are not read again; those that are gone are forgotten."""
        keys = {path: self._key(path, supplied.get(path.name)) for path in paths}
        kept = {path: extraction for path, key in keys.items() if key and (extraction := self._find(path.name, key))}
        fresh = extract_many([path for path in paths if path not in kept], supplied=supplied, jobs=jobs)
        for path in paths:
            if path in kept:
                yield kept.pop(path)
                continue
            result = next(fresh)
            if isinstance(result, Extraction) and (key := keys[path]):
                self._keep(key, result)
            yield result
        self._forget_all_but({key for key in keys.values() if key})

    def _key(self, path: Path, supplied: Supplied | None) -> str | None:
        """The name of a file's entry; None for one that cannot be read or is too large for any reader."""
        given = json.dumps(supplied or {}, ensure_ascii=False, sort_keys=True)
        digest = sha256(f"{_fingerprint()}\n{path.name}\n{given}\n".encode())
        try:
            if not path.is_file() or path.stat().st_size > MAX_BYTES:
                return None
            digest.update(path.read_bytes())
        except OSError:
            return None
        return digest.hexdigest()

    def _find(self, name: str, key: str) -> Extraction | None:
        try:
            data = json.loads((self._folder / key).read_bytes())
            return Extraction(name, data["text"], _RECORDS.validate_python(data["records"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _keep(self, key: str, extraction: Extraction) -> None:
        data = {"text": extraction.text, "records": [to_line(record) for record in extraction.records]}
        partial = self._folder / f"{key}.{os.getpid()}"
        # Where nothing can be kept (a folder that may only be read), the next build extracts again.
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            partial.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
            partial.replace(self._folder / key)

    def _forget_all_but(self, keys: set[str]) -> None:
        with suppress(OSError):
            for entry in self._folder.iterdir():
                if entry.name not in keys:
                    entry.unlink(missing_ok=True)


@cache
def _fingerprint() -> str:
    """A hash of all that extracting depends on besides the file."""
    package = Path(__file__).resolve().parents[1]
    digest = sha256(f"{sys.version}\n{fingerprint()}\n".encode())
    # Run from a checkout that is not installed, the versions are not known.
    with suppress(metadata.PackageNotFoundError):
        for requirement in metadata.requires("hongtou") or ():
            if "extra ==" not in requirement and (name := match(r"[\w.-]+", requirement)):
                digest.update(f"{name[0]} {metadata.version(name[0])}\n".encode())
    files = [package / "spans.py", package / "pipeline.py"]
    for stage in _STAGES:
        files += (package / stage).rglob("*.py")
    for path in sorted(files):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
