"""Records in official Chinese."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from extractor.records.models import BracketBounds, DeadlineRecord, DurationValue, ParameterRecord, Recurrence
from extractor.report import wording
from extractor.sources.model import ErrorKind, SourceError

PLACE: dict[str, Any] = {"source": "a.txt", "document": "a", "span": (0, 1), "quote": "甲"}


def parameter(value: str | None = "580", unit: str = "CNY", **fields: Any) -> ParameterRecord:
    return ParameterRecord(**PLACE, kind="money", value=value, unit=unit, **fields)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (parameter(), "580元"),
        (parameter(comparator="ge", per="person/year"), "每人每年不低于580元"),
        (parameter("70", "percent", comparator="approx"), "70%左右"),
        (parameter("400000", comparator="le", per="person"), "每人不超过40万元"),
        (parameter("18000"), "1.8万元"),
        (parameter("10050"), "10050元"),
        (parameter("2094.40"), "2094.4元"),
        (parameter("0"), "0元"),
        (parameter("3", "workday", comparator="le"), "不超过3个工作日"),
        (parameter("1", "家", comparator="ge", per="county"), "每县不低于1家"),
        (parameter("1", "次", per="学年"), "每学年1次"),
        (parameter("200", comparator="ge", modality="principle"), "原则上不低于200元"),
        (parameter(None, removed=True), "不再设限"),
        (parameter(None), "未写明"),
    ],
)
def test_values(record: ParameterRecord, expected: str) -> None:
    assert wording.value_text(record) == expected


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (parameter("640", previous="580"), "原580元"),
        (parameter("640", previous="610", delta="30"), "原610元，增加30元"),
        (parameter("60", "percent", delta="-5"), "减少5个百分点"),
        (parameter(), ""),
    ],
)
def test_changes(record: ParameterRecord, expected: str) -> None:
    assert wording.change_text(record) == expected


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        (
            BracketBounds(lower="18000", lower_inclusive=True, upper="100000", upper_inclusive=False),
            "1.8万元（含）至10万元（不含）",
        ),
        (BracketBounds(lower="300000", lower_inclusive=True), "30万元（含）以上"),
        (BracketBounds(upper="5000", upper_inclusive=True), "5000元（含）以下"),
        (BracketBounds(), "全部"),
    ],
)
def test_brackets(bounds: BracketBounds, expected: str) -> None:
    assert wording.bracket_text(bounds) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"year": 2021}, "2021年"),
        ({"year": 2021, "effective_from": "2021-07-01"}, "2021年7月1日起"),
        ({"effective_from": "2021-01-01", "effective_to": "2021-12-31"}, "2021年1月1日至2021年12月31日"),
        ({"effective_to": "2021-12-31"}, "至2021年12月31日"),
        ({}, ""),
    ],
)
def test_periods(fields: dict[str, Any], expected: str) -> None:
    assert wording.period_text(parameter(**fields)) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"date": "2021-09-30"}, "2021年9月30日前"),
        ({"date": "2021-09-30", "precision": "month"}, "2021年9月底前"),
        ({"date": "2025-12-31", "precision": "year"}, "2025年底前"),
        ({"date": "2021-06-30", "precision": "half"}, "2021年6月底前"),
        ({"date": "2025-12-20", "opens": "2025-09-01"}, "2025年9月1日至2025年12月20日"),
        (
            {"duration": DurationValue(value="30", unit="day"), "from": "自中选品种交货验收之日起"},
            "自中选品种交货验收之日起30天内",
        ),
        ({"duration": DurationValue(value="10", unit="workday"), "from": "受理之日"}, "自受理之日起10个工作日内"),
        ({"duration": DurationValue(value="3", unit="month")}, "3个月内"),
        ({"recurs": Recurrence(every="month", offset=1, day=20)}, "次月20日前"),
        ({"recurs": Recurrence(every="year", offset=1, month=6, day="last")}, "次年6月底前"),
        ({"recurs": Recurrence(every="year", month=12, day="last")}, "每年年底前"),
        ({"recurs": Recurrence(every="quarter", day="last")}, "每季度末前"),
    ],
)
def test_due_dates(fields: dict[str, Any], expected: str) -> None:
    assert wording.due_text(DeadlineRecord(**PLACE, **fields)) == expected


def test_every_kind_of_failure_has_its_words() -> None:
    for kind in get_args(ErrorKind):
        text = wording.failure_text(SourceError("a.txt", "is odd", "look at it", kind))
        assert text == "is odd（look at it）" if kind == "other" else "is odd" not in text
    assert set(wording.words("failures")) == set(get_args(ErrorKind)) - {"other"}
