"""View: what the clauses of one circular are read from: its text with and without remarks, its quantities, its dates."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from extractor.frames.clauses import Clause
from extractor.frames.masks import masks
from extractor.frames.patterns import pattern
from extractor.frames.validity import Validity
from extractor.quantities.model import Quantity
from extractor.spans import Span

_OWN = "本"


class Changed(Protocol):
    """What is known of a value's change (see records/changes.py)."""

    previous: str | None
    spent: bool


@dataclass(slots=True)
class View:
    """`outer` is the text with its remarks covered, `inner` the text of the remarks; offsets are the same in all three.

    `place` is the issuer's, by whose name its own area may be printed: where somebody acts in it, the two read it as 本市 would be.
    `changes` says of a quantity, by its index, whether it is an old value or has one; `dated` are stretches that date,
    `replaced` those that quote what a rule said before it was changed.
    """

    text: str
    quantities: Sequence[Quantity]
    changes: Mapping[int, Changed] = field(default_factory=dict)
    dated: Sequence[Validity] = ()
    place: str | None = None
    outer: str = ""
    inner: str = ""
    starts: list[int] = field(default_factory=list)
    dated_at: list[int] = field(default_factory=list)
    replaced: list[Span] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.outer, self.inner = masks(self.text)
        if self.place and f"在{self.place}" in self.text:
            here = re.compile(f"(?<=在){re.escape(self.place)}(?={pattern('acts_there').pattern})")
            own = _OWN * (len(self.place) - 1) + self.place[-1]
            self.outer, self.inner = (here.sub(own, masked) for masked in (self.outer, self.inner))
        self.starts = [quantity.number_start for quantity in self.quantities]
        self.dated_at = [one.span.start for one in self.dated]
        self.replaced = [Span(*hit.span("old" if hit["old"] else "gone")) for hit in pattern("replaced_text").finditer(self.text)]

    def masked(self, clause: Clause) -> str:
        """The text as a clause is to be read: a remark's own words for one inside brackets."""
        return self.inner if clause.inside else self.outer

    def words(self, clause: Clause) -> str:
        """The words of a clause without remarks in it."""
        return self.masked(clause)[clause.start : clause.end]

    def spent(self, index: int) -> bool:
        """Whether a quantity is an old value, or only says by how much another changes."""
        change = self.changes.get(index)
        return (change is not None and change.spent) or any(
            span.start <= self.quantities[index].start < span.end for span in self.replaced)

    def within(self, span: Span) -> Sequence[Quantity]:
        """The quantities whose numbers stand in a stretch."""
        low, high = (bisect_left(self.starts, offset) for offset in span)
        return self.quantities[low:high]
