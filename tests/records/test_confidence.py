"""How sure a parameter is, by the doubts that its reading left."""

from __future__ import annotations

import pytest

from extractor.records.confidence import are_opposed, are_rivals, confidence_of, heads_unheeded


@pytest.mark.parametrize(
    ("doubts", "confidence"),
    [
        ((), "high"),
        (("年度取自文件标题",), "high"),
        (("年度取自文件标题", "险种承自标题"), "medium"),
        (("年度取自文件标题", "险种承自标题", "名称承自表头"), "medium"),
        (("年度取自文件标题", "险种承自标题", "名称承自表头", "待遇类别承自标题"), "low"),
        (("没有合适的概念",), "medium"),
        (("句中未读懂“转诊”",), "medium"),
        (("名称在数值之后",), "medium"),
        (("没有合适的概念", "句中未读懂“转诊”"), "low"),
        (("名称在数值之后", "句中未读懂“转诊”"), "medium"),  # a concept fits
        (("上级标题涉及多个险种",), "low"),
        (("未写明待遇类别，按住院处理",), "low"),
        (("年度取自文件标题", "年度取自文件标题"), "high"),  # the same doubt twice is one
    ],
)
def test_confidence(doubts: tuple[str, ...], confidence: str) -> None:
    assert confidence_of(doubts) == (confidence, tuple(dict.fromkeys(doubts)))


@pytest.mark.parametrize(
    ("stretches", "opposed"),
    [
        (["购买首套房的", "二套房最高贷款额度"], True),
        (["购买首套或二套住房的", "二套房最高贷款额度"], False),
        (["夫妻双方缴存的", "单缴存职工"], True),
        (["三孩家庭", "夫妻双方缴存的"], False),
    ],
)
def test_opposites(stretches: list[str], opposed: bool) -> None:
    assert are_opposed(stretches) is opposed


def test_a_heading_s_group_is_told_of_the_value() -> None:
    assert heads_unheeded("支持多子女家庭购房", ["最高贷款额度", "双缴存职工"])
    assert not heads_unheeded("支持多子女家庭购房", ["最高贷款额度", "多子女家庭"])


def test_a_sentence_that_names_but_a_rival_scheme_speaks_of_no_other() -> None:
    assert are_rivals("住房公积金贷款首付款比例", "确定商业性个人住房贷款最低首付比例，首套为20%")
    assert not are_rivals("住房公积金贷款首付款比例", "商业性贷款和公积金贷款首付比例均为20%")
    assert not are_rivals("住房公积金贷款首付款比例", "首套为20%")
