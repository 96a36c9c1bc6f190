"""The lower level gives to a strict part of the group that the higher level names.

The higher document sets a value for named groups; the lower place sets it for some of them and leaves others with
nothing, or with a general value that does not meet the higher one. A list left open by the lower level (等) is
taken to go on as the higher one does.

Fires: the province sets 90% for 特困人员、低保对象和返贫致贫人口, the city only for 特困人员、低保对象.
Does not fire: the city sets 90% for 返贫致贫人口 in another clause, or names 困难人员, who are all of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.consistency import wording
from extractor.consistency.comparable import judge
from extractor.consistency.comparisons import Comparison
from extractor.consistency.context import Context, Value
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding, side_of
from extractor.policy.groups import Group, relation


def find(context: Context, value: Value) -> Iterator[Finding]:
    told: set[tuple[str, int]] = set()
    for one in context.comparisons(value):
        higher, lower = one.higher.group, one.lower.group
        if higher is None or lower is None or one.fit.group != "part" or not one.lower.is_certain:
            continue
        left_out = _left_out(context, one, higher)
        if not left_out or (one.lower.document.id, id(one.higher)) in told:
            continue
        told.add((one.lower.document.id, id(one.higher)))
        yield _finding(context, one, left_out)


def _left_out(context: Context, one: Comparison, higher: Group) -> frozenset[str]:
    """Who of the higher group gets nothing of the kind from the lower place."""
    lower = one.lower
    assert lower.key is not None and lower.document.code is not None
    covered: set[str] = set()
    for other in context.effective(lower.key, lower.document.code, one.year, drafts=lower.document.is_draft):
        if other.group is not None:
            if relation(other.group, higher) in ("same", "whole"):
                return frozenset()
            covered |= other.group.covers
        elif other.tier == one.higher.tier and judge(context, other, one.higher) is None:
            return frozenset()
    named = frozenset(name for name in higher.names if name not in covered)
    return named or higher.covers - covered


def _finding(context: Context, one: Comparison, left_out: frozenset[str]) -> Finding:
    lower, higher = one.lower, one.higher
    whom = wording.people_of(lower) or "其中一部分"
    return finding(
        "population-narrowed",
        "warning",
        side_of(lower),
        side_of(higher),
        f"{wording.name(higher.document)}规定{wording.what(context, higher, year=one.year)}为{wording.value(higher)}，"
        f"{wording.name(lower.document)}仅对{whom}规定为{wording.value(lower)}，"
        f"未包括{'、'.join(sorted(left_out))}，保障范围缩小。",
        concept=lower.concept,
        about=wording.about(context, lower, year=one.year),
    )
