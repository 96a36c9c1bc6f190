"""`hongtou check`: where circulars contradict those of higher levels, or themselves."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from extractor.cli.terminal import FileSeconds, Jobs, Output, complain, console, progress, say, write
from extractor.limits import SECONDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from extractor.consistency import Finding
    from extractor.records.extraction import Extraction
    from extractor.sources.model import SourceError


class Form(StrEnum):
    """The forms of the findings."""

    text = "text"
    jsonl = "jsonl"
    sarif = "sarif"
    html = "html"
    xlsx = "xlsx"
    markdown = "markdown"


class FailOn(StrEnum):
    """The severities of findings."""

    error = "error"
    warning = "warning"
    note = "note"


def register(app: typer.Typer) -> None:
    @app.command()
    def check(
        paths: Annotated[
            list[Path] | None, typer.Argument(metavar="[CORPUS]...", help="A folder of circulars, or single files.")
        ] = None,
        against: Annotated[
            Path | None,
            typer.Option(metavar="DIR", help="Check the files against this corpus; report only what involves them."),
        ] = None,
        place: Annotated[str | None, typer.Option(help="Only circulars of this place and of places in it.")] = None,
        since: Annotated[
            datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only circulars of this day or later.")
        ] = None,
        checks: Annotated[
            str | None, typer.Option(metavar="NAME,…", help="Only these checks (docs/checks.md lists them).")
        ] = None,
        fail_on: Annotated[
            FailOn, typer.Option(help="The least severe finding that makes the exit status 1.")
        ] = FailOn.error,
        on: Annotated[
            datetime | None,
            typer.Option(metavar="DATE", formats=["%Y-%m-%d"], help="The day on which waivers are judged (today)."),
        ] = None,
        to: Annotated[Form, typer.Option(help="The form of the output.")] = Form.text,
        output: Output = None,
        jobs: Jobs = None,
        file_seconds: FileSeconds = SECONDS,
    ) -> None:
        """Find where circulars contradict those of higher levels, each other or themselves.

        With --against, files that are not issued yet are checked against a corpus, which stays as it is. Findings
        that waivers.yaml of the corpus waives are shown as waived and do not count for the exit status.

        Exit status: 0 nothing at or above --fail-on, 1 something, or a circular could not be read, 2 could not run.

        \b
        Example:
          hongtou check corpus/ --to html -o findings.html
          hongtou check draft.pdf --against corpus/
          hongtou check --place 济南市 --checks below-floor,deadline-later
        """
        from extractor.consistency import UnknownCheckError, WaiverError
        from extractor.consistency import check as run
        from extractor.consistency.selection import UnknownPlaceError, reaches, select

        extractions, failures, waivers, focus = _load(paths or [Path("corpus")], against, jobs, file_seconds)
        for failure in failures:
            complain(failure)
        if not extractions:
            raise typer.Exit(2)
        try:
            findings = run(
                extractions,
                waivers,
                [name.strip() for name in checks.split(",")] if checks else None,
                on=on.date() if on else date.today(),
                focus=focus,
            )
            findings = select(findings, extractions, place=place, since=since.date() if since else None)
        except (UnknownCheckError, UnknownPlaceError, WaiverError) as error:
            _refuse(str(error))
        _show(findings, extractions, to, output, base=against or (paths or [Path("corpus")])[0])
        if failures or reaches(findings, fail_on.value):
            raise typer.Exit(1)


def _load(
    paths: Sequence[Path], against: Path | None, jobs: int | None, file_seconds: int
) -> tuple[list[Extraction], list[SourceError], tuple[Mapping[str, Any], ...], list[str] | None]:
    """The extractions to check, what could not be read, the corpus's waivers, and the files in focus (None: all).

    New files come before those of the corpus and take the place of files of the same name.
    """
    from extractor.corpus import load
    from extractor.corpus.resolve import resolve

    extractions: list[Extraction] = []
    failures: list[SourceError] = []
    waivers: tuple[Mapping[str, Any], ...] = ()
    focus = None
    if against is not None:
        extractions, failures = _read_files(paths, jobs, file_seconds)
        focus = [extraction.source for extraction in extractions]
        if not extractions:
            return [], failures, (), focus
    folders = [path for path in paths if path.is_dir()] if against is None else [against]
    if against is None:
        extractions, failures = _read_files([path for path in paths if not path.is_dir()], jobs, file_seconds)
    for folder in folders:
        with progress("reading") as advance:
            corpus = load(folder, jobs=jobs, seconds=file_seconds, progress=advance)
        here = {extraction.source for extraction in extractions}
        extractions += [extraction for extraction in corpus.extractions if extraction.source not in here]
        failures += corpus.failures
        waivers += corpus.waivers
    return list(resolve(extractions)), failures, waivers, focus


def _read_files(
    paths: Sequence[Path], jobs: int | None, file_seconds: int
) -> tuple[list[Extraction], list[SourceError]]:
    from extractor.cli.inputs import extract_paths

    if not paths:
        return [], []
    with progress("reading") as advance:
        extractions, failures = extract_paths(paths, jobs, advance, file_seconds)
    return list(extractions), list(failures)


def _show(
    findings: Sequence[Finding], extractions: Sequence[Extraction], to: Form, output: Path | None, base: Path
) -> None:
    from extractor import __version__
    from extractor.consistency.reports import render
    from extractor.language.concepts import load_concepts

    if to is Form.text and output is None:
        from extractor.consistency.reports.rows import rows
        from extractor.consistency.reports.text import terminal

        screen = console(soft_wrap=True, highlight=False)
        for line in terminal(rows(findings, extractions)):
            screen.print(line)
        return
    folder = base if base.is_dir() else base.parent
    data = render(
        to.value,
        findings,
        extractions,
        load_concepts(),
        version=__version__,
        base="" if folder.is_absolute() or folder == Path() else folder.as_posix(),
    )
    write([data], output)


def _refuse(problem: str) -> NoReturn:
    say(f"hongtou: {problem}", err=True)
    raise typer.Exit(2)
