"""Working days by the official calendar of the State Council's holiday notices, make-up days (调休) included."""

from __future__ import annotations

from datetime import date, timedelta


class CalendarLimitError(Exception):
    """The official calendar has no data for a year: its notice is not out yet, or it is too long ago."""


def is_workday(day: date) -> bool:
    """Whether `day` is worked; CalendarLimitError where the calendar has no data for its year."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError as error:
        raise CalendarLimitError(
            f"no official working-day calendar for {day.year}: update the package chinese_calendar once the State"
            " Council's holiday notice for that year is out, or count the days by hand"
        ) from error


def add_working_days(start: date, number: int) -> date:
    """The `number`-th working day after `start`; the day of the event itself is not counted (民法典第201条).

    Raises ValueError for a number below 1, CalendarLimitError where the calendar ends before the days are counted.
    """
    if number < 1:
        raise ValueError(f"cannot count {number} working days: the number must be at least 1")
    day = start
    while number:
        day += timedelta(days=1)
        number -= is_workday(day)
    return day
