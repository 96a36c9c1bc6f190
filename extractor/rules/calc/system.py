"""The OpenFisca system: one entity (a person), its circumstances as inputs, what each scheme pays as formulas.

All numbers come out of the generated parameter tree. Which of its values count for a person is chosen as
`extractor.rules.in_force` says, once for each set of circumstances (a `Case`); then a whole column is computed at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy
from openfisca_core.entities import build_entity
from openfisca_core.errors import ParameterNotFoundError
from openfisca_core.parameters import ParameterNode, config
from openfisca_core.periods import DateUnit, Instant
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from extractor.language.concepts import load_concepts
from extractor.policy.patterns import plain
from extractor.rules.calc.benefits import Benefit, Chooser, Terms, benefits, benefits_of
from extractor.rules.in_force import Asked, Chosen
from extractor.rules.model import Key, RulesError, Series
from extractor.rules.read import read_rules
from extractor.rules.tree import concept_path, node_paths
from extractor.rules.write import PARAMETERS

Array = numpy.ndarray[Any, Any]
Person = build_entity(key="person", plural="persons", label="参保人", is_person=True)
_CENT_SLACK = 1e-6


class Case(NamedTuple):
    """Circumstances that decide which values count; empty for unknown or none in particular.

    `population` names the groups that a person belongs to, `without` the kinds that a combined calculation leaves out,
    with semicolons between them.
    """

    place: str
    population: str = ""
    tier: str = ""
    region: str = ""
    insured: str = "resident"
    without: str = ""

    def on(self, day: date) -> Asked:
        groups = tuple(plain(group) or "" for group in _listed(self.population))
        return Asked(self.place, day, groups, plain(self.tier), plain(self.region))

    @property
    def left_out(self) -> tuple[str, ...]:
        return _listed(self.without)


def _listed(text: str) -> tuple[str, ...]:
    """The names in a text with semicolons of either width between them."""
    return tuple(name.strip() for name in text.replace("；", ";").split(";") if name.strip())


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a benefit's terms as OpenFisca reads them on a day."""

    deductible: float
    ratio: Any
    cap: float
    terms: Terms

    def pay(self, base: Array) -> Array:
        """What is paid on `base` (yuan), to the cent, half a cent rounded up."""
        if not self.terms.ratio.series.key.scaled:
            paid = numpy.maximum(base - self.deductible, 0) * self.ratio
        elif self.terms.after_deductible:
            paid = self.ratio.calc(numpy.maximum(base - self.deductible, 0))
        else:
            paid = self.ratio.calc(base) - self.ratio.calc(numpy.minimum(base, self.deductible))
        return to_cents(numpy.minimum(paid, self.cap))


def to_cents(amounts: Array) -> Array:
    """Amounts in yuan rounded to the cent, half up; the slack takes up what binary fractions lose."""
    rounded: Array = numpy.floor(amounts * 100 + 0.5 + _CENT_SLACK) / 100
    return rounded


class RuleSystem(TaxBenefitSystem):  # type: ignore[misc]
    """A tax and benefit system over the rules under `folder` (of some places, or of all).

    Raises RulesError where there are no rules.
    """

    def __init__(self, folder: Path, places: Iterable[str] | None = None) -> None:
        super().__init__([Person])
        codes = None if places is None else sorted(set(places))
        rules = read_rules(folder, codes)
        self.chooser = Chooser(rules.in_force, load_concepts(), rules.places)
        self.parameters = ParameterNode("", data={})
        self._paths: dict[Key, tuple[str, ...]] = {}
        for name, group in _by_file(rules.in_force).items():
            self._add(name, folder / PARAMETERS)
            self._paths |= {key: (*name, *path) for key, path in node_paths(one.key for one in group).items()}
        self.cases: list[Case] = []
        self._case_codes: dict[Case, int] = {}
        self._numbers: dict[tuple[str, Case, str], Numbers] = {}
        for variable in variables():
            self.add_variable(variable)
        # OpenFisca keeps amounts in single precision, which loses cents above 100,000 yuan.
        for variable in self.variables.values():
            if variable.value_type is float:
                variable.dtype = numpy.float64

    def _add(self, path: tuple[str, ...], root: Path) -> None:
        """Read the file of a concept into the tree, as UTF-8 whatever the locale says."""
        node, file = self.parameters, Path(root, *path).with_suffix(".yaml")
        for depth, name in enumerate(path[:-1], start=1):
            if name not in node.children:
                node.add_child(name, ParameterNode(".".join(path[:depth]), data={}))
            node = node.children[name]
        data = config.yaml.load(file.read_text(encoding="utf-8"), Loader=config.Loader)
        node.add_child(path[-1], ParameterNode(".".join(path), data=data, file_path=str(file)))

    def code_of(self, case: Case) -> int:
        """The number that stands for a set of circumstances in the variable `case`."""
        if case not in self._case_codes:
            self._case_codes[case] = len(self.cases)
            self.cases.append(case)
        return self._case_codes[case]

    def asked(self, case: Case, day: date) -> Asked:
        """Whom and where a case is about on a day; raises RulesError for a group, grade or region that nobody knows."""
        return self.chooser.understood(case.on(day))

    def numbers(self, benefit: Benefit, case: Case, instant: Instant) -> Numbers:
        """The numbers of a benefit for a case on a day; raises RulesError naming a missing one."""
        key = (benefit.id, case, str(instant))
        if key not in self._numbers:
            terms = self.chooser.terms(benefit, self.asked(case, instant.date))
            deductible = float(self.read(terms.deductible, instant)) if terms.deductible else 0.0
            self._numbers[key] = Numbers(
                deductible, self.read(terms.ratio, instant), float(self.read(terms.cap, instant)), terms
            )
        return self._numbers[key]

    def read(self, chosen: Chosen, instant: Instant) -> Any:
        """A chosen value out of the parameter tree: a number, or a scale."""
        node = self.parameters
        for name in self._paths[chosen.series.key]:
            node = node.children[name]
        try:
            return node.get_at_instant(instant)
        except ParameterNotFoundError as error:
            raise RulesError(f"规则文件前后不一致：{error}，请重新运行 hongtou build") from error


def _by_file(series: Iterable[Series]) -> dict[tuple[str, ...], list[Series]]:
    """The series by the paths of their files."""
    found: dict[tuple[str, ...], list[Series]] = {}
    for one in series:
        found.setdefault(concept_path(one.key, one.place), []).append(one)
    return found


def _groups(person: Any, period: Any) -> Iterator[tuple[Case, Any]]:
    """The cases that occur, each with the rows that it stands in."""
    codes = person("case", period)
    system = person.simulation.tax_benefit_system
    for code in numpy.unique(codes):
        yield system.cases[code], codes == code


def _variable(name: str, label: str, value_type: type, formula: Callable[..., Any] | None = None, **more: Any) -> type:
    body: dict[str, Any] = {
        "value_type": value_type, "entity": Person, "definition_period": DateUnit.DAY, "label": label, **more,
    }
    if formula:
        body["formula"] = formula
    return type(name, (Variable,), body)


def _case(person: Any, period: Any) -> Array:
    system = person.simulation.tax_benefit_system
    columns = (person(name, period) for name in ("place", "population", "tier", "region", "insured", "without"))
    return numpy.array([system.code_of(Case(*map(str, row))) for row in zip(*columns, strict=True)], dtype=numpy.int32)


def _benefit_formula(benefit: Benefit) -> Callable[..., Array]:
    def formula(person: Any, period: Any) -> Array:
        cost = person(f"{benefit.id}_cost", period)
        paid = numpy.zeros(len(cost))
        for case, rows in _groups(person, period):
            numbers = person.simulation.tax_benefit_system.numbers(benefit, case, period.start)
            paid[rows] = numbers.pay(cost[rows])
        return paid

    return formula


def _combined(person: Any, period: Any) -> Array:
    cost = person("combined_cost", period)
    paid = numpy.zeros(len(cost))
    for case, rows in _groups(person, period):
        left = cost[rows]
        for benefit in benefits_of("combined", case.insured, case.left_out):
            numbers = person.simulation.tax_benefit_system.numbers(benefit, case, period.start)
            left = left - numbers.pay(left)
        paid[rows] = to_cents(cost[rows] - left)
    return paid


def _financing(name: str) -> Callable[..., Array]:
    def formula(person: Any, period: Any) -> Array:
        out = numpy.zeros(person.count)
        system = person.simulation.tax_benefit_system
        for case, rows in _groups(person, period):
            chosen = system.chooser.financing(system.asked(case, period.start.date))
            out[rows] = float(system.read(chosen[name], period.start))
        return out

    return formula


def _sum(sign: int, first: str, second: str) -> Callable[..., Array]:
    def formula(person: Any, period: Any) -> Array:
        total: Array = to_cents(person(first, period) + sign * person(second, period))
        return total

    return formula


def _central(person: Any, period: Any) -> Array:
    return to_cents(person("financing_central_ratio", period) * person("financing_central_base", period))


def variables() -> Iterator[type]:
    """All variables of the system: circumstances, costs, what each scheme pays, yearly financing."""
    yield _variable("place", "地区代码（GB/T 2260）", str)
    yield _variable("population", "人群（属于几类的用分号隔开）", str)
    yield _variable("tier", "医院等级", str)
    yield _variable("region", "地区类别", str)
    yield _variable("insured", "参保类型（resident 居民，employee 职工）", str, default_value="resident")
    yield _variable("without", "合计时不计入的制度（几项的用分号隔开）", str)
    yield _variable("case", "上述情形的编号", int, _case)
    for benefit in benefits().values():
        yield _variable(f"{benefit.id}_cost", f"{benefit.label}：费用（元）", float)
        yield _variable(benefit.id, f"{benefit.label}（元）", float, _benefit_formula(benefit))
    yield _variable("combined_cost", "政策范围内医疗费用（元）", float)
    yield _variable("combined", "基本医保、大病保险、医疗救助合计支付（元）", float, _combined)
    yield _variable("financing_individual", "个人缴费（元/人·年）", float, _financing("individual"))
    yield _variable("financing_fiscal", "财政补助（元/人·年）", float, _financing("fiscal"))
    yield _variable("financing_central_ratio", "中央财政补助比例", float, _financing("central_ratio"))
    yield _variable("financing_central_base", "国家规定的财政补助标准（元/人·年）", float, _financing("central_base"))
    yield _variable("financing_central", "中央财政补助（元/人·年）", float, _central)
    yield _variable("financing_local", "地方财政补助（元/人·年）", float,
                    _sum(-1, "financing_fiscal", "financing_central"))
    yield _variable("financing", "人均筹资（元/人·年）", float,
                    _sum(1, "financing_individual", "financing_fiscal"))
