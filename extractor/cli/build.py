"""`hongtou build`: from the corpus to everything that follows from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.inputs import CacheFolder
from extractor.cli.limited import limited
from extractor.cli.terminal import Jobs, complain, progress, say, write
from extractor.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from extractor.build import Drift


def register(app: typer.Typer) -> None:
    @app.command()
    @limited
    def build(
        corpus: Annotated[Path, typer.Argument(metavar="[CORPUS]", help="The folder of circulars.")] = Path("corpus"),
        out: Annotated[Path, typer.Option(metavar="DIR", help="The folder to write.")] = Path("generated_rules"),
        check: Annotated[
            bool, typer.Option("--check", help="Write nothing; say what in the folder, its pages aside, is not what the corpus gives.")
        ] = False,
        cache: CacheFolder = None,
        jobs: Jobs = None,
        limits: Limits = DEFAULT,
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
        from extractor.build.telling import missing_lines, summary_rows
        from extractor.cli.tables import pairs, render
        from extractor.corpus import load

        with progress("reading") as advance:
            loaded = load(corpus, keep=True, cache=cache, jobs=jobs, limits=limits, progress=advance)
        for failure in (*loaded.notes, *loaded.failures):
            complain(failure)
        if check:
            built, drift = building.drift(loaded, out)
            _show_drift(drift, out)
            failed = bool(drift.files)
        else:
            built = building.build(loaded, out)
            failed = False
            write([render(pairs(summary_rows(built, str(out)), right=True), to_terminal=True)], None)
            say(f"报告：{out / 'index.html'}")
        for line in missing_lines(built):
            say(line)
        raise typer.Exit(1 if failed or loaded.failures else 0)


def _show_drift(drift: Drift, out: Path) -> None:
    from extractor.build.drift import STATES
    from extractor.changes.forms import to_text

    for file in drift.files:
        say(f"{out / file.path}：{STATES[file.state]}")
    if drift.changes:
        say(to_text(drift.changes), nl=False)
    if drift.files:
        say(f"{out} 与语料不符：请运行 hongtou build 并提交结果")
    else:
        say(f"{out} 与语料相符")
