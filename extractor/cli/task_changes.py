"""The commands of `hongtou tasks` that write: states, synchronization, sheets that come back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.task_options import By, Identifier, On, Version, as_day
from extractor.cli.terminal import say, user
from extractor.cli.tracking import CORPUS, read_tasks, refuse, store

commands = typer.Typer()


def _change(identifier: str, changes: dict[str, str | None], by: str | None, version: int | None) -> None:
    """Change a task's state, or show why not."""
    from extractor.tracker.store import Conflict

    with store() as opened:
        tracked = opened.find(identifier)
        try:
            after = opened.update(
                tracked.task.id, changes, user(by), tracked.state.version if version is None else version
            )
        except Conflict as conflict:
            refuse(conflict)
        say(f"{tracked.task.id}：{after.status}（版本 {after.version}）{tracked.task.action}")


@commands.command()
def start(identifier: Identifier, by: By = None, version: Version = None) -> None:
    """Set a task to 进行中.

    Exit status: 0 written, 1 refused because another change came first (both are shown), 2 could not run.

    \b
    Example:
      hongtou tasks start 3f9c --by 王芳
    """
    from extractor.tracker.state import IN_PROGRESS

    _change(identifier, {"status": IN_PROGRESS}, by, version)


@commands.command()
def done(
    identifier: Identifier,
    evidence: Annotated[str | None, typer.Option(help="A link or a document number that proves it.")] = None,
    by: By = None,
    version: Version = None,
) -> None:
    """Set a task to 已完成; of a recurring one, the date that is next.

    Exit status: as `tasks start`.

    \b
    Example:
      hongtou tasks done 3f9c --evidence https://example.gov.cn/report.html
    """
    from extractor.tracker.entries import completion

    with store() as opened:
        tracked = opened.find(identifier)
    changes = completion(tracked, date.today())
    if evidence is not None:
        changes["evidence"] = evidence
    _change(tracked.task.id, changes, by, tracked.state.version if version is None else version)


@commands.command()
def reset(
    identifier: Identifier,
    not_applicable: Annotated[bool, typer.Option("--not-applicable", help="Set it to 不适用 instead.")] = False,
    by: By = None,
    version: Version = None,
) -> None:
    """Set a task back to 未开始, or to 不适用.

    Exit status: as `tasks start`.

    \b
    Example:
      hongtou tasks reset 3f9c --not-applicable
    """
    from extractor.tracker.state import NOT_APPLICABLE, NOT_STARTED

    _change(identifier, {"status": NOT_APPLICABLE if not_applicable else NOT_STARTED}, by, version)


@commands.command()
def assign(
    identifier: Identifier,
    owner: Annotated[str, typer.Argument(metavar="OWNER", help="The person who sees to it.")],
    by: By = None,
    version: Version = None,
) -> None:
    """Name the person who sees to a task.

    Exit status: as `tasks start`.

    \b
    Example:
      hongtou tasks assign 3f9c 李强
    """
    _change(identifier, {"owner": owner}, by, version)


@commands.command()
def note(
    identifier: Identifier,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="How it stands; takes the place of the note before.")],
    by: By = None,
    version: Version = None,
) -> None:
    """Write how a task stands; earlier notes stay in its history.

    Exit status: as `tasks start`.

    \b
    Example:
      hongtou tasks note 3f9c 已完成系统联调，待省局验收
    """
    _change(identifier, {"note": text}, by, version)


@commands.command()
def event(
    identifier: Identifier,
    day: Annotated[date, typer.Argument(parser=as_day, metavar="DATE", help="The day on which it happened.")],
    by: By = None,
    version: Version = None,
) -> None:
    """Say when the event happened from which a task's period runs; its due date follows.

    Exit status: as `tasks start`.

    \b
    Example:
      hongtou tasks event 3f9c 2021-11-01
    """
    _change(identifier, {"event_day": day.isoformat()}, by, version)


@commands.command("set")
def set_own(
    identifier: Identifier,
    due: Annotated[date | None, typer.Option(parser=as_day, metavar="DATE", help="The day by which it is to be done.")] = None,
    lead: Annotated[str | None, typer.Option(metavar="NAMES", help="Who leads, parted by 、.")] = None,
    support: Annotated[str | None, typer.Option(metavar="NAMES", help="Who takes part, parted by 、.")] = None,
    as_issued: Annotated[bool, typer.Option("--as-issued", help="Go back to what the circular says, but for what is given.")] = False,
    by: By = None,
    version: Version = None,
) -> None:
    """Set when a task is due, who leads or who takes part, in place of what its circular says.

    It stays over every synchronization, is shown as changed with what the circular says, and stands in the history.

    Exit status: as `tasks start`.

    \b
    Example:
      hongtou tasks set 3f9c --due 2026-03-01 --lead 市医保局、市财政局
      hongtou tasks set 3f9c --as-issued
    """
    from extractor.tracker.state import OWN, names_of

    given = {"own_due": due and due.isoformat(), "own_lead": lead and "、".join(names_of(lead)), "own_support": support and "、".join(names_of(support))}
    changes: dict[str, str | None] = dict.fromkeys(OWN) if as_issued else {}
    changes |= {name: value for name, value in given.items() if value}
    if not changes:
        raise typer.BadParameter("give --due, --lead, --support or --as-issued")
    if due is not None:
        with store() as opened:
            if opened.find(identifier).task.kind == "recurring":
                raise typer.BadParameter("a task that comes back has no single day; `hongtou tasks done` moves it on", param_hint="--due")
    _change(identifier, changes, by, version)


@commands.command()
def sync(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH", help="Circulars or folders (default: corpus/).")
    ] = None,
    on: On = None,
    by: By = None,
) -> None:
    """Take the tasks of the corpus over into the store; states stay as they are.

    The paths are the whole corpus: a task whose words are in none of them is marked as withdrawn, never deleted,
    and one whose words were edited keeps its identifier and its state. Both are reported. Where a file cannot be
    read, nothing is taken over.

    Exit status: 0 taken over, 1 a file could not be read, 2 could not run.

    \b
    Example:
      hongtou tasks sync corpus/
    """
    from extractor.tracker.origin import Origin
    from extractor.tracker.table import plan_lines

    origin = Origin.of(paths or [CORPUS])
    found, notices, failed = read_tasks(paths or [CORPUS])
    if failed:
        say(
            "hongtou: nothing was taken over: tasks of a file that cannot be read would look withdrawn", err=True
        )
        raise typer.Exit(1)
    with store(create=True) as opened:
        for line in plan_lines(opened.sync(found, on or date.today(), user(by), origin, notices.calendar)):
            say(line)
    for notice in notices.notices:
        say(f"{notice.year}年节假日安排按 {notice.source}：放假 {len(notice.off)} 天，调休上班 {len(notice.worked)} 天。")


@commands.command("import")
def import_sheet(
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help="A workbook that `tasks export` wrote.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the changes; write nothing.")] = False,
    by: By = None,
) -> None:
    """Take over what was filled in: status, note, owner, evidence, and what is set in place of the circular's words for when a
    task is due, who leads and who takes part.

    A row that nobody touched is left alone, even if the tracker moved on meanwhile. A value that was changed both
    in the sheet and in the tracker is a conflict: both are shown, and the row is not taken over. Rows that are
    unknown, and changed cells that a sheet cannot change, are reported with what to do.

    Exit status: 0 all that was changed is taken over, 1 something could not be, 2 could not run.

    \b
    Example:
      hongtou tasks import 任务台账.xlsx --dry-run
    """
    from extractor.tracker.sheet_import import take_over
    from extractor.tracker.store import Conflict

    with store() as opened:
        try:
            report = take_over(sheet, opened, user(by), dry_run=dry_run)
        except Conflict as conflict:
            refuse(conflict)
    for line in report.lines():
        say(line)
    if not report.is_whole:
        raise typer.Exit(1)
