"""`hongtou diff`: what changed between two builds, in words."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.pages import GENERATED
from extractor.cli.terminal import Output, write


class Form(StrEnum):
    """The forms of a list of changes."""

    text = "text"
    markdown = "markdown"
    json = "json"
    junit = "junit"
    sarif = "sarif"


def register(app: typer.Typer) -> None:
    @app.command()
    def diff(
        old: Annotated[str, typer.Argument(metavar="OLD", help="A folder that hongtou build wrote, or a git revision.")],
        new: Annotated[
            str | None, typer.Argument(metavar="[NEW]", help="Another one (default: the folder as it stands).")
        ] = None,
        folder: Annotated[
            Path, typer.Option("--rules", metavar="DIR", help="Where in a revision the generated folder is.")
        ] = GENERATED,
        to: Annotated[Form, typer.Option(help="The form of the output.")] = Form.text,
        output: Output = None,
    ) -> None:
        """Say in words which values, dates, groups, agencies, tasks and findings changed, with both quotes.

        Exit status: 0 nothing changed, 1 something did, 2 could not run.

        \b
        Example:
          hongtou diff HEAD
          hongtou diff v1.0 v1.1 --to markdown
          hongtou diff old/generated_rules new/generated_rules --to json -o changes.json
        """
        from extractor.changes import diff_trees
        from extractor.changes.forms import FORMS
        from extractor.changes.trees import tree

        with tree(old, folder) as before, tree(new or str(folder), folder) as after:
            changes = diff_trees(before, after)
        write([FORMS[to.value](changes)], output)
        if changes:
            raise typer.Exit(1)
