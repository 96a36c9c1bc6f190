"""What is asked of a value's record, and when it is right in all that a check rests on."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.evaluation.values import VALUES, is_right, said_conditions

SCALE = {"lower": "18000", "lower_inclusive": True, "upper": None}
GROUP = {"text": "三孩家庭", "span": [0, 4], "kind": "population"}

KEYS = [
    # gold, record, the same value
    ({"value": "580"}, {"value": "580.0", "concept": "c", "unit": "CNY"}, True),
    ({"value": "580"}, {"value": "640"}, False),
    ({"value": None, "removed": True}, {"value": None, "removed": True}, True),
    ({"value": None, "removed": True}, {"value": None, "removed": False}, False),
]


@pytest.mark.parametrize(("wanted", "found", "same"), KEYS)
def test_a_value_is_found_by_its_number_whatever_its_concept(wanted: Any, found: Any, same: bool) -> None:
    assert (VALUES.key(wanted) == VALUES.key(found)) is same


FIELDS = [
    # attribute, gold, record, verdict (None: not asked)
    ("what", {}, {"label": "购房补贴"}, None),
    ("what", {"label": "购房补贴"}, {"label": "购房补贴"}, True),
    ("what", {"label": "购房补贴"}, {}, False),
    ("what", {"label": "住房补贴", "conditions": ["首套住房"]}, {"label": "首套住房补贴"}, True),
    ("applies_to", {}, {"conditions": [GROUP]}, None),
    ("applies_to", {"conditions": []}, {"conditions": [GROUP]}, False),
    ("applies_to", {"conditions": ["三孩家庭"]}, {"conditions": [GROUP]}, True),
    ("applies_to", {"conditions": ["三孩家庭"]}, {"population": "三孩家庭"}, True),
    ("applies_to", {"conditions": ["三孩家庭"]}, {}, False),
    ("comparator", {}, {"comparator": "ge"}, None),
    ("comparator", {"comparator": "ge"}, {"comparator": "eq"}, False),
    ("per", {}, {"per": "month"}, None),
    ("per", {"per": None}, {"per": "month"}, False),
    ("per", {"per": None}, {}, True),
    ("per", {"per": "month"}, {"per": None}, False),
    ("per", {"per": "month"}, {"per": "month"}, True),
    ("bracket", {}, {"bracket": None}, None),
    ("bracket", {}, {"bracket": SCALE}, False),
    ("bracket", {"bracket": SCALE}, {}, False),
    ("bracket", {"bracket": SCALE}, {"bracket": {**SCALE, "lower": "18000.0", "upper_inclusive": True}}, True),
    ("effective_from", {}, {"effective_from": "2024-08-15"}, None),
    ("effective_from", {"effective_from": None}, {"effective_from": "2024-08-15"}, False),
    ("effective_from", {"effective_from": "2024-08-15"}, {"effective_from": "2024-08-15"}, True),
    ("effective_to", {"effective_to": "2025-12-31"}, {"effective_to": "2026-12-31"}, False),
    ("previous", {"previous": "580"}, {"previous": "580.00"}, True),
    ("previous", {"previous": None}, {"previous": "580"}, False),
    ("delta", {"delta": "30"}, {}, False),
    ("right if high", {}, {"confidence": "high"}, None),
    ("right if high", {"conditions": []}, {"confidence": "high"}, True),
    ("right if high", {"conditions": []}, {"confidence": "low"}, None),
    ("right if low", {"conditions": ["三孩家庭"]}, {"confidence": "low"}, False),
]


@pytest.mark.parametrize(("name", "wanted", "found", "verdict"), FIELDS)
def test_fields_are_compared_as_the_gold_asks(name: str, wanted: Any, found: Any, verdict: bool | None) -> None:
    attribute = next(attribute for attribute in VALUES.attributes if attribute.name == name)
    assert attribute.judge(wanted, found) is verdict


RIGHT = [
    # why, gold, record, right
    ("nothing asked", {}, {}, True),
    ("the concept", {"concept": "a"}, {"concept": "a"}, True),
    ("another concept", {"concept": "a"}, {"concept": "b"}, False),
    ("none where there is one", {"concept": "a"}, {"concept": None}, False),
    ("one where none fits", {"concept": None}, {"concept": "a"}, False),
    ("one where the choice is open", {"concept_open": True}, {"concept": "a"}, True),
    ("a concept stands for its name", {"concept": "a", "label": "购房补贴"}, {"concept": "a", "label": "补"}, True),
    ("without one the name counts", {"label": "购房补贴"}, {"label": "补"}, False),
    ("also where the choice is open", {"concept_open": True, "label": "购房补贴"}, {"concept": "a", "label": "补"}, False),
    ("a bound", {"comparator": "ge"}, {"comparator": "le"}, False),
    ("a base", {"per": None}, {"per": "month"}, False),
    ("a part", {"bracket": SCALE}, {"bracket": None}, False),
    ("a date", {"effective_to": None}, {"effective_to": "2025-12-31"}, False),
    ("an old value", {"previous": "580"}, {"previous": "58"}, False),
    ("a condition", {"conditions": ["三孩家庭"]}, {"population": "二孩家庭"}, False),
    ("the year is not asked", {"year": 2021}, {"year": 2022}, True),
]


@pytest.mark.parametrize(("wanted", "found", "right"), [row[1:] for row in RIGHT], ids=[row[0] for row in RIGHT])
def test_a_record_is_right_in_all_that_a_check_rests_on_or_not(wanted: Any, found: Any, right: bool) -> None:
    assert is_right(wanted, found) is right


def test_a_condition_that_stands_in_two_fields_is_said_once() -> None:
    assert said_conditions({"conditions": [GROUP], "population": "三孩家庭", "tier": None, "region": "西部地区"}) == [
        "三孩家庭",
        "西部地区",
    ]
