"""The year that a value applies to."""

from __future__ import annotations

import pytest

from extractor.records.passages import Passage
from extractor.records.years import earlier_year, title_year, year_of
from extractor.structure.model import Circular


def passage(text: str) -> tuple[int, Passage]:
    return text.index("670元"), Passage(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024年居民医保财政补助标准为670元", 2024),
        ("2024年度财政补助标准为670元", 2024),
        ("2024年，居民医保财政补助标准为670元", 2024),
        ("到2025年，居民医保财政补助标准达到670元", 2025),
        ("财政补助标准到2025年6月底前达到670元", 2025),
        ("由2023年的640元提高到2024年的670元", 2024),
        ("居民医保财政补助标准为670元", None),
        ("按照《2024年工作要点》，标准为670元", None),
        ("甲政发〔2024〕5号规定的标准为670元", None),
        ("2024年以前参保的，标准为670元", None),
        ("较2023年有所增长，标准为670元", None),
        ("2023年参保率为98%。标准为670元", None),  # another sentence
    ],
)
def test_year_of_a_value(text: str, year: int | None) -> None:
    assert year_of(text, *passage(text)) == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024年继续提高筹资标准。各级财政补助670元", 2024),
        ("各地要认真总结2024年工作。各级财政补助670元", None),
        ("2024年各级财政补助670元", None),  # its own sentence is not an earlier one
    ],
)
def test_year_at_the_head_of_an_earlier_sentence(text: str, year: int | None) -> None:
    assert earlier_year(text, *passage(text)) == year


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("关于做好2024年居民医保工作的通知", 2024),
        ("关于2024年度最低工资标准的通知", 2024),
        ("关于印发2024—2026年行动方案的通知", None),
        ("关于2023年决算和2024年预算的报告", None),
        ("关于调整最低工资标准的通知", None),
        (None, None),
    ],
)
def test_year_of_a_title(title: str | None, year: int | None) -> None:
    assert title_year("", Circular(0, 0, title=title)) == year
