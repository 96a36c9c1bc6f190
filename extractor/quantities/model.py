"""What the grammar of quantities and times yields. Spans index the text that was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["money", "percent", "duration", "count"]
Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx"]
Role = Literal["lower", "upper"]


@dataclass(slots=True)
class Quantity:
    """A value with its unit and the comparison words at it.

    `start, end` bound the quote (with the comparison words that touch the value), `number_start, number_end` the
    bare value with its unit. `value` is a decimal string in plain notation, units multiplied out (1.8万元 →
    "18000"). `inclusive` is what 含 or 不含 prints, None where neither stands. `range_role` marks the two ends of
    a range, which share one span. `per` is what the value is for each of (person/year), where printed at the value.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    kind: Kind
    value: str
    unit: str
    comparator: Comparator = "eq"
    inclusive: bool | None = None
    range_role: Role | None = None
    per: str | None = None


@dataclass(slots=True)
class Vague:
    """A quantity without a definite value (一千多万元, 数百家): kept as words, never as a point."""

    start: int
    end: int
    kind: Kind
    unit: str


@dataclass(slots=True)
class Bracket:
    """A part of a base (分段): the indexes of its bounds in the list of quantities, and the stretch it governs.

    `start, end` span the words of the bounds; the values printed in `[end, governs)` apply to this part. Bounds
    are decimal strings in the unit of the bounding quantities; None is an open end.
    """

    start: int
    end: int
    governs: int
    bounds: tuple[int, ...]
    lower: str | None
    lower_inclusive: bool
    upper: str | None
    upper_inclusive: bool
    unit: str
