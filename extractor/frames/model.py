"""Frames: what the words around a value say of it. Spans index the cleaned text."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.quantities.model import Kind
from extractor.spans import Span


@dataclass(slots=True)
class Condition:
    """One printed restriction: where it stands, and which kind it is of.

    `kind` is population, tier, region, object, order, term, area, amount, event or case. A numeric one has bounds as
    decimal strings in `unit` (None for an open end).
    """

    span: Span
    kind: str
    lower: str | None = None
    lower_inclusive: bool | None = None
    upper: str | None = None
    upper_inclusive: bool | None = None
    unit: str | None = None


@dataclass(slots=True)
class Name:
    """The words that name what is set, in the order in which they read; `source` says where they stand.

    `source` is clause, behind, topic, before, lead, heading or table.
    """

    spans: tuple[Span, ...]
    source: str


@dataclass(slots=True)
class Frame:
    """One value's frame: what it is called, under which conditions it applies, from when until when.

    `run` are the quantities that are coordinated with it (itself included). `threshold` says
    that it sets something only as what a case must reach. `residue` are stretches of its sentence that nothing explains.
    """

    quantity: int
    run: tuple[int, ...]
    name: Name | None = None
    conditions: list[Condition] = field(default_factory=list)
    effective_from: str | None = None
    effective_to: str | None = None
    threshold: bool = False
    residue: list[Span] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Removal:
    """A limit that holds no more: its span from the verb on, the kind and unit that it had, its frame."""

    span: Span
    kind: Kind
    unit: str
    frame: Frame
