"""`hongtou rules`: what is in force at a place on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.pages import GENERATED, links
from extractor.cli.task_options import as_day
from extractor.cli.terminal import Output, say, stop, write

if TYPE_CHECKING:
    from rich.table import Table

    from extractor.rules.sheet import Row
    from extractor.rules.unnamed import UnnamedRow

Rules = Annotated[Path, typer.Option("--rules", metavar="DIR", help="The folder that hongtou build wrote.")]
Place = Annotated[str, typer.Option(help="The place: a name, short name or code (聊城, 山东聊城, 371500).")]
On = Annotated[date | None, typer.Option(parser=as_day, metavar="DATE", help="On this day (default: today).")]


class Form(StrEnum):
    """The forms of a parameter sheet."""

    table = "table"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"
    html = "html"


rules = typer.Typer(no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.add_typer(rules, name="rules")


@rules.callback()
def group() -> None:
    """See what is in force where and when, from the rules that hongtou build wrote.

    \b
    Example:
      hongtou rules show --place 济南市 --on 2021-10-01
    """


@rules.command()
def show(
    place: Place,
    on: On = None,
    concept: Annotated[
        list[str] | None,
        typer.Option(metavar="WORDS", help="Only concepts of this id, under it, or with these words in their name."),
    ] = None,
    drafts: Annotated[bool, typer.Option("--drafts", help="The drafts (征求意见稿) instead of what is in force.")] = False,
    folder: Rules = GENERATED,
    to: Annotated[Form, typer.Option(help="The form of the output.")] = Form.table,
    output: Output = None,
) -> None:
    """Print the sheet of values in force: value, unit, group, tier, since when, circular and quote.

    A place's own value counts, else its city's, its province's, the nation's; each row says whose it is. Values that no concept
    fits stand in a section of their own, under the names that the circulars give them.

    Exit status: 0 done, 1 there is no such value, 2 could not run.

    \b
    Example:
      hongtou rules show --place 济南市 --on 2021-10-01
      hongtou rules show --place 威海市 --on 2019-10-01 --concept critical_illness --to html -o sheet.html
    """
    from extractor.language.concepts import load_concepts
    from extractor.policy.places import chain, find_place
    from extractor.rules.read import read_place_names, read_rules
    from extractor.rules.sheet import rows_of
    from extractor.rules.sheet_forms import heading
    from extractor.rules.unnamed import unnamed_rows

    places = read_place_names(folder)
    code, name = find_place(place, places)
    found = read_rules(folder, chain(code))
    day = on or date.today()
    rows = rows_of(found.drafts if drafts else found.in_force, load_concepts(), code, day, concept or ())
    others = unnamed_rows(found.left_out, code, day, drafts=drafts, wanted=concept or ())
    _deliver(rows, others, heading(name, day, drafts), to, output, folder)
    if not rows and not others:
        say(f"hongtou: {_nothing(name, day, places)}", err=True)
        raise typer.Exit(1)


@rules.command("test")
def run_tests(
    folder: Rules = GENERATED,
    verbose: Annotated[bool, typer.Option("--verbose", help="Show how OpenFisca computes each case.")] = False,
) -> None:
    """Run the generated boundary tests on OpenFisca (needs the openfisca extra).

    Exit status: 0 all passed, 1 some failed, 2 could not run.

    \b
    Example:
      hongtou rules test
    """
    need_openfisca()
    from openfisca_core.tools import test_runner

    from extractor.rules.calc.system import RuleSystem

    system = RuleSystem(folder)
    tests = folder / "tests"
    if not tests.is_dir():
        say("hongtou: no benefit of which all values are given, so no tests", err=True)
        return
    if test_runner.run_tests(system, [str(tests)], {"verbose": verbose}) != 0:
        raise typer.Exit(1)


def need_openfisca() -> None:
    """Say what to install where OpenFisca is missing, and leave with exit status 2."""
    from importlib.util import find_spec

    if find_spec("openfisca_core") is None:
        stop("this needs OpenFisca: install hongtou with its extra openfisca (docs/install.md)")


def _nothing(name: str, day: date, places: dict[str, str]) -> str:
    known = "、".join(sorted(places.values()))
    return f"{name}在{day.isoformat()}没有符合条件的参数；规则文件中有规定的地区：{known or '无'}"


def _deliver(rows: list[Row], others: list[UnnamedRow], title: str, form: Form, output: Path | None, folder: Path) -> None:
    from extractor.rules import sheet_forms

    if form is Form.xlsx:
        write([sheet_forms.to_xlsx([*rows, *others], title)], output)
    elif form is Form.table:
        from extractor.cli.tables import render

        write([render(*_tables(rows, others, title), to_terminal=output is None)], output)
    elif form is Form.json:
        write([sheet_forms.to_json([*rows, *others])], output)
    elif form is Form.csv:
        write([sheet_forms.to_csv([*rows, *others])], output)
    else:
        pages = links(folder, output)
        write([sheet_forms.to_html(rows, others, title, nav=pages.nav, href=pages.href)], output)


def _table(rows: list[Row], title: str) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title), title_justify="left")
    for name, share in (("事项", 3), ("分段", 3), ("数值", 2), ("适用对象", 3), ("适用条件", 2), ("起止", 2), ("依据", 4), ("原文", 5)):
        table.add_column(name, ratio=share, overflow="fold")
    for row in rows:
        cell = row.cells()
        source = f"{row.source.number or cell[12]} {cell[13]}\n{cell[9]}"
        words = "".join(row.source.quote.split()) + (f"\n[{cell[15]}]" if cell[15] else "")
        period = f"{cell[10]} 起" + (f"\n{cell[11]} 止" if cell[11] else "")
        whom, conditions = "\n".join(row.whom), "\n".join(row.key.conditions)
        table.add_row(*(Text(text) for text in (cell[0], cell[1], row.text, whom, conditions, period, source, words)))
    return table


def _tables(rows: list[Row], others: list[UnnamedRow], title: str) -> Iterator[Table]:
    from rich.table import Table
    from rich.text import Text

    if rows:
        yield _table(rows, title)
    if others:
        table = Table(title=Text(title if not rows else f"未归入概念的数值（{len(others)}项）"), title_justify="left")
        for name, share in (("事项", 3), ("数值", 2), ("适用条件", 4), ("起止", 2), ("依据", 4), ("原文", 5)):
            table.add_column(name, ratio=share, overflow="fold")
        for row in others:
            cell = row.cells()
            period = (f"{cell[10]} 起" if cell[10] else "") + (f"\n{cell[11]} 止" if cell[11] else "")
            source = f"{row.source.number or cell[12]} {cell[13]}\n{cell[9]}"
            value = " ".join(filter(None, (cell[2], cell[4])))
            words = f"{''.join(row.source.quote.split())}\n[{row.note}]"
            table.add_row(*(Text(text) for text in (cell[0], value, cell[8], period, source, words)))
        yield table
