"""Like with like: which two settings may be held against each other, in which unit, and what comes out.

A comparator printed in the higher document (不低于, 不超过, 左右) decides; without one the concept's direction
does. A value under 可 or 鼓励 binds nobody, unless it is the upper limit of what is allowed (可…不超过).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from extractor.consistency.index import Index
from extractor.normalize.script import to_simplified
from extractor.policy.groups import Relation, relation
from extractor.policy.in_force import INFINITE, Setting, period_of
from extractor.policy.places import lies_in, same_region

Bound = Literal["floor", "ceiling", "exact", "target"]
Verdict = Literal["below-floor", "above-ceiling", "not-equal", "off-target", "not-comparable"]

POINTS_AROUND_TARGET = Decimal(2)
SHARE_AROUND_TARGET = Decimal("0.05")

_CALENDAR_DAYS = {  # shortest, usual and longest length
    "hour": (Decimal(1) / 24,) * 3,
    "day": (Decimal(1),) * 3,
    "week": (Decimal(7),) * 3,
    "month": (Decimal(28), Decimal(30), Decimal(31)),
    "year": (Decimal(365), Decimal(365), Decimal(366)),
}
_MONTHS_IN = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_WITHIN = ("内", "內")
_AT_MOST = ("不", "最")
_MEASURE_WORDS = frozenset("家个所名人间处位")


_FAR: dict[Relation, int] = {"same": 0, "part": 1, "whole": 2, "other": 3}


_BELOW = re.compile("各[^，、；：]{0,8}?(?:省|市|州|盟|县|区|旗)(?!直|级)")
"""Recipients that are places below (各市住房公积金管理中心, 各县（市、区）人民政府)."""


class Fit(NamedTuple):
    """How a lower setting relates to a higher one in each respect: `part` where the lower is the narrower."""

    group: Relation
    tier: Relation
    part: Relation
    region: Relation

    @property
    def distance(self) -> tuple[int, ...]:
        """Small for a close fit: the group first."""
        return _FAR[self.group], _FAR[self.tier], _FAR[self.part], _FAR[self.region]


@dataclass(frozen=True, slots=True)
class Amounts:
    """Two values in one unit: the lower document's (shortest, usual, longest reading) and the higher one's."""

    lower: tuple[Decimal, Decimal, Decimal]
    higher: tuple[Decimal, Decimal, Decimal]
    converted: bool


def bound_of(index: Index, higher: Setting) -> Bound | None:
    """What a higher document's value asks of the levels below, None where it asks nothing."""
    record = higher.record
    concept = index.concept_of(higher)
    if record.modality in ("may", "should") and not (record.modality == "may" and record.comparator in ("le", "lt")):
        return None
    if record.comparator in ("ge", "gt"):
        return "floor"
    if record.comparator in ("le", "lt") and not (concept and concept.direction == "floor" and _is_window(higher)):
        return "ceiling"
    if record.comparator == "approx":
        return "target"
    if concept is None or concept.direction not in ("floor", "ceiling", "exact"):
        return None
    if concept.direction == "exact" and higher.value == INFINITE:
        return None
    return concept.direction  # type: ignore[return-value]


def _is_own_affair(index: Index, higher: Setting) -> bool:
    """Whether every place sets this for itself, so that a limit binds only those who carry out the circular that prints it, or
    to whom it is addressed."""
    concept = index.concept_of(higher)
    if concept is None or concept.direction != "free":
        return False
    return not any(_BELOW.search(to_simplified(name)) for name in higher.document.record.recipients)


def is_comparable(setting: Setting) -> bool:
    """Whether a value may be held against another level: surely read, and of an unknown thing a rate.

    Other unknown amounts (城镇新增就业5万人) are often totals, which every place has its own part of.
    """
    record = setting.record
    is_rate = record.kind == "percent" or (record.kind == "money" and record.per is not None)
    return setting.key is not None and setting.is_certain and (setting.concept is not None or is_rate)


def is_printed(higher: Setting) -> bool:
    """Whether the higher document prints a limit, which then holds for every part of what it is set for."""
    return higher.record.comparator in ("ge", "gt", "le", "lt")


def _is_window(setting: Setting) -> bool:
    """Whether 内 only says that a length of time is one in which something may be done (中断缴费3个月内)."""
    record = setting.record
    words = "".join(record.quote.split())
    return record.kind == "duration" and words.endswith(_WITHIN) and not words.startswith(_AT_MOST)


def fit_of(lower: Setting, higher: Setting) -> Fit | None:
    """How the scopes of two settings of one concept relate, None where they have nothing in common."""
    group = relation(lower.group, higher.group)
    if group in ("other", "whole"):
        return None  # a rule for everybody says nothing about those for whom the higher level has a rule of their own
    if (tier := _set_relation(lower.tier, higher.tier)) == "other" or (part := _part_relation(lower, higher)) == "other":
        return None
    if (region := _region_relation(lower, higher)) == "other":
        return None
    is_general_rule = higher.group is None and group == "part"
    if (is_general_rule or not tier == part == region == "same") and not is_printed(higher):
        return None
    return Fit(group, tier, part, region)


def amounts_of(index: Index, lower: Setting, higher: Setting) -> Amounts | None:
    """Both values in one unit, None where their units cannot be reconciled."""
    one, other = lower.record, higher.record
    if one.kind != other.kind:
        return None
    if one.kind == "duration":
        return _in_days(lower, higher)
    concept = index.concept_of(higher)
    factors = _periods(period_of(one.per), period_of(other.per), period_of(concept.per) if concept else None)
    same_unit = one.unit == other.unit or (one.kind == "count" and {one.unit, other.unit} <= _MEASURE_WORDS)
    if factors is None or not same_unit:
        return None
    a, b = lower.value * factors[0], higher.value * factors[1]
    return Amounts((a, a, a), (b, b, b), converted=factors != (1, 1))


def judge(index: Index, lower: Setting, higher: Setting) -> Verdict | None:
    """What the comparison of two settings with a common scope comes to; None where all is well."""
    bound = bound_of(index, higher)
    if bound is None or (_is_own_affair(index, higher) and not index.carries_out(lower.document, higher.document)):
        return None
    amounts = amounts_of(index, lower, higher)
    if amounts is None:
        return "not-comparable" if _should_be_comparable(lower, higher) else None
    (low, usual, high), (floor_low, theirs, ceiling_high) = amounts.lower, amounts.higher
    if bound == "exact":
        return "not-equal" if usual != theirs else None
    if bound == "target":
        return "off-target" if _is_off_target(lower, usual, theirs) else None
    if bound == "floor":
        strictly = higher.record.comparator == "gt" and lower.record.comparator != "gt"
        if high < floor_low or (strictly and high <= floor_low):
            return "below-floor"
        return "not-comparable" if usual < theirs and low < floor_low else None
    value_open = higher.record.comparator == "lt" and lower.record.comparator != "lt"
    if low > ceiling_high or (value_open and low >= ceiling_high):
        return "above-ceiling"
    return "not-comparable" if usual > theirs and high > ceiling_high else None


def is_stricter(index: Index, one: Setting, other: Setting) -> bool:
    """Whether `one` asks more than `other`: a higher floor or a lower ceiling."""
    bound = bound_of(index, one)
    amounts = amounts_of(index, one, other)
    if amounts is None or bound not in ("floor", "ceiling"):
        return False
    ours, theirs = amounts.lower[1], amounts.higher[1]
    return ours > theirs if bound == "floor" else ours < theirs


def _is_off_target(lower: Setting, ours: Decimal, theirs: Decimal) -> bool:
    if lower.record.kind == "percent":
        return abs(ours - theirs) > POINTS_AROUND_TARGET
    return lower.record.kind == "money" and abs(ours - theirs) > theirs * SHARE_AROUND_TARGET


def _should_be_comparable(lower: Setting, higher: Setting) -> bool:
    """Whether two units that do not go together are worth a word: a level and a change of it are not."""
    return "percentage_point" not in (lower.record.unit, higher.record.unit) and "" not in (
        lower.record.unit, higher.record.unit
    )


def _in_days(lower: Setting, higher: Setting) -> Amounts | None:
    ours, theirs = _days(lower), _days(higher)
    if ours is None or theirs is None:
        return None
    if lower.record.unit == higher.record.unit:
        a, b = lower.value, higher.value
        return Amounts((a, a, a), (b, b, b), converted=False)
    return Amounts(ours, theirs, converted=True)


def _days(setting: Setting) -> tuple[Decimal, Decimal, Decimal] | None:
    """A duration in calendar days: shortest, usual, longest.

    Working days have two rest days in seven; the longest case adds the eight days of the longest holiday.
    """
    value, unit = setting.value, setting.record.unit
    if unit == "workday":
        usual = value * 7 / 5
        return value + 2 * ((value - 1) // 5), usual, usual + 10
    if unit not in _CALENDAR_DAYS:
        return None
    low, usual, high = _CALENDAR_DAYS[unit]
    if unit == "month" and value >= 12:
        low, high = usual, Decimal("30.5")
    return value * low, value * usual, value * high


def _periods(one: str | None, other: str | None, default: str | None) -> tuple[int, int] | None:
    """What to multiply two values by to have them for the same period, None where that cannot be done."""
    one, other = one or default or "", other or default or ""
    if one == other:
        return 1, 1
    if one in _MONTHS_IN and other in _MONTHS_IN:
        longest = max(_MONTHS_IN[one], _MONTHS_IN[other])
        return longest // _MONTHS_IN[one], longest // _MONTHS_IN[other]
    if "" in (one, other) and {one, other} <= {"", "year", "time"}:
        return 1, 1  # a yearly limit is often printed without 每年, a deductible without 每次
    return None


def _set_relation(one: frozenset[int | str], other: frozenset[int | str]) -> Relation:
    """Like `groups.relation`, for grades; an empty set is all of them."""
    if one == other:
        return "same"
    if not other or (one and one < other):
        return "part"
    return "whole" if not one or one > other else "other"


def _part_relation(lower: Setting, higher: Setting) -> Relation:
    one, other = lower.part, higher.part
    if one is other or one == other:
        return "same"
    if other is None:
        return "part"
    if one is None:
        return "whole"
    return "part" if max(one.lower, other.lower) < min(one.upper, other.upper) else "other"


def _region_relation(lower: Setting, higher: Setting) -> Relation:
    """A region that the higher document names counts only for the places in it."""
    if lower.region == higher.region or (lower.region and higher.region and same_region(higher.region, lower.region)):
        return "same"
    if higher.region is None:
        return "part"
    code = lower.document.code
    if lower.region is None and code and lies_in(code, higher.region):
        return "same"
    return "other"
