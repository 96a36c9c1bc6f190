from __future__ import annotations

from datetime import date

import pytest

from extractor.quantities.working_days import CalendarLimitError, add_working_days, is_workday


@pytest.mark.parametrize(
    ("start", "number", "expected"),
    [
        (date(2024, 9, 27), 1, date(2024, 9, 29)),  # the Sunday is a make-up day
        (date(2024, 9, 30), 1, date(2024, 10, 8)),  # over the National Day holiday
        (date(2024, 9, 30), 5, date(2024, 10, 12)),  # a Saturday worked to make up
        (date(2021, 8, 18), 10, date(2021, 9, 1)),
    ],
)
def test_official_calendar(start: date, number: int, expected: date) -> None:
    assert add_working_days(start, number) == expected


def test_make_up_day() -> None:
    assert is_workday(date(2024, 10, 12))
    assert not is_workday(date(2024, 10, 13))


def test_says_where_the_calendar_ends() -> None:
    with pytest.raises(CalendarLimitError, match="1999"):
        is_workday(date(1999, 1, 4))
    with pytest.raises(CalendarLimitError, match="2100"):
        add_working_days(date(2099, 12, 31), 3)


def test_needs_a_day_to_count() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        add_working_days(date(2024, 1, 1), 0)
