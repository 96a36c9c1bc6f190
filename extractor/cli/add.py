"""`hongtou add`: a newly issued circular comes into the corpus."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractor.cli.limited import limited
from extractor.cli.terminal import complain, progress, say, write
from extractor.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from extractor.build.adding import Addition


def register(app: typer.Typer) -> None:
    @app.command()
    @limited
    def add(
        files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Circulars to bring in; folders, ZIP files and e-mails of them.")],
        corpus: Annotated[Path, typer.Option(metavar="DIR", help="The corpus to bring them into.")] = Path("corpus"),
        replace: Annotated[
            bool, typer.Option("--replace", help="Put a file in the place of the one with its name or number.")
        ] = False,
        yes: Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")] = False,
        limits: Limits = DEFAULT,
    ) -> None:
        """Bring newly issued circulars into the corpus.

        Shows the head of each circular as it was read and what it lacks, and the values, tasks and findings that
        it would add. Annexes in files of their own come in with their circular. Then asks before it copies anything;
        where it cannot ask, only --yes writes.

        Exit status: 0 brought in, 1 a file was refused or could not be read, or nothing was written, 2 could not
        run.

        \b
        Example:
          hongtou add notice.pdf
          hongtou add received/ mail.eml
          hongtou add corrected.txt --replace --yes
        """
        from extractor.build.adding import carry_out, plan
        from extractor.cli.tables import render
        from extractor.corpus import load

        with progress("reading") as advance:
            loaded = load(corpus, may_be_empty=True, keep=True, limits=limits, progress=advance)
        for failure in loaded.failures:
            complain(failure)
        addition = plan(loaded, files, may_replace=replace, limits=limits)
        if addition.files:
            write([render(*_parts(addition), to_terminal=True)], None)
        for refusal in addition.refusals:
            complain(refusal)
        if not addition.files or not (yes or _confirmed(addition)):
            raise typer.Exit(1)
        for path in carry_out(loaded, addition, limits):
            say(f"written: {path}")
        say("Now run hongtou build.")
        if addition.refusals:
            raise typer.Exit(1)


def _confirmed(addition: Addition) -> bool:
    if not sys.stdin.isatty():
        say("Nothing was written: repeat with --yes to bring this in.")
        return False
    return typer.confirm(f"Bring {len(addition.files)} file(s) into the corpus?")


def _parts(addition: Addition) -> Iterator[Any]:
    from extractor.build.telling import BEFORE, FINDINGS, TASKS, finding_rows, left_out, notes, task_rows, value_rows
    from extractor.cli.tables import head_table, table
    from extractor.corpus.missing import missing_fields

    for extraction in addition.extractions:
        for document in extraction.documents:
            yield head_table(document, missing_fields(document))
        yield from dict.fromkeys(note.message for note in extraction.notes if note.code == "source_warning")
    yield from notes(addition)
    if rows := value_rows(addition):
        yield table(BEFORE, rows, f"数值：{len(rows)} 项", (3, 2, 1, 3, 3))
    if rows := task_rows(addition):
        yield table(TASKS, rows, f"有时限的任务：{len(rows)} 项", (2, 2, 5))
    for title, findings in (("新增核查问题", addition.findings), ("不再出现的核查问题", addition.settled)):
        if findings:
            yield table(FINDINGS, finding_rows(findings), f"{title}：{len(findings)} 项", (0, 2, 6))
    yield from left_out(addition)
