"""The group, grade and region of a value stand for the longer stretch that holds them, and among its conditions."""

from __future__ import annotations

import pytest

from tests.records.reading import read


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("居民医保在一级、二级医疗机构住院的，支付比例分别为90%、80%。", "tier", ["一级", "二级"]),
        ("医疗救助对特困人员按100%救助；对低保对象按70%救助。", "population", ["特困人员", "低保对象"]),
        ("居民医保参保人员住院起付标准为500元。", "population", [None]),
        ("对一级、二级残疾人，居民医保住院支付比例为75%。", "tier", [None]),
        ("居民医保住院乡镇卫生院起付标准为100元。", "tier", ["乡镇卫生院"]),
        ("居民医保政策范围内住院费用支付比例为70%。", "region", [None]),
    ],
)
def test_field(text: str, field: str, expected: list[str | None]) -> None:
    assert [getattr(parameter, field) for parameter in read(text).parameters] == expected


def test_a_field_stands_among_the_conditions() -> None:
    text = "医疗救助对特困人员按100%救助；对低保对象按70%救助。居民医保住院支付比例对学生、儿童为80%，其他居民为70%。"
    for parameter in read(text).parameters:
        assert parameter.population is not None
        assert any(parameter.population in condition.text for condition in parameter.conditions)
