"""Scales that a circular gives in parts: brackets by tier below, one for all tiers above (8万元以上的部分不分医院等级支付93%).

The brackets of the more general scale hold for the special ones where these say nothing. A general scale that only goes
on where special ones end says nothing about the rest of a base, so it is set apart as a branch of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from extractor.policy.branches import Branch
from extractor.policy.groups import is_everybody, reach, same_group
from extractor.policy.patterns import parts_of
from extractor.policy.places import same_region
from extractor.policy.tiers import grades, tier_covers
from extractor.rules.brackets import floor, overlap
from extractor.rules.model import Bracket, Key
from extractor.rules.names import own_words
from extractor.rules.statements import Statement

_ENDLESS = Decimal("Infinity")


def remainder() -> Branch:
    """The branch of a general scale that only completes special ones."""
    return Branch("rest", own_words()["remainder"])


def completed(found: Iterable[Statement]) -> list[Statement]:
    """The statements, each scale with the brackets that a more general one of the same circular adds to it."""
    out: list[Statement] = []
    together: dict[tuple[str, str, date], list[Statement]] = defaultdict(list)
    for statement in found:
        if statement.key.scaled:
            together[statement.document.id, statement.key.concept, statement.entry.start].append(statement)
        else:
            out.append(statement)
    for scales in together.values():
        out += _completed(scales)
    return out


def _completed(scales: Sequence[Statement]) -> list[Statement]:
    general = sorted(scales, key=lambda one: breadth(one.key))
    goes_on: set[Key] = set()
    filled = []
    for statement in scales:
        brackets = list(statement.entry.brackets)
        for other in general:
            if other is not statement and _holds_for(other.key, statement.key):
                added = [bracket for bracket in other.entry.brackets if not any(overlap(bracket, one) for one in brackets)]
                if len(added) == len(other.entry.brackets) and _lowest(added) > _lowest(statement.entry.brackets):
                    goes_on.add(other.key)
                brackets += added
        brackets.sort(key=floor)
        references = tuple(bracket.reference for bracket in brackets)
        filled.append(replace(statement, entry=replace(statement.entry, brackets=tuple(brackets), references=references)))
    return [
        replace(one, key=replace(one.key, branches=(*one.key.branches, remainder()))) if one.key in goes_on else one for one in filled
    ]


def breadth(key: Key) -> tuple[int, int, int]:
    """How many groups, grades and regions a key takes in; the smaller, the more special."""
    groups = 0 if is_everybody(key.population) else len(reach(key.population or ""))
    tiers = len(grades(key.tier) or parts_of(key.tier)) if key.tier else 0
    regions = len(parts_of(key.region)) if key.region else 0
    return (groups or 1000, tiers or 1000, regions or 1000)


def _holds_for(general: Key, special: Key) -> bool:
    """Whether what a general key says is also said of the special one."""
    if (general.unit, general.branches) != (special.unit, special.branches) or breadth(general) == breadth(special):
        return False
    group = is_everybody(general.population) or same_group(general.population or "", special.population or "")
    tier = general.tier is None or (special.tier is not None and tier_covers(general.tier, special.tier))
    region = general.region is None or (special.region is not None and same_region(general.region, special.region))
    return group and tier and region


def _lowest(brackets: Sequence[Bracket]) -> Decimal:
    return min(map(floor, brackets), default=_ENDLESS)
