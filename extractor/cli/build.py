"""`hongtou build`: from the corpus to everything that follows from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.inputs import CacheFolder
from extractor.cli.rules import stopping
from extractor.cli.terminal import FileSeconds, Jobs, MaxBytes, MaxPages, complain, console, progress, say
from extractor.limits import BYTES, PAGES, SECONDS, Limits

if TYPE_CHECKING:
    from extractor.build import Built, Drift


def register(app: typer.Typer) -> None:
    @app.command()
    def build(
        corpus: Annotated[Path, typer.Argument(metavar="[CORPUS]", help="The folder of circulars.")] = Path("corpus"),
        out: Annotated[Path, typer.Option(metavar="DIR", help="The folder to write.")] = Path("generated_rules"),
        check: Annotated[
            bool, typer.Option("--check", help="Write nothing; say what in the folder, its pages aside, is not what the corpus gives.")
        ] = False,
        cache: CacheFolder = None,
        jobs: Jobs = None,
        file_seconds: FileSeconds = SECONDS,
        max_pages: MaxPages = PAGES,
        max_bytes: MaxBytes = BYTES,
    ) -> None:
        """Write all that follows from a corpus.

        That is its rules, tasks, findings and records, and pages for the browser (index.html and report/); then counts them and
        lists what the heads of circulars lack. The folder is replaced whole: whatever happens, it holds the old output or the new one.

        Exit status: 0 done (with --check: nothing differs), 1 a circular could not be read (with --check:
        something differs), 2 could not run.

        \b
        Example:
          hongtou build
          hongtou build corpus --check
        """
        import gc

        # Records make no cycles; the collector would look through all of them again and again.
        gc.set_threshold(1_000_000, 50, 1000)
        from extractor import build as building
        from extractor.corpus import load

        with progress("reading") as advance:
            loaded = load(
                corpus, keep=True, cache=cache, jobs=jobs, limits=Limits(file_seconds, max_bytes, max_pages), progress=advance
            )
        for failure in (*loaded.notes, *loaded.failures):
            complain(failure)
        if check:
            with stopping():
                built, drift = building.drift(loaded, out)
            _show_drift(drift, out)
            failed = bool(drift.files)
        else:
            with stopping():
                built = building.build(loaded, out)
            failed = False
            _show_summary(built, out)
        _show_missing(built)
        raise typer.Exit(1 if failed or loaded.failures else 0)


def _show_summary(built: Built, out: Path) -> None:
    from rich.table import Table

    extractions = built.corpus.extractions

    def count(kind: str) -> int:
        return sum(extraction.counts.get(kind, 0) for extraction in extractions)

    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for label, value in (
        ("circulars", count("document")),
        ("quantities", count("mention")),
        ("parameters", f"{count('parameter')} ({count('concept')} with a concept)"),
        ("deadlines", count("deadline")),
        ("assignments", count("assignment")),
        ("tasks", sum(map(len, built.tasks))),
        ("findings", len(built.findings)),
        ("files written", f"{len(built.files)} in {out}/"),
    ):
        table.add_row(label, str(value))
    console().print(table)
    say(f"Report: {out / 'index.html'}")


def _show_missing(built: Built) -> None:
    from extractor.corpus.missing import missing_fields

    for document in built.corpus.documents:
        if missing := missing_fields(document):
            say(f"{document.source}: the head lacks {', '.join(missing)} (corpus.yaml can give it)")


def _show_drift(drift: Drift, out: Path) -> None:
    from extractor.changes.forms import to_text

    for file in drift.files:
        say(f"{out / file.path}: {file.state}")
    if drift.changes:
        say(to_text(drift.changes), nl=False)
    if drift.files:
        say(f"{out} is not what the corpus gives: run hongtou build and commit the result")
    else:
        say(f"{out} is what the corpus gives")
