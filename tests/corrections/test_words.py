"""Corrections as a person writes them."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.corrections.problems import FIXED, MODELS, field_names
from extractor.corrections.words import field_values, kind_called, listed


@pytest.mark.parametrize(
    ("kind", "pair", "field", "value"),
    [
        ("parameter", "数值=1.8万元", "value", "18000"),
        ("parameter", "数值=65%", "value", "65"),
        ("parameter", "概念=大病保险起付标准", "concept", "critical_illness.deductible"),
        ("parameter", "概念=critical_illness.deductible", "concept", "critical_illness.deductible"),
        ("parameter", "比较=不低于", "comparator", "ge"),
        ("parameter", "单位=元", "unit", "CNY"),
        ("parameter", "计算单位=每人每年", "per", "person/year"),
        ("parameter", "适用对象=无", "population", None),
        ("parameter", "不再设限=是", "removed", True),
        ("parameter", "约束力=原则上", "modality", "principle"),
        ("deadline", "完成时限=2031年9月30日", "date", "2031-09-30"),
        ("task", "完成时限=2031-09-30", "deadline", "2031-09-30"),
        ("task", "概念=大病保险起付标准", "concepts", ["critical_illness.deductible"]),
        ("assignment", "牵头=市医保局、市财政局", "lead", ["市医保局", "市财政局"]),
        ("citation", "关系=落实", "relation", "implements"),
    ],
)
def test_chinese_names_and_values(kind: str, pair: str, field: str, value: Any) -> None:
    assert field_values(kind, [pair]) == {field: value}


def test_an_unknown_name_has_near_ones_in_both_languages() -> None:
    with pytest.raises(ValueError, match=r"near it: .*牵头单位"):
        field_values("assignment", ["牵头单=市医保局"])


def test_kinds_and_all_fields_have_chinese_names() -> None:
    assert [kind_called(name) for name in ("参数", "parameter", "分工", "火星")] == ["parameter", "parameter", "assignment", None]
    rows = list(listed())
    assert {row[2] for row in rows} == {f"{kind}.{name}" for kind in MODELS for name in field_names(kind) if name not in FIXED}
    assert ("政策参数", "比较", "parameter.comparator", "等于、不低于、高于、不超过、低于、左右") in rows
