"""iCalendar: stable events, alarms, recurrence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from extractor.records.models import Recurrence
from extractor.tracker.calendars import recurrence_rule, to_ics
from extractor.tracker.due import next_occurrence
from extractor.tracker.entries import Tracked, Wanted, select
from extractor.tracker.state import DONE, NOT_APPLICABLE, State
from tests.tracker.building import deadline, task

ON = date(2021, 9, 15)


def events(*tracked: Tracked, on: date = ON):
    content = to_ics(select(tracked, on, Wanted(everything=True)), "市医保局")
    return Calendar.from_ical(content).walk("VEVENT")


def test_a_dated_task_is_an_all_day_event_with_three_alarms():
    (event,) = events(Tracked(task("t1", "报送总结，并附清单；见附件", "2021-10-03", lead=("市医保局",))))
    assert event.decoded("dtstart") == date(2021, 10, 3)
    assert str(event["summary"]) == "报送总结，并附清单；见附件"
    assert "休息日，9月30日前办" in event["description"]
    assert "牵头单位：市医保局" in event["description"]
    triggers = [alarm.decoded("trigger") for alarm in event.walk("VALARM")]
    assert triggers == [timedelta(days=-days, hours=9) for days in (30, 7, 1)]


def test_an_event_keeps_its_uid_whatever_changes_about_the_task():
    (before,) = events(Tracked(task("t1", "报送总结", "2021-09-30")))
    (after,) = events(Tracked(task("t1", "报送工作总结", "2021-10-31"), State(note="甲", version=3)))
    assert before["uid"] == after["uid"] == "t1@hongtou"
    assert (before["sequence"], after["sequence"]) == (0, 3)


def test_a_status_bears_its_day_and_a_change_by_a_person_is_said():
    (event,) = events(Tracked(task("t1", "报送总结", "2021-09-10"), State(own_due="2021-09-13")), on=date(2021, 9, 14))
    assert event.decoded("dtstart") == date(2021, 9, 13)
    assert "状态：已逾期（截至2021年9月14日）" in event["description"]
    assert "完成时限经人工调整（文件为：2021年9月10日）" in event["description"]


def test_what_is_done_rings_no_more_and_what_does_not_apply_is_cancelled():
    done, gone, off = events(
        Tracked(task("a", due="2021-09-30"), State(DONE)),
        Tracked(task("b", due="2021-10-30"), withdrawn="2021-09-01"),
        Tracked(task("c", due="2021-11-30"), State(NOT_APPLICABLE)),
    )
    assert str(done["summary"]).startswith("【已完成】")
    assert [event.get("status") for event in (done, gone, off)] == [None, "CANCELLED", "CANCELLED"]
    assert all(not event.walk("VALARM") for event in (done, gone, off))


def test_tasks_without_a_date_are_left_out():
    assert events(Tracked(task("a", lead=("市医保局",)))) == []


@pytest.mark.parametrize(
    "recurs",
    [
        Recurrence(every="month", day=20, offset=1),
        Recurrence(every="month", day=31),
        Recurrence(every="month", day=30),
        Recurrence(every="month", day="last"),
        Recurrence(every="quarter", day="last"),
        Recurrence(every="quarter", day=10, offset=1),
        Recurrence(every="half_year", day="last"),
        Recurrence(every="year", day="last", month=2),
        Recurrence(every="year", day=29, month=2),
        Recurrence(every="year", day="last", month=6, offset=1),
    ],
)
def test_the_rule_of_a_recurring_event_gives_the_dates_of_the_deadline(recurs):
    from dateutil.rrule import rrulestr
    from icalendar import vRecur

    first = next_occurrence(recurs, ON)
    expected = [first]
    while len(expected) < 14:
        expected.append(next_occurrence(recurs, expected[-1]))
    rule = vRecur(recurrence_rule(recurs)).to_ical().decode()
    found = [moment.date() for moment, _ in zip(rrulestr(rule, dtstart=_midnight(first)), expected, strict=False)]
    assert found == expected


def _midnight(day: date):
    from datetime import datetime

    return datetime(day.year, day.month, day.day)


def test_a_recurring_task_bears_its_rule():
    (event,) = events(Tracked(task(due=deadline(recurs=Recurrence(every="month", day=20, offset=1)))))
    assert event.decoded("dtstart") == date(2021, 9, 20)
    assert event["rrule"].to_ical().decode() == "FREQ=MONTHLY;BYMONTHDAY=20"
    assert "完成时限：次月20日前\n" in event["description"]


def test_the_same_entries_give_the_same_bytes_in_lines_of_at_most_75_octets():
    chosen = select([Tracked(task("t1", "逐" * 90, "2021-09-30"))], ON, Wanted())
    content = to_ics(chosen, "名")
    assert content == to_ics(chosen, "名")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert len(event["summary"]) == 80 and str(event["summary"]).endswith("…")
