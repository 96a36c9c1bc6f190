"""The page of a file: what was read of its circulars, as HTML that is kept from build to build."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from extractor.consistency import Finding
from extractor.corpus.missing import missing_fields
from extractor.kept import Piece, Store, digests
from extractor.records.extraction import Extraction
from extractor.report import wording
from extractor.report.marks import mark_up, parts_of
from extractor.report.names import Span, anchor
from extractor.report.paging import Part
from extractor.report.rows import Rows

ABOUT, DOUBTFUL, VALUES, NOTES, CITATIONS = "about", "doubtful", "values", "notes", "citations"
_SECTIONS = (ABOUT, DOUBTFUL, VALUES, NOTES, CITATIONS)


@dataclass(frozen=True, slots=True)
class CircularParts:
    """What the site shows of one file: its sections by name (`_SECTIONS`), its text by page, and what the lists say of it.

    `doubts` counts its doubtful values by reason; `lacking` are the head fields that could not be read.
    """

    sections: Mapping[str, Part]
    text: tuple[bytes, ...]
    doubts: Mapping[str, int]
    lacking: tuple[str, ...]


class Circulars:
    """The parts of every file of a corpus, in the order of files."""

    def __init__(self, rows: Rows, macros: Any, findings: Iterable[Finding], store: Store) -> None:
        self._rows, self._macros = rows, macros
        self._pointed_at: dict[str, set[Span]] = {}
        for finding in findings:
            for side in filter(None, (finding.lower, finding.higher)):
                self._pointed_at.setdefault(side.source, set()).add(side.span)
        shelf = store.shelf("files", _pack, _unpack)
        self.parts = {one.source: shelf.get(self._follows_from(one), partial(self._made, one)) for one in rows.extractions}

    def _follows_from(self, extraction: Extraction) -> Iterator[str]:
        yield from digests(extraction)
        yield json.dumps(sorted(self._pointed_at.get(extraction.source, ())))
        yield json.dumps([self._rows.target(one.target) for one in extraction.citations])
        yield json.dumps([self._rows.amending(one) for one in extraction.documents])

    def _made(self, extraction: Extraction) -> CircularParts:
        rows, macros = self._rows, self._macros
        values = list(rows.values(extraction))
        doubtful = [row for row in values if row.is_doubtful]
        sections = {
            ABOUT: [macros.about(one, missing_fields(one), rows.amending(one), wording.words) for one in extraction.documents],
            DOUBTFUL: [macros.value_row(row) for row in doubtful],
            VALUES: [macros.value_row(row) for row in values if not row.is_doubtful],
            NOTES: [macros.note_row(*note) for note in rows.notes(extraction)],
            CITATIONS: [macros.citation_row(one) for one in rows.citations(extraction)],
        }
        return CircularParts(
            sections={name: Part((), len(html), "".join(html).encode()) for name, html in sections.items()},
            text=tuple(self._text(extraction)),
            doubts=_counted(doubtful),
            lacking=tuple(dict.fromkeys(chain.from_iterable(map(missing_fields, extraction.documents)))),
        )

    def _text(self, extraction: Extraction) -> Iterator[bytes]:
        for part in parts_of(extraction.text):
            tokens = mark_up(extraction, anchor, self._pointed_at.get(extraction.source, ()), part)
            yield str(self._macros.text(tokens)).encode()


_WORDS = re.compile("“.{0,80}?”")
"""The words of a circular in a reason: the same reason whatever they are."""


def _counted(rows: Iterable[Any]) -> dict[str, int]:
    """How many doubtful values there are for each reason, the most frequent first."""
    found: dict[str, int] = {}
    for row in rows:
        for reason in {_WORDS.sub("", reason) for reason in row.reasons or ("未归类",)}:
            found[reason] = found.get(reason, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _pack(parts: CircularParts) -> Piece:
    sections: Sequence[Part] = [parts.sections[name] for name in _SECTIONS]
    head = ([part.size for part in sections], parts.doubts, parts.lacking)
    return Piece(head, (*(part.html for part in sections), *parts.text))


def _unpack(piece: Piece) -> CircularParts:
    sizes, doubts, lacking = piece.head
    html = dict(zip(_SECTIONS, zip(sizes, piece.texts, strict=False), strict=True))
    sections = {name: Part((), size, text) for name, (size, text) in html.items()}
    return CircularParts(sections, piece.texts[len(_SECTIONS) :], doubts, tuple(lacking))
