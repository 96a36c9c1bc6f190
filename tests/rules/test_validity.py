"""From the words of a circular to the days of its values: the value's own days first, then those of its circular."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.corpus import load
from extractor.rules.model import RuleSet
from extractor.rules.sheet import rows_of
from tests.rules.building import rules_of

HEAD = "威海市人力资源和社会保障局\n关于调整有关标准的通知\n威人社发〔2033〕31号\n各区市人力资源社会保障局：\n"
TAIL = "\n威海市人力资源和社会保障局\n2033年6月2日\n"


def rules(tmp_path: Path, body: str) -> RuleSet:
    (tmp_path / "circular.txt").write_text(HEAD + body + TAIL, encoding="utf-8")
    return rules_of(load(tmp_path).extractions)


@pytest.mark.parametrize(("body", "days"), [
    ("一、2033年月最低工资标准为2530元，自2033年8月15日起执行。", [("2530", "2033-08-15", None)]),
    ("一、月最低工资标准为2530元，自2033年8月15日至2034年2月14日执行。", [("2530", "2033-08-15", "2034-02-14")]),
    ("一、月最低工资标准自2033年7月1日起为2530元，自2034年7月1日起为2610元。",
     [("2530", "2033-07-01", "2034-06-30"), ("2610", "2034-07-01", None)]),
    ("一、月最低工资标准为2530元。\n二、本通知自2033年9月1日起施行，有效期至2035年8月31日。", [("2530", "2033-09-01", "2035-08-31")]),
])
def test_the_days_of_a_value_decide_then_those_of_its_circular(
    body: str, days: list[tuple[str, str, str | None]], tmp_path: Path
) -> None:
    (series,) = rules(tmp_path, body).in_force
    assert [(str(one.value), str(one.start), one.end and str(one.end)) for one in series.entries] == days


def test_two_values_of_one_thing_follow_each_other_on_the_sheet(tmp_path: Path) -> None:
    found = rules(tmp_path, "一、月最低工资标准自2033年7月1日起为2530元，自2034年7月1日起为2610元。").in_force
    for day, value in ((date(2034, 6, 30), 2530), (date(2034, 7, 1), 2610)):
        (row,) = rows_of(found, {}, "371000", day)
        assert (row.value, row.key.conditions) == (Decimal(value), ())


def test_a_source_is_the_sentence_without_the_head_above_it(tmp_path: Path) -> None:
    (series,) = rules(tmp_path, "一、月最低工资标准为2530元，自2033年8月15日起\n执行。\n二、按时支付工资。").in_force
    assert series.entries[0].references[0].sentence == "一、月最低工资标准为2530元，自2033年8月15日起执行。"


def test_a_source_in_a_table_is_its_row(tmp_path: Path) -> None:
    found = rules(tmp_path, "一、月最低工资标准见下表：\n\n档次\t月最低工资标准\n一类区\t2530元\n二类区\t2310元\n\n二、按时支付工资。").in_force
    assert {one.entries[0].references[0].sentence for one in found} == {"一类区｜2530元", "二类区｜2310元"}


def test_values_of_other_conditions_stand_beside_each_other_under_their_names(tmp_path: Path) -> None:
    body = "一、住房公积金贷款最高额度：双缴存职工家庭80万元，单缴存职工家庭50万元；购买装配式住宅的，双缴存职工家庭90万元。"
    found = {(one.key.population, one.key.conditions): one.entries[0].value for one in rules(tmp_path, body).in_force}
    assert found == {
        ("双缴存职工", ()): 800_000, ("单缴存职工", ()): 500_000, ("双缴存职工", ("购买装配式住宅",)): 900_000,
    }
