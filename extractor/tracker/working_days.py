"""The working days around a date, also where the official calendar does not reach."""

from __future__ import annotations

from datetime import date, timedelta

from extractor.quantities.working_days import CalendarLimitError, is_workday

_SATURDAY = 5


def is_covered(day: date) -> bool:
    """Whether the official calendar has the year of `day`."""
    try:
        is_workday(day)
    except CalendarLimitError:
        return False
    return True


def is_working_day(day: date) -> bool:
    """Whether offices are open on `day`; Monday to Friday where the official calendar does not reach."""
    try:
        return is_workday(day)
    except CalendarLimitError:
        return day.weekday() < _SATURDAY


def previous_working_day(day: date) -> date:
    """The last working day before `day`."""
    return _nearest(day, -1)


def next_working_day(day: date) -> date:
    """The first working day after `day`."""
    return _nearest(day, 1)


def _nearest(day: date, step: int) -> date:
    day += timedelta(days=step)
    while not is_working_day(day):
        day += timedelta(days=step)
    return day
