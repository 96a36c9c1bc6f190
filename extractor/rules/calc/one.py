"""One calculation: the amount from OpenFisca, the steps from the rules, and a check that both agree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy

from extractor.policy.places import chain, find_place
from extractor.rules.calc.batch import simulate
from extractor.rules.calc.benefits import benefits_of
from extractor.rules.calc.steps import Calculation, explain
from extractor.rules.calc.system import Case, RuleSystem
from extractor.rules.model import RulesError
from extractor.rules.read import read_place_names


def calculate(kind: str, case: Case, day: date, cost: Decimal, folder: Path) -> tuple[str, Calculation]:
    """The place's name, and what is paid on `cost` yuan with the way to it; `case.place` may be a name or a code.

    Raises PlaceError for an unknown place, RulesError for a value that the rules under `folder` do not give.
    """
    code, name = find_place(case.place, read_place_names(folder))
    case = case._replace(place=code)
    system = RuleSystem(folder, chain(code))
    found = explain(kind, cost, benefits_of(kind, case.insured, case.left_out), system.asked(case, day), system.chooser)
    codes = numpy.array([system.code_of(case)])
    paid = simulate(system, kind, day, codes, numpy.array([float(cost)]))[0]
    if abs(float(found.amount) - paid) > 0.005:
        raise RulesError(f"OpenFisca 算得 {paid:.2f} 元，逐步推算得 {found.amount} 元，两者不一致，请报告此问题")
    return name, found
