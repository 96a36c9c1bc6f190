"""Working days by the State Council's yearly holiday notices (make-up days 调休 included)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)


@lru_cache(maxsize=1)
def covered_years() -> tuple[int, int]:
    """The first and last year for which `chinese_calendar` holds the official arrangement."""
    from chinese_calendar import constants

    years = [day.year for day in constants.holidays]
    return min(years), max(years)


def is_covered(day: date) -> bool:
    """Whether the official arrangement of the year of `day` is known."""
    first, last = covered_years()
    return first <= day.year <= last


@lru_cache(maxsize=10_000)
def is_working_day(day: date) -> bool:
    """Whether offices are open on `day`; Monday to Friday where the year is not covered."""
    if not is_covered(day):
        return day.weekday() < 5
    from chinese_calendar import is_workday

    return bool(is_workday(day))


def previous_working_day(day: date) -> date:
    """The last working day before `day`."""
    return _walk(day, -_DAY, is_working_day)


def next_working_day(day: date) -> date:
    """The first working day after `day`."""
    return _walk(day, _DAY, is_working_day)


def add_working_days(day: date, count: int) -> date:
    """The day on which `count` working days after `day` are complete (`day` itself is not counted)."""
    for _ in range(count):
        day = next_working_day(day)
    return day


def _walk(day: date, step: timedelta, wanted: Callable[[date], bool]) -> date:
    day += step
    while not wanted(day):
        day += step
    return day
