"""A parameter of a circular made comparable: whose value, for whom, when, for which part of a base."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Protocol

import portion
from portion import Interval

from extractor.consistency.cases import is_case
from extractor.consistency.documents import Document
from extractor.consistency.groups import Group, group_of
from extractor.normalize.script import to_simplified
from extractor.records.models import BracketBounds, ParameterRecord

INFINITE = Decimal("Infinity")

_LEVELS = {"村": 0, "基层": 0, "社区": 0, "乡": 0, "镇": 0, "一": 1, "1": 1, "二": 2, "2": 2, "三": 3, "3": 3}
_TIER = re.compile(r"(村|基层|社区|乡|镇|[一二三123](?=级|、|及|和|以))[^、，及和以]{0,8}(及以下|以下|及以上|以上)?")
_ALL_GRADES = frozenset("123")
_SHARES = re.compile(r"[甲乙丙特]等|[甲乙丙](?=医|$)")
_PERIODS = frozenset({"hour", "day", "week", "month", "quarter", "half_year", "year", "time"})
_PLAIN_LABEL = re.compile(r"[\W\d_]+|[各全我本][省市县区州]|每人(?:每年|每月)?")


class Concept(Protocol):
    """What the check needs to know of a concept of the vocabulary; a `Concept` of `language` is one."""

    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def per(self) -> str | None: ...
    @property
    def direction(self) -> str: ...


Concepts = Mapping[str, Concept]


@dataclass(slots=True, eq=False)
class Setting:
    """One value that one document sets.

    `key` names what is set: the concept's id, or `=` and the plain label where no concept fits (None where the
    label says too little). `value` is infinite where a limit is abolished. It applies in `year`, or, where that
    is None, from `start` until `end` or until something later takes its place.
    """

    document: Document
    record: ParameterRecord
    key: str | None
    value: Decimal
    group: Group | None
    tier: frozenset[str]
    part: Interval | None
    region: str | None
    year: int | None
    start: date | None
    end: date | None

    @property
    def concept(self) -> str | None:
        return self.record.concept

    @property
    def is_sure(self) -> bool:
        """Whether the reading can carry what is said of the document by itself."""
        return self.record.confidence != "low"

    @property
    def is_certain(self) -> bool:
        """Whether name, conditions and concept were all understood, so that it may be held against another document."""
        return self.record.confidence == "high"

    @property
    def is_comparable(self) -> bool:
        """Whether it may be held against another level: surely read, and of an unknown thing a rate.

        Other unknown amounts (城镇新增就业5万人) are often totals, which every place has its own part of.
        """
        record = self.record
        is_rate = record.kind == "percent" or (record.kind == "money" and record.per is not None)
        return self.key is not None and self.is_certain and (self.concept is not None or is_rate)

    def applies_in(self, year: int) -> bool:
        """Whether it is in force in some part of a calendar year."""
        if self.year is not None:
            return self.year == year
        starts = self.start.year if self.start else self.document.year
        return starts is not None and starts <= year and (self.end is None or self.end.year >= year)

    def meets(self, other: Setting) -> bool:
        """Whether the two are in force on some common day, as far as their days are known."""
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


def read_setting(document: Document, record: ParameterRecord) -> Setting | None:
    """The setting of a parameter record; None where its value is no number and nothing is abolished."""
    try:
        value = INFINITE if record.removed else Decimal(record.value or "")
    except InvalidOperation:
        return None
    start, end = _period(document, record)
    spans_years = end is not None and record.year is not None and end.year > record.year
    return Setting(
        document=document,
        record=record,
        key=record.concept or _label_key(record.label),
        value=value,
        group=None if is_case(record.population) else group_of(record.population, record.concept),
        tier=read_tier(record.tier),
        part=_interval(record.bracket) if record.bracket else None,
        region=to_simplified("".join(record.region.split())) if record.region else None,
        year=None if spans_years else record.year,
        start=start,
        end=end,
    )


@lru_cache(maxsize=10_000)
def read_tier(printed: str | None) -> frozenset[str]:
    """The grades of hospital that a circular names (一级及以下 → 0 and 1), or its own words; empty for all."""
    if printed is None:
        return frozenset()
    text = to_simplified("".join(printed.split()))
    grades: set[str] = set()
    for found in _TIER.finditer(text):
        level = _LEVELS[found[1]]
        reach = found[2] or ""
        low, high = (0 if "下" in reach else level), (3 if "上" in reach else level)
        grades.update(str(grade) for grade in range(low, high + 1))
    if not grades or _SHARES.search(text):
        return frozenset((text,))
    return frozenset() if grades >= _ALL_GRADES else frozenset(grades)


def period_of(per: str | None) -> str | None:
    """The period that a value is for (`person/year` → `year`), None where it has none."""
    period = (per or "").rpartition("/")[2]
    return period if period in _PERIODS else None


@lru_cache(maxsize=10_000)
def _label_key(label: str | None) -> str | None:
    plain = _PLAIN_LABEL.sub("", to_simplified(label or ""))
    return f"={plain}" if len(plain) >= 6 else None


def _interval(bounds: BracketBounds) -> Interval:
    lower = -portion.inf if bounds.lower is None else Decimal(bounds.lower)
    upper = portion.inf if bounds.upper is None else Decimal(bounds.upper)
    left = portion.CLOSED if bounds.lower_inclusive and bounds.lower is not None else portion.OPEN
    right = portion.CLOSED if bounds.upper_inclusive and bounds.upper is not None else portion.OPEN
    return Interval.from_atomic(left, lower, upper, right)


def _period(document: Document, record: ParameterRecord) -> tuple[date | None, date | None]:
    start = record.effective_from or document.record.effective_from or document.record.date
    end = record.effective_to or document.record.effective_to
    ends = [date.fromisoformat(end)] if end else []
    if document.repealed:
        ends.append(document.repealed)
    return date.fromisoformat(start) if start else None, min(ends, default=None)
