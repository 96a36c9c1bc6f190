"""Tasks and deadlines by what they are due, as rows that are kept from build to build."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain, groupby
from typing import Any

from extractor.kept import Piece, Store, digests
from extractor.policy.places import code_of
from extractor.records.extraction import Extraction
from extractor.records.models import DeadlineRecord
from extractor.report.paging import Group, Part
from extractor.report.rows import Rows, due_group
from extractor.tracker.chunks import Chunk

Carried = Mapping[str, Sequence[Sequence[Any]]]
"""By file the deadlines that tasks carry: first and last place, and date."""


class Schedule:
    """What is due in a corpus: of all, of a place (by its code, "" where it is not known), of a file."""

    def __init__(self, rows: Rows, macros: Any, chunks: Iterable[Chunk], store: Store) -> None:
        self.all: list[Part] = []
        self.of_place: dict[str, list[Part]] = defaultdict(list)
        self.of_file: dict[str, list[Part]] = defaultdict(list)
        carried: dict[str, list[Sequence[Any]]] = defaultdict(list)
        due = store.shelf("due", _pack_due, _unpack_due)
        files = {one.source: one for one in rows.extractions}
        for chunk in chunks:
            there = [files[source] for source in chunk.sources if source in files]
            parts, its = due.get(chain((chunk.digest,), digests(*there)), partial(_of_chunk, rows, macros, chunk))
            self._add(parts, chunk.areas[-1] if chunk.areas else "", chunk.sources)
            for source, spans in its.items():
                carried[source] += spans
        left = store.shelf("deadlines", _pack, _unpack)
        for one in rows.extractions:
            spans = carried[one.source]
            key = chain(digests(one), (json.dumps(spans) for _ in (0,)))
            place = next((code_of(document) or "" for document in one.documents), "")
            self._add(left.get(key, partial(_of_deadlines, rows, macros, one, spans)), place, (one.source,))

    def _add(self, parts: Sequence[Part], place: str, sources: Iterable[str]) -> None:
        self.all += parts
        self.of_place[place] += parts
        for source in sources:
            self.of_file[source] += parts


def groups(parts: Iterable[Part]) -> list[Group]:
    """What has a date by month, then what comes back, waits, or has none."""
    by_key: dict[tuple[Any, ...], list[Part]] = defaultdict(list)
    for part in parts:
        by_key[part.key].append(part)
    found = []
    for (order, heading), keys in groupby(sorted(by_key), key=lambda key: (key[0], key[-1])):
        its = [part for key in keys for part in by_key[key]]
        name = f"m{its[0].key[1][:7]}" if order == 0 else f"u{order}"
        found.append(Group(name, heading, sum(part.size for part in its), [part.html for part in its]))
    return found


def _of_chunk(rows: Rows, macros: Any, chunk: Chunk) -> tuple[tuple[Part, ...], Carried]:
    carried: dict[str, list[Sequence[Any]]] = defaultdict(list)
    shown = []
    for task in chunk.tasks:
        if task.deadline:
            carried[task.deadline.source].append((*task.deadline.span, task.deadline.date))
        shown.append((due_group(task.deadline, bool(task.agencies)), macros.due_row(rows.task(task))))
    return tuple(_grouped(shown)), carried


def _of_deadlines(rows: Rows, macros: Any, extraction: Extraction, carried: Iterable[Sequence[Any]]) -> tuple[Part, ...]:
    """The deadlines of a file that no task carries."""
    taken = {tuple(one) for one in carried}

    def is_left(deadline: DeadlineRecord) -> bool:
        return (*deadline.span, deadline.date) not in taken

    left = filter(is_left, extraction.deadlines)
    return tuple(_grouped((due_group(one, False), macros.due_row(rows.deadline(one))) for one in left))


def _grouped(rows: Iterable[tuple[tuple[Any, ...], str]]) -> Iterator[Part]:
    """Rows of one key together, in their own order; keys in order."""
    ordered = sorted(rows, key=lambda row: row[0])
    for key, group in groupby(ordered, key=lambda row: row[0]):
        html = [row for _, row in group]
        yield Part(key, len(html), "".join(html).encode())


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
