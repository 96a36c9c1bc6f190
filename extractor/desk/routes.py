"""Every address of the desk, once: what it takes, what it gives, and the page that shows it. Pages and API cannot differ.

`/values` is the page, `/api/values` the same as JSON; what changes something takes a form from the one and JSON from the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, Field

from extractor.desk import actions
from extractor.desk.holdings import Holdings
from extractor.desk.incoming import lot_of
from extractor.desk.journal import Journal
from extractor.desk.pages import changes, compare, intake, settings, tasks
from extractor.desk.pages.common import Model, Paged, record_now
from extractor.desk.pages.files import FilePage, FilesAsked, FilesPage, file_page, files_page
from extractor.desk.pages.findings import (
    FindingsAsked,
    FindingsPage,
    WaiverGiven,
    WantedPage,
    finding_now,
    findings_page,
    wanted_page,
)
from extractor.desk.pages.overview import Overview, overview
from extractor.desk.pages.tasks import TaskGiven, TaskPage, TasksAsked, TasksPage, change_task, task_page, tasks_page
from extractor.desk.pages.values import (
    HistoryPage,
    UnnamedAsked,
    UnnamedPage,
    ValuesAsked,
    ValuesPage,
    history_page,
    unnamed_page,
    values_page,
)
from extractor.desk.tasks import TaskBook


@dataclass(frozen=True, slots=True)
class Desk:
    """All that a handler works with; `today` is asked, so that a test may say which day it is."""

    holdings: Holdings
    book: TaskBook
    journal: Journal
    today: Callable[[], date]
    now: Callable[[], str] = lambda: datetime.now(UTC).isoformat(timespec="seconds")
    watched: str = ""


class Asked(NamedTuple):
    """A request: the parts of its path, what it brings, and who makes it."""

    path: Mapping[str, str]
    given: Any
    who: str
    writes: Callable[[str], None] = lambda _: None


class Nothing(Model):
    """A request that brings nothing."""


class FileAsked(Model):
    """Which record, or which place in the text, is looked at first."""

    record: str = ""
    at: int | None = None


class Decision(Model):
    """A decision on a record as it was seen (`version`)."""

    version: str = Field(min_length=1, max_length=40)
    reason: str = Field(default="与原文核对无误", min_length=1, max_length=500)


class Correcting(Decision):
    """A correction: the fields of the record that change, as the export names them."""

    fields: dict[str, Any]


class Adding(Model):
    """A record that is missing: its kind, the words that say it, its fields."""

    kind: Literal["parameter", "deadline", "assignment", "citation", "task"]
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    fields: dict[str, Any]
    reason: str = Field(min_length=1, max_length=500)


class Written(Model):
    """Where a decision was written: a file of the corpus, or the task."""

    written: str


class Status(Model):
    """Whether the index shows the files as they are."""

    renewing: bool
    current: bool
    failure: str | None


@dataclass(frozen=True, slots=True)
class Route:
    """One address. `template` shows what a GET gives. A POST leads back to where it came from, or, where it is made in its place (htmx),
    gives what stands there now: `now`, shown by `template`.
    """

    method: Literal["GET", "POST"]
    path: str
    name: str
    summary: str
    takes: type[BaseModel]
    gives: type[BaseModel]
    handler: Callable[[Desk, Asked], BaseModel]
    template: str = ""
    now: Callable[[Desk, Mapping[str, str]], BaseModel | None] = lambda _, __: None
    onward: Callable[[BaseModel], str] = lambda _: ""
    """Where a POST leads to, in place of the page that it came from."""
    shows: bool = False
    """Whether a POST shows what it gives, on a page of its own (`template`)."""


def answer(desk: Desk, route: Route, asked: Asked) -> BaseModel:
    """What a route gives; what changes something stands in the journal before and after."""
    if route.method == "GET" or route.name in _UNJOURNALLED:
        return route.handler(desk, asked)
    said = str(getattr(asked.given, "reason", ""))
    with desk.journal.deciding(desk.now(), asked.who, route.name, _what(desk, route, asked), said) as writes:
        return route.handler(desk, asked._replace(writes=writes))


_UNJOURNALLED = frozenset({"renew"})


def _what(desk: Desk, route: Route, asked: Asked) -> str:
    """What a decision is about, in words."""
    path = asked.path
    if route.path.startswith("/records/"):
        record = record_now(desk.holdings, path["address"])
        return f"{record.title} {record.text}（{record.source}）" if record else path["address"]
    if route.path.startswith("/findings/"):
        finding = finding_now(desk.holdings, path["id"])
        return finding.message if finding else path["id"]
    if route.path.startswith("/tasks/{"):
        try:
            return desk.book.find(path["id"]).task.action
        except LookupError:
            return path["id"]
    if route.path.startswith("/intake/"):
        lot = lot_of(desk.holdings.incoming, path["id"])
        return "、".join(lot.files) if lot else path["id"]
    return path.get("source", "") or "、".join(name for name, _ in getattr(asked.given, "files", ()))


def _record_now(desk: Desk, path: Mapping[str, str]) -> BaseModel | None:
    return record_now(desk.holdings, path["address"])


def _finding_now(desk: Desk, path: Mapping[str, str]) -> BaseModel | None:
    return finding_now(desk.holdings, path["id"])


def _to_lot(lot: BaseModel) -> str:
    assert isinstance(lot, intake.LotHanded)
    return f"/intake/{lot.id}"


def _confirm(desk: Desk, asked: Asked) -> Written:
    given: Decision = asked.given
    address = asked.path["address"]
    return Written(written=actions.confirm(desk.holdings, address, given.version, asked.who, desk.today(), given.reason, asked.writes))


def _correct(desk: Desk, asked: Asked) -> Written:
    given: Correcting = asked.given
    address = asked.path["address"]
    return Written(written=actions.correct(desk.holdings, address, given.version, given.fields, asked.who, desk.today(), given.reason,
                                           asked.writes))


def _drop(desk: Desk, asked: Asked) -> Written:
    given: Decision = asked.given
    return Written(written=actions.drop(desk.holdings, asked.path["address"], given.version, asked.who, desk.today(), given.reason, asked.writes))


def _add(desk: Desk, asked: Asked) -> Written:
    given: Adding = asked.given
    span = (given.start, given.end)
    return Written(written=actions.add(
        desk.holdings, asked.path["source"], given.kind, span, given.fields, asked.who, desk.today(), given.reason,
                                           asked.writes))


def _waive(desk: Desk, asked: Asked) -> Written:
    given: WaiverGiven = asked.given
    actions.waive(desk.holdings, asked.path["id"], given.reason, given.until, asked.who, asked.writes)
    return Written(written=asked.path["id"])


def _change_task(desk: Desk, asked: Asked) -> Written:
    change_task(desk.book, asked.path["id"], asked.given, asked.who, desk.today())
    return Written(written=asked.path["id"])


def _status(desk: Desk, _: Asked) -> Status:
    held = desk.holdings
    return Status(renewing=held.is_renewing, current=held.is_current, failure=held.failure)


def _renew(desk: Desk, asked: Asked) -> Status:
    desk.holdings.renew()
    desk.book.forget()
    return _status(desk, asked)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/", "overview", "What to look at first", Nothing, Overview,
          lambda desk, _: overview(desk.holdings, desk.book, desk.today()), "overview"),
    Route("GET", "/files", "files", "The circulars of the corpus", FilesAsked, FilesPage,
          lambda desk, asked: files_page(desk.holdings, asked.given), "files"),
    Route("GET", "/files/{source:path}", "file", "One circular with its records", FileAsked, FilePage,
          lambda desk, asked: file_page(desk.holdings, asked.path["source"], asked.given.record), "file"),
    Route("POST", "/files/{source:path}/records", "add_record", "Add a record at words of a circular", Adding, Written, _add),
    Route("POST", "/records/{address}/confirm", "confirm", "Confirm a record", Decision, Written, _confirm,
          "record", _record_now),
    Route("POST", "/records/{address}/correct", "correct", "Correct a record", Correcting, Written, _correct,
          "record", _record_now),
    Route("POST", "/records/{address}/drop", "drop", "Say that a record is none", Decision, Written, _drop,
          "record", _record_now),
    Route("GET", "/intake", "intake", "Files that were handed in and wait", Nothing, intake.IntakePage,
          lambda desk, _: intake.intake_page(desk.holdings, desk.watched), "intake"),
    Route("POST", "/intake", "hand_in", "Hand in files", intake.Handed, intake.LotHanded,
          lambda desk, asked: intake.hand_in(desk.holdings, asked.given, asked.who, desk.now()), onward=_to_lot),
    Route("GET", "/intake/{id}", "lot", "What a lot of files would change", Nothing, intake.LotPage,
          lambda desk, asked: intake.lot_page(desk.holdings, asked.path["id"]), "lot"),
    Route("POST", "/intake/{id}/replacing", "replacing", "Whether a lot may replace files of the corpus", intake.Replacing, intake.LotHanded,
          lambda desk, asked: intake.replacing(desk.holdings, asked.path["id"], asked.given), onward=_to_lot),
    Route("POST", "/intake/{id}/accept", "accept", "Bring a lot into the corpus", intake.Accepting, intake.Accepted,
          lambda desk, asked: intake.accept(desk.holdings, asked.path["id"])),
    Route("POST", "/intake/{id}/refuse", "refuse", "Throw a lot away", intake.Accepting, intake.LotHanded,
          lambda desk, asked: intake.refuse(desk.holdings, asked.path["id"])),
    Route("GET", "/values", "values", "Values in force on a day", ValuesAsked, ValuesPage,
          lambda desk, asked: values_page(desk.holdings, asked.given, desk.today()), "values"),
    Route("GET", "/values/unnamed", "unnamed", "Values without a concept", UnnamedAsked, UnnamedPage,
          lambda desk, asked: unnamed_page(desk.holdings, asked.given), "unnamed"),
    Route("GET", "/values/{series}", "history", "One value through time", Nothing, HistoryPage,
          lambda desk, asked: history_page(desk.holdings, asked.path["series"], desk.today()), "history"),
    Route("GET", "/findings", "findings", "What the check found", FindingsAsked, FindingsPage,
          lambda desk, asked: findings_page(desk.holdings, asked.given), "findings"),
    Route("POST", "/findings/{id}/waive", "waive", "Accept a finding", WaiverGiven, Written, _waive, "finding", _finding_now),
    Route("GET", "/wanted", "wanted", "Circulars to procure", Paged, WantedPage,
          lambda desk, asked: wanted_page(desk.holdings, asked.given), "wanted"),
    Route("GET", "/compare", "compare", "Two circulars, sentence by sentence", compare.CompareAsked, compare.ComparePage,
          lambda desk, asked: compare.compare_page(desk.holdings, asked.given), "compare"),
    Route("GET", "/tasks", "tasks", "Tasks by due date", TasksAsked, TasksPage,
          lambda desk, asked: tasks_page(desk.book, asked.given, desk.today()), "tasks"),
    Route("POST", "/tasks/import", "import_tasks", "Take a filled-in workbook over", tasks.SheetGiven, tasks.SheetReport,
          lambda desk, asked: tasks.import_sheet(desk.book, asked.given, asked.who), "imported", shows=True),
    Route("GET", "/tasks/{id}", "task", "One task with its history", Nothing, TaskPage,
          lambda desk, asked: task_page(desk.book, asked.path["id"], desk.today()), "task"),
    Route("POST", "/tasks/{id}", "change_task", "Say how a task stands", TaskGiven, Written, _change_task),
    Route("GET", "/changes", "changes", "What is different since a day", changes.ChangesAsked, changes.ChangesPage,
          lambda desk, asked: changes.changes_page(desk.journal, desk.book, asked.given, desk.today()), "changes"),
    Route("GET", "/settings", "settings", "The concepts that values are put under", Paged, settings.SettingsPage,
          lambda desk, asked: settings.settings_page(desk.holdings, asked.given), "settings"),
    Route("GET", "/status", "status", "Whether the index shows the files as they are", Nothing, Status, _status),
    Route("POST", "/renew", "renew", "Read the corpus anew", Nothing, Status, _renew),
)
"""In the order of the documentation; of two that fit a path the first counts."""
