"""`hongtou wanted`: the circulars that others cite and the corpus lacks."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from extractor.cli.inputs import CacheFolder, Corpora, load_all
from extractor.cli.limited import limited
from extractor.cli.terminal import Jobs, Output, write
from extractor.limits import DEFAULT, Limits


class Form(StrEnum):
    """The forms of the list."""

    text = "text"
    jsonl = "jsonl"
    csv = "csv"


def register(app: typer.Typer) -> None:
    @app.command()
    @limited
    def wanted(
        paths: Corpora = None,
        place: Annotated[str | None, typer.Option(help="Only what circulars of this place and of places in it cite: a name, short name or code.")] = None,
        to: Annotated[Form, typer.Option(help="The form of the output.")] = Form.text,
        output: Output = None,
        cache: CacheFolder = None,
        jobs: Jobs = None,
        limits: Limits = DEFAULT,
    ) -> None:
        """List the circulars that others cite by number and the corpus lacks (待补文件), the most wanted first.

        Each comes with who cites it, and with the numbers of the corpus that it may be a slip for.

        Exit status: 0 done, 1 a circular could not be read, 2 could not run.

        \b
        Example:
          hongtou wanted corpus/
          hongtou wanted corpus/ --place 山东省 --to csv -o wanted.csv
        """
        from extractor.consistency.reports import wanted as forms
        from extractor.consistency.selection import cited_from
        from extractor.consistency.wanted import wanted as find

        loaded = load_all(paths, jobs, limits, cache)
        found = find(loaded.context(), cited_from(loaded.extractions, place=place))
        if to is Form.jsonl:
            write((f"{one.to_json()}\n" for one in found), output)
        else:
            write([forms.table(found) if to is Form.csv else forms.plain(found)], output)
        if loaded.failures:
            raise typer.Exit(1)
