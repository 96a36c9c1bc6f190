from __future__ import annotations

from datetime import date

import pytest

from extractor.quantities.festivals import days_off_by_law, festival_day
from extractor.quantities.working_days import OFFICIAL, HolidayNotice, WorkingDays, unknown_years


@pytest.mark.parametrize(
    ("start", "number", "expected"),
    [
        (date(2024, 9, 27), 1, date(2024, 9, 29)),  # the Sunday is a make-up day
        (date(2024, 9, 30), 1, date(2024, 10, 8)),  # over the National Day holiday
        (date(2024, 9, 30), 5, date(2024, 10, 12)),  # a Saturday worked to make up
        (date(2021, 8, 18), 10, date(2021, 9, 1)),
        (date(2024, 10, 8), -1, date(2024, 9, 30)),  # back over the holiday
        (date(2024, 10, 8), -2, date(2024, 9, 29)),
    ],
)
def test_official_calendar(start: date, number: int, expected: date) -> None:
    assert OFFICIAL.counted(start, number) == expected


def test_make_up_day() -> None:
    assert OFFICIAL.is_working_day(date(2024, 10, 12))
    assert not OFFICIAL.is_working_day(date(2024, 10, 13))


def test_says_which_years_were_worked_out() -> None:
    assert unknown_years(date(2024, 1, 1), date(2025, 12, 31)) == ""
    assert unknown_years(date(2098, 12, 1), date(2099, 1, 8)).startswith("2098、2099年节假日安排尚未发布或未收录")
    assert unknown_years(date(1999, 3, 1), date(1999, 2, 1)).startswith("1999年")


def test_without_a_notice_weekends_and_the_days_off_by_law_are_off() -> None:
    assert not OFFICIAL.knows(date(2090, 10, 3))
    assert not OFFICIAL.is_working_day(date(2090, 10, 3))  # a Tuesday, the third day of the National Day
    assert OFFICIAL.is_working_day(date(2090, 10, 4))
    assert not OFFICIAL.is_working_day(date(2090, 10, 7))  # a Saturday


@pytest.mark.parametrize("number", [0, 5001, -5001])
def test_what_nobody_counts_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="cannot count"):
        OFFICIAL.counted(date(2024, 1, 1), number)


NOTICE = HolidayNotice(
    2024, frozenset({date(2024, 9, 2), date(2023, 12, 29)}), frozenset({date(2024, 9, 7)}), "某办〔2023〕1号")


def test_a_notice_of_the_corpus_comes_before_the_official_calendar() -> None:
    own = WorkingDays([NOTICE])
    assert not own.is_working_day(date(2024, 9, 2))
    assert own.is_working_day(date(2024, 9, 7))
    assert own.is_working_day(date(2024, 10, 1))  # this notice has no such holiday
    assert not own.is_working_day(date(2023, 12, 29))  # a day that it names of the year before
    assert own.counted(date(2024, 8, 30), 5) == date(2024, 9, 7)


def test_a_notice_makes_its_year_known() -> None:
    later = WorkingDays([HolidayNotice(2090, frozenset({date(2090, 10, 4)}), frozenset())])
    assert later.knows(date(2090, 1, 1)) and not later.knows(date(2090, 1, 1), date(2091, 1, 1))
    assert not later.is_working_day(date(2090, 10, 4))


def test_a_notice_goes_into_plain_data_and_back() -> None:
    assert HolidayNotice.from_json(NOTICE.to_json()) == NOTICE
    assert WorkingDays([NOTICE]).key != WorkingDays().key == ""


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("春节", date(2027, 2, 6)),
        ("元宵节", date(2027, 2, 20)),
        ("清明节", date(2027, 4, 5)),
        ("端午节", date(2027, 6, 9)),
        ("中秋节", date(2027, 9, 15)),
        ("国庆节", date(2027, 10, 1)),
        ("春节", date(2033, 1, 31)),  # 2033 has the leap month that many tables get wrong
        ("中秋节", date(2033, 9, 8)),
    ],
)
def test_days_of_festivals(name: str, day: date) -> None:
    assert festival_day(name, day.year) == day


@pytest.mark.parametrize("year", range(2025, 2027))
def test_the_days_off_by_law_are_off_in_the_official_calendar(year: int) -> None:
    days = days_off_by_law(year)
    assert len(days) == 13
    assert not any(OFFICIAL.is_working_day(day) for day in days)
    assert date(year, 1, 1) in days


def test_a_festival_whose_day_no_table_holds_has_none() -> None:
    assert festival_day("春节", 1500) is None and festival_day("国庆节", 1500) == date(1500, 10, 1)
