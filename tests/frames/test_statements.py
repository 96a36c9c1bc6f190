"""Sections that say for whom what stands beside them applies, and what of a sentence goes on into the next."""

from __future__ import annotations

import pytest

from extractor.pipeline import extract_bytes

_BESIDE = """关于发放补贴的通知
一、补贴对象
购买新建商品住房的退役军人。
二、申请条件
申请人应同时符合以下条件：
1.年龄在35周岁以下；
2.连续缴纳社会保险满6个月。
三、补贴标准
每套补贴2万元。
四、审核时限
区住建局应当自受理之日起5个工作日内完成审核。
"""


def conditions(text: str) -> dict[str, list[str]]:
    return {one.quote: [condition.text for condition in one.conditions] for one in extract_bytes("a.txt", text.encode()).parameters}


def test_what_sections_require_holds_for_the_values_beside_them() -> None:
    found = conditions(_BESIDE)
    assert found["2万元"] == ["购买新建商品住房的退役军人", "年龄在35周岁以下", "连续缴纳社会保险满6个月"]
    assert found["5个工作日内"] == []  # how soon something is dealt with is the same for all
    assert "满6个月" not in found  # a requirement of each value is none of its own


def test_of_several_statements_the_nearest_holds() -> None:
    found = conditions("关于补贴的通知\n一、补贴对象\n退役军人。\n二、人才补贴\n（一）补贴对象\n新引进的博士。\n（二）补贴标准\n每人3万元。\n")
    assert found["3万元"] == ["新引进的博士"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("为支持就业，现就提高企业补贴的有关事项通知如下：\n对小微企业给予2万元奖励。", {"2万元": ["小微企业"]}),
        ("一、贷款额度\n1.双缴存职工家庭最高贷款额度分别是：\n（1）购买首套房最高贷款额度70万元；", {"70万元": ["双缴存职工家庭", "购买首套房"]}),
        ("迁入1人按照300元补助，迁入2人按照400元补助，每户最高不超过5万元。", {"300元": ["迁入1人"], "400元": ["迁入2人"], "最高不超过5万元": []}),
        ("对毕业生购房的，给予10万元补贴。\n其中，博士20万元。", {"10万元": ["毕业生购房的"], "20万元": ["毕业生购房的", "博士"]}),
        ("检查费、护理费实行定额补贴，6个月以内的标准为90元。", {"90元": ["6个月以内的"]}),
    ],
)
def test_what_holds_how_far(text: str, expected: dict[str, list[str]]) -> None:
    assert conditions(text) == expected


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("至少配备2名能够提供康复服务的医师。", "医师"),
        ("灵活就业人员的缴费比例为20%，其中12%计入统筹基金。", "计入统筹基金"),
        ("协议期满前90日内，任何一方均可向对方提出续订的要求。", "提出续订的要求"),
        ("双方应当将履行情况每年向职工代表大会或者职工大会报告一次。", "履行情况报告"),
        ("检查费、护理费实行定额补贴，6个月以内的标准为90元。", "检查费、护理费标准"),
    ],
)
def test_what_a_value_is_called(text: str, label: str) -> None:
    assert extract_bytes("a.txt", text.encode()).parameters[-1].label == label


def test_a_list_of_rules_states_nothing_for_all_that_stands_beside_it() -> None:
    rules = "".join(f"（{number}）补贴对象\n{group}。\n" for number, group in enumerate(
        ("退役军人", "残疾人", "低保家庭", "毕业生", "新市民", "多孩家庭", "引进人才"), 1))
    assert conditions(f"关于补贴的通知\n一、补贴办法\n{rules}（8）补贴标准\n每人3万元。\n")["3万元"] == []
