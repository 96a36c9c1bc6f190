"""Stretches cut short, never within a number or a word."""

from __future__ import annotations

import pytest

from extractor.policy.excerpts import beginning, ending


@pytest.mark.parametrize(
    ("text", "reach", "expected"),
    [
        ("补助标准为每人每年12000元", 20, "补助标准为每人每年12000元"),
        ("补助标准为每人每年12000元", 4, "……12000元"),
        ("由2000元提高到3500元整", 9, "……提高到3500元整"),
        ("依据甲府发〔2031〕42号办理", 4, "……〔2031〕42号办理"),
        ("按DRG付费", 4, "……DRG付费"),
        ("9" * 60, 10, "……" + "9" * 10),
    ],
)
def test_endings(text: str, reach: int, expected: str) -> None:
    assert ending(text, reach) == expected


@pytest.mark.parametrize(
    ("text", "reach", "expected"),
    [
        ("每年12000元", 20, "每年12000元"),
        ("每年12000元发放一次", 4, "每年12000元……"),
        ("提高到三千五百元整", 5, "提高到三千五百元……"),
        ("自2031年6月30日起执行", 3, "自2031年6月30日……"),
        ("9" * 60, 10, "9" * 10 + "……"),
    ],
)
def test_beginnings(text: str, reach: int, expected: str) -> None:
    assert beginning(text, reach) == expected
