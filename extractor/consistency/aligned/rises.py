"""By how much a circular lets a standard rise (可再上浮10%), against what the circulars that carry it out make of theirs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from extractor.consistency.aligned.links import Link
from extractor.consistency.aligned.pairing import Passages
from extractor.consistency.aligned.units import Clause
from extractor.consistency.aligned.words import expression
from extractor.policy.in_force import INFINITE, Setting

SHORTEST = 3
"""Characters of a name that says what may rise."""


class Rise(NamedTuple):
    """A value that was raised, by how many per cent, and the clause that allows no more than `most` per cent."""

    setting: Setting
    by: Decimal
    link: Link
    clause: Clause
    most: Decimal


def rises(settings: list[Setting], above: list[tuple[Link, Passages]]) -> Iterator[Rise]:
    """The values read for certain that rose by more than a cited circular allows for everybody."""
    raised = [(one, by) for one in settings if one.is_sure and (by := _by(one)) is not None]
    for link, passages in above if raised else ():
        if link.is_assumed:
            continue
        for clause in passages.clauses:
            if (hit := expression("rise_allowed").search(clause.words)) is None or _has_condition(clause):
                continue
            name, most = _core(hit["what"]), Decimal(hit["by"])
            if len(name) >= SHORTEST:
                yield from (Rise(one, by, link, clause, most) for one, by in raised if by > most and _core(one.record.label).endswith(name))


def _by(setting: Setting) -> Decimal | None:
    """By how many per cent a value rose; None where it did not."""
    previous = Decimal(setting.record.previous or 0)
    if previous <= 0 or setting.value == INFINITE or setting.value <= previous or setting.record.kind != "money":
        return None
    return ((setting.value - previous) / previous * 100).quantize(Decimal("0.1"))


def _has_condition(clause: Clause) -> bool:
    """Whether a clause holds for some only."""
    before = [one for one in clause.sentence.clauses if one.number <= clause.number and not one.aside]
    return any(expression("condition").search(one.words) or expression("own_condition").search(one.words) for one in before)


def _core(name: str | None) -> str:
    return expression("any_name").sub("", name or "")
