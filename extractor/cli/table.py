"""`hongtou table`: what each place sets for one thing."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from extractor.cli.inputs import CacheFolder, Corpora, load_all
from extractor.cli.limited import limited
from extractor.cli.pages import GENERATED, Pages, links
from extractor.cli.task_options import as_day
from extractor.cli.terminal import Jobs, Output, write
from extractor.limits import DEFAULT, Limits


class Form(StrEnum):
    """The forms of the table."""

    text = "text"
    html = "html"
    xlsx = "xlsx"
    csv = "csv"
    json = "json"


def register(app: typer.Typer) -> None:
    @app.command()
    @limited
    def table(
        asked: Annotated[str, typer.Argument(metavar="WORDS", help="A concept by id or name, or words of a label.")],
        paths: Corpora = None,
        on: Annotated[date | None, typer.Option(parser=as_day, metavar="DATE", help="On this day (default: today).")] = None,
        where: Annotated[
            list[str] | None, typer.Option(metavar="WORDS", help="Only values with these words in name, group, tier, place or case.")
        ] = None,
        within: Annotated[
            str | None, typer.Option("--in", metavar="PLACE", help="Only this place and those in it; gaps are asked of those right below.")
        ] = None,
        drafts: Annotated[bool, typer.Option("--drafts", help="With what drafts (征求意见稿) set.")] = False,
        to: Annotated[Form, typer.Option(help="The form of the output.")] = Form.text,
        output: Output = None,
        pages: Pages = GENERATED,
        cache: CacheFolder = None,
        jobs: Jobs = None,
        limits: Limits = DEFAULT,
    ) -> None:
        """Show what each place sets for one concept or label: value, since when, source, rank, distance from floor and cap.

        Ranks are among places of one level, for the same case and unit. Floor and cap are what the levels above print for the
        case. Places that set nothing are listed with what holds there from above: those of the corpus, or with --in all
        divisions right below.

        Exit status: 0 done, 1 a circular could not be read or no value was found, 2 could not run.

        \b
        Example:
          hongtou table 居民医保人均财政补助标准 corpus/ --on 2021-10-01
          hongtou table critical_illness.deductible corpus/ --where 困难 --in 山东省 --to xlsx -o table.xlsx
        """
        from extractor.consistency.selection import place_asked
        from extractor.consistency.table import forms, value_table
        from extractor.consistency.table.choice import choose

        loaded = load_all(paths, jobs, limits, cache)
        context = loaded.context()
        choice = choose(context, asked)
        code = place_asked(within, loaded.extractions) if within else None
        found = value_table(context, choice, on or date.today(), where or (), code, drafts=drafts)
        made: str | bytes
        if to is Form.json:
            made = found.to_json() + "\n"
        elif to is Form.xlsx:
            made = forms.to_xlsx(found)
        elif to is Form.html:
            made = forms.page(found, links(pages, output).nav)
        else:
            made = forms.plain(found) if to is Form.text else forms.to_csv(found)
        write([made], output)
        if loaded.failures or not found.rows:
            raise typer.Exit(1)
