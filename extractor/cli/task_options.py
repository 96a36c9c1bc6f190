"""The options that several commands of `hongtou tasks` take."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Form(StrEnum):
    """The forms of a list of tasks."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"
    ics = "ics"
    xlsx = "xlsx"
    html = "html"


class Each(StrEnum):
    """What gets a file of its own."""

    agency = "agency"
    place = "place"


def as_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text} is not a date; write it as 2021-09-30") from None


def as_days(text: str) -> int:
    from extractor.tracker.entries import days_of

    try:
        return days_of(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def as_status(text: str) -> str:
    from extractor.tracker.state import STATUSES

    if text not in STATUSES:
        raise typer.BadParameter(f"{text} is not a status; take one of {', '.join(STATUSES)}")
    return text


Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATH",
        help="Circulars or folders to read; without any, the tracker's store, or corpus/ if there is none.",
    ),
]
Place = Annotated[str | None, typer.Option(help="Only tasks of this place and of places in it: a name, short name or code.")]
Agency = Annotated[str | None, typer.Option(help="Only tasks of this agency, leading or not (part of its name).")]
Status = Annotated[
    str | None,
    typer.Option(parser=as_status, metavar="STATUS", help="Only 未开始, 进行中, 已完成, 已逾期 or 不适用."),
]
Within = Annotated[
    int | None, typer.Option(parser=as_days, metavar="DAYS", help="Only what is open and due within 30d, 2w …")
]
Overdue = Annotated[bool, typer.Option("--overdue", help="Only what is overdue.")]
Everything = Annotated[
    bool, typer.Option("--all", help="Requirements without a time limit, and withdrawn tasks, too.")
]
On = Annotated[date | None, typer.Option(parser=as_day, metavar="DATE", help="As of this day (default: today).")]
To = Annotated[Form, typer.Option(help="The form of the output.")]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write (default: standard output).")
]
FailOverdue = Annotated[bool, typer.Option("--fail-overdue", help="Exit with 1 where a listed task is overdue.")]
Identifier = Annotated[str, typer.Argument(metavar="ID", help="The task's identifier, or how it begins.")]
By = Annotated[
    str | None,
    typer.Option(envvar="HONGTOU_USER", help="Who makes the change (default: the user of this computer)."),
]
Version = Annotated[
    int | None, typer.Option("--if-version", metavar="N", help="Refuse where the task is no longer of this version.")
]
