from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.quantities.numerals import parse_number, plain

FINANCIAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.8万", "18000"),
        ("1亿2000万", "120000000"),
        ("3万5千", "35000"),
        ("3,541.07万", "35410700"),
        ("两万五千", "25000"),
        ("十五", "15"),
        ("一百十五", "115"),
        ("一百零五", "105"),
        ("廿五", "25"),
        ("三点五", "3.5"),
        ("一点五亿", "150000000"),
        ("一万亿", "1000000000000"),
        ("贰仟叁佰", "2300"),
    ],
)
def test_value(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", "三五", "一百二", "二〇二一", "1,20", "1.2.3", "3万4万", "百", "万", "点五", "3点", "几十", "abc", "1" * 40],
)
def test_no_value_where_unsure(text: str) -> None:
    assert parse_number(text) is None


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_chinese_numerals_round_trip(number: int) -> None:
    assert parse_number(to_chinese(number)) == number


@given(st.integers(min_value=1, max_value=10**8 - 1))
def test_financial_numerals_say_the_same(number: int) -> None:
    assert parse_number(to_chinese(number).translate(FINANCIAL)) == number


@given(st.integers(min_value=0, max_value=10**13))
def test_thousand_separators_say_the_same(number: int) -> None:
    assert parse_number(f"{number:,}") == number


@given(st.decimals(min_value=0, max_value=10**6, places=3))
def test_ten_thousands_are_exact(number: Decimal) -> None:
    value = parse_number(f"{number}万")
    assert value == number * 10000
    assert "E" not in plain(number * 10000)


@given(st.text(alphabet="0123456789.,点零一二两三十百千万亿壹拾廿几半数", max_size=30))
def test_never_fails_and_never_below_zero(text: str) -> None:
    value = parse_number(text)
    assert value is None or value >= 0


@pytest.mark.parametrize(("value", "text"), [("1.80E+4", "18000"), ("0.50", "0.5"), ("1963.5", "1963.5"), ("0", "0")])
def test_plain(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


def to_chinese(number: int) -> str:
    """A whole number from 0 to 10¹² - 1 in Chinese numerals, zeros written (一百零二)."""
    if number == 0:
        return "零"
    parts: list[str] = []
    for scale, sign in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group = number // scale % 10**4
        if group:
            gap = parts and group < 1000
            parts.append(("零" if gap else "") + _group(group) + sign)
        elif parts and number % scale:
            parts.append("零")
    text = "".join(parts).replace("零零", "零")
    return text[1:] if text.startswith("一十") else text


def _group(group: int) -> str:
    text = ""
    for scale, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = group // scale % 10
        if digit:
            text += "零一二三四五六七八九"[digit] + sign
        elif text and group % scale and not text.endswith("零"):
            text += "零"
    return text
