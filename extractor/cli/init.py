"""`hongtou init`: a corpus of one's own."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.terminal import say


class Ci(StrEnum):
    """The services for which a file of continuous integration is written."""

    github = "github"
    gitlab = "gitlab"
    none = "none"


def register(app: typer.Typer) -> None:
    @app.command()
    def init(
        folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="The folder to start it in; made where there is none.")] = Path(),
        ci: Annotated[Ci, typer.Option(help="The service whose file for continuous integration is written.")] = Ci.github,
    ) -> None:
        """Start a corpus of your own: corpus/ with files that explain themselves, .gitignore and a CI file.

        Circulars come in with `hongtou add`; `hongtou build` writes what follows from them into generated_rules/ beside
        corpus/. A file that is there already stays as it is.

        Exit status: 0 done, 2 could not run.

        \b
        Example:
          hongtou init policies
          hongtou init --ci gitlab
        """
        from extractor.build.starting import start

        started = start(folder, ci.value)
        for path in started.kept:
            say(f"kept as it is: {path}")
        for path in started.written:
            say(f"written: {path}")
        enter = "" if folder.resolve() == Path.cwd() else f"cd {folder}; "
        say(f"Next: {enter}hongtou add FILE, then hongtou build, which writes generated_rules/ here.")
