"""What each place sets, read back from its rule files: rows that are kept from build to build.

No day is asked for: a value is over where a later circular has taken its place or repealed it, or where its own last day had passed when
the newest circular of the place came out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from extractor.kept import Piece, Store
from extractor.language.concepts import load_concepts, packs
from extractor.policy.in_force import STATED
from extractor.report.paging import Group
from extractor.report.rows import Rows
from extractor.rules.by_place import PlaceFiles, files_by_place, series_of
from extractor.rules.in_force import Chosen
from extractor.rules.model import Entry
from extractor.rules.sheet import Row
from extractor.rules.write import DRAFTS, PARAMETERS


@dataclass(frozen=True, slots=True)
class Setting:
    """What a place sets of one concept, as rows: what nothing has replaced, and what is over."""

    concept: str
    label: str
    current: tuple[bytes, int]
    past: tuple[bytes, int]


class InForce:
    """The rows of every place of a corpus by its code; drafts apart."""

    def __init__(self, folder: Path, rows: Rows, macros: Any, store: Store) -> None:
        self._rows, self._macros = rows, macros
        self._concepts = load_concepts()
        self._order = {concept: position for position, concept in enumerate(self._concepts)}
        self._fields = {pack.name: pack.label for pack in packs()}
        self._shelf = store.shelf("in_force", _pack, _unpack)
        self._rules = self._read(folder / PARAMETERS)
        self._drafts = self._read(folder / DRAFTS)

    def _read(self, root: Path) -> Mapping[str, list[Setting]]:
        found = {}
        for place in files_by_place(root):
            settings = [self._shelf.get((place.about, file), partial(self._made, place, file)) for file in place.files]
            found[place.code] = sorted(settings, key=lambda one: self._order[one.concept])
        return found

    def settings(self, code: str) -> list[Setting]:
        """What a place sets, in the order of the vocabulary."""
        return self._rules.get(code, [])

    def groups(self, code: str) -> list[Group]:
        """What a place sets by field of policy; then its drafts, and what is over."""
        found = list(self._by_field(self.settings(code), "f", "current"))
        found += self._by_field(self._drafts.get(code, []), "d", "draft")
        found += self._by_field(self.settings(code), "o", "past")
        return found

    def _by_field(self, settings: list[Setting], anchor: str, kind: str) -> Iterator[Group]:
        for position, (field, group) in enumerate(groupby(settings, key=self._field)):
            parts = [one.past if kind == "past" else one.current for one in group]
            if count := sum(count for _, count in parts):
                yield Group(f"{anchor}{position}", field, count, [html for html, _ in parts if html], kind=kind)

    def _field(self, one: Setting) -> str:
        return self._fields.get(self._concepts[one.concept].pack, "")

    def _made(self, place: PlaceFiles, file: str) -> Setting:
        series, newest = series_of(place.about, file)
        current: list[str] = []
        past: list[str] = []
        for one in series:
            for entry in reversed(one.entries):
                chosen = Chosen(one, entry)
                brackets = entry.brackets or (None,)
                for bracket in brackets:
                    source = bracket.reference if bracket else entry.references[0]
                    row = Row(one.label, chosen, bracket, source, newest or entry.start)
                    href = self._rows.places.href(source.source, source.span)
                    (past if _is_over(entry, newest) else current).append(self._macros.rule_row(row, href))
        label = series[0].label
        return Setting(series[0].key.concept, label, _joined(current), _joined(past))


def _is_over(entry: Entry, newest: date | None) -> bool:
    if entry.end is None:
        return False
    return entry.ended_by != STATED or (newest is not None and entry.end < newest)


def _joined(rows: list[str]) -> tuple[bytes, int]:
    return "".join(rows).encode(), len(rows)


def _pack(one: Setting) -> Piece:
    return Piece((one.concept, one.label, one.current[1], one.past[1]), (one.current[0], one.past[0]))


def _unpack(piece: Piece) -> Setting:
    concept, label, current, past = piece.head
    return Setting(concept, label, (piece.texts[0], current), (piece.texts[1], past))
