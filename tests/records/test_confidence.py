"""How sure a parameter is, by the doubts that its reading left."""

from __future__ import annotations

import pytest

from extractor.records.confidence import confidence_of
from extractor.records.parameters import Parameter
from extractor.records.subjects import Subject
from extractor.spans import Span


def parameter(*doubts: str) -> Parameter:
    place = Span(0, 3)
    return Parameter(place, "percent", "70", "percent", "eq", None, None, Subject(place), doubts=list(doubts))


@pytest.mark.parametrize(
    ("doubts", "confidence"),
    [
        ((), "high"),
        (("年度取自文件标题",), "high"),
        (("年度取自文件标题", "险种承自标题"), "medium"),
        (("年度取自文件标题", "险种承自标题", "名称承自表头"), "medium"),
        (("年度取自文件标题", "险种承自标题", "名称承自表头", "待遇类别承自标题"), "low"),
        (("没有合适的概念",), "medium"),
        (("句中未读懂“转诊”",), "medium"),
        (("名称在数值之后",), "medium"),
        (("没有合适的概念", "句中未读懂“转诊”"), "low"),
        (("名称在数值之后", "句中未读懂“转诊”"), "medium"),  # a concept fits
        (("上级标题涉及多个险种",), "low"),
        (("未写明待遇类别，按住院处理",), "low"),
        (("年度取自文件标题", "年度取自文件标题"), "high"),  # the same doubt twice is one
    ],
)
def test_confidence(doubts: tuple[str, ...], confidence: str) -> None:
    assert confidence_of(parameter(*doubts)) == (confidence, tuple(dict.fromkeys(doubts)))
