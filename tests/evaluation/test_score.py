from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extractor.evaluation.gold import GoldFile
from extractor.evaluation.score import Calibration, Judgement, calibration, figures, judge

TEXT = (
    "甲市医疗保障局文件\n甲医保发〔2021〕1号\n一、补助标准不低于580元，9月底前完成（责任部门：市医保局、市财政局）。\n"
)
DOCUMENT = {
    "id": "甲医保发〔2021〕1号",
    "number": "甲医保发〔2021〕1号",
    "issuers": ["甲市医疗保障局"],
    "title": None,
    "opens_with": "甲市医疗保障局",
}
SUBSIDY = {"concept": "financing", "per": "person/year"}
ITEMS = (
    {
        "type": "quantity",
        "quote": "不低于580元",
        "kind": "money",
        "value": "580",
        "unit": "CNY",
        "comparator": "ge",
        "parameter": SUBSIDY,
    },
    {"type": "deadline", "quote": "9月底前", "date": "2021-09-30", "precision": "month"},
    {"type": "assignment", "quote": "责任部门：市医保局、市财政局", "lead": ["市医保局"], "support": ["市财政局"]},
)


def _gold(*items: Any) -> GoldFile:
    return GoldFile(Path("a.json"), "a.txt", (DOCUMENT,), items)


def _record(line: str, quote: str, /, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(quote)
    return {"type": line, "span": (start, start + len(quote)), "quote": quote, **fields}


HEAD = _record("document", "甲市", **{name: DOCUMENT[name] for name in ("id", "number", "issuers", "title")})
MONEY = {"kind": "money", "value": "580", "unit": "CNY", "comparator": "ge"}
PERFECT = [
    HEAD,
    _record("mention", "580元", **MONEY),
    _record("parameter", "580元", **MONEY, **SUBSIDY),
    _record("deadline", "9月底前", date="2021-09-30", precision="month"),
    _record("assignment", "市医保局、市财政局", lead=["市医保局"], support=["市财政局"]),
]


def _outcomes(judgements: list[Judgement], layer: str) -> list[str]:
    return [judgement.outcome for judgement in judgements if judgement.layer == layer]


def test_a_right_export_is_all_hits() -> None:
    judgements = judge(_gold(*ITEMS), TEXT, PERFECT)
    assert all(judgement.right for judgement in judgements)
    counts = figures(judgements)
    assert {layer: (count.tp, count.f1) for layer, count in counts.items()} == {
        "documents": (2, 1.0),
        "mentions": (1, 1.0),
        "parameters": (1, 1.0),
        "values": (1, 1.0),
        "deadlines": (1, 1.0),
        "assignments": (1, 1.0),
        "citations": (0, None),
        "spans": (4, 1.0),
    }


def test_an_empty_export_misses_everything() -> None:
    judgements = judge(_gold(*ITEMS), TEXT, [])
    assert {judgement.outcome for judgement in judgements} == {"missed"}
    assert len(judgements) == 7
    assert figures(judgements)["mentions"].as_json() == {
        "precision": None,
        "recall": 0.0,
        "f1": 0.0,
        "tp": 0,
        "fp": 0,
        "fn": 1,
        "attributes": {},
    }


def test_a_wrong_value_is_a_miss_and_a_false_alarm_that_name_each_other() -> None:
    wrong = _record("mention", "580元", **{**MONEY, "value": "58"})
    missed, alarm = (judgement for judgement in judge(_gold(*ITEMS), TEXT, [wrong]) if judgement.layer == "mentions")
    assert (missed.outcome, missed.wanted, missed.found) == ("missed", "money 580 CNY", "money 58 CNY")
    assert (alarm.outcome, alarm.wanted, alarm.found) == ("false alarm", "money 580 CNY", "money 58 CNY")
    assert (missed.line, missed.quote) == (3, "不低于580元")
    assert TEXT[missed.span.start : missed.span.end] == "不低于580元"


def test_a_wrong_field_leaves_the_hit_and_counts_against_the_field() -> None:
    record = _record("mention", "580元", **{**MONEY, "comparator": "eq"})
    judgements = judge(_gold(*ITEMS), TEXT, [record])
    hit = next(judgement for judgement in judgements if judgement.layer == "mentions")
    assert hit.outcome == "hit"
    assert not hit.right
    assert [(c.name, c.right, c.wanted, c.found) for c in hit.comparisons] == [("comparator", False, "ge", "eq")]
    assert figures(judgements)["mentions"].attributes == {"comparator": (0, 1)}


def test_a_parameters_own_comparator_wins_over_its_quantitys() -> None:
    gold = {**ITEMS[0], "parameter": {**SUBSIDY, "comparator": "eq"}}
    record = _record("parameter", "580元", **{**MONEY, "comparator": "eq"}, **SUBSIDY)
    hit = next(j for j in judge(_gold(gold), TEXT, [record]) if j.layer == "parameters")
    assert hit.right


@pytest.mark.parametrize(
    ("gold_parameter", "concept", "expected"),
    [
        (None, "financing", ["false alarm"]),
        (None, None, []),
        ({"concept": None, "per": None}, "financing", ["false alarm"]),
        ({"concept_open": True}, "financing", []),
        ({"concept_open": True}, None, []),
        ({"concept": "financing"}, "financing", ["hit"]),
        ({"concept": "financing"}, None, ["missed"]),
        ({"concept": "financing"}, "other", ["missed", "false alarm"]),
    ],
)
def test_a_concept_is_wrong_where_none_fits_and_neither_right_nor_wrong_where_the_gold_leaves_it_open(
    gold_parameter: Any, concept: str | None, expected: list[str]
) -> None:
    gold = {**ITEMS[0], "parameter": gold_parameter}
    record = _record("parameter", "580元", **MONEY, concept=concept)
    assert _outcomes(judge(_gold(gold), TEXT, [record]), "parameters") == expected


@pytest.mark.parametrize(
    ("gold_parameter", "record", "expected"),
    [
        (None, {}, ["false alarm"]),
        (SUBSIDY, {}, ["hit"]),
        ({"label": "补助标准"}, {"concept": None}, ["hit"]),
        ({"concept_open": True}, {}, ["hit"]),
        (SUBSIDY, {"value": "58"}, ["missed", "false alarm"]),
    ],
)
def test_every_policy_value_is_to_be_recorded_with_a_concept_or_without(
    gold_parameter: Any, record: dict[str, Any], expected: list[str]
) -> None:
    gold = {**ITEMS[0], "parameter": gold_parameter}
    found = _record("parameter", "580元", **{**MONEY, **SUBSIDY, **record})
    assert _outcomes(judge(_gold(gold), TEXT, [found]), "values") == expected


def _value(confidence: str, concept: str | None, **says: Any) -> list[Judgement]:
    gold = {**ITEMS[0], "parameter": {"concept": concept, "conditions": [], "per": None}}
    return judge(_gold(gold), TEXT, [_record("parameter", "580元", **MONEY, concept=concept, confidence=confidence, **says)])


def test_calibration_tells_how_often_each_confidence_is_right_as_a_whole() -> None:
    judgements = [
        *_value("high", "financing"),
        *_value("high", "financing", per="month"),
        *_value("high", None),
        *_value("low", None, population="学生"),
    ]
    high, medium, low = calibration(judgements)
    assert high == Calibration("high", judged=3, right=2, judged_with_concept=2, right_with_concept=1)
    assert (high.share, high.share_with_concept) == (2 / 3, 1 / 2)
    assert low == Calibration("low", judged=1, right=0, judged_with_concept=0, right_with_concept=0)
    assert (low.share, low.share_with_concept) == (0.0, None)
    assert (medium.judged, medium.share) == (0, None)


def test_gold_that_lists_no_conditions_says_nothing_of_confidence() -> None:
    found = _record("parameter", "580元", **MONEY, **SUBSIDY, confidence="high")
    judgements = judge(_gold(*ITEMS), TEXT, [found])
    assert [row.judged for row in calibration(judgements)] == [0, 0, 0]
    value = next(judgement for judgement in judgements if judgement.layer == "values")
    assert [comparison.name for comparison in value.comparisons] == ["comparator", "per"]


def test_a_limit_without_a_number_is_a_parameter_but_no_mention() -> None:
    gold = {
        "type": "quantity",
        "quote": "补助标准",
        "kind": "money",
        "value": None,
        "parameter": {"concept": "cap", "removed": True},
    }
    record = _record("parameter", "补助标准", kind="money", value=None, concept="cap", removed=True)
    judgements = judge(_gold(gold), TEXT, [record])
    assert _outcomes(judgements, "mentions") == []
    assert _outcomes(judgements, "parameters") == ["hit"]


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ([], ["missed", "missed"]),
        ([HEAD], ["hit", "hit"]),
        ([{**HEAD, "number": None}], ["missed", "hit"]),
        ([{**HEAD, "issuers": ["乙局"]}, HEAD], ["missed", "hit", "false alarm"]),
        ([{**HEAD, "number": "x"}, {**HEAD, "number": "y"}], ["missed", "missed", "false alarm"]),
    ],
)
def test_heads_are_judged_field_by_field(heads: list[dict[str, Any]], expected: list[str]) -> None:
    outcomes = _outcomes(judge(_gold(), TEXT, heads), "documents")
    assert sorted(outcomes) == sorted(expected)


def test_words_that_do_not_stand_at_their_span_are_false() -> None:
    record = {**_record("citation", "补助标准", title="x"), "quote": "补助 标准"}
    span = next(j for j in judge(_gold(), TEXT, [record]) if j.layer == "spans")
    assert (span.outcome, span.wanted, span.found) == ("false alarm", "补助标准", "citation 补助 标准")
