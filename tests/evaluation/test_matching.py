from __future__ import annotations

from typing import Any

import pytest

from extractor.evaluation.matching import (
    ASSIGNMENTS,
    CITATIONS,
    DEADLINES,
    MENTIONS,
    PARAMETERS,
    Layer,
    pair,
)

MONEY = {"kind": "money", "value": "580", "unit": "CNY"}
RATIO = {"concept": "c", "value": "60"}
TIER = {"lower": "18000", "lower_inclusive": True, "upper": None, "upper_inclusive": False}

SAME = [
    # layer, gold, record
    (MENTIONS, MONEY, {**MONEY, "value": "580.0"}),
    (MENTIONS, {"kind": "count", "value": "3", "unit": "家"}, {"kind": "count", "value": "3", "unit": "个"}),
    (PARAMETERS, RATIO, {**RATIO, "bracket": None}),
    (PARAMETERS, {**RATIO, "bracket": TIER}, {**RATIO, "bracket": {**TIER, "upper_inclusive": True}}),
    (PARAMETERS, {**RATIO, "bracket": TIER}, {**RATIO, "bracket": {**TIER, "lower": "18000.00"}}),
    (DEADLINES, {"date": "2021-09-30"}, {"date": "2021-09-30", "duration": None}),
    (DEADLINES, {"duration": {"value": "30", "unit": "day"}}, {"duration": {"value": "30.0", "unit": "day"}}),
    (ASSIGNMENTS, {"lead": ["市医保局"], "support": ["市财政局"]}, {"lead": ["市财政局", "市医保局"]}),
    (CITATIONS, {"number": "国办发〔2021〕5号", "title": "甲"}, {"number": "国办发[2021] 5号", "title": None}),
    (CITATIONS, {"number": None, "title": "关于〈甲〉的通知"}, {"number": "", "title": "关于《甲》的通知"}),
]
DIFFERENT = [
    (MENTIONS, MONEY, {**MONEY, "value": "5800"}),
    (MENTIONS, MONEY, {**MONEY, "unit": "HKD"}),
    (PARAMETERS, RATIO, {**RATIO, "concept": "d"}),
    (PARAMETERS, RATIO, {**RATIO, "bracket": TIER}),
    (PARAMETERS, {**RATIO, "bracket": TIER}, {**RATIO, "bracket": {**TIER, "lower_inclusive": False}}),
    (DEADLINES, {"date": "2021-09-30"}, {"date": "2021-09-01"}),
    (DEADLINES, {"recurs": {"every": "year", "day": 20}}, {"recurs": {"every": "month", "day": 20}}),
    (ASSIGNMENTS, {"lead": ["市医保局"]}, {"lead": ["市医保局", "市财政局"]}),
    (CITATIONS, {"number": "国办发〔2021〕5号", "title": "甲"}, {"number": None, "title": "甲"}),
]


@pytest.mark.parametrize(("layer", "wanted", "found"), SAME)
def test_what_says_the_same_has_the_same_key(layer: Layer, wanted: Any, found: Any) -> None:
    assert layer.key(wanted) == layer.key(found)


@pytest.mark.parametrize(("layer", "wanted", "found"), DIFFERENT)
def test_what_says_something_else_has_another_key(layer: Layer, wanted: Any, found: Any) -> None:
    assert layer.key(wanted) != layer.key(found)


FIELDS = [
    # layer, field, gold, record, verdict (None: nothing to compare)
    (MENTIONS, "comparator", "ge", "ge", True),
    (MENTIONS, "comparator", "ge", "eq", False),
    (PARAMETERS, "per", None, "person/year", None),
    (PARAMETERS, "year", 2021, "2021", True),
    (PARAMETERS, "previous", "580", "580.00", True),
    (PARAMETERS, "delta", "30", None, False),
    (PARAMETERS, "removed", True, False, False),
    (PARAMETERS, "population", "低保对象", "城乡低保对象", True),
    (PARAMETERS, "population", None, "学生", False),
    (PARAMETERS, "population", None, None, None),
    (PARAMETERS, "tier", "三级", None, False),
    (ASSIGNMENTS, "lead", ["甲", "乙"], ["乙", "甲"], True),
    (ASSIGNMENTS, "lead", [], ["甲"], False),
    (ASSIGNMENTS, "lead", [], [], True),
]


@pytest.mark.parametrize(("layer", "name", "wanted", "found", "verdict"), FIELDS)
def test_fields_are_compared_where_there_is_something_to_compare(
    layer: Layer, name: str, wanted: Any, found: Any, verdict: bool | None
) -> None:
    attribute = next(attribute for attribute in layer.attributes if attribute.name == name)
    assert attribute.judge({name: wanted}, {name: found}) is verdict


def _at(*spans: tuple[int, int]) -> list[dict[str, Any]]:
    return [{"span": span} for span in spans]


PAIRS = [
    # gold spans, record spans, pairs by index
    ([(0, 5)], [(5, 9)], {}),
    ([(0, 5)], [(4, 9)], {0: 0}),
    ([(0, 5), (6, 9)], [(3, 9)], {1: 0}),
    ([(0, 9)], [(0, 3), (3, 9)], {0: 1}),
    ([(0, 4), (4, 8)], [(3, 8), (0, 2)], {0: 1, 1: 0}),
    ([(0, 4), (0, 4)], [(0, 4)], {1: 0}),
]


@pytest.mark.parametrize(("wanted", "found", "pairs"), PAIRS)
def test_the_largest_overlap_is_paired_first_and_each_record_once(
    wanted: list[tuple[int, int]], found: list[tuple[int, int]], pairs: dict[int, int]
) -> None:
    assert pair(_at(*wanted), _at(*found), lambda item: ()) == pairs


def test_only_equal_keys_are_paired() -> None:
    wanted = [{"span": (0, 9), "value": 1}]
    found = [{"span": (0, 9), "value": 2}, {"span": (0, 1), "value": 1}]
    assert pair(wanted, found, lambda item: (item["value"],)) == {0: 1}
