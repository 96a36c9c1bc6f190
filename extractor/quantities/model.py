"""What the grammar of quantities and times yields. Spans index the text that was given."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

from extractor.quantities.festivals import festival_day
from extractor.quantities.working_days import OFFICIAL
from extractor.spans import Span

Kind = Literal["money", "percent", "duration", "count"]
Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx"]
Role = Literal["lower", "upper"]
Precision = Literal["day", "month", "quarter", "half", "year"]
Cycle = Literal["month", "quarter", "half_year", "year"]
Unit = Literal["week", "month", "quarter", "half_year", "festival"]
TimeKind = Literal["date", "window", "recurring", "after_event"]
Boundary = Literal["before", "until", "from", "end", "within", "since", "during"]

_MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "half_year": 6}


@dataclass(slots=True)
class Quantity:
    """A value with its unit and the comparison words at it.

    `start, end` bound the quote (with the comparison words that touch the value), `number_start, number_end` the
    bare value with its unit. `value` is a decimal string in plain notation, units multiplied out (1.8万元 →
    "18000"). `inclusive` is what 含 or 不含 prints, None where neither stands. `range_role` marks the two ends of
    a range, which share one span; `other_end` is then the value of the other end and whether it is held. `per` is
    what the value is for each of (person/year), where printed at the value.
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
    other_end: tuple[str, bool] | None = None


class Bounds(NamedTuple):
    """What a quantity bounds: decimal strings in its unit, None for an open end, and whether each end is held."""

    lower: str | None
    lower_inclusive: bool
    upper: str | None
    upper_inclusive: bool


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


class Feast(NamedTuple):
    """A day counted from a festival's: `days` on (back, where negative), or so many working days."""

    name: str
    days: int
    workdays: int


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar: `first` and `last` are (month, day), day 0 being the last of its month.

    `year` is None where no year is known yet; `offset` counts from the document's year (明年: 1). `relative` counts
    weeks, months, quarters or half years from the document's own day (下月: month, 1); the months of `first` and
    `last` are then 0, and a week's days count from Monday (1), until `on` places the stretch. `feast` is a day counted from a
    festival, in `year` or (festival, 0) the first that is no earlier than the document's day; `first` and `last` are then (0, 0).
    """

    first: tuple[int, int]
    last: tuple[int, int]
    precision: Precision
    year: int | None = None
    offset: int = 0
    relative: tuple[Unit, int] | None = None
    feast: Feast | None = None

    def on(self, day: date) -> Period:
        """The stretch itself, for a document of `day`; as it is where it is not relative to that day."""
        if self.relative is None:
            return self
        unit, offset = self.relative
        if unit == "festival":
            years = (self.of_year(day.year + more) for more in range(3))
            return next((one for one in years if (last := one.last_day(None)) is not None and last >= day), self)
        if unit == "week":
            monday = day - timedelta(days=day.weekday() - 7 * offset)
            first, last = (monday + timedelta(days=(place[1] or 7) - 1) for place in (self.first, self.last))
            return Period((first.month, first.day), (last.month, last.day), self.precision, last.year)
        months = _MONTHS[unit]
        start = day.year * 12 + (day.month - 1) // months * months + offset * months
        end = start + months - 1
        return Period((start % 12 + 1, self.first[1]), (end % 12 + 1, self.last[1]), self.precision, end // 12)

    def of_year(self, year: int) -> Period:
        """The same stretch in another year."""
        return replace(self, year=year, offset=0, relative=None if self.feast is not None else self.relative)

    def first_day(self, base_year: int | None) -> date | None:
        """The first day; `base_year` is the document's, for a period without a year of its own."""
        return self._day(self.first, base_year)

    def last_day(self, base_year: int | None) -> date | None:
        """The last day; None where no year is known or the calendar has no such day."""
        return self._day(self.last, base_year)

    def counted(self, base_year: int | None) -> tuple[date, int] | None:
        """The day and the number of working days that a day counted from a festival is counted by; None of any other."""
        year = self.year if self.year is not None else None if base_year is None else base_year + self.offset
        if self.feast is None or not self.feast.workdays or year is None or self.relative is not None:
            return None
        day = festival_day(self.feast.name, year)
        return (day, self.feast.workdays) if day is not None else None

    def _day(self, place: tuple[int, int], base_year: int | None) -> date | None:
        year = self.year if self.year is not None else None if base_year is None else base_year + self.offset
        if year is None or self.relative is not None or not 1 <= year <= 9999:
            return None
        if self.feast is not None:
            return day_of_feast(self.feast, year)
        month, day = place
        length = calendar.monthrange(year, month)[1]
        return None if day > length else date(year, month, day or length)


def day_of_feast(feast: Feast, year: int) -> date | None:
    """The day that a feast's count comes to in `year`, by the official calendar; None where the festival's day is not known."""
    day = festival_day(feast.name, year)
    if day is None:
        return None
    return OFFICIAL.counted(day, feast.workdays) if feast.workdays else day + timedelta(days=feast.days)


@dataclass(frozen=True, slots=True)
class Recurs:
    """A day that comes back: every month, quarter, half year or year, `offset` periods on, in `month` (of a year)."""

    every: Cycle
    offset: int
    month: int | None
    day: int | Literal["last"]


@dataclass(slots=True)
class TimePoint:
    """A time expression. `start, end` span its words with those that bound it (到2025年, 9月底前).

    `period` is the stretch of the calendar that it names (the end of a window, whose beginning is `opens`).
    `year_from` is "text" where the year is printed at it or earlier in its sentence, None where the document has to
    give it, `inherited` where it comes from a date before it. A length of time from an event has `duration` (index
    into the quantities) and `event` (its words), `ahead` where it ends before the event (会议召开10日前).
    """

    start: int
    end: int
    kind: TimeKind
    period: Period | None = None
    opens: Period | None = None
    boundary: Boundary | None = None
    recurs: Recurs | None = None
    duration: int | None = None
    event: Span | None = None
    year_from: Literal["text"] | None = None
    inherited: bool = False
    ahead: bool = False
