"""`hongtou add`: a newly issued circular comes into the corpus."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractor.cli.limited import limited
from extractor.cli.terminal import complain, progress, say
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
            typer.echo(render(*_parts(addition), to_terminal=True), nl=False)
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


def _parts(addition: Addition) -> Iterable[Any]:
    from rich.table import Table
    from rich.text import Text

    from extractor.cli.tables import due_text, head_table, value_text, who_text
    from extractor.corpus.missing import missing_fields

    def table(title: str, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Any:
        if not rows:
            return f"{title}: none"
        made = Table(*headings, title=f"{title}: {len(rows)}", title_justify="left")
        for row in rows:
            made.add_row(*map(Text, row))
        return made

    for extraction in addition.extractions:
        for document in extraction.documents:
            missing = missing_fields(document)
            yield head_table(document, missing)
            if missing:
                yield f"What is missing can be given in corpus.yaml, under files: {document.source}"
        yield from dict.fromkeys(note.message for note in extraction.notes if note.code == "source_warning")
    for file, rivals in addition.replaced.items():
        if rivals:
            yield f"{file} takes the place of {', '.join(map(str, rivals))}"
    for file, annexes in addition.annexes.items():
        if annexes:
            yield f"with {file} as its annexes: {', '.join(map(str, annexes))}"
    rows = [
        (
            value.new.label or value.new.concept or "",
            value_text(value.new),
            str(value.new.year or ""),
            who_text(value.new),
            f"{value_text(value.before)} ({value.before.document})" if value.before else "",
        )
        for value in addition.values
    ]
    yield table("values", ("what", "value", "year", "for", "in the corpus"), rows)
    tasks = [
        (due_text(task.deadline) if task.deadline else "", "、".join(task.lead), task.action) for task in addition.tasks
    ]
    yield table("tasks", ("due", "lead", "action"), sorted(tasks, key=lambda row: (not row[0], row[0])))
    for title, findings in (("findings", addition.findings), ("findings that go", addition.settled)):
        yield table(title, ("severity", "check", "message"), [(f.severity, f.check, f.message) for f in findings])
