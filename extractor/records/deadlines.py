"""The due dates of a line: which of its times are due (see due.py), by which day, and what is to be done by then."""

from __future__ import annotations

import calendar
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from extractor.frames.patterns import pattern
from extractor.frames.view import View
from extractor.quantities import LISTED, Precision, Recurs, TimePoint, find_times
from extractor.quantities.working_days import OFFICIAL
from extractor.records.due import is_due, lapses, length_is_due, recurring_is_due, window_is_due
from extractor.records.due_actions import action_of
from extractor.records.implied_events import implied_events
from extractor.records.modality import force_of
from extractor.records.models import Modality
from extractor.records.rows import Row
from extractor.records.surroundings import LineReader, Surroundings
from extractor.spans import Span

_CELL_REST = 8
"""Characters that a table's cell may hold besides its date (2024年9月底前并持续推进)."""


@dataclass(slots=True)
class Deadline:
    """A due date. `start, end` span the time phrase in the cleaned text; dates are ISO strings.

    `date` is the last day that still meets it; `opens` the first day of a window. `duration` is (value, unit) and
    `event` the words of the event from which it runs, where that is no date itself. `year_from` is "document" where
    the year was not printed. `problem` says in Chinese why no date could be worked out where one should be.
    `counted` is the day from which `date` was counted in working days, and how many (negative: back).
    `modality` says how firmly the clause binds; `lapses` that only what follows when the time is not kept tells of it.
    """

    start: int
    end: int
    date: str | None = None
    opens: str | None = None
    duration: tuple[str, str] | None = None
    event: Span | None = None
    recurs: Recurs | None = None
    counted: tuple[str, int] | None = None
    action: str = ""
    precision: Precision = "day"
    year_from: Literal["text", "document"] | None = None
    problem: str | None = None
    modality: Modality = "must"
    lapses: bool = False


def find_deadlines(
    view: View,
    line: Span,
    times: Sequence[TimePoint],
    base_year: int | None,
    document_date: date | None,
    *,
    ahead: bool = False,
    standing: bool = False,
    said: date | None = None,
    row: Callable[[], Row | None] | None = None,
    heading: str = "",
    title: str = "",
) -> list[Deadline]:
    """The due dates on one line (a paragraph or a table row) of the cleaned text, in text order.

    `view` shows the whole text with its quantities, `times` are those of the whole text. `base_year` is the year of
    dates that print none: that of the section or of the document; where the work is done `ahead` of that year, the year
    of issue as long as the day is still to come. `document_date` is the day of issue, where it is known; where nothing gives
    `base_year`, dates without a year are of that of the first day that is `said`, from that day on. `row` gives the
    table's row that the line is, and is asked only where there is a time on it. In a `standing` rule a day without a year
    comes back every year (本年度内). `heading` is that of the line's section, `title` that of
    the document, for actions that do not say what they are about.
    """
    first = bisect_left(times, line.start, key=lambda time: time.start)
    here = list(times[first : bisect_left(times, line.end, first, key=lambda time: time.start)])
    lengths = bisect_left(view.quantities, line.start, key=lambda quantity: quantity.start)
    reader = LineReader(view, line)
    here += implied_events(reader, line, here, view.quantities, lengths)
    if not here:
        return []
    here.sort(key=lambda time: (time.start, time.end))
    found: list[tuple[Deadline, Surroundings, TimePoint]] = []
    of_table = row() if row is not None else None
    for time, group in zip(here, _groups(view.text, here), strict=True):
        around = reader.around(group)
        if around is None:
            continue
        deadline = _deadline(view, time, around, _cell(of_table, view.text, time), base_year, document_date, ahead)
        if deadline is not None:
            if said is not None and deadline.problem is not None:
                _date_as_said(deadline, time, said)
            if deadline.date is not None and _comes_back(time) and (standing or _is_yearly(time, around)):
                assert time.period is not None
                month, day = time.period.last
                deadline.date, deadline.opens, deadline.year_from, deadline.recurs = None, None, None, Recurs("year", 0, month, day or "last")
            found.append((deadline, around, time))
    found = [one for place, one in enumerate(found) if not _tells_which(found, place)]
    due = sorted(Span(deadline.start, deadline.end) for deadline, _, _ in found)
    for deadline, around, time in found:
        deadline.action = _in_table(of_table, view.text, time) or action_of(around, time, due, heading, title)
        deadline.lapses = deadline.event is not None and lapses(around)
        deadline.modality = _force(around, time, deadline.action)
    return [deadline for deadline, _, _ in found]


def _is_yearly(time: TimePoint, around: Surroundings) -> bool:
    """Whether a stretch of days is said to come every year (每年集中申报两次，申报时间为5月1日至5月31日)."""
    return time.kind == "window" and any(pattern("every_year").search(around.words(place)) for place in range(around.index + 1))


def _tells_which(found: Sequence[tuple[Deadline, Surroundings, TimePoint]], place: int) -> bool:
    """Whether a time that nothing bounds only says what is due by the next one of its clause (下半年出让地块价款须在次年6月30日前缴清)."""
    _, around, time = found[place]
    if time.boundary is not None or time.kind == "window" or pattern("outright").match(around.behind):
        return False
    for index in range(place + 1, len(found)):
        _, other, later = found[index]
        if later.start >= around.clause.end:
            return False
        if other.clause == around.clause and later.start >= time.end and later.boundary == "before":
            return True
    return False


def _date_as_said(deadline: Deadline, time: TimePoint, said: date) -> None:
    """Give a date without a year that of the first day that its text says, if it is no earlier than that day."""
    assert time.period is not None
    day = time.period.of_year(said.year).last_day(None) if not time.period.offset and time.period.relative is None else None
    if day is None or day < said:
        return
    first = time.opens.of_year(said.year).first_day(None) if time.opens is not None else None
    deadline.date, deadline.opens = day.isoformat(), first.isoformat() if first is not None else None
    deadline.year_from, deadline.problem = "document", None


def _comes_back(time: TimePoint) -> bool:
    """Whether a date prints no year, neither its own nor one counted from the document's."""
    return time.kind in ("date", "window") and time.year_from is None and time.period is not None and (
        time.period.relative is None and time.period.offset == 0 and time.period.year is None and time.period.feast is None)


def _force(around: Surroundings, time: TimePoint, action: str) -> Modality:
    """How firmly what is due binds; what is to be reached by the end of a plan (到2025年…) is a target where nothing binds."""
    force = force_of((around.words(around.index), action))
    if force == "must" and time.boundary == "until" and around.main == around.index and not pattern("obliging").search(around.before + around.predicate):
        return "target"
    return force


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


def _cell(row: Row | None, text: str, time: TimePoint) -> tuple[Span, bool] | None:
    """The cell that holds a time and hardly more, and whether its column holds due dates; None in running text."""
    place = row.cell(time.start) if row is not None else None
    if row is None or place is None or place.end - place.start - (time.end - time.start) > _CELL_REST:
        return None
    return place, row.is_due(time.start)


def _in_table(row: Row | None, text: str, time: TimePoint) -> str:
    """What the row of a table says is to be done by the date that one of its cells holds."""
    cell = _cell(row, text, time)
    done = row.action() if row is not None and cell is not None else None
    return text[slice(*done)] if done is not None and cell is not None and done != cell[0] else ""


def _deadline(
    view: View, time: TimePoint, around: Surroundings, cell: tuple[Span, bool] | None, base_year: int | None,
    document_date: date | None, ahead: bool,
) -> Deadline | None:
    if time.kind == "after_event":
        return _after_event(view, time, around)
    assert time.period is not None
    if time.kind == "recurring":
        if not recurring_is_due(time, around, in_cell=cell is not None and (cell[1] or time.boundary is not None)):
            return None
        problem = None if time.recurs is not None else "每年不在同一天，未推算日期"
        return Deadline(time.start, time.end, recurs=time.recurs, precision=time.period.precision, problem=problem)
    if time.period.relative is not None:
        if document_date is None:
            base_year = None
        else:
            time = _placed(time, document_date)
    return _dated(time, around, cell, base_year, document_date, ahead)


def _placed(time: TimePoint, day: date) -> TimePoint:
    """A time that is counted from the document's own day (下月10日前), as a date."""
    assert time.period is not None
    return TimePoint(time.start, time.end, time.kind, time.period.on(day), None, time.boundary)


def _after_event(view: View, time: TimePoint, around: Surroundings) -> Deadline | None:
    assert time.duration is not None and time.event is not None
    quantity = view.quantities[time.duration]
    if not length_is_due(time, quantity, around):
        return None
    deadline = Deadline(time.start, time.end, duration=(quantity.value, quantity.unit), event=time.event)
    start = view.text[time.event.start : time.event.end]
    dates = find_times(start, [])
    if len(dates) == 1 and dates[0].period is not None and dates[0].end - dates[0].start == len(start) and not time.ahead:
        day = dates[0].period.first_day(None)
        last = counted_from(day, quantity.value, quantity.unit) if day is not None else None
        if day is not None and last is not None:
            counted = (day.isoformat(), int(quantity.value)) if quantity.unit == "workday" else None
            return Deadline(time.start, time.end, date=last.isoformat(), counted=counted, year_from="text")
    return deadline


def counted_from(day: date, value: str, unit: str) -> date | None:
    """The last day of a length of time that runs from a day; None for hours and parts. Working days are the official calendar's."""
    if not value.isdigit() or not int(value):
        return None
    number = int(value)
    try:
        if unit == "workday":
            return OFFICIAL.counted(day, number)
        if unit in ("day", "week"):
            return day + timedelta(days=number * (7 if unit == "week" else 1))
        if unit in ("month", "year"):
            return _months_on(day, number * (12 if unit == "year" else 1))
    except (ValueError, OverflowError):  # beyond the calendar, or more working days than anybody counts
        return None
    return None


def _months_on(day: date, months: int) -> date:
    """The same day some months on, or the month's last where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def runs_from_issue(event: str) -> bool:
    """Whether an event is the document's own issue (本通知印发之日)."""
    return pattern("own_issue").match(event) is not None


def _dated(
    time: TimePoint, around: Surroundings, cell: tuple[Span, bool] | None, base_year: int | None, document_date: date | None,
    ahead: bool,
) -> Deadline | None:
    assert time.period is not None
    period = time.period
    if document_date is not None and ahead and time.year_from is None and not period.offset and period.relative is None:
        this_year = period.last_day(document_date.year)
        if this_year is not None and this_year >= document_date:
            base_year = document_date.year
    opens = time.boundary == "from"
    day = period.first_day(base_year) if opens else period.last_day(base_year)
    if time.inherited and day is not None and document_date is not None and day < document_date and base_year:
        later = period.of_year(base_year).last_day(base_year)
        if later is not None and later >= document_date:
            time, day = _in_year(time, base_year), later  # 2022年累计支付5000万元，7—9月完成追缴
    past = day is not None and document_date is not None and day < document_date
    if past and base_year and time.kind == "window" and time.year_from is None and pattern("acting_window").search(around.label):
        next_year = base_year + 1  # 集中缴费期为1月1日至2月10日, in a circular of October
        time, past = _in_year(time, next_year), False
        day = period.of_year(next_year).last_day(next_year)
    unplaced = document_date is None and (day is None or base_year is None or day.year < base_year)
    if not _due(time, around, cell, past, unplaced):
        return None
    first = time.opens.first_day(base_year) if time.opens is not None else None
    counted = period.counted(base_year)
    return Deadline(
        time.start,
        time.end,
        date=day.isoformat() if day is not None else None,
        opens=first.isoformat() if first is not None else None,
        counted=(counted[0].isoformat(), counted[1]) if counted is not None and not opens else None,
        precision=period.precision,
        year_from="text" if time.year_from == "text" else "document" if day is not None else None,
        problem=None if day is not None else _problem(time, base_year),
    )


def _in_year(time: TimePoint, year: int) -> TimePoint:
    """The same time in a year of its own."""
    assert time.period is not None
    return TimePoint(time.start, time.end, time.kind, time.period.of_year(year), time.opens and time.opens.of_year(year), time.boundary)


def _due(time: TimePoint, around: Surroundings, cell: tuple[Span, bool] | None, past: bool, unplaced: bool) -> bool:
    if cell is not None and (cell[1] or time.boundary in ("before", "end", "within")):
        return time.boundary not in ("since", "from")
    if time.kind == "window":
        return window_is_due(time, around, past=past)
    return is_due(time, around, past=past, unplaced=unplaced)


def _problem(time: TimePoint, base_year: int | None) -> str:
    """Why no day could be worked out, in Chinese."""
    assert time.period is not None
    year = time.period.year if time.period.year is not None else base_year
    if year is None:
        return "年份不明，无法确定到期日"
    if time.period.feast is not None:
        return f"{year}年{time.period.feast.name}的日期无从查得，无法确定到期日"
    month, day = time.period.last
    return f"{year}年{month}月没有{day}日，无法确定到期日"
