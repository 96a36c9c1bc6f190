"""One value that one circular sets (`Setting`), and what it means to be in force.

A value holds from its first day (`dates`) until its last: the one that is stated, the day before its circular is repealed or
its words are changed or struck out (`amendments`), or the day before a later value takes its place. What stands in changed words
is repealed with the circular that they change. A later first day takes the place of what went before; on the same day a circular
goes before an explainer of one, and the later circular before the earlier. What has ended does not come back when its successor
ends. A value takes another's place where it names the same group or more, the same tier and the same region; where its circular
puts itself in the place of older rules that differ, whatever tier and region.

What is set for a year, with no other end, is in force beyond it until something takes its place, but only *carried on*: the
corpus does not show that it is still valid. The sheet says so; nobody is accused of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import islice
from typing import Literal, NamedTuple, Protocol

import portion
from portion import Interval

from extractor.normalize.script import to_simplified
from extractor.policy.branches import Branch, branches_of, same_branches
from extractor.policy.cases import is_case
from extractor.policy.dates import StartedBy, first_day, issue_day, last_day
from extractor.policy.documents import Document
from extractor.policy.groups import Group, group_of, names_all
from extractor.policy.patterns import plain
from extractor.policy.tiers import read_tier, same_tier
from extractor.records.confidence import BY_NAME, NO_CONCEPT
from extractor.records.models import BracketBounds, Condition, DocumentRecord, Line, ParameterRecord

State = Literal["coming", "holds", "carried", "over"]
INFINITE = Decimal("Infinity")
TARGET = Branch("target", "目标")
"""The branch of what is only aimed at."""
STATED = "stated"
"""What ends a value that says itself until when it holds."""

_DAY = timedelta(days=1)
_POINTS = "percentage_point"
"""A change (提高5个百分点) is no value of its own."""
_PERIODS = frozenset({"hour", "day", "week", "month", "quarter", "half_year", "year", "time"})
_PLAIN_LABEL = re.compile(r"[\W\d_]+|[各全我本][省市县区州]|每人(?:每年|每月)?")


class Dated(Protocol):
    """Something that holds from a day to a day (None: not known, until further notice), for a year of its own or for none."""

    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None: ...
    @property
    def year(self) -> int | None: ...
    @property
    def ended_by(self) -> str | None: ...


def state_on(one: Dated, day: date) -> State:
    """How a value stands on a day: not yet in force, in force, carried on beyond its year, or over."""
    if one.start is None or day < one.start:
        return "coming"
    if one.end is not None and one.end < day:
        return "over"
    return "carried" if one.year is not None and one.year < day.year and one.ended_by != STATED else "holds"


def shown_until(one: Dated, newest: date | None) -> date | None:
    """The last day for which a corpus shows a value to be still valid, None where it has ended.

    `newest` is the day of the place's newest circular: what that has not changed was still valid then.
    """
    if one.end is not None or one.start is None:
        return None
    return max(one.start, date(one.year, 12, 31) if one.year is not None else newest or one.start)


UNDATED = date.min
"""The first day of a claim of which no day is known."""


class Scope(NamedTuple):
    """For whom and where something is set, as printed (None: all); `branches` are the further conditions, and what else tells
    apart values that stand side by side."""

    population: str | None
    tier: str | None
    region: str | None
    branches: tuple[Branch, ...]
    unit: str


class Claim(NamedTuple):
    """What a document says of a scope from `start` to `end` (None: until further notice), before others take its place.

    `ended_by` is what makes `end` the last day, `amends` the circular whose words it changes.
    """

    scope: Scope
    document: DocumentRecord
    start: date
    end: date | None
    ended_by: str = STATED
    amends: str | None = None

    @property
    def order(self) -> tuple[date, bool, date, str]:
        """Later first days rule over earlier ones; on the same day a circular over an explainer, the later over the earlier."""
        return self.start, self.document.status != "explainer", issue_day(self.document) or date.min, self.document.id


Ending = tuple[date | None, str | None]
"""A last day, and what makes it the last: `stated`, or the id of the circular that repealed or replaced it."""


def endings(
    claims: Sequence[Claim], repealed: Mapping[str, tuple[date, str]], taking_over: Collection[str]
) -> list[Ending]:
    """When each of the claims about one thing at one place ends; `claims` are in their `order`."""
    return [_ending(one, islice(claims, index + 1, None), repealed, taking_over) for index, one in enumerate(claims)]


def _ending(
    one: Claim, later: Iterator[Claim], repealed: Mapping[str, tuple[date, str]], taking_over: Collection[str]
) -> Ending:
    ends: list[tuple[date, str]] = [(one.end, one.ended_by)] if one.end else []
    ends += [(by[0] - _DAY, by[1]) for id_ in (one.document.id, one.amends) if id_ and (by := repealed.get(id_))]
    successor = next((other for other in later if _replaces(other, one, taking_over)), None)
    if successor:
        ends.append((successor.start - _DAY, successor.document.id))
    return min(ends) if ends else (None, None)


def lapses_on(record: Line, repealed: Mapping[str, tuple[date, str]]) -> date | None:
    """The first day on which a record of any kind counts no more, because its words were changed or struck out, or its circular, or
    the one whose words it changes, was repealed; None where nothing says so."""
    days = [date.fromisoformat(record.ended.date)] if record.ended else []
    amends = record.amends.document if record.amends else None
    days += [by[0] for id_ in (record.document, amends) if id_ and (by := repealed.get(id_))]
    return min(days, default=None)


def _replaces(other: Claim, one: Claim, taking_over: Collection[str]) -> bool:
    new, old = other.scope, one.scope
    if other.start == UNDATED:  # nobody knows whether it came later
        return False
    if not names_all(new.population, old.population) or (new.unit == _POINTS) != (old.unit == _POINTS):
        return False
    if new.region == old.region and same_tier(new.tier, old.tier) and same_branches(new.branches, old.branches):
        return other.document.id != one.document.id or other.start > one.start
    return other.document.id in taking_over and other.document.id != one.document.id


@dataclass(slots=True, eq=False)
class Setting:
    """One value that one document sets.

    `key` names what is set: the concept's id, or `=` and the plain label where no concept fits (None where the
    label says too little). `value` is infinite where a limit is abolished. `year` is the one that it is for, where it is for
    one; `start` and `end` are its days by its own circular (and until that is repealed), `started_by` and `ended_by` say why.
    """

    document: Document
    record: ParameterRecord
    key: str | None
    value: Decimal
    group: Group | None
    tier: frozenset[int | str]
    part: Interval | None
    region: str | None
    year: int | None
    start: date | None
    end: date | None
    started_by: StartedBy | None = None
    ended_by: str | None = None

    @property
    def concept(self) -> str | None:
        return self.record.concept

    @property
    def is_sure(self) -> bool:
        """Whether the reading can carry what is said of the document by itself: not where its concept rests on a name alone, for then
        conditions may be missing."""
        return self.record.confidence != "low" and BY_NAME not in self.record.reasons

    @property
    def is_certain(self) -> bool:
        """Whether name, conditions and concept were all understood, so that it may be held against another document: not where its concept
        rests on a name alone."""
        return self.record.confidence == "high" and BY_NAME not in self.record.reasons

    @property
    def is_read(self) -> bool:
        """Whether all was understood but for the concept, so that it may be held against what its place says under the same label."""
        return self.is_certain or self.record.reasons == (NO_CONCEPT,)

    def applies_in(self, year: int) -> bool:
        """Whether it is in force, and not only carried on, in some part of a calendar year, later values left aside."""
        if self.year is not None:
            return self.year == year
        starts = self.start.year if self.start else self.document.year
        return starts is not None and starts <= year and (self.end is None or self.end.year >= year)

    def meets(self, other: Setting) -> bool:
        """Whether the two are in force, and not only carried on, on some common day, as far as their days are known."""
        ours, theirs = self._days(), other._days()
        return all(end is None or start is None or start <= end for start, end in ((ours[0], theirs[1]), (theirs[0], ours[1])))

    def _days(self) -> tuple[date | None, date | None]:
        if self.year is None:
            return self.start, self.end
        last = date(self.year, 12, 31)
        return date(self.year, 1, 1), min(last, self.end) if self.end else last

    @property
    def scope(self) -> tuple[object, ...]:
        """For whom and what it is set: equal for two settings that cannot both be in force."""
        record = self.record
        covers = self.group.covers if self.group else None
        return self.key, covers, self.tier, self.part, self.region, record.unit, period_of(record.per)

    @property
    def claim(self) -> Claim:
        """What it claims, its first day the first of its document's year where nothing is dated."""
        start = self.start or (date(self.document.year, 1, 1) if self.document.year else UNDATED)
        by = self.record.ended.document if self.record.ended and self.ended_by == self.record.ended.document else STATED
        amends = self.record.amends.document if self.record.amends else None
        return Claim(scope_of(self.record), self.document.record, start, self.end, by, amends)


def scope_of(record: ParameterRecord) -> Scope:
    """For whom and where a value is set, as printed; a target stands beside what is in force, a case beside the others."""
    branches = branches_of(record)
    if record.modality == "target":
        branches = (*branches, TARGET)
    population = None if group_of(record.population, record.concept) is None else plain(record.population)
    return Scope(population, plain(record.tier), plain(record.region), branches, record.unit)


def read_setting(document: Document, record: ParameterRecord) -> Setting | None:
    """The setting of a parameter record; None where its value is no number and nothing is abolished."""
    try:
        value = INFINITE if record.removed else Decimal(record.value or "")
    except InvalidOperation:
        return None
    start, started_by = first_day(record, document.record) or (None, None)
    stated = last_day(record, document.record)
    ends = [(stated, STATED)] if stated else []
    if document.repealed:
        ends.append((document.repealed - _DAY, "repealed"))
    if record.ended:
        ends.append((date.fromisoformat(record.ended.date) - _DAY, record.ended.document))
    end, ended_by = min(ends) if ends else (None, None)
    return Setting(
        document=document,
        record=record,
        key=record.concept or _label_key(record.label),
        value=value,
        group=None if is_case(record.population) else group_of(record.population, record.concept),
        tier=read_tier(record.tier),
        part=interval(record.bracket) if record.bracket else None,
        region=plain(record.region),
        year=year_of(record, stated),
        start=start,
        end=end,
        started_by=started_by,
        ended_by=ended_by,
    )


def year_of(record: ParameterRecord, stated: date | None) -> int | None:
    """The year that a value is for; None where it is for none, or stated to hold beyond it."""
    return None if stated is not None and record.year is not None and stated.year > record.year else record.year


def period_of(per: str | None) -> str | None:
    """The period that a value is for (`person/year` → `year`), None where it has none."""
    period = (per or "").rpartition("/")[2]
    return period if period in _PERIODS else None


@lru_cache(maxsize=10_000)
def _label_key(label: str | None) -> str | None:
    words = _PLAIN_LABEL.sub("", to_simplified(label or ""))
    return f"={words}" if len(words) >= 6 else None


def interval(bounds: BracketBounds | Condition) -> Interval:
    """The bounds of a bracket or of a numeric condition as an interval."""
    lower = -portion.inf if bounds.lower is None else Decimal(bounds.lower)
    upper = portion.inf if bounds.upper is None else Decimal(bounds.upper)
    left = portion.CLOSED if bounds.lower_inclusive and bounds.lower is not None else portion.OPEN
    right = portion.CLOSED if bounds.upper_inclusive and bounds.upper is not None else portion.OPEN
    return Interval.from_atomic(left, lower, upper, right)
