"""`hongtou tasks`: who must do what by when, and where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import task_changes
from extractor.cli.default import ListByDefault
from extractor.cli.task_options import (
    Agency,
    Each,
    Everything,
    FailOverdue,
    Form,
    Identifier,
    On,
    Output,
    Overdue,
    Paths,
    Place,
    Status,
    To,
    Within,
)
from extractor.cli.terminal import STANDARD, say
from extractor.cli.tracking import deliver, file_name, store, tracked_tasks

if TYPE_CHECKING:
    from extractor.tracker.entries import Wanted


tasks = typer.Typer(cls=ListByDefault)
tasks.add_typer(task_changes.commands)


def register(app: typer.Typer) -> None:
    app.add_typer(tasks, name="tasks")


@tasks.callback()
def group() -> None:
    """Track who must do what by when, and where it stands; alone, the same as `tasks list`.

    The circulars give the tasks, people their state. That is kept in tracker.sqlite in the current folder, or in the
    database whose URL is in HONGTOU_DATABASE (sqlite:///FILE or postgresql://USER@HOST/NAME).

    \b
    Example:
      hongtou tasks sync
      hongtou tasks --within 30d
    """


def _list(
    paths: list[Path] | None, wanted: Wanted, on: date, form: Form, output: Path | None, fail_overdue: bool
) -> None:
    from extractor.tracker.entries import left_out_text, select
    from extractor.tracker.state import OVERDUE

    tracked, failed = tracked_tasks(paths)
    if form is Form.table and not wanted.everything:
        wanted = replace(wanted, dated=True)
    entries = select(tracked, on, wanted)
    deliver(entries, form, on, output)
    if form is Form.table and (line := left_out_text(tracked, on, wanted)):
        say(line, err=True)
    if failed or (fail_overdue and any(entry.status == OVERDUE for entry in entries)):
        raise typer.Exit(1)


@tasks.command("list")
def list_tasks(
    paths: Paths = None,
    place: Place = None,
    agency: Agency = None,
    status: Status = None,
    within: Within = None,
    overdue: Overdue = False,
    everything: Everything = False,
    on: On = None,
    to: To = Form.table,
    output: Output = None,
    fail_overdue: FailOverdue = False,
) -> None:
    """List tasks by due date.

    Exit status: 0 listed, 1 a file could not be read or, with --fail-overdue, a listed task is overdue,
    2 could not run.

    \b
    Example:
      hongtou tasks
      hongtou tasks list --agency 医保局 --within 30d
      hongtou tasks corpus/ --on 2021-09-01 --to csv -o tasks.csv
    """
    from extractor.tracker.entries import Wanted

    wanted = Wanted(place, agency, status, within, overdue, everything)
    _list(paths, wanted, on or date.today(), to, output, fail_overdue)


@tasks.command()
def due(
    paths: Paths = None,
    place: Place = None,
    agency: Agency = None,
    within: Within = 30,
    on: On = None,
    to: To = Form.table,
    output: Output = None,
    fail_overdue: FailOverdue = False,
) -> None:
    """List what is overdue or due soon; with --to markdown, a digest for a mail or a group chat.

    Exit status: as `tasks list`.

    \b
    Example:
      hongtou tasks due --within 14d --to markdown
    """
    from extractor.tracker.entries import Wanted

    _list(paths, Wanted(place, agency, within=within), on or date.today(), to, output, fail_overdue)


@tasks.command()
def show(identifier: Identifier, on: On = None) -> None:
    """Show everything about one task: its words, its place in the circular, its state.

    Exit status: 0 shown, 2 no such task.

    \b
    Example:
      hongtou tasks show 3f9c
    """
    from extractor.tracker.entries import entry_of
    from extractor.tracker.table import details

    with store() as opened:
        entry = entry_of(opened.find(identifier), on or date.today())
    for name, value in details(entry):
        say(f"{name}：{value}")


@tasks.command()
def history(
    identifier: Annotated[str | None, typer.Argument(metavar="ID", help="One task; all without it.")] = None,
) -> None:
    """Show every change: when, who, what, from, to; the oldest first.

    Exit status: 0 shown, 2 no such task.

    \b
    Example:
      hongtou tasks history 3f9c
    """
    from extractor.tracker.table import change_line

    with store() as opened:
        task_id = opened.find(identifier).task.id if identifier else None
        for change in opened.history(task_id):
            say(change_line(change))


@tasks.command()
def export(
    paths: Paths = None,
    place: Place = None,
    agency: Agency = None,
    status: Status = None,
    everything: Everything = False,
    on: On = None,
    to: Annotated[Form, typer.Option(help="The form of the files.")] = Form.xlsx,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="PATH", help="The file, or with --each the folder.")
    ] = STANDARD,
    each: Annotated[Each | None, typer.Option(help="A file for every leading agency, or every place.")] = None,
) -> None:
    """Write the tasks as a workbook, calendar, page or table, or one for every agency or place.

    Exit status: 0 written, 1 a file could not be read, 2 could not run.

    \b
    Example:
      hongtou tasks export --to xlsx -o 任务台账.xlsx
      hongtou tasks export --to ics --each agency -o calendars/
    """
    from extractor.tracker.entries import Wanted, grouped, select

    day = on or date.today()
    tracked, failed = tracked_tasks(paths)
    entries = select(tracked, day, Wanted(place, agency, status, everything=everything))
    if each is None:
        deliver(entries, to, day, output)
    elif output == STANDARD:
        raise typer.BadParameter("--each writes several files; name their folder with -o")
    else:
        output.mkdir(parents=True, exist_ok=True)
        suffix = "md" if to is Form.markdown else to.value
        for name, group in grouped(entries, by_place=each is Each.place).items():
            deliver(group, to, day, output / f"{file_name(name)}.{suffix}", name)
    if failed:
        raise typer.Exit(1)
