"""A line of the tracker on a given day: a task, its state, its due date; and which lines are wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractor.policy.places import code_of, find_place, is_of, name_of
from extractor.quantities.working_days import OFFICIAL, WorkingDays
from extractor.tracker.due import Due, before_first, due_of, stated
from extractor.tracker.state import (
    DONE,
    IN_PROGRESS,
    NOT_APPLICABLE,
    NOT_STARTED,
    OVERDUE,
    OWN,
    UNTOUCHED,
    State,
    names_of,
)
from extractor.tracker.tasks import Task


@dataclass(frozen=True, slots=True)
class Tracked:
    """A task with its state. `since` is the day from which a recurring task is followed (ISO), None without a
    store; `withdrawn` the day on which its words were first missing from the corpus (ISO); `calendar` the working
    days by which it is due."""

    task: Task
    state: State = UNTOUCHED
    since: str | None = None
    withdrawn: str | None = None
    calendar: WorkingDays = OFFICIAL


@dataclass(frozen=True, slots=True)
class Entry:
    """A tracked task as it stands on the day `on`; `status` is the one shown, `已逾期` included.

    `task` and `due` are with what a person set in place of the circular's words; `changed` names that, each with what the
    circular says.
    """

    task: Task
    state: State
    due: Due
    status: str
    on: date
    withdrawn: str | None = None
    changed: tuple[tuple[str, str], ...] = ()

    @property
    def change(self) -> str:
        """What a person set in place of the circular's words, with these."""
        return "；".join(f"{name}经人工调整（文件为：{said or '未注明'}）" for name, said in self.changed)

    @property
    def remark(self) -> str:
        """What to know about the entry, in a sentence: what a person changed, a day off, years whose holidays are not known."""
        return "；".join(filter(None, (self.change, self.due.remark)))

    @property
    def days_left(self) -> int | None:
        """Days until the due date, negative once it is past; None without a date."""
        return (self.due.day - self.on).days if self.due.day else None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.withdrawn is None and self.status not in (DONE, NOT_APPLICABLE)


def entry_of(tracked: Tracked, on: date) -> Entry:
    """`tracked` as it stands on the day `on`."""
    task, state = tracked.task, tracked.state
    event_day = date.fromisoformat(state.event_day) if state.event_day else None
    due = due_of(task.deadline, after=_followed_from(tracked, on), event_day=event_day, calendar=tracked.calendar)
    changed = []
    if state.own_due is not None:
        changed.append((OWN["own_due"], due.text if task.deadline else ""))
        due = stated(date.fromisoformat(state.own_due), tracked.calendar)
    for field, given in (("lead", state.own_lead), ("support", state.own_support)):
        if given is not None:
            changed.append((OWN[f"own_{field}"], "、".join(getattr(task, field))))
            task = task.model_copy(update=dict.fromkeys((field, f"{field}_full"), names_of(given)))
    late = due.day is not None and due.day < on
    status = OVERDUE if late and state.status in (NOT_STARTED, IN_PROGRESS) else state.status
    return Entry(task, state, due, status, on, tracked.withdrawn, tuple(changed))


def _followed_from(tracked: Tracked, on: date) -> date:
    """The day after which the next date of a recurring task is looked for."""
    if tracked.state.done_through:
        return date.fromisoformat(tracked.state.done_through)
    followed = date.fromisoformat(tracked.since) if tracked.since else on
    eve = followed - timedelta(days=1)
    deadline, issued = tracked.task.deadline, tracked.task.issued
    if deadline is None or deadline.recurs is None or issued is None:
        return eve
    return max(eve, before_first(deadline.recurs, date.fromisoformat(issued)))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries a person asked for; None and False mean: no matter.

    `place` is a place as a person calls it (`policy.places.find_place`; its code once `select` has found it), which those in it
    belong to, `agency` a part of a name, `within` a number of days from today on, in which what is overdue
    counts too. `dated` leaves out what has no time limit. Undated requirements without an agency, and withdrawn tasks, come only
    with `everything`.
    """

    place: str | None = None
    agency: str | None = None
    status: str | None = None
    within: int | None = None
    overdue: bool = False
    everything: bool = False
    dated: bool = False

    def with_everything(self) -> Wanted:
        """The same, undated requirements and withdrawn tasks included."""
        return replace(self, everything=True, dated=False)

    def fits(self, entry: Entry) -> bool:
        """Whether `entry` is asked for."""
        task, left = entry.task, entry.days_left
        bound = task.kind != "undated" or task.deadline is not None or bool(entry.changed)
        if not self.everything and (not bound or entry.withdrawn):
            return False
        if self.dated and task.deadline is None and entry.due.day is None:
            return False
        if self.place and not is_of(task, self.place):
            return False
        if self.agency and not any(self.agency in name for name in task.agencies):
            return False
        if self.status and entry.status != self.status:
            return False
        if self.overdue and not (entry.status == OVERDUE and entry.is_open):
            return False
        return self.within is None or (left is not None and left <= self.within and entry.is_open)


def select(tracked: Iterable[Tracked], on: date, wanted: Wanted) -> list[Entry]:
    """The entries that `wanted` asks for, by due date, undated ones last, else in the order of the corpus.

    Raises PlaceError where the place is unknown or may be several.
    """
    found = list(tracked)
    if wanted.place:
        known = {code: name_of(one.task) or code for one in found if (code := code_of(one.task))}
        wanted = replace(wanted, place=find_place(wanted.place, known)[0])
    fitting = filter(wanted.fits, (entry_of(one, on) for one in found))
    return sorted(fitting, key=lambda entry: (entry.due.day or date.max, entry.task.order))


def left_out_text(tracked: Iterable[Tracked], on: date, wanted: Wanted) -> str:
    """What a list leaves out, counted, and the option that lists it; empty where it is whole."""
    found = list(tracked)
    listed = {entry.task.id for entry in select(found, on, wanted)}
    others = [entry for entry in select(found, on, wanted.with_everything()) if entry.task.id not in listed]
    withdrawn = sum(entry.withdrawn is not None for entry in others)
    counts = ((len(others) - withdrawn, "项未定时限的要求"), (withdrawn, "项条文已撤回的任务"))
    said = "、".join(f"{count} {what}" for count, what in counts if count)
    return f"另有 {said}未列出，加 --all 全部列出。" if said else ""


def days_of(text: str) -> int:
    """`30d`, `2w`, `14` as a number of days; raises ValueError with what is allowed."""
    match = re.fullmatch(r"(\d{1,5})([dw]?)", text.strip().lower())
    if match is None:
        raise ValueError(f"“{text}” is not a length of time; write it as 30d or 2w")
    return int(match[1]) * (7 if match[2] == "w" else 1)


def completion(tracked: Tracked, on: date) -> dict[str, str | None]:
    """The changes that say a task is done: of a recurring one, the date that is next, which moves it on."""
    entry = entry_of(tracked, on)
    if tracked.task.kind != "recurring" or entry.due.day is None:
        return {"status": DONE}
    return {"status": NOT_STARTED, "done_through": entry.due.day.isoformat()}


def grouped(entries: Iterable[Entry], *, by_place: bool = False) -> dict[str, list[Entry]]:
    """Entries by the agency that leads, each by its full name where known, or by place; names in order.

    A task that several lead stands under each; one without a lead, or without a place, under `未明确`.
    """
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        task = entry.task
        names = (task.place or "",) if by_place else task.lead_full or task.lead or ("",)
        for name in names:
            groups.setdefault(name or "未明确", []).append(entry)
    return dict(sorted(groups.items()))
