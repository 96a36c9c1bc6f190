"""`hongtou extract`: circulars in, records out."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.inputs import extract_paths
from extractor.cli.limited import limited
from extractor.cli.terminal import STANDARD, Jobs, Output, complain, progress, write
from extractor.limits import DEFAULT, Limits


class Form(StrEnum):
    """The forms of the records."""

    jsonl = "jsonl"
    table = "table"
    html = "html"
    spacy = "spacy"


def register(app: typer.Typer) -> None:
    @app.command()
    @limited
    def extract(
        paths: Annotated[
            list[Path], typer.Argument(metavar="PATH", help="Circulars, folders of circulars, or - for standard input.")
        ],
        to: Annotated[Form, typer.Option(help="The form of the output.")] = Form.jsonl,
        output: Output = None,
        jobs: Jobs = None,
        limits: Limits = DEFAULT,
    ) -> None:
        """Read circulars and write their records.

        Each record has its place in the text and its words. Records hold what the texts say: a corpus.yaml
        beside the files is not applied (`hongtou build` does). Citations are resolved among the given files. A
        file that cannot be read is reported on standard error, and the others go on.

        The form `spacy` is a DocBin for spaCy: one Doc for each circular, with its records as groups of spans. It is
        binary, and so needs -o or a redirected output.

        Exit status: 0 all files read, 1 some could not be read, 2 none could.

        \b
        Example:
          hongtou extract corpus/ --to jsonl -o records.jsonl
          hongtou extract notice.pdf --to table
          hongtou extract corpus/ --to spacy -o corpus.spacy
          curl -s https://example.gov.cn/notice.html | hongtou extract -
        """
        if to is Form.spacy and output in (None, STANDARD) and sys.stdout.isatty():
            raise typer.BadParameter("a DocBin is not for the terminal; give it a place with -o")
        with progress("reading") as advance:
            extractions, failures = extract_paths(paths, jobs, advance, limits)
        for failure in failures:
            complain(failure)
        if not extractions:
            raise typer.Exit(2)
        if to is Form.html:
            from extractor.report import render_extractions

            write([render_extractions(extractions)], output)
        elif to is Form.table:
            from extractor.cli.tables import extraction_parts, render

            parts = (part for extraction in extractions for part in extraction_parts(extraction))
            write([render(*parts, to_terminal=output is None)], output)
        elif to is Form.spacy:
            from extractor.docbin import to_docbin

            write([to_docbin(extractions)], output)
        else:
            from extractor.corpus.export import json_lines

            write(json_lines(extractions), output)
        if failures:
            raise typer.Exit(1)
