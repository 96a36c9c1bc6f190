"""任务: the board by state and by agency, one task with its history."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from extractor.desk.actions import Refused
from extractor.desk.pages.common import Model, Paged, Pages, file_href, pages_of
from extractor.desk.tasks import TaskBook
from extractor.tracker.entries import Entry, completion, entry_of, grouped
from extractor.tracker.render import Form, render
from extractor.tracker.state import FIELD_NAMES, OVERDUE, SETTABLE, STATUSES

Light = Literal["red", "yellow", "green", "none", "done"]
LIGHTS: dict[Light, str] = {"red": "红灯：已逾期", "yellow": "黄灯：3天内到期", "green": "绿灯：正常推进", "none": "未定时限", "done": "已办结"}
NEAR_DAYS = 3
"""Days before the due date from which a task is yellow."""
_SIZE = 40


class TasksAsked(Paged):
    """Which tasks: by state, by a part of an agency's or a place's name; what has no date and nobody in charge with `undated`."""

    status: str = ""
    agency: str = ""
    place: str = ""
    light: Light | Literal[""] = ""
    undated: bool = False


class TaskRow(Model):
    """A task in a list."""

    id: str
    action: str
    lead: list[str]
    support: list[str]
    due: str
    left: str
    light: Light
    light_text: str
    status: str
    place: str
    basis: str
    note: str
    href: str


class Tally(Model):
    """How many tasks of an agency, or in a state."""

    name: str
    total: int
    open: int
    overdue: int


class TasksPage(Model):
    """The tasks that were asked for, by due date."""

    asked: TasksAsked
    day: date
    rows: list[TaskRow]
    pages: Pages
    statuses: list[Tally]
    agencies: list[Tally]


class Happened(Model):
    """One line of a task's history."""

    at: str
    who: str
    field: str
    before: str
    after: str


class TaskPage(Model):
    """One task: what it says, where it stands, what happened to it."""

    task: TaskRow
    sentence: str
    owner: str
    evidence: str
    event_day: str
    version: int
    settable: list[str]
    history: list[Happened]


class TaskGiven(Model):
    """What a person says of a task; what is left out stays. `version` is that of the state that was seen."""

    version: int = Field(ge=0)
    status: str | None = None
    owner: str | None = Field(default=None, max_length=200)
    note: str | None = Field(default=None, max_length=2000)
    evidence: str | None = Field(default=None, max_length=2000)
    event_day: date | None = None
    extended_to: date | None = None
    reason: str = Field(default="", max_length=500)
    done: bool = False


class SheetGiven(Model):
    """A workbook that was exported and filled in."""

    files: list[tuple[str, bytes]] = Field(min_length=1, max_length=1)


class SheetReport(Model):
    """What a workbook has changed, and what could not be taken over."""

    lines: list[str]


def tasks_page(book: TaskBook, asked: TasksAsked, today: date) -> TasksPage:
    """The tasks that fit."""
    wanted = [one for one in book.entries(today) if _fits(one, asked, with_status=False)]
    chosen = [one for one in wanted if not asked.status or one.status == asked.status]
    start = (asked.page - 1) * _SIZE
    counted = {name: [one for one in wanted if one.status == name] for name in STATUSES}
    return TasksPage(
        asked=asked, day=today, rows=[task_row(one) for one in chosen[start : start + _SIZE]], pages=pages_of(len(chosen), asked.page, _SIZE),
        statuses=[_tally(name, group) for name, group in counted.items() if group],
        agencies=sorted((_tally(name, group) for name, group in grouped(wanted).items()), key=lambda one: (-one.overdue, -one.open, one.name))[:30],
    )  # fmt: skip


def task_page(book: TaskBook, id_: str, today: date) -> TaskPage:
    """One task. Raises LookupError where there is none."""
    tracked = book.find(id_)
    entry = entry_of(tracked, today)
    history = [Happened(at=one.at, who=one.who, field=FIELD_NAMES.get(one.field, one.field), before=one.before or "", after=one.after or "")
               for one in book.history(tracked.task.id)]
    return TaskPage(
        task=task_row(entry), sentence="".join(tracked.task.quote.split()), owner=tracked.state.owner, evidence=tracked.state.evidence,
        event_day=tracked.state.event_day or "", version=tracked.state.version, settable=list(SETTABLE), history=history,
    )  # fmt: skip


def change_task(book: TaskBook, id_: str, given: TaskGiven, who: str, today: date) -> None:
    """Write what a person says of a task."""
    changes: dict[str, str | None] = {name: getattr(given, name) for name in ("status", "owner", "note", "evidence")
                                      if getattr(given, name) is not None}
    if given.event_day is not None:
        changes["event_day"] = given.event_day.isoformat()
    if given.extended_to is not None:
        if not given.reason.strip():
            raise Refused("延期请写明理由")
        note = changes.get("note", book.find(id_).state.note)
        said = f"延期至{given.extended_to.isoformat()}：{given.reason.strip()}"
        changes |= {"own_due": given.extended_to.isoformat(), "note": f"{note}；{said}" if note else said}
    if given.done:
        changes |= completion(book.find(id_), today)
    book.update(id_, changes, who, given.version)


def import_sheet(book: TaskBook, given: SheetGiven, who: str) -> SheetReport:
    """Take a filled-in workbook over."""
    return SheetReport(lines=book.import_sheet(given.files[0][1], who))


def export(book: TaskBook, asked: TasksAsked, form: Form, today: date) -> bytes:
    """The tasks that were asked for, all pages of them, as a file."""
    chosen = [one for one in book.entries(today) if _fits(one, asked, with_status=True)]
    return render(chosen, form, today)


def task_row(entry: Entry) -> TaskRow:
    """A task as a row."""
    task, left, light = entry.task, entry.days_left, light_of(entry)
    told = "" if left is None or not entry.is_open else f"逾期{-left}天" if left < 0 else f"还剩{left}天" if left else "今天到期"
    return TaskRow(
        id=task.id, action=task.action, lead=list(task.lead), support=list(task.support), due=entry.due.text, left=told, light=light,
        light_text=LIGHTS[light], status=entry.status, place=task.place or "", basis=task.basis, note=entry.state.note,
        href=f"{file_href(task.standing.source)}?at={task.standing.span[0]}#t-{task.standing.span[0]}",
    )  # fmt: skip


def light_of(entry: Entry) -> Light:
    """红黄绿灯: red where overdue, yellow within three days, green before."""
    if not entry.is_open:
        return "done"
    if entry.days_left is None:
        return "none"
    return "red" if entry.days_left < 0 else "yellow" if entry.days_left <= NEAR_DAYS else "green"


def due_soon(book: TaskBook, today: date, count: int) -> tuple[list[TaskRow], int, int]:
    """The open tasks that are overdue or next, and how many are overdue and due within a week."""
    dated = [one for one in book.entries(today) if one.is_open and one.days_left is not None]
    late = [one for one in dated if (one.days_left or 0) < 0]
    coming = [one for one in dated if 0 <= (one.days_left or 0) <= 7]
    return [task_row(one) for one in [*coming, *late[::-1]][:count]], len(late), len(coming)


def _fits(entry: Entry, asked: TasksAsked, *, with_status: bool) -> bool:
    task = entry.task
    if task.kind == "undated" and not asked.undated and not asked.q:
        return False
    if asked.agency and not any(asked.agency in name for name in task.agencies):
        return False
    if asked.place and asked.place not in (task.place or ""):
        return False
    if asked.light and light_of(entry) != asked.light:
        return False
    if with_status and asked.status and entry.status != asked.status:
        return False
    said = f"{task.action} {task.basis} {task.title or ''} {'、'.join(task.agencies)}"
    return all(word in said for word in asked.q.split())


def _tally(name: str, group: list[Entry]) -> Tally:
    return Tally(name=name, total=len(group), open=sum(one.is_open for one in group), overdue=sum(one.status == OVERDUE for one in group))
