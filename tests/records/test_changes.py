"""Old values, changes, and what they lead to."""

from __future__ import annotations

import pytest

from extractor.quantities import find_quantities
from extractor.records.changes import Change, find_changes
from extractor.records.passages import Passage


def changes(text: str) -> list[Change]:
    return find_changes(text, find_quantities(text), Passage(text, 0, len(text)))


SPENT = Change(spent=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("补助标准由580元提高到640元", [SPENT, Change(previous="580")]),
        ("补助标准由2020年的580元提高到2021年的640元", [SPENT, Change(previous="580")]),
        ("支付限额从200元调整为每人300元", [SPENT, Change(previous="200")]),
        ("支付比例由原来的70%降至65%", [SPENT, Change(previous="70")]),
        ("缴费年限由15年，逐步提高至20年", [SPENT, Change(previous="15")]),
        ("个人缴费新增30元，达到每人每年350元", [SPENT, Change(delta="30")]),
        ("起付标准降低100元，为400元", [SPENT, Change(delta="-100")]),
        ("起付标准降低50%，即7000元", [SPENT, Change()]),  # another kind: the change is no amount
        ("个人缴费400元，比上年增加20元", [Change(delta="20"), SPENT]),
        ("报销额度提高50%", [Change(by="50")]),
        ("支付比例下降10个百分点", [Change(by="-10")]),
        ("支付比例为70%，限额为300元", [Change(), Change()]),
        ("从2年到5年", [Change(), Change()]),
        ("支付比例提高到70%", [Change()]),
        ("一级医院200元；二级医院调整为500元", [Change(), Change()]),  # another segment
    ],
)
def test_changes(text: str, expected: list[Change]) -> None:
    # A change that leads to another value is spent; its own amount does not matter any more.
    found = [SPENT if change.spent else change for change in changes(text)]
    assert found == expected
