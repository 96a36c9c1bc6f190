from __future__ import annotations

import pytest

from extractor.evaluation.phrases import contrasts, same_conditions, same_name
from extractor.vocabulary import load_yaml

NAMES = [
    # why, label of the gold, label of the record, conditions of the gold, the same name
    ("equal", "一次性创业补贴", "一次性创业补贴", [], True),
    ("white space and punctuation do not count", "最低工资（月）", "最低 工资(月)", [], True),
    ("nor words that only join it to its sentence", "购房补贴", "对购房补贴的", [], True),
    ("nor 标准 at the end", "失业保险金标准", "失业保险金", [], True),
    ("nor 一次性", "求职补贴", "一次性求职补贴", [], True),
    ("none is another name", "求职补贴", None, [], False),
    ("one that joining words alone make up is none", "求职补贴", "其中", [], False),
    ("a part names it where it is half of it", "职工住院医疗费用", "住院医疗费用", [], True),
    ("and not where it could name anything", "职工住院医疗费用报销", "费用", [], False),
    ("nor where it is a word of two", "补贴额", "补贴", [], False),
    ("more words are no harm", "创业担保贷款额度", "个人创业担保贷款额度", [], True),
    ("an essay is", "租房补贴", "在本市无自有住房的新就业无房职工申请公共租赁住房时的租房补贴", [], False),
    ("other order, the same pairs", "住房公积金贷款最高额度", "住房公积金最高贷款额度", [], True),
    ("a short name must share more of them", "取暖补贴", "高温补贴", [], False),
    ("opposites differ, alike as they are", "缴费基数上限", "缴费基数下限", [], False),
    ("the record may not leave a contrast out", "首套住房首付款比例", "住房首付款比例", [], False),
    ("nor bring one in", "住房首付款比例", "首套住房首付款比例", [], False),
    ("but that of the value's own condition", "住房首付款比例", "首套住房首付款比例", ["首套住房"], True),
    ("figures are contrasts", "满5年职工补贴", "满3年职工补贴", [], False),
]


@pytest.mark.parametrize(("wanted", "found", "conditions", "same"), [row[1:] for row in NAMES], ids=[row[0] for row in NAMES])
def test_labels_name_the_same(wanted: str, found: str | None, conditions: list[str], same: bool) -> None:
    assert same_name(wanted, found, conditions) is same


CONDITIONS = [
    # why, conditions of the gold, of the record, the same
    ("none and none", [], [], True),
    ("equal", ["三孩家庭", "首套住房"], ["三孩家庭", "首套住房"], True),
    ("in whatever order", ["三孩家庭", "首套住房"], ["首套住房", "三孩家庭"], True),
    ("in whatever phrases", ["三孩家庭", "首套住房"], ["三孩家庭购买首套住房的"], True),
    ("words that only place it do not count", ["中心城区"], ["在中心城区范围内"], True),
    ("nor its own explanation", ["5年以下"], ["5年以下（含5年）"], True),
    ("unless it is nothing else", ["（含5年）"], ["含5年"], True),
    ("one that the record does not say", ["三孩家庭", "首套住房"], ["三孩家庭"], False),
    ("one that the gold does not ask", ["三孩家庭"], ["三孩家庭", "连续缴存满一年的职工"], False),
    ("none where the gold has one", ["三孩家庭"], [], False),
    ("one where the gold has none", [], ["三孩家庭"], False),
    ("the opposite", ["在职职工"], ["退休职工"], False),
    ("another figure", ["建筑面积90平方米以下"], ["建筑面积144平方米以下"], False),
    ("another side of it", ["5年以下"], ["5年以上"], False),
    ("a contrast that is not asked", ["首套住房"], ["首套新建住房且未享受过补贴"], False),
]


@pytest.mark.parametrize(("wanted", "found", "same"), [row[1:] for row in CONDITIONS], ids=[row[0] for row in CONDITIONS])
def test_conditions_say_the_same(wanted: list[str], found: list[str], same: bool) -> None:
    assert same_conditions(wanted, found) is same


@pytest.mark.parametrize("entry", load_yaml("evaluation.yaml")["contrasts"], ids=lambda entry: entry["pattern"])
def test_each_contrast_is_found_in_its_examples_alone(entry: dict[str, object]) -> None:
    finds, leaves = entry["finds"], entry["not"]
    assert isinstance(finds, dict) and isinstance(leaves, list)
    assert {text: contrasts(text) for text in finds} == {text: set(found) for text, found in finds.items()}
    assert {text: contrasts(text) for text in leaves} == {text: set() for text in leaves}
