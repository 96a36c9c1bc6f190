"""The decision tables give on zen-engine what the tree gives on OpenFisca."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
import zen
from openfisca_core.tools.test_runner import run_tests

from extractor.rules import write_rules
from extractor.rules.calc.system import RuleSystem
from tests.rules.builders import CAP, CITY, FIRST, RATIO, circular, critical_illness, money, percent


def evaluate(path: Path, **situation: Any) -> dict[str, Any]:
    result: dict[str, Any] = zen.ZenEngine().create_decision(path.read_text(encoding="utf-8")).evaluate(situation)["result"]
    return result


@pytest.mark.parametrize(("folder", "least"), [("rules_folder", 50), ("sample_rules", 20)])
def test_the_same_cases_give_the_same_results_on_both_engines(folder: str, least: int, request: pytest.FixtureRequest) -> None:
    """The boundary cases, which are run on OpenFisca too."""
    rules_folder: Path = request.getfixturevalue(folder)
    assert run_tests(RuleSystem(rules_folder), [str(rules_folder / "tests")], {}) == 0
    count = 0
    for path in sorted((rules_folder / "tests").rglob("*.yaml")):
        table = rules_folder / "decisions" / path.parent.relative_to(rules_folder / "tests") / f"{path.stem}.json"
        decision = zen.ZenEngine().create_decision(table.read_text(encoding="utf-8"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            given = {key: value for key, value in case["input"].items() if not key.endswith("_cost")}
            given["population"] = given.get("population", "").split(";")
            cost = case["input"][f"{path.stem}_cost"]
            result = decision.evaluate({**given, "on": str(case["period"]), "cost": cost})["result"]
            assert result["paid"] == pytest.approx(case["output"][path.stem], abs=0.001), (path.stem, case)
            count += 1
    assert count > least


def test_a_row_carries_its_words(rules_folder: Path) -> None:
    table = rules_folder / "decisions/全国/山东省/威海市/critical_illness.json"
    result = evaluate(table, on="2019-10-01", cost=150000)
    assert result["paid"] == 81700 and result["number"] == "威医保发〔2019〕37号"
    assert result["quote"] == "critical_illness.payment_ratio100000-20000065%。"
    assert evaluate(table, on="2019-10-01", cost=150000, population="重点救助对象")["paid"] == 99250
    assert evaluate(table, on="2018-10-01", cost=150000) == {}


def test_the_day_chooses_between_an_older_and_a_newer_rule(tmp_path: Path) -> None:
    newer = circular("威〔2021〕1号", CITY, "2021-01-01", money(FIRST, "10000"), percent(RATIO, "50", "10000", "20000"),
                     percent(RATIO, "90", "30000", "40000"), money(CAP, "20000"), effective_to="2021-12-31")
    write_rules([critical_illness(), newer], tmp_path)
    table = tmp_path / "decisions/全国/山东省/威海市/critical_illness.json"
    assert evaluate(table, on="2020-12-31", cost=150000)["paid"] == 81700
    assert evaluate(table, on="2021-01-01", cost=25000)["paid"] == 5000     # in the gap between two brackets
    assert evaluate(table, on="2021-12-31", cost=35000)["paid"] == 9500     # 5,000 + 5,000 × 90 %
    assert evaluate(table, on="2021-12-31", cost=99000)["paid"] == 14000    # above the last bracket
    assert evaluate(table, on="2022-01-01", cost=35000) == {}


def test_quotation_marks_in_a_quote_do_not_break_a_table(tmp_path: Path) -> None:
    quote = '按"1+1"\\的办法支付60%'
    write_rules([circular("威〔2021〕1号", CITY, "2021-01-01", money(FIRST, "0"), money(CAP, "100"),
                                      percent(RATIO, "60", quote=quote))], tmp_path)
    table = tmp_path / "decisions/全国/山东省/威海市/critical_illness.json"
    json.loads(table.read_text(encoding="utf-8"))
    assert evaluate(table, on="2021-01-01", cost=100)["paid"] == 60
