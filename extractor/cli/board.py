"""`hongtou board`: what became of higher circulars in the places below."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from extractor.cli.inputs import CacheFolder, Corpora, load_all
from extractor.cli.limited import limited
from extractor.cli.pages import GENERATED, Pages, links
from extractor.cli.terminal import Jobs, Output, stop, write
from extractor.limits import DEFAULT, Limits


class Form(StrEnum):
    """The forms of the board."""

    text = "text"
    html = "html"
    csv = "csv"
    jsonl = "jsonl"


def register(app: typer.Typer) -> None:
    @app.command()
    @limited
    def board(
        paths: Corpora = None,
        of: Annotated[
            list[str] | None, typer.Option(metavar="NUMBER", help="Only this higher circular, by its number or file name.")
        ] = None,
        nothing_yet: Annotated[
            bool, typer.Option("--nothing-yet", help="Only the places without a circular that carries it out.")
        ] = False,
        to: Annotated[Form, typer.Option(help="The form of the output.")] = Form.text,
        output: Output = None,
        pages: Pages = GENERATED,
        cache: CacheFolder = None,
        jobs: Jobs = None,
        limits: Limits = DEFAULT,
    ) -> None:
        """Show for each higher circular what became of it in the places below (上级文件落实情况).

        The places are the divisions right below the circular's, and others below that carry it out themselves: with their
        circulars and the days after which these came, the requirements on which they are silent, and the findings that
        hold them against the higher circular. Waived findings are left out.

        Exit status: 0 done, 1 a circular could not be read, 2 could not run.

        \b
        Example:
          hongtou board corpus/ --to html -o board.html
          hongtou board corpus/ --of 鲁医保发〔2021〕42号 --nothing-yet
        """
        from extractor.consistency import check
        from extractor.consistency.board import boards, forms

        loaded = load_all(paths, jobs, limits, cache)
        context = loaded.context()
        found = boards(context, check(loaded.extractions, loaded.waivers, store=loaded.store, context=context), of)
        if of and not found:
            stop(f"no circular above the county level is {'、'.join(of)}")
        if to is Form.jsonl:
            write((f"{one.to_json()}\n" for one in found), output)
        elif to is Form.html:
            write([forms.page(found, only_nothing=nothing_yet, nav=links(pages, output).nav)], output)
        else:
            made = forms.table if to is Form.csv else forms.plain
            write([made(found, only_nothing=nothing_yet)], output)
        if loaded.failures:
            raise typer.Exit(1)
