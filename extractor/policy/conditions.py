"""Whether what one value is said of lies within what the other is said of: without that, two values accuse nobody.

Each printed condition is read as a case (首套, 双职工), as bounds in a unit (5年以下), or as words. Groups, grades, regions and
brackets that have fields of their own are compared there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import portion
from portion import Interval

from extractor.policy.cases import Cases, beside_cases, cases_in, cases_of
from extractor.policy.in_force import Setting, interval
from extractor.records.models import Condition

_NOT_RESTRICTING = frozenset({"event", "time"})
_LISTED = re.compile(r"([\w（）()]{2,12})[、和及或]$")
_ALIKE = 90


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a value is said of: the ways of each line of opposites, bounds by unit, and other words."""

    cases: Cases
    bounds: dict[str, Interval]
    words: frozenset[str]


def lies_within(lower: Setting, higher: Setting) -> bool:
    """Whether the conditions of `lower` are those of `higher`, or say of a part of them."""
    ours, theirs = conditions_of(lower), conditions_of(higher)
    if any(not ours.cases.get(line) or not ours.cases[line] <= ways for line, ways in theirs.cases.items()):
        return False
    if any(unit not in ours.bounds or ours.bounds[unit] not in bounds for unit, bounds in theirs.bounds.items()):
        return False
    named = _plain(lower.record.label or "")  # 公积金贷款首套住房: the loan is no case, where the lower value's name has it
    return all(one in named or any(_is_alike(one, other) for other in ours.words) for one in theirs.words)


def are_same(one: Setting, other: Setting) -> bool:
    """Whether two values are said of the same."""
    return lies_within(one, other) and lies_within(other, one)


def conditions_of(setting: Setting) -> Conditions:
    """The conditions of a value, read."""
    record = setting.record
    own = {_plain(words) for words in (record.population, record.tier, record.region) if words}
    bounds: dict[str, Interval] = {}
    words: set[str] = set()
    for one in record.conditions:
        if one.kind in _NOT_RESTRICTING or _plain(one.text) in own:
            continue
        if one.unit and (one.lower or one.upper):
            bounds[one.unit] = bounds.get(one.unit, portion.open(-portion.inf, portion.inf)) & interval(one)
        elif rest := beside_cases(one.text):
            words.add(rest)
    said = (_with_list(setting, one) for one in record.conditions)
    return Conditions(cases_of(record.label or "", record.population or "", *said), bounds, frozenset(words))


def restrictions(setting: Setting) -> frozenset[str]:
    """The words of what a value is said of, without what tells cases apart and what any condition may say."""
    record = setting.record
    said = (record.population or "", *(one.text for one in record.conditions))
    return frozenset(filter(None, map(beside_cases, said)))


def _with_list(setting: Setting, one: Condition) -> str:
    """A condition with the members of a list that it ends (首套、二套)."""
    before = setting.document.extraction.text[max(0, one.span[0] - 14) : one.span[0]]
    found = _LISTED.search(before)
    return f"{found[1]} {one.text}" if found and cases_in(found[1]) else one.text


def _is_alike(one: str, other: str) -> bool:
    """Whether words of the higher circular are those of the lower one, or a part of them."""
    from rapidfuzz.fuzz import ratio

    return one in other or ratio(one, other) >= _ALIKE


def _plain(words: str) -> str:
    return "".join(words.split()).removesuffix("的")

