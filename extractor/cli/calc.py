"""`hongtou calc`: an amount by the rules in force, and the way to it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.pages import GENERATED
from extractor.cli.rules import On, Rules, need_openfisca
from extractor.cli.terminal import Output, say, write
from extractor.printable import json_text


class Kind(StrEnum):
    """What can be calculated."""

    critical_illness = "critical_illness"
    inpatient = "inpatient"
    outpatient = "outpatient"
    medical_assistance = "medical_assistance"
    combined = "combined"
    financing = "financing"


class Form(StrEnum):
    """The forms of a result."""

    text = "text"
    json = "json"


class Insured(StrEnum):
    """Whose basic insurance pays."""

    resident = "resident"
    employee = "employee"


def as_yuan(text: str) -> Decimal:
    try:
        amount = Decimal(text.replace(",", ""))
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or amount < 0:
        raise typer.BadParameter(f"{text} is not an amount; write yuan as 150000 or 150000.50")
    return amount


def register(app: typer.Typer) -> None:
    @app.command()
    def calc(
        kind: Annotated[Kind, typer.Argument(metavar="KIND", help=f"What to calculate: {', '.join(Kind)}.")],
        place: Annotated[str | None, typer.Option(help="The place: a name, short name or code (聊城, 山东聊城, 371500).")] = None,
        on: On = None,
        cost: Annotated[
            Decimal | None, typer.Option(parser=as_yuan, metavar="YUAN", help="The eligible cost in yuan.")
        ] = None,
        population: Annotated[
            str, typer.Option(help="The group that the person belongs to, as circulars name it; several with ; between.")
        ] = "",
        tier: Annotated[str, typer.Option(help="The hospital's grade, such as 三级.")] = "",
        region: Annotated[str, typer.Option(help="The region of the national subsidy, such as 西部地区.")] = "",
        insured: Annotated[Insured, typer.Option(help="Whose basic insurance pays.")] = Insured.resident,
        without: Annotated[
            list[Kind] | None, typer.Option(metavar="KIND", help="Leave this scheme out of `combined`; may be repeated.")
        ] = None,
        table: Annotated[
            Path | None, typer.Option("--csv", metavar="FILE", help="Calculate every row of a CSV file (needs --out).")
        ] = None,
        out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where the rows of --csv are written.")] = None,
        folder: Rules = GENERATED,
        to: Annotated[Form, typer.Option(help="The form of the output.")] = Form.text,
        output: Output = None,
    ) -> None:
        """Calculate what the schemes pay, and show the way to it step by step with circular, section and quote.

        Needs the openfisca extra. A CSV file has the columns 费用, and where they are not given as options 地区, 日期,
        人群, 医院等级, 地区类别, 参保类型, 不计 (or cost, place, on, population, tier, region, insured, without).

        Exit status: 0 done, 1 some rows of --csv could not be calculated, 2 could not run, such as when the corpus
        does not give a value.

        \b
        Example:
          hongtou calc critical_illness --place 威海市 --on 2019-10-01 --cost 150000
          hongtou calc combined --place 威海市 --on 2019-10-01 --cost 150000 --without medical_assistance
          hongtou calc critical_illness --place 威海市 --on 2019-10-01 --csv cases.csv --out paid.csv
        """
        need_openfisca()
        day = on or date.today()
        if table:
            if out is None:
                raise typer.BadParameter("--csv needs --out FILE")
            defaults = {"place": place or "", "on": day.isoformat(), "population": population, "tier": tier,
                        "region": region, "insured": insured.value, "without": ";".join(without or ()), "cost": "" if cost is None else str(cost)}
            _table(kind, table, out, folder, defaults)
            return
        if place is None or (cost is None and kind is not Kind.financing):
            raise typer.BadParameter("give --place" if place is None else "give --cost")
        given = (place, population, tier, region, insured.value, ";".join(without or ()))
        write([_one(kind, given, day, cost or Decimal(0), folder, to)], output)


def _one(kind: Kind, given: tuple[str, ...], day: date, cost: Decimal, folder: Path, to: Form) -> str:
    from extractor.policy.wording import day_text
    from extractor.rules.calc.one import calculate
    from extractor.rules.calc.system import Case
    from extractor.rules.wording import number_text

    name, found = calculate(kind.value, Case(*given), day, cost, folder)
    if to is Form.json:
        data = {"kind": kind.value, "place": name, "on": day.isoformat(), "cost": str(cost), "amount": str(found.amount),
                "steps": [step.data() for step in found.steps]}
        return json_text(data, indent=2) + "\n"
    lines = [f"{name}  {day_text(day)}  {found.label}：{number_text(found.amount)}元"]
    for number, step in enumerate(found.steps, start=1):
        first, *rest = step.lines()
        lines += [f"{number:>2}. {first}", *rest]
    return "\n".join(lines) + "\n"


def _table(kind: Kind, table: Path, out: Path, folder: Path, defaults: dict[str, str]) -> None:
    from extractor.rules.calc.batch import run_csv

    rows, failed = run_csv(kind.value, table, out, folder, defaults)
    say(f"{rows} rows, {failed} could not be calculated: {out}", err=True)
    if failed:
        raise typer.Exit(1)
