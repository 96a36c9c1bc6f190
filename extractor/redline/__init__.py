"""Redline: two circulars, or two versions of one, side by side and whole.

Sentences that stand for each other are aligned, their changes marked; what is new, what fell away and what moved is said. No
record is needed, so any field and any circular will do. What only differs in script, width, spaces, punctuation or numbering is
the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from extractor.normalize import normalize
from extractor.redline.align import Match, align
from extractor.redline.units import Unit, units
from extractor.redline.words import Stretch, stretches
from extractor.sources.model import SourceText
from extractor.structure import structure
from extractor.structure.model import Circular, Role

__all__ = ["KINDS", "Circular", "Item", "Redline", "Side", "Stretch", "redline", "side"]

Kind = Literal["same", "changed", "new", "gone", "moved"]
KINDS: dict[Kind, str] = {"same": "相同", "changed": "改动", "new": "新增", "gone": "删去", "moved": "移动"}
"""What may become of a sentence, with its name in reports."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its file, what its circular is called, and its sentences."""

    source: str
    name: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence of the old or the new side, or of both, in stretches; the words of a side that lacks it are empty.

    `role` is what its line is, `label` the number in front of it, `begins` whether its line begins with it, on the side that it is
    shown on. Of a moved sentence `likeness` below 100 says that it was changed as well.
    """

    kind: Kind
    role: Role
    label: str
    begins: bool
    stretches: tuple[Stretch, ...]
    likeness: float

    def data(self) -> dict[str, Any]:
        """The sentence as a JSON object; its stretches are triples of the old words, the new ones, and whether they differ."""
        return {
            "kind": self.kind,
            "role": self.role,
            "label": self.label,
            "stretches": [list(one) for one in self.stretches],
            "likeness": round(self.likeness),
        }


@dataclass(frozen=True, slots=True)
class Redline:
    """Two sides and their sentences: in the order of the new side, what fell away behind what it followed on the old one."""

    old: Side
    new: Side
    items: tuple[Item, ...]

    @property
    def counts(self) -> dict[Kind, int]:
        """How many sentences of each kind."""
        found = Counter(one.kind for one in self.items)
        return {kind: found[kind] for kind in KINDS}

    @property
    def has_changes(self) -> bool:
        """Whether anything is not the same."""
        return any(one.kind != "same" for one in self.items)


def side(source: SourceText, number: str | None = None, supplied: Mapping[str, Any] | None = None) -> Side:
    """A side of a redline: all of a file, or its circular of a 发文字号; `supplied` are head fields given by hand.

    Raises LookupError where the file has no circular of that number.
    """
    clean = normalize(source)
    circulars = structure(clean, supplied)
    if number is not None:
        circulars = [one for one in circulars if one.number == number]
        if not circulars:
            raise LookupError(f"{source.name} has no circular {number}")
    return Side(source.name, _name(source, circulars), tuple(units(clean, circulars)))


def _name(source: SourceText, circulars: Sequence[Circular]) -> str:
    if not circulars:
        return source.name
    first = circulars[0]
    title = f"《{first.title}》" if first.title else ""
    return f"{title}（{first.number}）" if title and first.number else title or first.number or source.name


def redline(old: Side, new: Side) -> Redline:
    """The two sides compared, sentence by sentence."""
    found = align(old.units, new.units)
    by_new = {one.new: one for one in (*found.in_order, *found.moved)}
    moved = {one.new for one in found.moved}
    gone = set(range(len(old.units))) - {one.old for one in by_new.values()}
    items: list[Item] = []
    at = 0
    for place in range(len(new.units)):
        match = by_new.get(place)
        if match is not None and place not in moved:
            items += _fell_away(old.units, at, match.old, gone)
            at = match.old + 1
        items.append(_item(old, new, place, match, place in moved))
    items += _fell_away(old.units, at, len(old.units), gone)
    return Redline(old, new, tuple(items))


def _fell_away(found: Sequence[Unit], start: int, end: int, gone: set[int]) -> Iterator[Item]:
    for place in range(start, end):
        if place in gone:
            gone_words = Stretch(found[place].text, "", True)
            yield Item("gone", found[place].role, found[place].label, _begins(found, place), (gone_words,), 0)


def _item(old: Side, new: Side, place: int, match: Match | None, is_moved: bool) -> Item:
    unit, begins = new.units[place], _begins(new.units, place)
    if match is None:
        return Item("new", unit.role, unit.label, begins, (Stretch("", unit.text, True),), 0)
    found = stretches(old.units[match.old].text, unit.text)
    differs = any(one.differs for one in found)
    kind: Kind = "moved" if is_moved else "changed" if differs else "same"
    return Item(kind, unit.role, unit.label, begins, found, match.likeness)


def _begins(found: Sequence[Unit], place: int) -> bool:
    return place == 0 or found[place - 1].paragraph != found[place].paragraph
