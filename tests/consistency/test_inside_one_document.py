"""Figures, scales and clauses of one document."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.consistency import check
from tests.consistency.builders import PAID, SUBSIDY, Said, circular, due, mention, value

CAP = "critical_illness.annual_cap"
DEDUCTIBLE = "critical_illness.deductible"
INSIDE = ("arithmetic", "bracket-gap", "bracket-overlap", "bracket-order", "conflict")


def found(*pieces: str | Said, **head: Any) -> list[str]:
    city = circular("株医保发〔2023〕15号", "株洲市", "2023-07-28", *pieces, **head)
    return [finding.check for finding in check([city], checks=INSIDE)]


def paid(share: str, lower: str | None, upper: str | None, low: bool = True, up: bool = False, **more: Any) -> Said:
    return value(f"{share}%", PAID, share, "percent", lower=(lower, low), upper=(upper, up), year=2023, **more)


SCALES = [
    ([("60", None, "5"), ("65", "5", "10"), ("70", "10", None)], []),
    ([("60", None, "5"), ("65", "6", "10")], ["bracket-gap"]),
    ([("60", None, "5"), ("65", "4", "10")], ["bracket-overlap"]),
    ([("60", None, "5"), ("60", "5", "10"), ("55", "10", None)], ["bracket-order"]),
    ([("70", "10", None), ("60", None, "5"), ("65", "5", "10")], []),
    ([("60", None, "5"), ("60", None, "5"), ("65", "5", None)], []),
    ([("60", "1", "3"), ("65", "5", "7"), ("70", "9", None)], ["bracket-gap", "bracket-gap"]),
]


@pytest.mark.parametrize(("steps", "expected"), SCALES)
def test_scales(steps: list[tuple[str, str | None, str | None]], expected: list[str]) -> None:
    pieces: list[str | Said] = []
    for share, lower, upper in steps:
        pieces += ["的部分支付", paid(share, lower and f"{lower}0000", upper and f"{upper}0000"), "，"]
    assert found(*pieces, "。") == expected


def test_scales_of_different_groups_and_grades_are_told_apart() -> None:
    assert found(
        paid("60", None, "50000", population="在职职工"), "，", paid("65", "60000", None, population="退休人员"), "。",
        paid("60", None, "50000", tier="一级"), "，", paid("65", "40000", None, tier="三级"), "。",
    ) == []  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("5万元（含）以下", "5万元（含）以上", ["bracket-overlap"]),
        ("5万元以下", "5万元（含）以上", []),
        ("5万元以下", "5万元以上", []),
        ("不足5万元", "超过5万元", ["bracket-gap"]),
        ("5万元以下", "超过5万元", []),
    ],
)
def test_single_amount_is_judged_by_what_the_text_says(first: str, second: str, expected: list[str]) -> None:
    low = paid("60", None, "50000", up="（含）" in first)
    high = paid("65", "50000", None, low="（含）" in second)
    assert found(
        mention(first, "50000", comparator="le"), "的部分支付", low, "，",
        mention(second, "50000", comparator="ge"), "的部分支付", high, "。",
    ) == expected  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (["由每人每年", mention("610元", "610"), "提高", mention("30元", "30"), "，达到每人每年", mention("650元", "650")], 1),
        (["由每人每年", mention("610元", "610"), "提高", mention("30元", "30"), "，达到每人每年", mention("640元", "640")], 0),
        (["在", mention("85%", "85", "percent"), "的基础上降低", mention("5%", "5", "percent"), "，降至", mention("70%", "70", "percent")], 1),
        (["为", mention("640元", "640"), "，其中中央财政补助", mention("384元", "384"), "，县财政", mention("200元", "200")], 1),
        (["为", mention("640元", "640"), "，其中中央财政补助", mention("384元", "384"), "，县财政", mention("256元", "256")], 0),
        (["为", mention("640元", "640"), "，其中中央财政补助", mention("384元", "384"), "，省财政", mention("200元", "200")], 0),
        (["为", mention("640元", "640"), "，其中中央财政补助", mention("384元", "384"), "，省财政", mention("300元", "300")], 1),
        (["财政补助", mention("640元", "640"), "，个人缴费", mention("380元", "380"), "，合计", mention("1000元", "1000")], 1),
        (["财政补助", mention("640元", "640"), "，个人缴费", mention("380元", "380"), "，合计", mention("1020元", "1020")], 0),
        (["由省、县按", mention("60%", "60", "percent"), "、", mention("30%", "30", "percent"), "的比例分担"], 1),
        (["由省、县按", mention("60%", "60", "percent"), "、", mention("40%", "40", "percent"), "的比例分担"], 0),
        (["由单位、个人分别负担", mention("8%", "8", "percent"), "、", mention("2%", "2", "percent")], 0),
    ],
)  # fmt: skip
def test_figures_of_a_sentence(sentence: list[str | Said], expected: int) -> None:
    assert found(*sentence, "。") == ["arithmetic"] * expected


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        (value("650元", SUBSIDY, "650", previous="610", delta="30"), 1),
        (value("640元", SUBSIDY, "640", previous="610", delta="30"), 0),
        (value("120%", PAID, "120", "percent"), 1),
        (value("100%", PAID, "100", "percent"), 0),
        (value("120%", "resident_medical.outpatient.cap_increase", "120", "percent"), 0),
        (value("640元", SUBSIDY, "640", effective_from="2024-01-01", effective_to="2023-12-31"), 1),
        (due("9月1日至8月1日", "2023-08-01", "办理缴费", opens="2023-09-01"), 1),
        (due("9月1日至12月1日", "2023-12-01", "办理缴费", opens="2023-09-01"), 0),
    ],
)
def test_figures_of_a_record(piece: Said, expected: int) -> None:
    assert found("标准为", piece, "。") == ["arithmetic"] * expected


def test_total_and_its_parts_by_concept() -> None:
    total, own = "resident_medical.financing.total", "resident_medical.financing.individual_contribution"
    parts = ["补助", value("640元", SUBSIDY, "640", year=2023), "。个人缴费", value("380元", own, "380", year=2023), "。"]
    assert found(*parts, "人均筹资标准", value("1000元", total, "1000", year=2023), "。") == ["arithmetic"]
    assert found(*parts, "人均筹资标准", value("1020元", total, "1020", year=2023), "。") == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"amount": "400000"}, {"amount": "300000"}, 1),
        ({"amount": "400000"}, {"amount": "400000"}, 0),
        ({"amount": "400000", "previous": "300000"}, {"amount": "300000"}, 0),
        ({"amount": "400000"}, {"amount": "300000", "comparator": "ge"}, 0),
        ({"amount": "400000"}, {"amount": "500000", "comparator": "ge"}, 1),
        ({"amount": "400000", "year": 2023}, {"amount": "300000", "year": 2022}, 0),
        ({"amount": "400000"}, {"amount": "500000", "population": "特困人员"}, 0),
        ({"amount": "400000"}, {"amount": "300000", "tier": "三级"}, 0),
        ({"amount": "400000"}, {"amount": "300000", "region": "市区"}, 0),
        ({"amount": "400000"}, {"amount": "300000", "label": "特药费用补偿"}, 0),
        ({"amount": "400000"}, {"amount": "300000", "confidence": "low"}, 0),
    ],
)
def test_two_values_for_one_thing(one: dict[str, Any], other: dict[str, Any], expected: int) -> None:
    label = {"label": "年度最高支付限额"}
    between = "。\n报销按规定办理。\n手续从简。\n材料从简。\n时限从紧。\n另有规定，限额为"
    pieces = [value("甲", CAP, **(label | one)), between, value("乙", CAP, **(label | other)), "。"]
    assert found("限额为", *pieces) == ["conflict"] * expected


def test_two_values_in_one_sentence_or_three_in_a_document_are_no_conflict() -> None:
    label = {"label": "年度最高支付限额"}
    first, second, third = (value(name, CAP, amount, **label) for name, amount in zip("甲乙丙", "123", strict=True))
    assert found("限额为", first, "，另有", second, "。") == []
    assert found("限额为", first, "。限额为", second, "。限额为", third, "。") == []


@pytest.mark.parametrize(("amount", "expected"), [("18000", 1), ("14000", 0), ("7000", 0)])
def test_favoured_group_bears_no_more_than_everybody(amount: str, expected: int) -> None:
    everybody = value("1.4万元", DEDUCTIBLE, "14000")
    favoured = value("甲", DEDUCTIBLE, amount, population="特困人员、低保对象等困难人员")
    assert found("起付标准", everybody, "。对困难人员为", favoured, "。") == ["bracket-order"] * expected
