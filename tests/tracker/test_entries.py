"""What a task looks like on a given day, and which tasks are listed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from extractor.records.models import DurationValue, Recurrence
from extractor.tracker.entries import Tracked, Wanted, completion, days_of, entry_of, grouped, select
from extractor.tracker.state import DONE, IN_PROGRESS, NOT_APPLICABLE, NOT_STARTED, OVERDUE, State, StateError, names_of
from tests.tracker.building import deadline, task

ON = date(2021, 9, 15)
MONTHLY = deadline(recurs=Recurrence(every="month", day=20, offset=1))


@pytest.mark.parametrize(
    ("due", "status", "shown"),
    [
        ("2021-09-14", NOT_STARTED, OVERDUE),
        ("2021-09-14", IN_PROGRESS, OVERDUE),
        ("2021-09-14", DONE, DONE),
        ("2021-09-14", NOT_APPLICABLE, NOT_APPLICABLE),
        ("2021-09-15", NOT_STARTED, NOT_STARTED),  # the due date itself still meets it
        (None, NOT_STARTED, NOT_STARTED),
    ],
)
def test_overdue_follows_from_the_date(due, status, shown):
    assert entry_of(Tracked(task(due=due), State(status)), ON).status == shown


def test_tasks_are_sorted_by_due_date_and_undated_requirements_are_out_of_the_way():
    tracked = [
        Tracked(task("late", due="2021-12-31")),
        Tracked(task("assigned", lead=("市医保局",))),
        Tracked(task("undated")),
        Tracked(task("soon", due="2021-09-30")),
    ]
    assert [e.task.id for e in select(tracked, ON, Wanted())] == ["soon", "late", "assigned"]
    assert [e.task.id for e in select(tracked, ON, Wanted(dated=True))] == ["soon", "late"]
    everything = select(tracked, ON, Wanted(everything=True))
    assert [e.task.id for e in everything] == ["soon", "late", "assigned", "undated"]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Wanted(place="济南"), ["b"]),
        (Wanted(agency="财政"), ["a"]),
        (Wanted(agency="甲省医疗保障局"), ["b"]),
        (Wanted(status=OVERDUE), ["c"]),
        (Wanted(overdue=True), ["c"]),
        (Wanted(within=15), ["c", "a"]),
        (Wanted(within=14), ["c"]),
        (Wanted(within=15, place="济南"), []),
    ],
)
def test_filters(wanted, ids):
    tracked = [
        Tracked(task("a", due="2021-09-30", lead=("省医保局",), support=("省财政厅",))),
        Tracked(task("b", due="2021-12-31", place="历下区", place_code="370102", level="county", lead_full=("甲省医疗保障局",))),
        Tracked(task("c", due="2021-08-31")),
    ]
    assert [entry.task.id for entry in select(tracked, ON, wanted)] == ids


def test_what_is_done_is_not_due_soon():
    tracked = [Tracked(task(due="2021-09-30"), State(DONE))]
    assert select(tracked, ON, Wanted(within=30)) == []


def test_a_recurring_task_stays_overdue_until_done_and_then_moves_on():
    tracked = Tracked(task(due=MONTHLY), since="2021-09-01")
    late = date(2021, 9, 25)
    assert entry_of(tracked, late).due.day == date(2021, 9, 20)
    assert entry_of(tracked, late).status == OVERDUE
    after = Tracked(tracked.task, tracked.state.changed(completion(tracked, late)), tracked.since)
    assert (entry_of(after, late).due.day, entry_of(after, late).status) == (date(2021, 10, 20), NOT_STARTED)


def test_a_recurring_task_without_a_store_shows_its_next_date():
    assert entry_of(Tracked(task(due=MONTHLY)), date(2021, 9, 25)).due.day == date(2021, 10, 20)
    assert entry_of(Tracked(task(due=MONTHLY)), date(2021, 9, 20)).due.day == date(2021, 9, 20)


def test_a_recurring_task_has_no_date_before_its_circular():
    yearly = deadline(recurs=Recurrence(every="year", day="last", month=6, offset=1))
    assert entry_of(Tracked(task(due=yearly, issued="2021-03-01")), date(2020, 1, 1)).due.day == date(2022, 6, 30)


def test_days_left_counts_to_the_stated_date():
    entry = entry_of(Tracked(task(due="2021-09-30")), ON)
    assert entry.days_left == 15
    assert entry_of(Tracked(task(due="2021-09-30")), ON + timedelta(days=16)).days_left == -1


def test_a_task_that_two_agencies_lead_stands_under_both():
    entries = select(
        [
            Tracked(task("a", due="2021-09-30", lead=("医保局", "财政局"), lead_full=("甲市医保局", "甲市财政局"))),
            Tracked(task("b", due="2021-10-30")),
        ],
        ON,
        Wanted(),
    )
    names = {name: [entry.task.id for entry in group] for name, group in grouped(entries).items()}
    assert names == {"未明确": ["b"], "甲市医保局": ["a"], "甲市财政局": ["a"]}


@pytest.mark.parametrize(("text", "days"), [("30d", 30), ("2w", 14), ("7", 7), (" 1D ", 1)])
def test_lengths_of_time(text, days):
    assert days_of(text) == days


@pytest.mark.parametrize("text", ["", "d", "-3d", "3 months", "1.5d"])
def test_other_lengths_are_refused_with_what_is_allowed(text):
    with pytest.raises(ValueError, match="30d"):
        days_of(text)


@pytest.mark.parametrize(
    "changes", [{"status": "完成"}, {"status": OVERDUE}, {"event_day": "9月1日"}, {"colour": "red"}]
)
def test_a_state_that_makes_no_sense_is_refused(changes):
    with pytest.raises(StateError):
        State().changed(changes)


def test_an_event_has_the_day_that_a_person_set_until_it_is_taken_back():
    waiting = deadline(duration=DurationValue(value="30", unit="day"), event="收到通知之日")
    entry = entry_of(Tracked(task(due=waiting), State(own_due="2021-10-03")), ON)
    assert (entry.due.day, entry.due.working_day) == (date(2021, 10, 3), date(2021, 9, 30))
    assert entry.remark.startswith("完成时限经人工调整（文件为：自收到通知之日起30天内）；时限为休息日")
    assert entry_of(Tracked(task(due=waiting)), ON).due.day is None


def test_an_undated_requirement_that_a_person_dated_is_listed():
    undated = Tracked(task("a"), State(own_due="2021-10-08"))
    yearly = Tracked(task("c", due=deadline(quote="每年春节前")))
    for wanted in (Wanted(), Wanted(dated=True)):
        assert [one.task.id for one in select([undated, Tracked(task("b")), yearly], ON, wanted)] == ["a", "c"]


@pytest.mark.parametrize("text", ["市医保局、市财政局", "市医保局，市财政局", "市医保局；市财政局；", "市医保局\n市财政局", "市医保局,市 财政局,市医保局"])
def test_names_however_they_are_parted(text):
    assert names_of(text) == ("市医保局", "市财政局")
