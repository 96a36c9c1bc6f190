"""Whom or what a value is for: groups of people, hospital grades, regions."""

from __future__ import annotations

import pytest

from extractor.language.facets import find_facets
from extractor.language.groups import Group, named, populations, regions, tiers

Found = list[tuple[str, list[str]]]


def shown(text: str, groups: list[Group]) -> Found:
    return [(text[group.start : group.end], named(text, group.members)) for group in groups]


def one(words: str, *members: str) -> tuple[str, list[str]]:
    return words, list(members or (words,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对特困人员给予全额资助", [one("特困人员")]),
        ("对特困人员、低保对象和返贫致贫人口", [one("特困人员、低保对象和返贫致贫人口", "特困人员", "低保对象", "返贫致贫人口")]),
        ("低保对象、特困人员等困难群众", [one("低保对象、特困人员等困难群众", "低保对象", "特困人员")]),
        ("高血压、糖尿病患者", [one("高血压、糖尿病患者", "高血压", "糖尿病患者")]),
        ("退休人员支付比例为90%，在职职工支付比例为85%", [one("退休人员"), one("在职职工")]),
        ("由市财政供养的特困人员", [one("市财政供养的特困人员")]),
        ("未按规定转诊的参保人员", [one("未按规定转诊的参保人员")]),
        ("患有高血压和糖尿病的参保居民", [one("患有高血压和糖尿病的参保居民", "患有高血压", "糖尿病")]),
        ("居民医保重度残疾人", [one("重度残疾人")]),  # the scheme is no attribute of the group
    ],
)
def test_groups_of_people(text: str, expected: Found) -> None:
    assert shown(text, populations(text, find_facets(text), 0, len(text))) == expected


@pytest.mark.parametrize(
    "text",
    [
        "参保人员住院起付标准",  # everybody
        "居民医保参保人员",
        "孤儿基本生活养育标准提高",  # part of the name of a standard
        "按在职职工工资总额缴纳",  # qualifies a base
        "比在职职工提高5个百分点",  # measured against
        "较退休人员低10个百分点",
        "城乡居民基本医疗保险",
    ],
)
def test_no_groups_of_people(text: str) -> None:
    assert populations(text, find_facets(text), 0, len(text)) == []


def test_classes_of_a_group() -> None:
    text = "对特困人员、退休人员"
    [group] = populations(text, find_facets(text), 0, len(text))
    assert group.classes == {"needy", "people"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在一级、二级、三级医疗机构住院", [one("一级、二级、三级", "一级", "二级", "三级")]),
        ("一级及以下、二级和三级甲等医院", [one("一级及以下、二级和三级甲等", "一级及以下", "二级", "三级甲等")]),
        ("乡镇卫生院起付标准", [one("乡镇卫生院")]),
        ("基层医疗机构就诊", [one("基层医疗机构")]),
        ("市外三级医疗机构住院", [one("市外三级")]),
        ("二级\t500元", [one("二级")]),
    ],
)
def test_hospital_grades(text: str, expected: Found) -> None:
    assert shown(text, tiers(text, 0, len(text))) == expected


@pytest.mark.parametrize("text", ["一级、二级残疾人", "市级统筹", "三级等保", "省级财政补助", "一级响应", "二级护理"])
def test_no_hospital_grades(text: str) -> None:
    assert tiers(text, 0, len(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("东部、中部、西部地区分别为", [one("东部、中部、西部地区", "东部", "中部", "西部地区")]),
        ("济南市、青岛市最低工资标准", [one("济南市、青岛市", "济南市", "青岛市")]),
        ("其他地区为2010元", [one("其他地区")]),
        ("筹资能力较弱的县，可降低", [one("筹资能力较弱的县")]),
    ],
)
def test_regions(text: str, expected: Found) -> None:
    assert shown(text, regions(text, 0, len(text), None)) == expected


@pytest.mark.parametrize("text", ["济南市医疗保障局负责", "济南市人民政府关于", "全省各地要落实"])
def test_no_regions(text: str) -> None:
    assert regions(text, 0, len(text), None) == []


def test_the_documents_own_place_is_no_region() -> None:
    text = "济南市最低工资标准"
    assert regions(text, 0, len(text), "济南市") == []
    assert shown(text, regions(text, 0, len(text), "山东省")) == [one("济南市")]
