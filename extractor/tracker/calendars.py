"""Entries as an iCalendar (RFC 5545) to subscribe to or to import.

An event's UID is made of the task's identifier, so that importing a calendar again, or subscribing to two calendars
that share a task, gives no second event.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from extractor.policy.wording import day_text
from extractor.printable import printable
from extractor.records.models import Recurrence
from extractor.tracker.due import month_in_period
from extractor.tracker.entries import Entry
from extractor.tracker.listing import status_text
from extractor.tracker.state import DONE, NOT_APPLICABLE

if TYPE_CHECKING:
    from icalendar import Event

ALARM_DAYS = (30, 7, 1)
_ALARM_HOUR = 9
_SUMMARY_LENGTH = 80
_INTERVALS = {"quarter": 3, "half_year": 6}


def to_ics(entries: Iterable[Entry], name: str) -> bytes:
    """A calendar called `name` with an all-day event for every entry that has a date.

    Open tasks ring at nine in the morning 30, 7 and 1 days before; what is withdrawn or does not apply is marked as
    cancelled, so that a program that imported it earlier takes it out. Every event bears the day `on` as its stamp.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//hongtou//tasks//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    for entry in entries:
        if entry.due.day is not None:
            calendar.add_component(_event(entry))
    return printable(calendar.to_ical().decode()).encode()


def _event(entry: Entry) -> Event:
    from icalendar import Event

    task, day = entry.task, entry.due.day
    assert day is not None
    event = Event()
    event.add("uid", f"{task.id}@hongtou")
    event.add("dtstamp", datetime.combine(entry.on, time(), UTC))
    event.add("sequence", entry.state.version)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", _summary(entry))
    event.add("description", _description(entry))
    event.add("categories", [name for name in (task.place, entry.status) if name])
    if task.deadline is not None and task.deadline.recurs is not None:
        event.add("rrule", recurrence_rule(task.deadline.recurs))
    if entry.withdrawn or entry.status == NOT_APPLICABLE:
        event.add("status", "CANCELLED")
    elif entry.status != DONE:
        for days in ALARM_DAYS:
            event.add_component(_alarm(days, _summary(entry)))
    return event


def _alarm(days: int, summary: str) -> Any:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(days=-days, hours=_ALARM_HOUR))
    alarm.add("description", f"还有 {days} 天到期：{summary}")
    return alarm


def recurrence_rule(recurs: Recurrence) -> dict[str, Any]:
    """The RRULE of a recurring deadline. A day that a month may lack means the last that it has."""
    rule: dict[str, Any] = {"FREQ": "MONTHLY"}
    if recurs.every == "year":
        rule = {"FREQ": "YEARLY", "BYMONTH": month_in_period(recurs)}
    elif recurs.every in _INTERVALS:
        rule["INTERVAL"] = _INTERVALS[recurs.every]
    if recurs.day == "last" or recurs.day == 31:
        return rule | {"BYMONTHDAY": -1}
    if recurs.day > 28:
        return rule | {"BYMONTHDAY": list(range(28, recurs.day + 1)), "BYSETPOS": -1}
    return rule | {"BYMONTHDAY": recurs.day}


def _summary(entry: Entry) -> str:
    action = " ".join(entry.task.action.split())
    if len(action) > _SUMMARY_LENGTH:
        action = action[: _SUMMARY_LENGTH - 1] + "…"
    return f"【{entry.status}】{action}" if entry.status == DONE else action


def _description(entry: Entry) -> str:
    task = entry.task
    recurring = task.kind == "recurring"  # the text stands at every one of its dates
    facts = (
        ("完成时限", entry.due.rule if recurring else entry.due.text),
        ("说明", entry.change),
        ("状态", f"{status_text(entry)}（截至{day_text(entry.on)}）"),
        ("牵头单位", "、".join(task.lead)),
        ("配合单位", "、".join(task.support)),
        ("责任人", entry.state.owner),
        ("备注", entry.state.note),
        ("依据", task.basis),
        ("原文", " ".join(task.quote.split())),
        ("编号", task.id),
    )
    return "\n".join(f"{name}：{value}" for name, value in facts if value)
