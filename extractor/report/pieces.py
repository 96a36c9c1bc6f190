"""What the report shows of each file, circular and finding, as HTML that is kept from build to build."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, groupby, islice
from typing import Any, NamedTuple

from markupsafe import Markup

from extractor.consistency import Finding
from extractor.consistency.reports.rows import Sources, row
from extractor.corpus.missing import missing_fields
from extractor.kept import Piece, Store, digests
from extractor.records.extraction import Extraction
from extractor.records.models import DeadlineRecord
from extractor.report import wording
from extractor.report.marks import mark_up
from extractor.report.rows import Rows, due_group
from extractor.tracker.chunks import Chunk

Carried = Mapping[str, Sequence[Sequence[Any]]]
"""By file the deadlines that tasks carry: first and last place, and date."""


class Part(NamedTuple):
    """Some rows that belong together wherever they go: what they are sorted by, how many they are, their HTML."""

    key: tuple[Any, ...]
    size: int
    html: bytes


class Inserts:
    """The HTML of parts on its way into a page: a template is given marks, `fill` puts the HTML in their place."""

    def __init__(self) -> None:
        self._html: list[list[bytes]] = []

    def of(self, parts: Iterable[Part]) -> Markup:
        """A mark for the HTML of parts, one after the other; nothing where there is none."""
        html = [part.html for part in parts if part.html]
        if not html:
            return Markup("")
        self._html.append(html)
        return Markup(f"\0insert {len(self._html) - 1}\0")

    def fill(self, page: str) -> Iterator[bytes]:
        """A rendered page (UTF-8) with the HTML at its marks."""
        for index, piece in enumerate(_MARK.split(page)):
            if index % 2:
                yield from self._html[int(piece)]
            else:
                yield piece.encode()


_MARK = re.compile("\0insert ([0-9]+)\0")


@dataclass(frozen=True, slots=True)
class FileParts:
    """What the report shows of one file."""

    incomplete: tuple[Part, ...]
    doubtful: tuple[Part, ...]
    notes: tuple[Part, ...]
    values: tuple[Part, ...]
    article: tuple[Part, ...]


_SECTIONS = tuple(FileParts.__dataclass_fields__)


def file_parts(rows: Rows, macros: Any, store: Store) -> list[FileParts]:
    """The parts of each file, in the order of files."""
    shelf = store.shelf("files", _pack_file, _unpack_file)
    return [shelf.get(digests(one), partial(_of_file, rows, macros, one)) for one in rows.extractions]


def _of_file(rows: Rows, macros: Any, extraction: Extraction) -> FileParts:
    lacking = [(one, missing_fields(one)) for one in extraction.documents]
    return FileParts(
        incomplete=tuple(
            Part((), 1, macros.incomplete(rows.places.file_id(one.source), one, names, wording.words).encode())
            for one, names in lacking
            if names
        ),
        doubtful=tuple(_grouped((key, macros.doubtful_row(one)) for key, one in rows.doubtful(extraction))),
        notes=tuple(_grouped(((), macros.note_row(*note)) for note in rows.notes(extraction))),
        values=tuple(_grouped((key, macros.value_row(one)) for key, one in rows.values(extraction))),
        article=(Part((), 1, _article(rows, macros, extraction).encode()),),
    )


def _article(rows: Rows, macros: Any, extraction: Extraction) -> str:
    tokens = mark_up(extraction, rows.places)
    return str(macros.article(extraction, rows.places, tokens, missing_fields, wording.words))


def _grouped(rows: Iterable[tuple[tuple[Any, ...], str]]) -> Iterator[Part]:
    """Rows of one key together, in their own order; keys in order."""
    ordered = sorted(rows, key=lambda row: row[0])
    for key, group in groupby(ordered, key=lambda row: row[0]):
        html = [row for _, row in group]
        yield Part(key, len(html), "".join(html).encode())


class Schedule:
    """The tasks and deadlines of the report by what they are due."""

    def __init__(self, rows: Rows, macros: Any, chunks: Iterable[Chunk], store: Store) -> None:
        self._parts: dict[tuple[Any, ...], list[Part]] = defaultdict(list)
        carried: dict[str, list[Sequence[Any]]] = defaultdict(list)
        due = store.shelf("due", _pack_due, _unpack_due)
        files = {one.source: one for one in rows.extractions}
        for chunk in chunks:
            there = [files[source] for source in chunk.sources if source in files]
            parts, its = due.get(chain((chunk.digest,), digests(*there)), partial(_of_chunk, rows, macros, chunk))
            self._add(parts)
            for source, spans in its.items():
                carried[source] += spans
        left = store.shelf("deadlines", _pack, _unpack)
        for one in rows.extractions:
            spans = carried[one.source]
            key = chain(digests(one), (json.dumps(spans) for _ in (0,)))
            self._add(left.get(key, partial(_of_deadlines, rows, macros, one, spans)))

    def _add(self, parts: Iterable[Part]) -> None:
        for part in parts:
            self._parts[part.key].append(part)

    def groups(self, inserts: Inserts) -> list[tuple[str, int, Markup]]:
        """Heading, number of rows and rows: what has a date by month, then what comes back, waits, or has none."""
        found = []
        for heading, keys in groupby(sorted(self._parts), key=lambda key: key[-1]):
            parts = [part for key in keys for part in self._parts[key]]
            found.append((str(heading), sum(part.size for part in parts), inserts.of(parts)))
        return found


def _of_chunk(rows: Rows, macros: Any, chunk: Chunk) -> tuple[tuple[Part, ...], Carried]:
    carried: dict[str, list[Sequence[Any]]] = defaultdict(list)
    shown = []
    for task in chunk.tasks:
        if task.deadline:
            carried[task.deadline.source].append((*task.deadline.span, task.deadline.date))
        shown.append((due_group(task.deadline, bool(task.agencies)), macros.due_row(rows.task(task))))
    return tuple(_grouped(shown)), carried


def _of_deadlines(
    rows: Rows, macros: Any, extraction: Extraction, carried: Iterable[Sequence[Any]]
) -> tuple[Part, ...]:
    """The deadlines of a file that no task carries."""
    taken = {tuple(one) for one in carried}

    def is_left(deadline: DeadlineRecord) -> bool:
        return (*deadline.span, deadline.date) not in taken

    left = filter(is_left, extraction.deadlines)
    return tuple(_grouped((due_group(one, False), macros.due_row(rows.deadline(one))) for one in left))


class FindingParts:
    """The findings of the report, each as an article or, for notes and waived ones, as a row of a table."""

    def __init__(self, rows: Rows, macros: Any, store: Store) -> None:
        self._sources = Sources(rows.extractions)
        self._files = {one.source: one for one in rows.extractions}
        self._rows, self._macros = rows, macros
        self._shelf = store.shelf("shown", _pack, _unpack)

    def parts(self, findings: Iterable[Finding], macro: str) -> Iterator[Part]:
        """Findings, one after the other."""
        for finding in findings:
            yield from self._shelf.get(self._of(finding, macro), partial(self._made, finding, macro))

    def _of(self, finding: Finding, macro: str) -> Iterator[str]:
        """All that the HTML of a finding follows from."""
        yield macro
        yield finding.to_json()
        for side in (finding.lower, finding.higher):
            if side is not None:
                yield from self._sources.called(side)
                yield from digests(*filter(None, (self._files.get(side.source),)))

    def _made(self, finding: Finding, macro: str) -> tuple[Part, ...]:
        html: str = getattr(self._macros, macro)(row(finding, self._sources), self._rows.places)
        return (Part((), 1, html.encode()),)


def _pack(parts: Sequence[Part]) -> Piece:
    return Piece([(json.dumps(part.key), part.size) for part in parts], tuple(part.html for part in parts))


def _unpack(piece: Piece) -> tuple[Part, ...]:
    return tuple(Part(_key(key), size, html) for (key, size), html in zip(piece.head, piece.texts, strict=True))


@cache
def _key(text: str) -> tuple[Any, ...]:
    """A key as it was before it was kept; the same few come back in every file."""
    return tuple(tuple(part) if isinstance(part, list) else part for part in json.loads(text))


def _pack_due(found: tuple[tuple[Part, ...], Carried]) -> Piece:
    parts, carried = found
    piece = _pack(parts)
    return Piece((piece.head, carried), piece.texts)


def _unpack_due(piece: Piece) -> tuple[tuple[Part, ...], Carried]:
    heads, carried = piece.head
    return _unpack(Piece(heads, piece.texts)), carried


def _pack_file(parts: FileParts) -> Piece:
    pieces = [_pack(getattr(parts, name)) for name in _SECTIONS]
    return Piece([piece.head for piece in pieces], tuple(chain.from_iterable(piece.texts for piece in pieces)))


def _unpack_file(piece: Piece) -> FileParts:
    texts = iter(piece.texts)
    return FileParts(*(_unpack(Piece(heads, tuple(islice(texts, len(heads))))) for heads in piece.head))
