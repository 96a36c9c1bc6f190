"""Frames: what the words around a value say of it. Spans index the cleaned text."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.quantities.model import Bracket, Kind
from extractor.spans import Span


@dataclass(slots=True)
class Condition:
    """One printed restriction: where it stands, and which kind it is of.

    `kind` is population, tier, region, object, order, term, area, amount, event or case. A numeric one has bounds as
    decimal strings in `unit` (None for an open end). `others` are further cells of a table of which one will do as well as
    `span`: those that a merged value lies beside.
    """

    span: Span
    kind: str
    lower: str | None = None
    lower_inclusive: bool | None = None
    upper: str | None = None
    upper_inclusive: bool | None = None
    unit: str | None = None
    others: tuple[Span, ...] = ()


@dataclass(slots=True)
class Name:
    """The words that name what is set, in the order in which they read; `source` says where they stand.

    `source` is clause, behind, topic, before, lead, heading or table.
    """

    spans: tuple[Span, ...]
    source: str


@dataclass(slots=True)
class CellSays:
    """What a table says of a value in one of its cells, besides its name and conditions.

    `heads` are the heads over it (in a transposed table those of its row), the innermost first; `around` the cells that
    restrict it, with their own heads and the banner; `header` is the stretch of the heading rows, `captions` the lines that
    entitle the table, the nearest first. `bracket` is the part of a base that its row is for, `previous` the value in the
    column of what was before, `year` the year that its row or column is for, `per` what a column of units says it is for each of.
    """

    heads: tuple[Span, ...]
    around: tuple[Span, ...]
    header: Span | None
    captions: tuple[Span, ...]
    bracket: Bracket | None = None
    previous: str | None = None
    year: int | None = None
    per: str | None = None


@dataclass(slots=True)
class Frame:
    """One value's frame: what it is called, under which conditions it applies, from when until when.

    `run` are the quantities that are coordinated with it (itself included). `threshold` says that it sets something only
    as what a case must reach. `residue` are stretches of its sentence that nothing explains. `dropped` is a condition of an earlier value
    of its sentence, of a kind that it has none of itself. `heading` is the innermost over it. `cell` is what the table
    says of a value in one of its cells.
    """

    quantity: int
    run: tuple[int, ...]
    name: Name | None = None
    conditions: list[Condition] = field(default_factory=list)
    effective_from: str | None = None
    effective_to: str | None = None
    threshold: bool = False
    residue: list[Span] = field(default_factory=list)
    dropped: Span | None = None
    heading: Span | None = None
    cell: CellSays | None = None


@dataclass(frozen=True, slots=True)
class Removal:
    """A limit that holds no more: its span from the verb on, the kind and unit that it had, its frame."""

    span: Span
    kind: Kind
    unit: str
    frame: Frame
