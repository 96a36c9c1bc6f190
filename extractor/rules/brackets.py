"""Brackets (分段) of one scale: which belong together, and which contradict each other."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from extractor.records.models import BracketBounds
from extractor.rules.model import Bracket, Reference

_ENDLESS = Decimal("Infinity")


def bracket(bounds: BracketBounds, value: Decimal, source: Reference) -> Bracket | None:
    """A value with its bounds; None where the upper bound is not above the lower."""
    lower, upper = (None if text is None else Decimal(text) for text in (bounds.lower, bounds.upper))
    if upper is not None and upper <= (lower or 0):
        return None
    return Bracket(lower, bounds.lower_inclusive, upper, bounds.upper_inclusive, value, source)


def floor(one: Bracket) -> Decimal:
    """Where a bracket begins; 0 for an open end."""
    return one.lower or Decimal(0)


def overlap(one: Bracket, other: Bracket) -> bool:
    """Whether two brackets count a part of the base twice; a shared bound is no part."""
    return max(floor(one), floor(other)) < min(one.upper or _ENDLESS, other.upper or _ENDLESS)


def scales_in(found: Iterable[Bracket]) -> list[list[Bracket]]:
    """Brackets in text order as scales without overlaps, each in ascending order; repetitions fall away.

    A bracket that overlaps one before it begins another scale: most likely that of a group that is not told apart.
    """
    scales: list[list[Bracket]] = []
    seen: set[tuple[Decimal | None, Decimal | None, Decimal]] = set()
    for one in found:
        said = one.lower, one.upper, one.value
        if said in seen:
            continue
        seen.add(said)
        if not scales or any(overlap(one, other) for other in scales[-1]):
            scales.append([])
        scales[-1].append(one)
    return [sorted(scale, key=floor) for scale in scales]
