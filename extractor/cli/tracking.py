"""What the commands of `hongtou tasks` share: where tasks come from, where their list goes, what went wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from extractor.cli.terminal import STANDARD, say, stop, warn, write

if TYPE_CHECKING:
    from extractor.tracker.entries import Entry, Tracked
    from extractor.tracker.holidays import HolidayNotices
    from extractor.tracker.store import Conflict, Store
    from extractor.tracker.tasks import Task

CORPUS = Path("corpus")


@contextmanager
def store(*, create: bool = False) -> Iterator[Store]:
    """The configured store, made only with `create`; what stops it becomes one line and exit status 2."""
    from sqlalchemy.exc import SQLAlchemyError

    from extractor.tracker.store import Store, UnknownTask, configured_url, exists

    try:
        if not create and not exists(configured_url()):
            stop("there is no tracker yet; `hongtou tasks sync` makes one from the corpus")
        with Store.open() as opened:
            yield opened
    except UnknownTask as error:
        if error.candidates:
            stop(f"{error.given}: several tasks begin so ({', '.join(error.candidates[:9])}); write more of it")
        stop(f"{error.given}: no such task; `hongtou tasks list --all` shows the identifiers")
    except SQLAlchemyError as error:
        cause = " ".join(str(getattr(error, "orig", None) or error).split())
        stop(f"the database failed ({cause}); what was not confirmed is not written")


def read_tasks(paths: Sequence[Path]) -> tuple[tuple[Task, ...], HolidayNotices, bool]:
    """The tasks of circulars or folders, the holiday notices among these, and whether a file could not be read (which is
    reported here)."""
    from extractor.cli.inputs import load_all
    from extractor.tracker import collect
    from extractor.tracker.holidays import holiday_notices

    loaded = load_all(paths, None)
    tasks = collect(loaded.extractions, loaded.store)
    notices = holiday_notices(loaded.extractions)
    loaded.keep()
    for name in notices.unread:
        warn(name, "called a holiday notice, but its days could not all be read; holidays are taken as if it were not there")
    return tasks, notices, bool(loaded.failures)


def tracked_tasks(paths: Sequence[Path] | None) -> tuple[list[Tracked], bool]:
    """Tasks with their states, and whether a file could not be read.

    With `paths`, what the files say, with the states that the store has for it; else what the store holds; else,
    as long as there is no store, what corpus/ says.
    """
    from extractor.tracker.entries import Tracked
    from extractor.tracker.store import configured_url, exists

    if not exists(configured_url()):
        found, notices, failed = read_tasks(paths or [CORPUS])
        return [Tracked(task, calendar=notices.calendar) for task in found], failed
    with store() as opened:
        if paths:
            found, notices, failed = read_tasks(paths)
            return opened.preview(found, notices.calendar), failed
        origin = opened.origin()
        if origin is not None and origin.has_changed():
            warn(" ".join(origin.paths), "changed since the tracker read it; `hongtou tasks sync` takes that over")
        return opened.tracked(), False


def deliver(entries: Sequence[Entry], form: str, on: date, output: Path | None, name: str = "重点任务") -> None:
    """Write entries to a file, complete or not at all, or to standard output."""
    to_terminal = output in (None, STANDARD) and sys.stdout.isatty()
    if form == "xlsx" and to_terminal:
        raise typer.BadParameter("a workbook is not for the terminal; give it a place with -o")
    if form == "table":
        from extractor.cli.tables import render as table
        from extractor.tracker.table import table_of

        content: bytes | str = table(table_of(entries), to_terminal=output in (None, STANDARD))
    else:
        from extractor.tracker.render import FORMS, render

        content = render(entries, next(one for one in FORMS if one == form), on, name)
    write([content], output)


def file_name(name: str) -> str:
    """`name` as the name of a file: what a path cannot hold replaced, never hidden, not too long for a disk."""
    safe = "".join("_" if char in '/\\:*?"<>|' or not char.isprintable() else char for char in name)
    return safe.lstrip(".")[:60] or "_"


def refuse(conflict: Conflict) -> NoReturn:
    """Show both versions of a change that came too late, and stop with exit status 1."""
    from extractor.tracker.state import FIELD_NAMES

    say(
        f"hongtou: {conflict.task.id}: not written; version {conflict.base} became {conflict.theirs.version} meanwhile",
        err=True,
    )
    for name, value in conflict.mine.items():
        theirs = getattr(conflict.theirs, name) or "（空）"
        say(f"  {FIELD_NAMES[name]}：本次要写 {value or '（空）'}；现已是 {theirs}", err=True)
    raise typer.Exit(1)
