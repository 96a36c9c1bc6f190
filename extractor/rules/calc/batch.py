"""A table of cases computed a column at a time: each row the place, the day, the person and the cost."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy
from openfisca_core.simulations import SimulationBuilder

from extractor.policy.places import PlaceError, chain, find_place
from extractor.rules.calc.benefits import benefits_of, insured_words
from extractor.rules.calc.system import Array, Case, RuleSystem
from extractor.rules.model import RulesError
from extractor.rules.read import read_place_names
from extractor.writing import in_one_move

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "place": ("地区", "place"),
    "on": ("日期", "on"),
    "cost": ("费用", "cost"),
    "population": ("人群", "population"),
    "tier": ("医院等级", "tier"),
    "region": ("地区类别", "region"),
    "insured": ("参保类型", "insured"),
    "without": ("不计", "without"),
}
"""The columns that a table may have, by either name; what it lacks is taken from the defaults."""

PAID, PROBLEM = "支付金额", "说明"
BAD_COST = "费用须为不小于0的数"


def run_csv(kind: str, source: Path, target: Path, folder: Path, defaults: Mapping[str, str]) -> tuple[int, int]:
    """Compute `kind` for every row of a CSV file and write the rows with two more columns, in one move.

    Returns how many rows there are and how many could not be computed; those say why. Raises RulesError where the
    file has no column for the cost, or the rules cannot be used.
    """
    header, rows = _read(source)
    where = {name: header.index(title) for name, titles in COLUMNS.items() for title in titles if title in header}
    if "cost" not in where and kind != "financing":
        raise RulesError(f"{source} 没有“费用”（cost）一列，请补上")
    given = [_column(rows, where.get(name), defaults.get(name, "")) for name in COLUMNS]
    paid, problems = compute(kind, folder, dict(zip(COLUMNS, given, strict=True)))
    with in_one_move(target) as path, path.open("w", encoding="utf-8", newline="") as stream:
        stream.write("\ufeff")
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([*header, PAID, PROBLEM])
        writer.writerows(_written(rows, paid, problems, len(header)))
    return len(rows), len(problems)


def _read(source: Path) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a CSV file in UTF-8 or, as spreadsheets in China save it, GB18030."""
    data = source.read_bytes()
    try:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("gb18030")
        reader = csv.reader(io.StringIO(text, newline=""))
        return [title.strip() for title in next(reader, [])], [row for row in reader if row]
    except (UnicodeDecodeError, csv.Error) as error:
        raise RulesError(f"{source} 不是 UTF-8 或 GB18030 编码的 CSV 表格（{error}）") from error


def _column(rows: Sequence[Sequence[str]], index: int | None, default: str) -> list[str]:
    if index is None:
        return [default] * len(rows)
    return [(row[index].strip() if index < len(row) else "") or default for row in rows]


def _written(rows: Sequence[list[str]], paid: Array, problems: Mapping[int, str], width: int) -> Iterator[list[str]]:
    amounts = numpy.char.mod("%.2f", paid)
    for index, row in enumerate(rows):
        problem = problems.get(index, "")
        yield [*row, *[""] * (width - len(row)), "" if problem else str(amounts[index]), problem]


def compute(kind: str, folder: Path, columns: Mapping[str, Sequence[str]]) -> tuple[Array, dict[int, str]]:
    """The amounts for columns of text (see `COLUMNS`), and by row why one could not be computed."""
    costs, problems = _costs(columns["cost"], kind)
    combinations: dict[tuple[str, ...], int] = {}
    names = ("place", "on", "population", "tier", "region", "insured", "without")
    group = numpy.fromiter(
        (combinations.setdefault(row, len(combinations)) for row in zip(*(columns[name] for name in names), strict=True)),
        dtype=numpy.int64,
        count=len(costs),
    )
    cases, found = _cases(combinations, read_place_names(folder))
    system = RuleSystem(folder, {code for case, _ in cases.values() for code in chain(case.place)})
    for number, (case, day) in cases.items():
        try:
            _check(system, kind, case, day)
        except RulesError as error:
            found[number] = str(error)
    for number, problem in found.items():
        problems.update(dict.fromkeys(numpy.flatnonzero(group == number).tolist(), problem))
    paid = numpy.zeros(len(costs))
    usable = numpy.ones(len(costs), dtype=bool)
    usable[list(problems)] = False
    codes = numpy.array([system.code_of(cases[n][0]) if n in cases else -1 for n in range(len(combinations))])
    for day in sorted({day for _, day in cases.values()}):
        of_day = numpy.array([n in cases and cases[n][1] == day for n in range(len(combinations))])
        rows = usable & of_day[group]
        if rows.any():
            paid[rows] = simulate(system, kind, day, codes[group[rows]], costs[rows])
    return paid, problems


def _costs(texts: Sequence[str], kind: str) -> tuple[Array, dict[int, str]]:
    if kind == "financing":
        return numpy.zeros(len(texts)), {}
    try:
        costs = numpy.array(texts, dtype=float)
    except ValueError:
        costs = numpy.array([_number(text) for text in texts], dtype=float)
    bad = numpy.flatnonzero(~(numpy.isfinite(costs) & (costs >= 0)))
    costs[bad] = 0
    return costs, dict.fromkeys(bad.tolist(), BAD_COST)


def _number(text: str) -> float:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return float("nan")


def _cases(
    combinations: Iterable[tuple[str, ...]], places: Mapping[str, str]
) -> tuple[dict[int, tuple[Case, date]], dict[int, str]]:
    """The cases and days of the combinations by their numbers, and what is wrong with the others."""
    insured = insured_words()
    cases: dict[int, tuple[Case, date]] = {}
    problems: dict[int, str] = {}
    for number, (place, on, population, tier, region, scheme, without) in enumerate(combinations):
        try:
            code, _ = find_place(place, places)
            day = date.fromisoformat(on)
            who = insured.get(scheme, scheme or "resident")
            cases[number] = Case(code, population, tier, region, who, without), day
        except (RulesError, PlaceError) as error:
            problems[number] = str(error)
        except ValueError:
            problems[number] = f"“{on}”不是日期，请写成 2021-10-01 的形式"
    return cases, problems


def _check(system: RuleSystem, kind: str, case: Case, day: date) -> None:
    """Raise RulesError where a value is missing, before a whole column is computed."""
    if kind == "financing":
        system.chooser.financing(system.asked(case, day))
        return
    for benefit in benefits_of(kind, case.insured, case.left_out):
        system.chooser.terms(benefit, system.asked(case, day))


def simulate(system: RuleSystem, kind: str, day: date, codes: Array, costs: Array) -> Array:
    """What is paid on each cost in the case of each code on one day: one simulation for each kind of insured."""
    paid = numpy.zeros(len(costs))
    for insured in sorted({system.cases[code].insured for code in numpy.unique(codes)}):
        rows = numpy.array([case.insured == insured for case in system.cases])[codes]
        variable = kind if kind in ("combined", "financing") else benefits_of(kind, insured)[0].id
        simulation = SimulationBuilder().build_default_simulation(system, count=int(rows.sum()))
        simulation.set_input("case", day.isoformat(), codes[rows])
        if kind != "financing":
            simulation.set_input(f"{variable}_cost", day.isoformat(), costs[rows])
        paid[rows] = simulation.calculate(variable, day.isoformat())
    return paid
