"""Which time expressions are due dates, what is due, and by which day.

A due date binds an action or a target (9月底前…, 到2025年…, 自受理之日起20个工作日内…). The end of a rule's validity, a
span over which a rule applies, a condition (中断缴费3个月内参保的), the year that a value belongs to and a past fact
are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from extractor.quantities import LISTED, Precision, Quantity, Recurs, TimePoint
from extractor.quantities.working_days import CalendarLimitError, add_working_days
from extractor.records.deadline_context import Context, read_context, words
from extractor.records.rows import Row
from extractor.spans import Span

_ACTING_UNTIL = re.compile(r"(?:报名|申报|申请|受理|缴费|参保|登记)(?:时间|期限|期)[^，。；]{0,14}起，?\Z")
_NO_LATER = re.compile(r"(?:不得?超过|不[晚迟]于)[^，。；]{0,16}\Z")
_BEFORE_ANOTHER = re.compile(r"[一-龥]{1,8}前(?!期)")  # 2024年春季学期开学前

_ONLY_IS = ("为", "是", "定为", "确定为")  # 缴费时间与居民医保同步，为每年9月1日至12月25日

# 2022年12月31日前已退休的, 年满70周岁的: a fact that tells cases apart.
_FACT = re.compile(r"已(?!经?完成)|年满|未满|出生|参加工作|取得|退休")


@dataclass(slots=True)
class Deadline:
    """A due date. `start, end` span the time phrase in the cleaned text; dates are ISO strings.

    `date` is the last day that still meets it; `opens` the first day of a window. `duration` is (value, unit) and
    `event` the words of the event from which it runs; both stay where the event is the document's own issue and
    `date` could be worked out. `year_from` is "document" where the year was not printed. `problem` says in Chinese
    why no date could be worked out where one should be.
    """

    start: int
    end: int
    date: str | None = None
    opens: str | None = None
    duration: tuple[str, str] | None = None
    event: Span | None = None
    recurs: Recurs | None = None
    action: str = ""
    precision: Precision = "day"
    year_from: Literal["text", "document"] | None = None
    problem: str | None = None


def find_deadlines(
    text: str,
    line: Span,
    times: Sequence[TimePoint],
    quantities: Sequence[Quantity],
    base_year: int | None,
    document_date: date | None,
    *,
    ahead: bool = False,
    row: Callable[[], Row | None] | None = None,
) -> list[Deadline]:
    """The due dates on one line (a paragraph or a table row) of the cleaned text, in text order.

    `times` and `quantities` are those of the whole text. `base_year` is the year of dates that print none: that
    of the section or of the document; where the work is done `ahead` of that year, the year of issue as long as the
    day is still to come. `document_date` is the day of issue, where it is known. `row` gives the table's row that the
    line is, and is asked only where there is a time on it.
    """
    found: list[Deadline] = []
    first = bisect_left(times, line.start, key=lambda time: time.start)
    here = times[first : bisect_left(times, line.end, first, key=lambda time: time.start)]
    of_table = row() if row is not None and here else None
    for index, (time, group) in enumerate(zip(here, _groups(text, here), strict=True)):
        following = next((later.start for later in here[index + 1 : index + 9] if later.start >= group.end), line.end)
        context = read_context(text, line, time, group, following, of_table)
        if time.kind == "after_event":
            deadline = _after_event(text, time, quantities, context, document_date)
        elif time.kind == "recurring":
            deadline = _recurring(time, context)
        else:
            deadline = _dated(time, context, base_year, document_date, ahead)
        if deadline is not None:
            deadline.action = context.action
            found.append(deadline)
    return found


def _groups(text: str, times: Sequence[TimePoint]) -> list[Span]:
    """For each time the stretch of the list that it stands in (每年3月底、9月底前), or its own."""
    groups: list[Span] = []
    first = 0
    for index, time in enumerate(times):
        last = index + 1 == len(times) or text[time.end : times[index + 1].start] not in LISTED
        if last:
            groups += [Span(times[first].start, time.end)] * (index + 1 - first)
            first = index + 1
    return groups


def _after_event(
    text: str, time: TimePoint, quantities: Sequence[Quantity], context: Context, document_date: date | None
) -> Deadline | None:
    assert time.duration is not None and time.event is not None
    quantity = quantities[time.duration]
    if quantity.comparator not in ("le", "lt") or context.is_condition or words().no_duty.match(context.after):
        return None
    deadline = Deadline(
        time.start, time.end, duration=(quantity.value, quantity.unit), event=time.event, precision="day"
    )
    if document_date is not None and words().own_issue.fullmatch(text[time.event.start : time.event.end]):
        _count_from_issue(deadline, document_date)
    return deadline


def _count_from_issue(deadline: Deadline, issued: date) -> None:
    """The last day of a length of time that runs from the document's own date."""
    assert deadline.duration is not None
    value, unit = deadline.duration
    if not value.isdigit():
        return
    number = int(value)
    if unit == "workday":
        try:
            deadline.date = add_working_days(issued, number).isoformat()
        except (CalendarLimitError, ValueError):
            deadline.problem = f"工作日历没有{issued.year}年前后的数据，无法推算到期日"
            return
    elif unit in ("day", "week"):
        deadline.date = (issued + timedelta(days=number * (7 if unit == "week" else 1))).isoformat()
    elif unit in ("month", "year"):
        deadline.date = _months_on(issued, number * (12 if unit == "year" else 1)).isoformat()
    else:
        return
    deadline.year_from = "document"


def _months_on(day: date, months: int) -> date:
    """The same day some months on, or the month's last where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    return date(day.year + years, month + 1, day.day)


def _recurring(time: TimePoint, context: Context) -> Deadline | None:
    if time.boundary in ("from", "since", "during") or context.after.startswith("的"):
        return None
    assert time.period is not None
    if time.opens is not None and _window_is_due(time, context, False):
        return Deadline(time.start, time.end, recurs=time.recurs, precision=time.period.precision)
    is_season = context.after.startswith("为") and words().window_action.search(context.after) is not None
    if time.boundary is None and not is_season and not (
        context.opens_clause and words().achievement.search(context.after)
    ):
        return None
    is_bound = context.cell is not None or _NO_LATER.search(context.lead) is not None
    if time.boundary == "end" and not is_bound and not words().achievement.search(context.clause):
        return None
    return Deadline(time.start, time.end, recurs=time.recurs, precision=time.period.precision)


def _dated(
    time: TimePoint, context: Context, base_year: int | None, document_date: date | None, ahead: bool
) -> Deadline | None:
    assert time.period is not None
    if document_date is not None and ahead and time.year_from is None and not time.period.offset:
        this_year = time.period.last_day(document_date.year)
        if this_year is not None and this_year >= document_date:
            base_year = document_date.year
    opens = time.boundary == "from"
    day = time.period.first_day(base_year) if opens else time.period.last_day(base_year)
    if time.period.offset < 0 or (context.in_brackets and time.kind != "window"):
        return None
    past = day is not None and document_date is not None and day < document_date
    due = _window_is_due(time, context, past) if time.kind == "window" else _date_is_due(time, context, past)
    if not due:
        return None
    if day is None and base_year is not None:
        return None  # 2月30日
    first = time.opens.first_day(base_year) if time.opens is not None else None
    return Deadline(
        time.start,
        time.end,
        date=day.isoformat() if day is not None else None,
        opens=first.isoformat() if first is not None else None,
        precision=time.period.precision,
        year_from="text" if time.year_from == "text" else "document" if day is not None else None,
        problem=None if day is not None else "年份不明，无法确定到期日",
    )


def _window_is_due(time: TimePoint, context: Context, past: bool) -> bool:
    assert time.period is not None
    if past or time.period.precision == "year":
        return False
    near = context.lead if context.near in _ONLY_IS else context.near
    around = near + "|" + context.after
    if words().window_validity.search(around) and not words().window_for_acting.search(near):
        return False
    return not context.after.startswith("的") and words().window_action.search(around) is not None


def _date_is_due(time: TimePoint, context: Context, past: bool) -> bool:
    assert time.period is not None
    known = words()
    boundary = time.boundary
    if boundary in ("since", "during"):
        return False
    if context.cell is not None and (boundary in ("before", "end", "within") or context.is_due_column):
        return True
    if boundary == "from":
        return known.assurance.search(context.lead) is not None or known.assurance.match(context.after) is not None
    if boundary == "before":
        if time.period.precision == "year" and context.phrase.endswith("以前"):
            return False
        if _FACT.match(context.after):
            return False
        return not (past and (context.is_condition or "已" in context.after[:12] or "的" in context.after))
    if boundary == "until":
        return _until_is_due(context, past)
    if _NO_LATER.search(context.lead) and not context.after.startswith("的"):
        return True
    if known.closing.search(context.lead):
        return True
    if context.after.startswith("的"):
        return False
    if boundary == "within":
        return known.achievement.search(context.clause) is not None
    if past:
        return False
    if boundary == "end":
        return known.achievement.search(context.clause) is not None
    return _bare_is_due(time, context)


def _until_is_due(context: Context, past: bool) -> bool:
    """到2025年… is a target; 截至2022年底 counts, 执行至2025年12月31日 ends a rule."""
    known = words()
    closes = context.lead + (context.phrase[:2] if context.phrase.startswith(("截止", "截至")) else "")
    if known.closing.search(closes) or _ACTING_UNTIL.search(context.lead):
        return True
    if past or context.phrase.startswith(("截", "至")):
        return False
    return known.until_validity.search(context.lead) is None


def _bare_is_due(time: TimePoint, context: Context) -> bool:
    """A date, month or year without any word that bounds it, by the verb behind it."""
    assert time.period is not None
    known = words()
    after = context.after
    if context.phrase.endswith("年度"):
        return False  # 2026年度参保率达到95%: the year that a value is for
    if time.period.precision == "day":
        return context.opens_clause and known.day_achievement.match(after) is not None
    if known.not_after_year.match(after) or known.value_year.match(after) or _BEFORE_ANOTHER.match(after):
        return False
    if known.assured.search(context.lead):
        return True
    if not context.opens_clause:
        return known.outright.match(after) is not None
    return known.achievement.search(context.clause) is not None
