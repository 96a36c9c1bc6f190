"""Like with like: which values are compared, and what comes out."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.consistency import Finding, check
from extractor.records.extraction import Extraction
from tests.consistency.builders import PAID, SUBSIDY, circular, value

CAP = "resident_medical.outpatient.annual_cap"
DEDUCTIBLE = "resident_medical.inpatient.deductible"
RATIO = "resident_medical.inpatient.payment_ratio"
PERIOD = "procurement.settlement_period"
RATE = "employee_medical.contribution.employer_rate"
CENTRAL = "resident_medical.financing.central_subsidy_ratio"
CHECKS = ("below-floor", "above-ceiling", "not-equal", "off-target", "not-comparable")
Fields = dict[str, Any]


def held_against(higher: Fields, lower: Fields, *more: Extraction) -> list[str]:
    """The checks that fire when the province says `higher` and the city `lower`."""
    province = circular("湘医保发〔2023〕20号", "湖南省", "2023-06-20", "标准为", value("甲", **higher), "。")
    city = circular("株医保发〔2023〕15号", "株洲市", "2023-07-28", "标准为", value("乙", **lower), "。")
    return [finding.check for finding in check([province, city, *more], checks=CHECKS)]


def said(concept: str, amount: str | None, unit: str = "CNY", **more: Any) -> Fields:
    return {"concept": concept, "amount": amount, "unit": unit, "year": 2023, **more}


TABLE = [
    # the printed comparator decides, else the direction of the concept
    (said(SUBSIDY, "640", comparator="ge"), said(SUBSIDY, "639"), ["below-floor"]),
    (said(SUBSIDY, "640", comparator="ge"), said(SUBSIDY, "640"), []),
    (said(SUBSIDY, "640"), said(SUBSIDY, "670"), []),
    (said(SUBSIDY, "640"), said(SUBSIDY, "610"), ["below-floor"]),
    (said(SUBSIDY, "640", comparator="gt"), said(SUBSIDY, "640"), ["below-floor"]),
    (said(SUBSIDY, "640", comparator="le"), said(SUBSIDY, "670"), ["above-ceiling"]),
    (said(DEDUCTIBLE, "500"), said(DEDUCTIBLE, "600"), ["above-ceiling"]),
    (said(DEDUCTIBLE, "500"), said(DEDUCTIBLE, "400"), []),
    (said(DEDUCTIBLE, "500", comparator="ge"), said(DEDUCTIBLE, "400"), ["below-floor"]),
    (said(RATE, "8", "percent"), said(RATE, "7.5", "percent"), ["not-equal"]),
    (said(RATE, "6", "percent", comparator="ge"), said(RATE, "8", "percent"), []),
    (said(RATIO, "70", "percent", comparator="approx"), said(RATIO, "68", "percent"), []),
    (said(RATIO, "70", "percent", comparator="approx"), said(RATIO, "67.9", "percent"), ["off-target"]),
    (said(CAP, "400", comparator="approx"), said(CAP, "421"), ["off-target"]),
    (said(CAP, "400", comparator="approx"), said(CAP, "420"), []),
    (said("long_term_care.financing", "90"), said("long_term_care.financing", "20"), []),
    # what may be done need not be done, but may not be overdone
    (said(RATIO, "70", "percent", modality="may"), said(RATIO, "60", "percent"), []),
    (said(RATIO, "70", "percent", modality="should", comparator="ge"), said(RATIO, "60", "percent"), []),
    (said(RATIO, "70", "percent", modality="may", comparator="le"), said(RATIO, "75", "percent"), ["above-ceiling"]),
    (said(CAP, "400", modality="principle", comparator="ge"), said(CAP, "300"), ["below-floor"]),
    # an abolished limit may not come back
    (said(CAP, None, removed=True), said(CAP, "300000"), ["below-floor"]),
    (said(CAP, "300000"), said(CAP, None, removed=True), []),
    # years
    (said(SUBSIDY, "640"), said(SUBSIDY, "610") | {"year": 2022}, []),
    (said(SUBSIDY, "640"), said(SUBSIDY, "610") | {"year": 2024}, []),
    (said(SUBSIDY, "640") | {"year": None}, said(SUBSIDY, "610"), ["below-floor"]),
    (said(SUBSIDY, "640", effective_from="2024-01-01") | {"year": None}, said(SUBSIDY, "610"), []),
    # groups
    (said(PAID, "80", "percent", population="特困人员"), said(PAID, "75", "percent", population="特困供养人员"), ["below-floor"]),
    (said(PAID, "80", "percent", population="特困人员"), said(PAID, "75", "percent", population="低保对象"), []),
    (said(PAID, "80", "percent", population="困难人员"), said(PAID, "75", "percent", population="低保对象"), ["below-floor"]),
    (said(PAID, "80", "percent", population="特困人员"), said(PAID, "60", "percent"), []),
    (said(PAID, "60", "percent", comparator="ge"), said(PAID, "55", "percent", population="学生儿童"), ["below-floor"]),
    (said(PAID, "60", "percent"), said(PAID, "55", "percent", population="未按规定转诊的"), []),
    (said(PAID, "60", "percent", population="参保居民"), said(PAID, "55", "percent"), ["below-floor"]),
    # grades and brackets
    (said(RATIO, "65", "percent", tier="三级"), said(RATIO, "60", "percent", tier="三级"), ["below-floor"]),
    (said(RATIO, "90", "percent", tier="一级及以下"), said(RATIO, "60", "percent", tier="三级"), []),
    (said(RATIO, "60", "percent", comparator="ge"), said(RATIO, "55", "percent", tier="三级"), ["below-floor"]),
    (said(RATIO, "70", "percent", comparator="approx"), said(RATIO, "60", "percent", tier="三级"), []),
    (said(PAID, "60", "percent", comparator="ge"), said(PAID, "55", "percent", lower=("14000", True)), ["below-floor"]),
    (
        said(PAID, "60", "percent", lower=("14000", True), upper=("50000", False)),
        said(PAID, "55", "percent", lower=("50000", True)),
        [],
    ),
    # regions
    (said(CENTRAL, "60", "percent", region="中部地区"), said(CENTRAL, "50", "percent"), ["not-equal"]),
    (said(CENTRAL, "80", "percent", region="西部地区"), said(CENTRAL, "60", "percent"), []),
    # units
    (said(CAP, "50", per="person/month", comparator="ge"), said(CAP, "500", per="person/year"), ["below-floor"]),
    (said(CAP, "50", per="person/month", comparator="ge"), said(CAP, "600", per="person/year"), []),
    (said(PERIOD, "30", "day", comparator="le"), said(PERIOD, "2", "month", comparator="le"), ["above-ceiling"]),
    (said(PERIOD, "30", "day", comparator="le"), said(PERIOD, "1", "month", comparator="le"), []),
    (said(PERIOD, "30", "day", comparator="le"), said(PERIOD, "20", "workday", comparator="le"), []),
    (said(PERIOD, "30", "day", comparator="le"), said(PERIOD, "22", "workday", comparator="le"), ["not-comparable"]),
    (said(PERIOD, "30", "day", comparator="le"), said(PERIOD, "30", "workday", comparator="le"), ["above-ceiling"]),
    (said(RATIO, "70", "percent"), said(RATIO, "5", "percentage_point"), []),
    (said(CAP, "400", per="year", comparator="ge"), said(CAP, "300", per="time"), ["not-comparable"]),
    # an unsure reading accuses nobody
    (said(SUBSIDY, "640"), said(SUBSIDY, "610", confidence="low"), []),
    (said(SUBSIDY, "640", confidence="low"), said(SUBSIDY, "610"), []),
]


@pytest.mark.parametrize(("higher", "lower", "expected"), TABLE)
def test_held_against_the_level_above(higher: Fields, lower: Fields, expected: list[str]) -> None:
    assert held_against(higher, lower) == expected


def national(amount: str, **more: Any) -> Extraction:
    return circular("医保发〔2023〕24号", "国家", "2023-03-28", value("丙", SUBSIDY, amount, year=2023, **more), "。")


def county(amount: str) -> Extraction:
    return circular("醴医保发〔2023〕3号", "醴陵市", "2023-09-01", value("丁", SUBSIDY, amount, year=2023), "。")


def of(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(one.lower.document, one.higher.document) for one in findings if one.higher]


def test_nearest_level_counts_and_those_above_it_where_they_ask_more() -> None:
    province = circular("湘医保发〔2023〕20号", "湖南省", "2023-06-20", value("甲", SUBSIDY, "660", year=2023), "。")
    assert of(check([national("640", comparator="ge"), province, county("650")], checks=CHECKS)) == [
        ("醴医保发〔2023〕3号", "湘医保发〔2023〕20号")
    ]
    lax = circular("湘医保发〔2023〕20号", "湖南省", "2023-06-20", value("甲", SUBSIDY, "630", year=2023), "。")
    assert of(check([national("640", comparator="ge"), lax, county("630")], checks=CHECKS)) == [
        ("湘医保发〔2023〕20号", "医保发〔2023〕24号"),
        ("醴医保发〔2023〕3号", "医保发〔2023〕24号"),
    ]


def test_places_side_by_side_are_not_compared() -> None:
    other = circular("乐医保发〔2023〕2号", "乐山市", "2023-03-01", value("甲", SUBSIDY, "660", year=2023), "。")
    assert check([other, county("610")], checks=CHECKS) == []


def test_value_in_force_stands_in_for_a_year_without_one_and_the_finding_says_so() -> None:
    standing = circular("醴医保发〔2021〕3号", "醴陵市", "2021-09-01", value("丁", SUBSIDY, "550"), "。")
    (found,) = check([national("640", comparator="ge"), standing], checks=CHECKS)
    assert "2023年未另定标准，2021年所定标准仍在执行" in found.message
    assert check([national("640", comparator="ge"), standing, county("640")], checks=CHECKS) == []


def test_draft_binds_nobody_but_is_held_to_what_binds() -> None:
    draft = circular("草案", "湖南省", "2023-06-20", value("甲", SUBSIDY, "660", year=2023), "。", status="draft")
    assert check([draft, county("650")], checks=CHECKS) == []
    assert of(check([national("670"), draft], checks=CHECKS)) == [("草案", "医保发〔2023〕24号")]


def test_share_of_one_payer_is_not_the_value() -> None:
    city = circular(
        "株医保发〔2023〕15号", "株洲市", "2023-07-28", "补助标准为", value("640元", SUBSIDY, "640", year=2023),
        "，其中中央财政补助", value("384元", SUBSIDY, "384", year=2023), "。",
    )  # fmt: skip
    assert check([national("640", comparator="ge"), city], checks=CHECKS) == []


def test_values_without_a_concept_are_compared_by_their_label_where_a_limit_is_printed() -> None:
    higher = said("", "95", "percent", label="城镇零就业家庭援助率", comparator="ge") | {"concept": None}
    lower = said("", "90", "percent", label="城镇零就业家庭援助率") | {"concept": None}
    assert held_against(higher, lower) == ["below-floor"]
    assert held_against(higher, lower | {"label": "残疾人家庭就业援助率"}) == []


def test_different_circumstances_are_not_compared() -> None:
    province = circular("湘医保发〔2023〕20号", "湖南省", "2023-06-20", "住院支付比例不低于", value(
        "70%", RATIO, "70", "percent", year=2023, comparator="ge"), "。")
    city = circular("株医保发〔2023〕15号", "株洲市", "2023-07-28", "未经转诊的，支付比例为", value(
        "50%", RATIO, "50", "percent", year=2023), "。")
    assert check([province, city], checks=CHECKS) == []
