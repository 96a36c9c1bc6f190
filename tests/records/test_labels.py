"""The phrase that names a value, as printed."""

from __future__ import annotations

import pytest

from extractor.records.labels import noun_phrase
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
