"""`hongtou check`: where circulars contradict those of higher levels, or themselves."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.inputs import CacheFolder, Corpora, Loaded, extract_paths, load_all
from extractor.cli.limited import limited
from extractor.cli.pages import GENERATED, Links, Pages, links
from extractor.cli.terminal import (
    Jobs,
    Output,
    complain,
    console,
    progress,
    stop,
    write,
)
from extractor.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.consistency import Finding, NotCompared
    from extractor.consistency.compared import Compared
    from extractor.consistency.wanted import Wanted
    from extractor.records.extraction import Extraction


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
    @limited
    def check(
        paths: Corpora = None,
        against: Annotated[
            Path | None,
            typer.Option(metavar="DIR", help="Check the files against this corpus; report only what involves them."),
        ] = None,
        place: Annotated[str | None, typer.Option(help="Only circulars of this place and of places in it: a name, short name or code.")] = None,
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
        annotate: Annotated[
            Path | None,
            typer.Option(metavar="OUT.docx", help="Write the one .docx file that is checked here too, each finding a comment at its words."),
        ] = None,
        to: Annotated[Form, typer.Option(help="The form of the output.")] = Form.text,
        output: Output = None,
        pages: Pages = GENERATED,
        cache: CacheFolder = None,
        jobs: Jobs = None,
        limits: Limits = DEFAULT,
    ) -> None:
        """Find where circulars contradict those of higher levels, each other or themselves.

        With --against, files that are not issued yet are checked against a corpus, which stays as it is. Findings
        that waivers.yaml of the corpus waives are shown as waived and do not count for the exit status. Two lists stand
        behind the findings and do not count either (neither with --checks): values that could not be compared with those of
        a circular that theirs carries out, with the reason, and the circulars that are cited and missing (hongtou wanted).

        Exit status: 0 nothing at or above --fail-on, 1 something, or a circular could not be read, 2 could not run.

        \b
        Example:
          hongtou check corpus/ --to html -o findings.html
          hongtou check draft.pdf --against corpus/
          hongtou check draft.docx --against corpus/ --annotate commented.docx
          hongtou check --place 济南市 --checks below-floor,deadline-later
        """
        from extractor.consistency import check as run
        from extractor.consistency import not_compared
        from extractor.consistency.compared import compared
        from extractor.consistency.selection import cited_from, reaches, select
        from extractor.consistency.wanted import wanted

        drafts = paths or []
        if annotate is not None and (len(drafts) != 1 or not drafts[0].is_file() or _is_same(drafts[0], annotate)):
            stop("--annotate needs one .docx file to check, and another name for its copy")
        loaded, focus = _load(paths, against, jobs, limits, cache)
        extractions, context = loaded.extractions, loaded.context()
        findings = run(
            extractions,
            loaded.waivers,
            [name.strip() for name in checks.split(",")] if checks else None,
            on=on.date() if on else date.today(),
            focus=focus,
            store=loaded.store,
            context=context,
        )
        since_day = since.date() if since else None
        findings = select(findings, extractions, place=place, since=since_day)
        asked_for = cited_from(extractions, place=place, since=since_day, sources=focus)
        apart = [] if checks else select(not_compared(extractions, focus=focus, context=context), extractions, place=place, since=since_day)
        lacking = () if checks else wanted(context, asked_for)
        if annotate is not None:
            _annotate(drafts[0], annotate, findings, extractions)
        outcomes = compared(context) if to in (Form.html, Form.xlsx) else None
        if not checks:
            loaded.keep()
        _show(
            findings, apart, lacking, outcomes, extractions, to, output,
            base=against or (paths or [Path("corpus")])[0], pages=links(pages, output),
        )  # fmt: skip
        if loaded.failures or reaches(findings, fail_on.value):
            raise typer.Exit(1)


def _load(
    paths: Sequence[Path] | None, against: Path | None, jobs: int | None, limits: Limits, cache: Path | None
) -> tuple[Loaded, list[str] | None]:
    """The circulars to check, and the files in focus (None: all).

    New files come before those of the corpus and take the place of files of the same name.
    """
    if against is None:
        return load_all(paths, jobs, limits, cache), None
    from extractor.corpus.packs import use_packs_of

    use_packs_of(against)  # the corpus's concepts are the draft's too
    with progress("reading") as advance:
        new, failures = extract_paths(paths or [Path("corpus")], jobs, advance, limits)
    if not new:
        for failure in failures:
            complain(failure)
        raise typer.Exit(2)
    loaded = load_all([against], jobs, limits, cache, before=new, failed=failures)
    return loaded, [extraction.source for extraction in new]


def _is_same(one: Path, other: Path) -> bool:
    return other.exists() and one.samefile(other)


def _annotate(draft: Path, target: Path, findings: Sequence[Finding], extractions: Sequence[Extraction]) -> None:
    """Write the draft with its findings as comments."""
    from extractor.consistency.reports.comments import annotated
    from extractor.sources import SourceError, content

    try:
        write([annotated(draft.name, content(draft), findings, extractions)], target)
    except SourceError as error:
        stop(f"--annotate: {error}")


def _show(
    findings: Sequence[Finding],
    apart: Sequence[NotCompared],
    lacking: Sequence[Wanted],
    outcomes: Compared | None,
    extractions: Sequence[Extraction],
    to: Form,
    output: Path | None,
    base: Path,
    pages: Links,
) -> None:
    from extractor import __version__
    from extractor.consistency.reports import render
    from extractor.language.concepts import load_concepts

    if to is Form.text and output is None:
        from extractor.consistency.reports.rows import rows
        from extractor.consistency.reports.text import terminal

        screen = console(soft_wrap=True, highlight=False)
        for line in terminal(rows(findings, extractions), apart, lacking):
            screen.print(line)
        return
    folder = base if base.is_dir() else base.parent
    data = render(
        to.value,
        findings,
        extractions,
        load_concepts(),
        apart=apart,
        wanted=lacking,
        compared=outcomes,
        version=__version__,
        base="" if folder.is_absolute() or folder == Path() else folder.as_posix(),
        nav=pages.nav,
        href=pages.href,
    )
    write([data], output)
