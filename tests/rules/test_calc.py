"""Calculations: amounts worked out by hand, the steps to them, whole tables, and what is said when a value is missing."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import zen
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.tools.test_runner import run_tests

from extractor.corpus import load
from extractor.policy.places import PlaceError
from extractor.rules import write_rules
from extractor.rules.calc.batch import run_csv
from extractor.rules.calc.one import calculate
from extractor.rules.calc.steps import explain_financing
from extractor.rules.calc.system import Case, RuleSystem
from extractor.rules.in_force import Asked
from extractor.rules.model import RulesError
from tests.rules.builders import CAP, CITY, FIRST, PROVINCE, RATIO, circular, critical_illness, money, percent

DAY = date(2019, 10, 1)


@pytest.mark.parametrize(
    ("kind", "who", "cost", "paid"),
    [
        ("critical_illness", {}, "17999.99", "0"),
        ("critical_illness", {}, "18000", "0"),
        ("critical_illness", {}, "150000", "81700"),     # 82,000 × 60 % + 50,000 × 65 %
        ("critical_illness", {}, "300000", "184200"),    # 49,200 + 100,000 × 65 % + 100,000 × 70 %
        ("critical_illness", {}, "587733.33", "400000"),  # 184,200 + 287,733.33 × 75 % = 399,999.9975
        ("critical_illness", {}, "900000", "400000"),    # over the cap
        ("critical_illness", {"population": "困难人员"}, "5000", "0"),
        ("critical_illness", {"population": "困难人员"}, "150000", "99250"),    # 95,000 × 65 % + 50,000 × 75 %
        ("critical_illness", {"population": "困难人员"}, "900000", "721750"),  # no cap: 61,750 + 150,000 + 510,000
        ("inpatient", {"tier": "三级"}, "9000", "4400"),  # 8,000 × 55 %
        ("inpatient", {"tier": "二级"}, "9000", "5950"),  # 8,500 × 70 %
        ("inpatient", {"tier": "乡镇卫生院"}, "9000", "7480"),  # 8,800 × 85 %
        ("inpatient", {"tier": "一级"}, "1000000", "150000"),
        ("outpatient", {}, "130.01", "40.01"),           # 80.01 × 50 % = 40.005, half a cent up
        ("outpatient", {}, "1000", "200"),
        ("medical_assistance", {"population": "低保对象"}, "10000", "7000"),
        # Inpatient pays 99,000 × 55 % = 54,450; of the 45,550 left critical illness pays 40,550 × 65 % = 26,357.50, for
        # 低保对象 are 重点救助对象; of the 19,192.50 left assistance pays 70 % = 13,434.75.
        ("combined", {"tier": "三级", "population": "低保对象"}, "100000", "94242.25"),
        # Without assistance for somebody who has no claim to it: 54,450 + (45,550 − 18,000) × 60 %.
        ("combined", {"tier": "三级", "without": "medical_assistance"}, "100000", "70980"),
    ],
)
def test_by_hand(kind: str, who: dict[str, str], cost: str, paid: str, rules_folder: Path) -> None:
    name, found = calculate(kind, Case("威海市", **who), DAY, Decimal(cost), rules_folder)
    assert (name, found.amount) == ("威海市", Decimal(paid))


def test_each_step_names_its_words(rules_folder: Path) -> None:
    _, found = calculate("critical_illness", Case("371000"), DAY, Decimal(150000), rules_folder)
    assert [(step.amount, step.source and step.source.quote) for step in found.steps] == [
        (None, "critical_illness.deductible  18000元"),
        (Decimal(49200), "critical_illness.payment_ratio  18000-100000 60%"),
        (Decimal(32500), "critical_illness.payment_ratio  100000-200000 65%"),
        (None, "critical_illness.annual_cap  400000元"),
        (Decimal(81700), None),
    ]
    assert found.steps[1].text == "18,000元至100,000元的部分 82,000元 × 60% = 49,200元（全体）"
    assert "《关于做好2019年居民基本医疗保险工作的通知》（威医保发〔2019〕37号）" in list(found.steps[1].lines())[1]


def test_a_scale_from_nothing_divides_what_the_deductible_leaves(tmp_path: Path) -> None:
    write_rules([circular(
        "牡〔2022〕41号", CITY, "2022-12-09", money(FIRST, "14000"), percent(RATIO, "60", "0", "50000"),
        percent(RATIO, "65", "50000", "100000"), percent(RATIO, "70", "100000"), money(CAP, "300000"))], tmp_path)
    _, found = calculate("critical_illness", Case("威海市"), date(2023, 1, 1), Decimal(74000), tmp_path)
    assert found.amount == Decimal(36500)  # 60,000 left: 50,000 × 60 % + 10,000 × 65 %


def test_a_bound_of_the_first_bracket_below_the_deductible_pays_from_the_deductible_on(tmp_path: Path) -> None:
    write_rules([circular(
        "衡〔2023〕31号", CITY, "2023-11-28", money(FIRST, "1000"), percent(RATIO, "85", None, "30000"),
        percent(RATIO, "88", "30000"), money(CAP, "150000"))], tmp_path)
    _, found = calculate("critical_illness", Case("威海市"), date(2024, 1, 1), Decimal(40000), tmp_path)
    assert found.amount == Decimal(33450)  # 29,000 × 85 % + 10,000 × 88 %


def by_tier(tmp_path: Path) -> Path:
    """Brackets by tier below, one for two tiers in the middle, one for all above."""
    write_rules([circular(
        "衡〔2023〕31号", CITY, "2023-11-28", money(FIRST, "1000"), money(CAP, "150000"),
        percent(RATIO, "85", None, "30000", tier="三级"), percent(RATIO, "90", None, "30000", tier="二级"),
        percent(RATIO, "94", None, "30000", tier="一级及以下"), percent(RATIO, "95", "30000", "80000", tier="一级及以下"),
        percent(RATIO, "88", "30000", "80000", tier="二级、三级"), percent(RATIO, "93", "80000"))], tmp_path)
    return tmp_path


@pytest.mark.parametrize(("tier", "paid"), [
    ("三级", "87250"),      # 29,000 × 85 % + 50,000 × 88 % + 20,000 × 93 %
    ("二级", "88700"),      # 29,000 × 90 % + 50,000 × 88 % + 20,000 × 93 %
    ("社区", "93360"),      # 29,000 × 94 % + 50,000 × 95 % + 20,000 × 93 %
])
def test_a_scale_given_in_parts_is_put_together(tier: str, paid: str, tmp_path: Path) -> None:
    day = date(2024, 1, 1)
    found = calculate("critical_illness", Case("威海市", tier=tier), day, Decimal(100000), by_tier(tmp_path))[1]
    assert found.amount == Decimal(paid)
    assert found.steps[3].source and "93%" in found.steps[3].source.quote


def test_a_part_of_a_scale_is_none_by_itself(tmp_path: Path) -> None:
    folder = by_tier(tmp_path)
    with pytest.raises(RulesError, match=r"只有部分分段不分类别.*医院等级 一级及以下、三级、二级"):
        calculate("critical_illness", Case("威海市"), date(2024, 1, 1), Decimal(100000), folder)
    assert run_tests(RuleSystem(folder), [str(folder / "tests")], {}) == 0


def test_values_side_by_side_are_not_chosen_from(tmp_path: Path) -> None:
    write_rules([circular(
        "隆〔2024〕3号", CITY, "2024-06-01", money(FIRST, "0"), money(CAP, "50000"), percent(RATIO, "100", quote="一类100%"),
        percent(RATIO, "75", quote="二类75%"))], tmp_path)
    with pytest.raises(RulesError, match="并列第1项；并列第2项"):
        calculate("critical_illness", Case("威海市"), date(2024, 7, 1), Decimal(100), tmp_path)
    assert not (tmp_path / "tests").exists()


def test_somebody_belongs_to_several_groups(tmp_path: Path) -> None:
    """By admission there is a deductible, by status a ratio; tests and tables know that both may be so at once."""
    write_rules([circular(
        "衡〔2023〕31号", CITY, "2023-11-28", money(FIRST, "300", population="首次住院的"),
        money(FIRST, "150", population="第二次住院的"), percent(RATIO, "94", population="在职职工"),
        percent(RATIO, "96", population="退休人员"), money(CAP, "1000"))], tmp_path)
    day = date(2024, 1, 1)
    _, found = calculate("critical_illness", Case("威海市", "退休职工;首次住院的"), day, Decimal(800), tmp_path)
    assert found.amount == Decimal(480)
    with pytest.raises(RulesError, match="人群 第二次住院的、首次住院的"):
        calculate("critical_illness", Case("威海市", "退休人员"), day, Decimal(800), tmp_path)
    with pytest.raises(RulesError, match="并列"):
        calculate("critical_illness", Case("威海市", "首次住院的;第二次住院的；退休人员"), day, Decimal(800), tmp_path)
    assert run_tests(RuleSystem(tmp_path), [str(tmp_path / "tests")], {}) == 0
    table = json.loads((tmp_path / "decisions/全国/山东省/威海市/critical_illness.json").read_text(encoding="utf-8"))
    assert {row["groups"].count("contains(") for row in table["nodes"][2]["content"]["rules"]} == {2}
    decision = zen.ZenEngine().create_decision(json.dumps(table))
    assert decision.evaluate({"on": "2024-01-01", "cost": 800, "population": ["退休职工", "首次住院的"]})["result"]["paid"] == 480
    assert decision.evaluate({"on": "2024-01-01", "cost": 800, "population": "退休职工"})["result"] == {}


def test_who_pays_what_in_a_year(rules_folder: Path) -> None:
    system = RuleSystem(rules_folder)
    found = explain_financing(Asked("371000", DAY, region="西部地区"), system.chooser)
    assert [step.amount for step in found.steps if step.amount is not None] == [Decimal(416), Decimal(154), Decimal(820)]
    person = {"place": "371000", "region": "西部地区"}
    simulation = SimulationBuilder().build_from_dict(system, {"persons": {"a": {k: {"2019-10-01": v} for k, v in person.items()}}})
    assert {name: simulation.calculate(name, "2019-10-01")[0] for name in
            ("financing_individual", "financing_fiscal", "financing_central", "financing_local", "financing")} == {
        "financing_individual": 250, "financing_fiscal": 570, "financing_central": 416, "financing_local": 154, "financing": 820}


@pytest.mark.parametrize(
    ("kind", "case", "day", "words"),
    [
        ("inpatient", Case("威海市"), DAY, ["resident_medical.inpatient.deductible", "医院等级 一级及以下、三级、二级"]),
        ("inpatient", Case("济南市", tier="三级"), DAY, ["缺少参数", "济南市", "居民住院起付标准"]),
        ("critical_illness", Case("威海市"), date(2018, 12, 31), ["critical_illness.deductible", "2018年12月31日"]),
        ("inpatient", Case("威海市", tier="三级", insured="employee"), DAY, ["employee_medical.inpatient.deductible"]),
        ("medical_assistance", Case("威海市"), DAY, ["medical_assistance.deductible", "特困人员、低保对象"]),
        ("financing", Case("威海市", region="东部地区"), DAY, ["central_subsidy_ratio"]),
        ("combined", Case("威海市", tier="三级"), DAY, ["medical_assistance.deductible"]),
        ("combined", Case("威海市", tier="三级", without="养老"), DAY, ["养老"]),
        ("critical_illness", Case("海市蜃楼"), DAY, ["海市蜃楼"]),
    ],
)
def test_what_is_missing_is_named(kind: str, case: Case, day: date, words: list[str], rules_folder: Path) -> None:
    with pytest.raises((RulesError, PlaceError)) as caught:
        calculate(kind, case, day, Decimal(1000), rules_folder)
    assert all(word in str(caught.value) for word in words), caught.value


@pytest.mark.parametrize(("case", "words"), [
    (Case("威海市", "外星人"), ["人群“外星人”", "建档立卡贫困人口、重点救助对象等困难人员", "特困人员、低保对象"]),
    (Case("威海市", "低保"), ["人群“低保”可以指低保对象、低保边缘家庭成员"]),
    (Case("威海市", tier="九级"), ["医院等级“九级”", "一级及以下、三级、二级"]),
    (Case("威海市", region="火星"), ["地区类别“火星”"]),
])
def test_whom_nobody_knows_is_no_part_of_everybody(case: Case, words: list[str], rules_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(RulesError) as caught:
        calculate("critical_illness", case, DAY, Decimal(1000), rules_folder)
    assert all(word in str(caught.value) for word in words), caught.value
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(f"费用,人群,医院等级,地区类别\n1000,{case.population},{case.tier},{case.region}\n", encoding="utf-8")
    assert run_csv("critical_illness", source, target, rules_folder, {"place": "威海市", "on": "2019-10-01"}) == (1, 1)
    assert all(word in target.read_text(encoding="utf-8-sig") for word in words)
    simulation = SimulationBuilder().build_from_dict(RuleSystem(rules_folder), {"persons": {"a": {
        name: {"2019-10-01": value} for name, value in {**case._asdict(), "place": "371000", "critical_illness_cost": 1000}.items()}}})
    with pytest.raises(RulesError, match=words[0]):
        simulation.calculate("critical_illness", "2019-10-01")


@pytest.mark.parametrize("name", ["特困", "特困供养", "特困人员", "特困供養人員", "五保对象"])
def test_another_name_of_a_group_is_the_group(name: str, rules_folder: Path) -> None:
    found = calculate("medical_assistance", Case("威海市", name), DAY, Decimal(10000), rules_folder)[1]
    assert found.amount == Decimal(7000)


def test_a_known_group_without_rules_of_its_own_is_treated_as_everybody(rules_folder: Path) -> None:
    _, found = calculate("critical_illness", Case("威海市", "失业人员"), DAY, Decimal(150000), rules_folder)
    assert found.amount == Decimal(81700) and found.steps[0].text.endswith("（全体）")


@pytest.mark.parametrize(("tier", "paid"), [("一级", "800"), ("二级", "800"), ("三级", "600")])
def test_a_grade_of_a_list_is_held_by_it(tier: str, paid: str, tmp_path: Path) -> None:
    write_rules([circular("威〔2021〕1号", CITY, "2021-01-01", money(FIRST, "0"), money(CAP, "9000"),
                          percent(RATIO, "80", tier="一、二级"), percent(RATIO, "60", tier="三级"))], tmp_path)
    found = calculate("critical_illness", Case("威海市", tier=tier), date(2021, 1, 1), Decimal(1000), tmp_path)[1]
    assert found.amount == Decimal(paid)


def test_values_side_by_side_are_not_passed_over_for_a_place_further_up(tmp_path: Path) -> None:
    write_rules([
        circular("隆〔2024〕3号", CITY, "2024-06-01", money(FIRST, "0"), money(CAP, "50000"), percent(RATIO, "100", quote="一类100%"),
                 percent(RATIO, "75", quote="二类75%")),
        circular("鲁〔2024〕3号", PROVINCE, "2024-06-01", percent(RATIO, "60")),
    ], tmp_path)
    with pytest.raises(RulesError, match="并列第1项；并列第2项"):
        calculate("critical_illness", Case("威海市"), date(2024, 7, 1), Decimal(100), tmp_path)


PROSE = "（一）大病保险起付标准为1.2万元。个人负担的合规医疗费用1.2万元以上（含）、8万元以下的部分支付60%，8万元以上（含）的部分支付70%。"
TABLE = "（一）大病保险起付标准为1.2万元。大病保险分段支付比例见下表：\n\n{}\n"
ROWS = "个人负担的合规医疗费用\t支付比例\n1.2万元以上（含）、8万元以下的部分\t60%\n8万元以上（含）的部分\t70%"


@pytest.mark.parametrize("words", [PROSE, TABLE.format(ROWS)], ids=["prose", "table"])
def test_a_scale_computes_alike_in_prose_and_as_a_table(words: str, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/a.txt").write_text(
        "威海市医疗保障局\n关于调整大病保险待遇的通知\n威医保发〔2031〕9号\n各区市医疗保障局：\n一、提高大病保险待遇\n" + words
        + "\n（二）大病保险年度最高支付限额为30万元。\n本通知自2031年7月1日起执行。\n威海市医疗保障局\n2031年6月2日\n", encoding="utf-8")
    write_rules(load(tmp_path / "corpus").extractions, tmp_path)
    found = calculate("critical_illness", Case("威海市"), date(2031, 8, 1), Decimal(100000), tmp_path)[1]
    assert found.amount == Decimal(68000) * Decimal("0.6") + Decimal(20000) * Decimal("0.7")


@pytest.mark.parametrize("more", [{"modality": "target"}, {"comparator": "approx"}, {"unit": "percentage_point"}])
def test_a_target_is_no_rule_to_calculate_with(more: dict[str, str], tmp_path: Path) -> None:
    write_rules([circular("威〔2021〕1号", CITY, "2021-01-01", money(FIRST, "1"), percent(RATIO, "70", **more),
                                      money(CAP, "9"))], tmp_path)
    with pytest.raises(RulesError, match="只有目标值、约数"):
        calculate("critical_illness", Case("威海市"), date(2021, 1, 1), Decimal(10), tmp_path)


def test_a_table_gives_what_single_calculations_give(tmp_path: Path, rules_folder: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    costs = [0, 17999.99, 18000, 99999.99, 100000, 250000, 587733.33, 1_000_000]
    rows = [(group, day, cost) for group in ("", "困难人员") for day in ("2019-10-01", "2020-02-29") for cost in costs]
    with source.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("人群", "日期", "费用"), *rows])
    assert run_csv("critical_illness", source, target, rules_folder, {"place": "威海市"}) == (len(rows), 0)
    with target.open(encoding="utf-8-sig", newline="") as stream:
        written = list(csv.DictReader(stream))
    for (group, day, cost), row in zip(rows, written, strict=True):
        single = calculate("critical_illness", Case("威海市", group), date.fromisoformat(day), Decimal(str(cost)), rules_folder)[1]
        assert Decimal(row["支付金额"]) == single.amount and row["说明"] == ""


def test_a_bad_row_costs_only_itself(tmp_path: Path, rules_folder: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("place,on,cost,tier\n威海市,2019-10-01,9000,三级\n威海市,2019-10-01,many,三级\n"
                      "威海市,2019-10-01,9000,\n火星,2019-10-01,9000,三级\n威海市,去年,9000,三级\n威海市,2019-10-01,-1,三级\n"
                      "威海市,2019-10-01,\"9,000\",二级\n", encoding="utf-8")
    assert run_csv("inpatient", source, target, rules_folder, {}) == (7, 5)
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = [(row["支付金额"], row["说明"]) for row in csv.DictReader(stream)]
    assert rows[0] == ("4400.00", "") and rows[6] == ("5950.00", "")
    for (paid, problem), words in zip(rows[1:6], ("不小于0的数", "缺少参数", "火星", "去年", "不小于0的数"), strict=True):
        assert paid == "" and words in problem


def test_a_table_from_a_spreadsheet_in_china(tmp_path: Path, rules_folder: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes("地区,日期,费用 ,人群\r\n威海市,2019-10-01,150000,困难人员\r\n".encode("gb18030"))
    assert run_csv("critical_illness", source, target, rules_folder, {}) == (1, 0)
    assert "99250.00" in target.read_text(encoding="utf-8-sig")
    source.write_bytes(b"\xff\xff\x00")
    with pytest.raises(RulesError, match="GB18030"):
        run_csv("critical_illness", source, target, rules_folder, {})


def test_a_table_without_costs_is_refused(tmp_path: Path, rules_folder: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("place\n威海市\n", encoding="utf-8")
    with pytest.raises(RulesError, match="费用"):
        run_csv("inpatient", source, tmp_path / "out.csv", rules_folder, {})
    assert not (tmp_path / "out.csv").exists()


def test_generated_tests_pass_on_openfisca(rules_folder: Path) -> None:
    files = sorted((rules_folder / "tests").rglob("*.yaml"))
    assert [path.stem for path in files] == [
        "critical_illness", "medical_assistance", "resident_inpatient", "resident_outpatient"]
    assert run_tests(RuleSystem(rules_folder), [str(path) for path in files], {}) == 0


def test_generated_tests_fail_when_the_tree_is_changed(tmp_path: Path) -> None:
    write_rules([critical_illness()], tmp_path)
    scale = tmp_path / "parameters/全国/山东省/威海市/critical_illness/payment_ratio.yaml"
    scale.write_text(scale.read_text(encoding="utf-8").replace("value: 0.65", "value: 0.66"), encoding="utf-8")
    assert run_tests(RuleSystem(tmp_path), [str(tmp_path / "tests")], {}) != 0
