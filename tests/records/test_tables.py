"""Records of tables: values named by heads and restricted by the cells beside them; duties by their columns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.normalize import normalize
from extractor.records.extract import extract
from extractor.records.extraction import Extraction
from extractor.records.models import ParameterRecord
from extractor.rules import write_rules
from extractor.rules.calc.one import calculate
from extractor.rules.calc.system import Case
from extractor.sources import read_bytes
from extractor.structure import structure
from tests.records.reading import read

HEAD = "威海市医疗保障局\n威医保发〔2024〕7号\n\n关于做好有关工作的通知\n\n各区县医疗保障局：\n\n现将有关事项通知如下。\n\n"
TAIL = "\n\n威海市医疗保障局\n2024年3月1日\n"


def of_html(body: str) -> Extraction:
    page = "".join(f"<p>{line}</p>" for line in HEAD.split("\n") if line)
    clean = normalize(read_bytes("t.html", f"<html><body>{page}{body}<p>威海市医疗保障局</p><p>2024年3月1日</p></body></html>".encode()))
    return extract(clean, structure(clean, None))


def said(value: ParameterRecord) -> str:
    """A value in one line: what it is, then each condition."""
    part = value.bracket
    parts = [f"{'[' if part.lower_inclusive else '('}{part.lower},{part.upper}{']' if part.upper_inclusive else ')'}"] if part else []
    old = [f"old {value.previous}"] if value.previous else []
    year = [str(value.year)] if value.year else []
    return " ".join([str(value.label), *(one.text for one in value.conditions), *parts, *old, *year])


def values(text: str) -> dict[str, str]:
    return {value.quote: said(value) for value in read(HEAD + text + TAIL).parameters}


@pytest.mark.parametrize(("table", "expected"), [
    # heads name, the cells beside restrict, running numbers say nothing
    ("一、护理补贴标准\n序号\t对象\t护理补贴（元/月）\n1\t失能老人\t260\n2\t残疾儿童\t310", {
        "260": "护理补贴 失能老人", "310": "护理补贴 残疾儿童"}),
    # a head that restricts under one that names
    ("一、居民医保住院\n机构级别\t门槛费（元）\t\t支付比例\t\n\t首次\t二次\t在职\t退休\n一级\t210\t110\t91%\t96%", {
        "210": "门槛费 首次 一级", "110": "门槛费 二次 一级", "91%": "支付比例 在职 一级", "96%": "支付比例 退休 一级"}),
    # transposed
    ("一、居民医保住院\n项目\t一级\t三级\n起付标准\t210元\t910元", {"210元": "起付标准 一级", "910元": "起付标准 三级"}),
    # heads that only restrict: the title names, by the kind of the value
    ("一、职工医保住院支付比例\n机构级别\t在职\t退休\n二级\t81%\t86%", {
        "81%": "职工医保住院支付比例 在职 二级", "86%": "职工医保住院支付比例 退休 二级"}),
    # a head that says too little takes the item of its row, or what the title names
    ("一、有关标准\n项目\t标准\n取暖补贴\t310元\n丧葬补助\t4100元", {"310元": "取暖补贴标准", "4100元": "丧葬补助标准"}),
    ("一、门诊特病待遇\n病种\t支付比例\n尿毒症\t81%", {"81%": "门诊特病待遇支付比例 尿毒症"}),
    # the group that a head begins with restricts
    ("一、待遇标准\n机构级别\t退休人员支付比例\n二级\t86%", {"86%": "支付比例 退休人员 二级"}),
    ("一、救助标准\n项目\t金额\n二级医院起付标准\t410元", {"410元": "起付标准 二级医院"}),
    # what is only the class of the name beside it, sums, the whole city
    ("一、门诊特病待遇\n分类\t病种\t月限额\n甲类\t尿毒症\t910元\n甲类\t癫痫\t410元\n乙类\t痛风\t210元", {
        "910元": "月限额 尿毒症", "410元": "月限额 癫痫", "210元": "月限额 痛风"}),
    # rows under a banner
    ("一、救助标准\n类别\t比例\n（一）孤儿\n住院\t91%\n门诊\t81%\n（二）低保对象\n住院\t71%\n门诊\t61%", {
        "91%": "救助比例 孤儿 住院", "81%": "救助比例 孤儿 门诊", "71%": "救助比例 低保对象 住院", "61%": "救助比例 低保对象 门诊"}),
    # years are the values' own
    ("一、居民医保筹资\n年度\t个人缴费标准（元）\n2031年\t410\n2032年\t430", {"410": "个人缴费标准 2031", "430": "个人缴费标准 2032"}),
    # old and new
    ("一、居民医保住院\n项目\t原标准\t新标准\n三级医院起付标准（元）\t1100\t900\n支付比例\t61%\t66%", {
        "900": "起付标准 三级医院 old 1100", "66%": "支付比例 old 61"}),
    # parts of a scale
    ("一、职工医保住院\n费用段\t支付比例\n(0,2]万元\t81%\n(2,6]万元\t86%\n＞6万元\t91%", {
        "81%": "支付比例 (0,20000]", "86%": "支付比例 (20000,60000]", "91%": "支付比例 (60000,None)"}),
    ("一、居民大病保险支付比例如下：\n个人负担费用\t支付比例\n2万元以上至8万元（含）\t61%\n8万元以上\t71%", {
        "61%": "居民大病保险支付比例 [20000,80000]", "71%": "居民大病保险支付比例 (80000,None)"}),
    # bounds for other values than percentages are conditions
    ("一、奖励标准\n招用人数\t一次性奖励\n20人以下\t3000元\n20人以上\t6000元", {
        "3000元": "一次性奖励 20人以下", "6000元": "一次性奖励 20人以上"}),
    # several values in a cell
    ("一、居民医保住院\n机构级别\t起付标准（元）\n三级\t910（首次）、460（二次）", {"910": "起付标准 三级 首次", "460": "起付标准 三级 二次"}),
    # sentences in a cell
    ("一、奖励政策\n对象\t内容\n高校毕业生\t签订3年以上劳动合同的，每月给予租房补贴800元。", {
        "800元": "租房补贴 高校毕业生 签订3年以上劳动合同的"}),
    # remarks and responsible bodies set nothing
    ("一、医疗服务价格\n项目\t计价单位\t价格（元）\t备注\n心电图\t次\t31\t每增加1次加收11元", {"31": "医疗服务价格 心电图"}),
])
def test_values(table: str, expected: dict[str, str]) -> None:
    assert values(table) == expected


def test_a_merged_value_holds_for_all_its_rows() -> None:
    found = of_html(
        "<p>一、居民医保门诊慢特病待遇如下。</p><table><tr><th>病种</th><th>支付比例</th><th>年度限额（元）</th></tr>"
        "<tr><td>痛风</td><td rowspan=2>61%</td><td>510</td></tr><tr><td>癫痫</td><td>910</td></tr></table>")
    shared, first, second = found.parameters
    assert [(one.text, one.kind) for one in shared.conditions] == [("痛风、癫痫", "population")]
    assert shared.population == "痛风、癫痫"
    assert (first.population, second.population) == ("痛风", "癫痫")
    assert {one.concept for one in (first, second)} == {"resident_medical.chronic.annual_cap"}


def test_a_value_under_all_heads_has_none_of_them() -> None:
    [both, term] = read(
        HEAD + "门诊特定病种限额\n病种\t统筹基金支付限额\t\t有效期\n名称\t职工医保\t居民医保\t\n痛风\t210元/月\t110元/月\t两年\n"
        "癫痫\t410元/月\t三年" + TAIL).parameters[-2:]
    assert [one.text for one in both.conditions] == ["癫痫"] and both.concept is None
    assert (term.label, term.value) == ("有效期", "3")


@pytest.mark.parametrize(("table", "concept"), [
    ("一、门诊待遇\n特殊疾病门诊\t统筹基金支付限额\t\n名称\t职工医保\t居民医保\n痛风\t210元\t110元", [
        "employee_medical.chronic.annual_cap", "resident_medical.chronic.annual_cap"]),
    ("一、大病保险\n对象\t职工医保支付比例\t居民医保支付比例\n低保对象\t81%\t71%", ["critical_illness.payment_ratio"] * 2),
])
def test_concepts_by_heads_and_cells_beside(table: str, concept: list[str]) -> None:
    assert [value.concept for value in read(HEAD + table + TAIL).parameters] == concept


def test_kinds_of_conditions() -> None:
    [value] = read(HEAD + "一、补助标准\n险种\t地区\t病种\t机构级别\t面积\t补助标准\n职工医保\t东区\t痛风\t二级\t90平方米以下\t210元" + TAIL).parameters
    assert [(one.text, one.kind) for one in value.conditions] == [
        ("职工医保", "scheme"), ("东区", "region"), ("痛风", "population"), ("二级", "tier"), ("90平方米以下", "area")]
    assert (value.conditions[-1].upper, value.population, value.tier, value.region) == ("90", "痛风", "二级", "东区")


def test_a_scale_of_a_table_computes(tmp_path: Path) -> None:
    found = read(
        HEAD + "一、居民大病保险起付标准为1万元，年度最高支付限额为30万元，支付比例如下：\n费用段\t支付比例\n1万元至5万元（含）\t60%\n"
        "5万元至10万元（含）\t70%\n10万元以上\t80%" + TAIL)
    write_rules([found], tmp_path)
    _, amount = calculate("critical_illness", Case("威海市"), date(2024, 5, 1), Decimal(120000), tmp_path)
    assert amount.amount == Decimal(75000)  # 40,000 × 60 % + 50,000 × 70 % + 20,000 × 80 %


DUTIES = """<p>一、任务分工</p><table><tr><td>序号</td><td>改革任务</td><td>具体措施</td><td>牵头单位</td><td>配合单位</td><td>完成时限</td></tr>
<tr><td>1</td><td rowspan=2>完善制度</td><td>修订办法</td><td rowspan=2>市民政局</td><td>市财政局</td><td rowspan=2>2024年6月底前</td></tr>
<tr><td>2</td><td>核对名册</td><td>市公安局</td></tr>
<tr><td>3</td><td>加强宣传</td><td>印发一份比任何别的格子都短的手册</td><td>市司法局</td><td>—</td><td>长期</td></tr></table>"""


def test_tasks_of_merged_cells() -> None:
    found = of_html(DUTIES)
    assert [(task.action, task.lead, task.support, task.deadline and task.deadline.date) for task in found.tasks] == [
        ("修订办法", ("市民政局",), ("市财政局",), "2024-06-30"), ("核对名册", ("市民政局",), ("市公安局",), "2024-06-30"),
        ("印发一份比任何别的格子都短的手册", ("市司法局",), (), None)]
    assert [one.quote for one in found.assignments] == ["市民政局\t市财政局", "市公安局", "市司法局"]


def test_a_row_wholly_under_merged_doers_is_a_task_too() -> None:
    found = of_html("<p>一、分工</p><table><tr><td>任务</td><td>责任单位</td></tr><tr><td>修订办法</td><td rowspan=2>市民政局</td></tr>"
                    "<tr><td>核对名册</td></tr></table>")
    assert [(task.action, task.lead) for task in found.tasks] == [("修订办法", ("市民政局",)), ("核对名册", ("市民政局",))]
    assert len(found.assignments) == 1


def test_a_long_list_of_departments_and_their_duties() -> None:
    rows = "\n".join(f"市{name}局\t负责第{number}项工作的组织。" for number in range(1, 16) for name in ("民政", "财政", "教育", "公安", "司法"))
    found = read(f"{HEAD}职责清单\n部门\t职责\n{rows}{TAIL}")
    assert len(found.tasks) == 75 and all(len(task.lead) == 1 for task in found.tasks)


@pytest.mark.parametrize(("table", "doers"), [
    ("一、分工\n任务\t责任单位（列第一位者为牵头单位）\n完善制度\t市民政局、市财政局", [(("市民政局",), ("市财政局",))]),
    ("一、分工\n任务\t责任单位\n完善制度\t市民政局牵头，市财政局配合", [(("市民政局",), ("市财政局",))]),
    ("一、分工\n任务\t牵头单位\t责任单位\n完善制度\t市民政局\t各区县", [(("市民政局",), ("各区县",))]),
    ("一、电话\n单位\t联系电话\n市民政局\t0631-5200000", []),
    ("一、机构\n序号\t机构名称\t级别\n1\t市人民医院\t三级", []),
])
def test_doers(table: str, doers: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
    assert [(one.lead, one.support) for one in read(HEAD + table + TAIL).assignments] == doers


@pytest.mark.parametrize(("table", "due"), [
    ("一、分工\n任务\t责任单位\t完成时限\n修订办法\t市民政局、市财政局、市教育局、市公安局\t2024年6月底", [("2024-06-30", "修订办法")]),
    ("一、分工\n任务\t责任单位\t完成时限\n修订办法\t市民政局\t长期", []),
    ("一、分工\n任务\t责任单位\t完成时限\n修订办法\t市民政局\t2024年9月底前并持续推进", [("2024-09-30", "修订办法")]),
])
def test_due_dates(table: str, due: list[tuple[str, str]]) -> None:
    assert [(one.date, one.action) for one in read(HEAD + table + TAIL).deadlines] == due


PIECES = """序号 项目 病种 等级 一级 三级 支付比例 标准 起付标准（元） 现行标准 调整后标准 责任单位 任务 部门 完成时限 市民政局 80% 200 300元
3万元以下 3-5万元 — 长期 2024年6月底前 孤儿 合计 一类 。 （一）低保对象"""


@given(st.lists(st.sampled_from([*PIECES.split(), "\t", "\t", "\n"]), max_size=60).map("".join))
def test_any_table_is_read_without_failing(table: str) -> None:
    found = read(HEAD + table + TAIL)
    for value in found.parameters:
        assert found.text[slice(*value.span)] == value.quote
