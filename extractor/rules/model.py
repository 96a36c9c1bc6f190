"""The types of the rules stage: one value of one place through time, each stretch of it with its source.

Amounts are exact decimals in the printed unit (per cent as 60, not 0.6); dates are `datetime.date`, both ends of a
stretch belong to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol

from extractor.policy.branches import Branch
from extractor.policy.dates import StartedBy
from extractor.policy.in_force import Scope, state_on
from extractor.records.models import Amended
from extractor.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a value stands: the circular, and the words.

    `quote` is the source's own text at `span`, `sentence` the sentence around it without white space; `corrections`
    are the notes of people who changed the record, `confirmed` those of who read it and found it right, `doubts` what was inferred
    where nobody has looked and the reading is not sure. `amends` says which words of which circular these change, where they do.
    """

    document: str
    number: str | None
    title: str | None
    status: str
    source: str
    section: tuple[str, ...]
    span: tuple[int, int]
    quote: str
    sentence: str
    page: int | None = None
    corrections: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    amends: Amended | None = None


@dataclass(frozen=True, slots=True)
class Bracket:
    """A value for a part of a base (分段): from `lower` to `upper` in the base's unit, None for an open end."""

    lower: Decimal | None
    lower_inclusive: bool
    upper: Decimal | None
    upper_inclusive: bool
    value: Decimal
    reference: Reference


@dataclass(frozen=True, slots=True)
class Entry:
    """What a circular says a value is from `start` to `end` (None: until further notice).

    Exactly one of these holds: `value` is given; `removed` is true (a limit is abolished); there are `brackets`,
    in ascending order. `start_from` says where the first day comes from, `ended_by` why the last day is one:
    `stated`, or the id of the circular that repealed or replaced it.
    """

    start: date
    end: date | None
    start_from: StartedBy
    ended_by: str | None
    value: Decimal | None
    removed: bool
    brackets: tuple[Bracket, ...]
    comparator: str
    modality: str
    per: str | None
    year: int | None
    references: tuple[Reference, ...]

    def holds_on(self, day: date) -> bool:
        """Whether `day` lies in this stretch, though the value may only be carried on there."""
        return state_on(self, day) in ("holds", "carried")

    def is_carried_on(self, day: date) -> bool:
        """Whether the value is only carried on beyond its year on a day."""
        return state_on(self, day) == "carried"


@dataclass(frozen=True, slots=True)
class Key:
    """What a value is of: place, concept, group, tier, region (None: all), and the unit it is given in.

    `branches` are its further conditions, then what else tells it apart from values that a circular lists beside it: its
    name, what it is per, its bound, at last its place in a list.
    """

    place_code: str
    concept: str
    population: str | None = None
    tier: str | None = None
    region: str | None = None
    branches: tuple[Branch, ...] = ()
    scaled: bool = False
    unit: str = "CNY"

    @property
    def conditions(self) -> tuple[str, ...]:
        """The words of its branches."""
        return tuple(branch.text for branch in self.branches)

    def has(self, kind: str) -> bool:
        """Whether one of its branches is of a kind."""
        return any(branch.kind == kind for branch in self.branches)

    @property
    def scope(self) -> Scope:
        """For whom and where it is."""
        return Scope(self.population, self.tier, self.region, self.branches, self.unit)


@dataclass(frozen=True, slots=True)
class Series:
    """One value through time: stretches in ascending order that do not overlap.

    `valid_on` is the last day for which the corpus shows the last value to be still valid (None where it has ended), `label` the
    concept's name as its file says it.
    """

    key: Key
    place: str
    entries: tuple[Entry, ...]
    valid_on: date | None = None
    label: str = field(default="", compare=False)

    def on(self, day: date) -> Entry | None:
        """The stretch that `day` lies in, None before the first and in a gap."""
        return next((entry for entry in self.entries if entry.holds_on(day)), None)


@dataclass(frozen=True, slots=True)
class Unnamed:
    """What a value without a concept says: its place, its own name, the value and its base in words, its conditions as printed,
    from when until when."""

    place_code: str
    place: str
    label: str
    value: str
    per: str
    conditions: tuple[str, ...]
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that became no rule: where it stands and why not (a Chinese sentence); one without a concept with what it says."""

    reference: Reference
    concept: str
    reason: str
    unnamed: Unnamed | None = None


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules of a corpus: those in force, those of drafts in a tree of their own, and what became none."""

    in_force: tuple[Series, ...]
    drafts: tuple[Series, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def places(self) -> dict[str, str]:
        """The places that have rules or drafts: code to name."""
        return {series.key.place_code: series.place for series in (*self.in_force, *self.drafts)}


class Concept(Protocol):
    """What this stage needs to know of a concept of the vocabulary."""

    @property
    def label(self) -> str: ...

    @property
    def direction(self) -> str: ...


class RulesError(Refusal):
    """Rules that cannot be read, chosen or calculated: what, where, and what to do (a Chinese sentence)."""
