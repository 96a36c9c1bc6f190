"""What the terminal shows."""

from __future__ import annotations

from datetime import date

from rich.console import Console

from extractor.records.models import Recurrence
from extractor.tracker.entries import Tracked, Wanted, entry_of, select
from extractor.tracker.state import State
from extractor.tracker.store import Change
from extractor.tracker.table import change_line, details, table_of
from tests.tracker.building import deadline, task

ON = date(2021, 9, 15)
STEERING = "完成\x1b[2J清算\x07"


def shown(*tracked: Tracked) -> str:
    console = Console(width=160, color_system=None)
    with console.capture() as captured:
        console.print(table_of(select(tracked, ON, Wanted(everything=True))))
    return captured.get()


def test_a_line_shows_both_dates_who_leads_where_and_whence():
    text = shown(Tracked(task("t1", "报送[总结]", "2021-10-03", lead=("市医保局", "市财政局"))))
    for words in (
        "2021-10-03",
        "休息日，09-30前办",
        "报送[总结]",
        "市医保局、市财政局",
        "甲省",
        "省发〔2021〕42号 七",
        "未开始",
        "t1",
    ):
        assert words in text


def test_a_recurring_task_shows_its_next_date_and_its_rule():
    text = shown(Tracked(task(due=deadline(recurs=Recurrence(every="month", day=20)))))
    assert "2021-09-20" in text and "每月20日前" in text


def test_long_words_are_folded_not_cut():
    action = "".join(chr(0x4E00 + n) for n in range(200))
    assert set(action) <= set(shown(Tracked(task("t1", action, "2021-09-30"))))


def test_details_leave_out_what_is_empty():
    names = [name for name, _ in details(entry_of(Tracked(task(due="2021-09-30"), State(note="甲")), ON))]
    assert "备注" in names and "责任人" not in names and "落实" not in names


def test_nothing_in_a_circular_or_a_note_steers_the_terminal():
    tracked = Tracked(task("t1", STEERING, "2021-09-30", lead=(STEERING,), number=STEERING), State(note=STEERING))
    change = Change("t1", 1, "2021-09-15T12:00:00+00:00", STEERING, "note", "", STEERING)
    texts = [shown(tracked), change_line(change), *(value for _, value in details(entry_of(tracked, ON)))]
    assert not [text for text in texts if "\x1b" in text or "\x07" in text]
    assert change_line(change).startswith("2021-09-15 12:00:00 UTC")
