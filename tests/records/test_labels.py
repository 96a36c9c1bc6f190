"""The phrase that names a value, as printed."""

from __future__ import annotations

import pytest

from extractor.language.words import ClauseWords
from extractor.quantities import find_quantities
from extractor.records.labels import label_of_value, noun_phrase
from extractor.records.passages import Passage
from extractor.spans import Span


@pytest.mark.parametrize(
    ("text", "attribute", "phrase"),
    [
        ("居民医保人均财政补助标准为670元", "财政补助标准", "居民医保人均财政补助标准"),
        ("其中个人缴费标准400元", "个人缴费标准", "个人缴费标准"),
        ("2024年居民医保个人缴费标准400元", "个人缴费标准", "居民医保个人缴费标准"),
        ("住院医疗费用的起付标准500元", "起付标准", "住院医疗费用的起付标准"),
        ("支付70%，最高支付限额500元", "最高支付限额", "最高支付限额"),
    ],
)
def test_attribute_with_its_qualifiers(text: str, attribute: str, phrase: str) -> None:
    start = text.index(attribute)
    clause = Passage(text, 0, len(text)).clause(start)
    assert text[slice(*noun_phrase(text, Span(start, start + len(attribute)), clause))] == phrase


def test_attribute_of_a_header_stands_alone() -> None:
    text = "医疗机构级别\t起付标准\n三级\t800元"
    start = text.index("起付标准")
    clause = Span(text.index("800"), len(text))
    assert text[slice(*noun_phrase(text, Span(start, start + 4), clause))] == "起付标准"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("给予50万元奖励", "奖励"),
        ("给予每户3000元的租金补贴", "租金补贴"),
        ("给予一次性奖励20万元", "一次性奖励"),
        ("购房补贴每户5万元", "购房补贴"),
        ("公示期不少于5个工作日", "公示期"),
        ("森林覆盖率达到30%", "森林覆盖率"),
        ("项目资本金比例不低于20%", "项目资本金比例"),
    ],
)
def test_values_without_a_known_attribute(text: str, label: str) -> None:
    quantity = find_quantities(text)[0]
    span = label_of_value(text, quantity, Passage(text, 0, len(text)).clause(quantity.start), ClauseWords())
    assert span is not None and text[slice(*span)] == label


def test_a_value_without_words_has_no_label() -> None:
    text = "50万元"
    assert label_of_value(text, find_quantities(text)[0], Span(0, len(text)), ClauseWords()) is None
