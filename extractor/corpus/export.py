"""Records as the lines of the export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from extractor.kept import Piece, Store, digests
from extractor.records.extraction import Extraction


def json_lines(extractions: Iterable[Extraction]) -> Iterator[str]:
    """The records of all extractions as JSON objects, one a line, in the order of files and text."""
    return (line.decode() for extraction in extractions for line in extraction.lines)


def kept_lines(extractions: Iterable[Extraction], store: Store) -> Iterator[bytes]:
    """The lines of each extraction, those of a file that has not changed as they are kept."""
    shelf = store.shelf("records", lambda lines: Piece(None, (lines,)), lambda piece: piece.texts[0])
    for extraction in extractions:
        yield shelf.get(digests(extraction), partial(_joined, extraction))


def _joined(extraction: Extraction) -> bytes:
    return b"".join(extraction.lines)
