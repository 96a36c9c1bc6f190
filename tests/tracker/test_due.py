"""Due dates: days off, make-up days, recurring dates, periods that run from an event."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.quantities.working_days import HolidayNotice, WorkingDays
from extractor.records.models import DurationValue, Recurrence
from extractor.tracker.due import (
    before_first,
    due_of,
    duration_text,
    next_occurrence,
    recurrence_text,
    settled,
)
from tests.tracker.building import deadline

EARLY = date(2021, 1, 1)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("stated", "working_day"),
    [
        ("2021-09-30", None),  # Thursday
        ("2021-10-03", "2021-09-30"),  # National Day
        ("2021-10-09", None),  # a Saturday that is a make-up day
        ("2021-09-26", None),  # a Sunday that is a make-up day
        ("2021-09-25", "2021-09-24"),  # a Saturday
        ("2022-02-06", "2022-01-30"),  # Spring Festival; 30 January, a Sunday, was a make-up day
    ],
)
def test_a_date_on_a_day_off_shows_the_working_day_before_it(stated, working_day):
    due = due_of(deadline(stated), after=EARLY)
    assert (due.day, due.working_day) == (day(stated), day(working_day))


def test_both_dates_are_shown():
    due = due_of(deadline("2021-10-03"), after=EARLY)
    assert due.text == "2021年10月3日（休息日，9月30日前办）"
    assert due.remark == "时限为休息日，此前最后一个工作日为2021年9月30日"
    new_year = due_of(deadline("2022-01-02"), after=EARLY)
    assert new_year.text == "2022年1月2日（休息日，2021年12月31日前办）"


def test_a_year_whose_holidays_are_not_known_is_said_to_be_so():
    due = due_of(deadline("2090-12-31"), after=EARLY)  # a Sunday
    assert (bool(due.assumed), due.counted, due.working_day) == (True, False, date(2090, 12, 29))
    assert "2090年节假日安排尚未发布或未收录，按法定节日和周末推算" in due.remark
    assert due.text == "2090年12月31日（休息日，12月29日前办，推算）"
    assert due_of(deadline("2021-09-30"), after=EARLY).remark == ""


def test_a_notice_of_the_corpus_says_which_days_are_off():
    notice = HolidayNotice(2090, frozenset({date(2090, 12, 29)}), frozenset({date(2090, 12, 30)}))
    due = due_of(deadline("2090-12-31"), after=EARLY, calendar=WorkingDays([notice]))
    assert (due.working_day, due.remark) == (date(2090, 12, 30), "时限为休息日，此前最后一个工作日为2090年12月30日")


def test_a_date_that_was_counted_follows_the_notice_of_the_corpus():
    counted = deadline("2090-10-05", counted={"from": "2090-10-01", "workdays": 2})
    notice = HolidayNotice(2090, frozenset(date(2090, 10, d) for d in range(1, 9)), frozenset())
    assert settled(counted, None).date == "2090-10-05"
    assert "2090年" in due_of(settled(counted, None), after=EARLY).remark
    corrected = counted.model_copy(update={"date": "2090-10-06"})
    assert settled(corrected, None, WorkingDays([notice])) == corrected
    assert not due_of(corrected, after=EARLY).counted
    own = settled(counted, None, WorkingDays([notice]))
    assert own.date == "2090-10-10"
    assert due_of(own, after=EARLY, calendar=WorkingDays([notice])).remark == ""


@pytest.mark.parametrize(
    ("recurs", "after", "expected"),
    [
        (Recurrence(every="month", day=20, offset=1), "2021-09-19", "2021-09-20"),
        (Recurrence(every="month", day=20, offset=1), "2021-09-20", "2021-10-20"),
        (Recurrence(every="month", day=31), "2021-02-01", "2021-02-28"),
        (Recurrence(every="month", day="last"), "2021-12-31", "2022-01-31"),
        (Recurrence(every="quarter", day="last"), "2021-02-01", "2021-03-31"),
        (Recurrence(every="quarter", day=10, offset=1), "2021-10-10", "2022-01-10"),
        (Recurrence(every="half_year", day="last"), "2021-06-30", "2021-12-31"),
        (Recurrence(every="year", day="last", month=6, offset=1), "2021-07-01", "2022-06-30"),
        (Recurrence(every="year", day="last", month=2), "2023-06-01", "2024-02-29"),
        (Recurrence(every="year", day="last", month=12), "2021-12-31", "2022-12-31"),
    ],
)
def test_the_next_date_of_a_recurring_deadline(recurs, after, expected):
    assert next_occurrence(recurs, day(after)) == day(expected)


@pytest.mark.parametrize(
    ("recurs", "issued", "first"),
    [
        (Recurrence(every="month", day=20), "2021-08-18", "2021-08-20"),
        (Recurrence(every="month", day=18), "2021-08-18", "2021-08-18"),
        (Recurrence(every="month", day=20, offset=1), "2021-08-18", "2021-09-20"),
        (Recurrence(every="quarter", day=10, offset=1), "2021-08-18", "2021-10-10"),
        (Recurrence(every="year", day="last", month=6, offset=1), "2021-03-01", "2022-06-30"),
        (Recurrence(every="year", day="last", month=6), "2021-03-01", "2021-06-30"),
    ],
)
def test_the_first_date_that_a_circular_can_mean(recurs, issued, first):
    assert next_occurrence(recurs, before_first(recurs, day(issued))) == day(first)


@pytest.mark.parametrize(
    ("recurs", "text"),
    [
        (Recurrence(every="month", day=20, offset=1), "次月20日前"),
        (Recurrence(every="month", day="last"), "每月底前"),
        (Recurrence(every="quarter", day="last"), "每季度末前"),
        (Recurrence(every="quarter", day=10, offset=1), "下季度首月10日前"),
        (Recurrence(every="year", day="last", month=6, offset=1), "次年6月底前"),
        (Recurrence(every="year", day="last", month=12), "每年年底前"),
    ],
)
def test_a_recurring_deadline_in_words(recurs, text):
    assert recurrence_text(recurs) == text


@pytest.mark.parametrize(
    ("value", "unit", "event_day", "expected"),
    [
        ("30", "day", "2021-11-01", "2021-12-01"),
        ("10", "day", "2021-09-23", "2021-10-08"),  # 3 October is a holiday: the next working day
        ("5", "workday", "2021-09-24", "2021-09-30"),  # Sunday the 26th is a make-up day
        ("3", "workday", "2021-09-30", "2021-10-11"),  # the holiday, then Friday, a make-up Saturday, Monday
        ("6", "month", "2021-08-31", "2022-02-28"),
        ("1", "year", "2020-02-29", "2021-03-01"),  # 28 February is a Sunday
        ("48", "hour", "2021-11-01", "2021-11-03"),
        ("0.5", "month", "2021-11-01", "2021-11-16"),
    ],
)
def test_a_period_from_an_event_ends_on_a_working_day(value, unit, event_day, expected):
    period = deadline(duration=DurationValue(value=value, unit=unit), event="交货验收之日")
    assert due_of(period, after=EARLY, event_day=day(event_day)).day == day(expected)


def test_a_period_whose_event_has_no_day_yet_has_no_date_but_its_rule():
    period = deadline(duration=DurationValue(value="30", unit="day"), event="中选品种交货验收之日")
    due = due_of(period, after=EARLY)
    assert (due.day, due.text) == (None, "自中选品种交货验收之日起30天内")


@pytest.mark.parametrize(
    ("event", "text"),
    [
        ("收到申报", "自收到申报之日起30天内"),
        ("自收到通知之日", "自收到通知之日起30天内"),
        ("申报截止次日", "自申报截止次日起30天内"),
        (None, "30天内"),
    ],
)
def test_a_period_in_words(event, text):
    assert duration_text(DurationValue(value="30", unit="day"), event) == text


def test_working_days_of_a_year_without_a_notice_are_counted_and_said_to_be_so():
    due = due_of(deadline(duration=DurationValue(value="5", unit="workday")), after=EARLY, event_day=date(2090, 9, 29))
    assert (due.day, due.counted) == (date(2090, 10, 10), True)  # over the days off by law and a weekend
    assert "2090年节假日安排尚未发布或未收录" in due.remark


def test_more_working_days_than_anybody_counts_are_left_to_a_person():
    due = due_of(deadline(duration=DurationValue(value="90000", unit="workday")), after=EARLY, event_day=date(2024, 1, 1))
    assert due.day is None and "须人工推算" in due.text


@pytest.mark.parametrize(
    ("value", "unit", "event", "last"),
    [
        ("30", "day", "本通知印发之日", "2024-03-21"),
        ("3", "month", "本办法公布之日", "2024-05-20"),
        ("10", "workday", "发布之日", "2024-03-05"),
        ("30", "day", "受理之日", None),
    ],
)
def test_a_period_from_the_issue_of_the_circular_has_a_date(value, unit, event, last):
    from_issue = deadline(quote="30天内", duration=DurationValue(value=value, unit=unit), **{"from": event})
    assert settled(from_issue, "2024-02-20").date == last
    assert settled(from_issue, None).date is None


def test_working_days_from_the_issue_say_how_they_were_counted():
    from_issue = deadline(quote="10个工作日内", duration=DurationValue(value="10", unit="workday"), **{"from": "印发之日"})
    found = settled(from_issue, "2090-09-29")
    assert found.counted is not None and (found.counted.start, found.counted.workdays) == ("2090-09-29", 10)
    assert "2090年" in due_of(found, after=EARLY).remark
