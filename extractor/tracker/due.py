"""When a task is due: its date, the next date of a recurring one, or the days that run from an event.

A date stated in a circular that falls on a day off keeps its force, and what it asks must be done while offices
are open: the last working day before it is shown beside it. A period that runs from an event and ends on a day
off ends on the next working day (Civil Code, art. 203). Working days are those of the State Council's yearly
holiday notices, make-up days (调休) included.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from extractor.policy.wording import day_text, unit_text, words
from extractor.quantities.working_days import OFFICIAL, WorkingDays, unknown_years
from extractor.records.deadlines import counted_from, runs_from_issue
from extractor.records.models import Counted, DeadlineRecord, DurationValue, Recurrence

_MONTHS_IN = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


def settled(deadline: DeadlineRecord, issued: str | None, calendar: WorkingDays = OFFICIAL) -> DeadlineRecord:
    """A deadline with the day that it comes to by `calendar`, where working days were counted for it, or where it runs from the
    document's own issue, a date (自本通知印发之日起30日内). Unchanged where that date is not known.
    """
    if deadline.counted is not None:
        start, number = date.fromisoformat(deadline.counted.start), deadline.counted.workdays
        if deadline.date != OFFICIAL.counted(start, number).isoformat():
            return deadline  # a person set it right
        return deadline.model_copy(update={"date": calendar.counted(start, number).isoformat()})
    if issued is None or deadline.duration is None or deadline.event is None or not runs_from_issue(deadline.event):
        return deadline
    start, duration = date.fromisoformat(issued), deadline.duration
    last = counted_from(start, duration.value, duration.unit)
    if last is None:
        return deadline
    update = {"date": last.isoformat(), "year_from": "document"}
    if duration.unit != "workday":
        return deadline.model_copy(update=update)
    counted = Counted.model_validate({"from": issued, "workdays": int(duration.value)})
    return settled(deadline.model_copy(update=update | {"counted": counted}), issued, calendar)


@dataclass(frozen=True, slots=True)
class Due:
    """A due date in both its forms.

    `day` is the last day that meets the circular; `working_day` the working day to finish by where `day` is a
    day off, else None. `assumed` says in Chinese for which years no holiday notice is known, so that days off were
    worked out; `counted` that `day` itself was counted in such a year. `rule` says in Chinese how a recurring date
    or a period from an event is counted, `day` being None while the event's day is unknown.
    """

    day: date | None = None
    working_day: date | None = None
    assumed: str = ""
    counted: bool = False
    rule: str | None = None

    @property
    def text(self) -> str:
        """The due date in Chinese, both dates where it falls on a day off."""
        if self.day is None:
            return self.rule or "未注明时限"
        worked_out = "（按法定节日和周末推算）" if self.counted and not self.day_off else ""
        return f"{day_text(self.day)}{self.day_off}{worked_out}{f'，{self.rule}' if self.rule else ''}"

    @property
    def day_off(self) -> str:
        """`（休息日，9月30日前办）` where the date falls on a day off, else nothing."""
        if self.day is None or self.working_day is None:
            return ""
        before = day_text(self.working_day)
        if self.working_day.year == self.day.year:
            before = before.partition("年")[2]
        return f"（休息日，{before}前办{'，推算' if self.assumed else ''}）"

    @property
    def remark(self) -> str:
        """What to know about the date, in a sentence: that it is a day off, that the calendar does not reach it."""
        remarks = []
        if self.working_day is not None:
            remarks.append(f"时限为休息日，此前最后一个工作日为{day_text(self.working_day)}")
        if self.assumed:
            remarks.append(self.assumed)
        return "；".join(remarks)


def due_of(
    deadline: DeadlineRecord | None, *, after: date, event_day: date | None = None, calendar: WorkingDays = OFFICIAL
) -> Due:
    """The due date of `deadline`.

    A recurring one gives its first date later than `after`; a duration needs `event_day`, the day on which its
    event happened (the period starts the day after it, Civil Code, art. 201). Working days are those of `calendar`.
    """
    if deadline is None:
        return Due()
    if deadline.recurs is not None:
        return replace(stated(next_occurrence(deadline.recurs, after), calendar), rule=recurrence_text(deadline.recurs))
    if deadline.date is not None:
        day, counted = date.fromisoformat(deadline.date), deadline.counted
        due = stated(day, calendar)
        start = date.fromisoformat(counted.start) if counted is not None else day
        if counted is None or calendar.counted(start, counted.workdays) != day:
            return due
        assumed = unknown_years(start, day, calendar)
        return replace(due, assumed=assumed, counted=True) if assumed else due
    if deadline.duration is not None:
        return _running(deadline.duration, deadline.event, event_day, calendar)
    return Due(rule=deadline.quote or None)


def stated(day: date, calendar: WorkingDays = OFFICIAL) -> Due:
    """The due date that a circular or a person states."""
    working_day = None if calendar.is_working_day(day) else calendar.counted(day, -1)
    return Due(day, working_day, unknown_years(working_day or day, day, calendar))


def _running(duration: DurationValue, event: str | None, event_day: date | None, calendar: WorkingDays) -> Due:
    rule = duration_text(duration, event)
    if event_day is None:
        return Due(rule=rule)
    try:
        end = _end_of(duration, event_day, calendar)
        if not calendar.is_working_day(end):
            rule = f"{rule}（期满日{day_text(end)}为休息日，顺延至下一个工作日）"
            end = calendar.counted(end, 1)
    except (ValueError, OverflowError):
        return Due(rule=f"{rule}（{day_text(event_day)}起算，期限过长，须人工推算）")
    assumed = unknown_years(event_day if duration.unit == "workday" else end, end, calendar)
    return Due(end, None, assumed, counted=bool(assumed), rule=rule)


def _end_of(duration: DurationValue, event_day: date, calendar: WorkingDays) -> date:
    """The last day of a period that starts the day after `event_day`; part of a day counts as a day, half a
    month as 15. Raises ValueError or OverflowError where it is too long to be counted."""
    amount = Decimal(duration.value)
    if duration.unit == "workday":
        return calendar.counted(event_day, ceil(amount))
    if duration.unit in ("month", "year"):
        months = amount * (12 if duration.unit == "year" else 1)
        return add_months(event_day, int(months)) + timedelta(days=ceil(months % 1 * 30))
    if duration.unit == "hour":
        return event_day + timedelta(days=ceil(amount / 24))
    return event_day + timedelta(days=ceil(amount * (7 if duration.unit == "week" else 1)))


def add_months(day: date, months: int) -> date:
    """The same day `months` on, or the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def next_occurrence(recurs: Recurrence, after: date) -> date:
    """The first date of `recurs` that is later than `after`."""
    length = _MONTHS_IN[recurs.every]
    start = after.year * 12 + (after.month - 1) // length * length
    for period in (start, start + length):
        day = _day_in(recurs, period, length)
        if day > after:
            return day
    return _day_in(recurs, start + 2 * length, length)


def before_first(recurs: Recurrence, issued: date) -> date:
    """The day after which the first date of `recurs` can lie, in a circular of the day `issued`.

    A date of the next period (次月20日前, 次年6月底前) first comes in the period after that of the issue.
    """
    if not recurs.offset:
        return issued - timedelta(days=1)
    length = _MONTHS_IN[recurs.every]
    months_left = length * recurs.offset - (issued.month - 1) % length
    return add_months(issued.replace(day=1), months_left) - timedelta(days=1)


def month_in_period(recurs: Recurrence) -> int:
    """The month of its period (1 = first) in which a recurring date lies.

    Where the circular names none, a date of the same period lies in its last month (每季度末), one of the next
    period in its first (次季度10日前).
    """
    length = _MONTHS_IN[recurs.every]
    if recurs.month is not None:
        return (recurs.month - 1) % length + 1
    return 1 if recurs.offset else length


def _day_in(recurs: Recurrence, period: int, length: int) -> date:
    year, month = divmod(period + month_in_period(recurs) - 1, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, last if recurs.day == "last" else min(recurs.day, last))


def recurrence_text(recurs: Recurrence) -> str:
    """`每年6月底前`, `次月20日前`, `每季度末月15日前`."""
    period = words("next_periods" if recurs.offset else "recurrences")[recurs.every]
    day = "底前" if recurs.day == "last" else f"{recurs.day}日前"
    if recurs.every == "month":
        return period + day
    month = month_in_period(recurs)
    if recurs.every == "year":
        if month == 12 and recurs.day == "last":
            return f"{period}年底前"
        return f"{period}{month}月{day}"
    if month == _MONTHS_IN[recurs.every] and recurs.day == "last":
        return f"{period}末前"
    ordinal = {1: "首月", _MONTHS_IN[recurs.every]: "末月"}.get(month, f"第{month}个月")
    return f"{period}{ordinal}{day}"


def duration_text(duration: DurationValue, event: str | None) -> str:
    """`自收到通知之日起30日内`."""
    amount = f"{duration.value}{unit_text(duration.unit)}内"
    if not event:
        return amount
    start = event if event.startswith(("自", "从")) else f"自{event}"
    if not start.endswith(("起", "后", "内")):
        start += "起" if start.endswith("日") else "之日起"
    return start + amount
