"""Working days: by the State Council's yearly holiday notices, make-up days (调休) included; every count of them is made here.

A notice that the corpus holds comes first, then the package chinese_calendar. For years that neither has, Saturdays, Sundays and
the days off by law are taken as days off; `knows` says whether a stretch of days is free of such years, so that whoever shows a
day that was counted can say how.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from extractor.quantities.festivals import days_off_by_law

_SATURDAY = 5
_MOST = 5000
"""How many working days are counted at most: some twenty years."""


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """What a notice says of its `year`: the days `off`, the days `worked` to make up for them; `source` is the circular's id.

    It may name single days of the years beside its own.
    """

    year: int
    off: frozenset[date]
    worked: frozenset[date]
    source: str = ""

    def to_json(self) -> dict[str, Any]:
        """The notice as plain data, which `from_json` reads."""
        off, worked = ([day.isoformat() for day in sorted(days)] for days in (self.off, self.worked))
        return {"year": self.year, "off": off, "worked": worked, "source": self.source}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> HolidayNotice:
        off, worked = (frozenset(map(date.fromisoformat, data[name])) for name in ("off", "worked"))
        return cls(int(data["year"]), off, worked, str(data["source"]))


class WorkingDays:
    """The days on which offices work, with what `notices` say of their years; a later one of a year takes an earlier one's place."""

    def __init__(self, notices: Iterable[HolidayNotice] = ()) -> None:
        by_year = {notice.year: notice for notice in notices}
        self.notices = tuple(by_year[year] for year in sorted(by_year))
        self._years = frozenset(by_year)
        self._off = frozenset(day for notice in self.notices for day in notice.off)
        self._worked = frozenset(day for notice in self.notices for day in notice.worked)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkingDays) and self.notices == other.notices

    def __hash__(self) -> int:
        return hash(self.notices)

    @property
    def key(self) -> str:
        """All that the calendar says beyond the official one, for what is kept by it."""
        return json.dumps([notice.to_json() for notice in self.notices], ensure_ascii=False) if self.notices else ""

    def is_working_day(self, day: date) -> bool:
        """Whether offices are open on `day`; Monday to Friday but for days off by law where no notice of its year is known."""
        if day in self._worked:
            return True
        if day in self._off:
            return False
        if day.year not in self._years:
            official = _official(day)
            if official is not None:
                return official
            if day in days_off_by_law(day.year):
                return False
        return day.weekday() < _SATURDAY

    def knows(self, first: date, last: date | None = None) -> bool:
        """Whether the holidays of all years from `first` to `last` (or of the one of `first`) are known from a notice."""
        years = sorted((first.year, (last or first).year))
        return all(year in self._years or _is_official(year) for year in range(years[0], years[1] + 1))

    def counted(self, start: date, number: int) -> date:
        """The `number`-th working day after `start`, or before it where `number` is negative; `start` itself is not counted
        (Civil Code, art. 201). Raises ValueError for 0 and for more than 5,000, OverflowError beyond the year 9999."""
        if not 0 < abs(number) <= _MOST:
            raise ValueError(f"cannot count {number} working days: from 1 to {_MOST}, on or back")
        day, step = start, timedelta(days=1 if number > 0 else -1)
        left = abs(number)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day


OFFICIAL = WorkingDays()
"""The working days as far as no corpus says more."""


def unknown_years(first: date, last: date, calendar: WorkingDays = OFFICIAL) -> str:
    """In Chinese, that and how the days from `first` to `last` were counted in years whose notice is not known; empty if none is."""
    low, high = sorted((first, last))
    missing = [year for year in range(low.year, high.year + 1) if not calendar.knows(date(year, 1, 1))]
    return f"{'、'.join(map(str, missing))}年节假日安排尚未发布或未收录，按法定节日和周末推算" if missing else ""


def _official(day: date) -> bool | None:
    """What chinese_calendar says of a day; None where it has no data for its year."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


@cache
def _is_official(year: int) -> bool:
    return _official(date(year, 1, 1)) is not None
