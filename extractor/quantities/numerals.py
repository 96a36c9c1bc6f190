"""Numbers as official texts print them (GB/T 15835): Arabic digits, Chinese numerals, and both with 万 and 亿.

A string that can be read in two ways (三五, 一百二, 1,20) has no value here: a wrong magnitude is worse than none.
"""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {
    **dict(zip("〇零一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True)),
    "两": 2,
    "○": 0,
    "弍": 2,
    "貳": 2,
}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "廿": 20, "卅": 30}
GROUPS = {"万": 10**4, "亿": 10**8, "萬": 10**4, "億": 10**8}
NUMERALS = "".join((*DIGITS, *TENS, *GROUPS))

_ARABIC = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)([百千]?[万亿]{0,2}|[十百千])")
_LONGEST = 24


def parse_number(text: str) -> Decimal | None:
    """The value of a whole numeral such as `1.8万`, `1亿2000万`, `十五`, `三点五`, `贰仟叁佰`; None if it has none."""
    if not text or len(text) > _LONGEST:
        return None
    if "0" <= text[0] <= "9":
        return _arabic(text)
    if "点" in text:
        whole, _, fraction = text.partition("点")
        head = _chinese(whole)
        scale = GROUPS.get(fraction[-1:], 1)
        tail = fraction[:-1] if scale > 1 else fraction
        if head is None or not tail or any(sign not in DIGITS for sign in tail):
            return None
        return (head + Decimal("0." + "".join(str(DIGITS[sign]) for sign in tail))) * scale
    value = _chinese(text)
    return None if value is None else Decimal(value)


def _arabic(text: str) -> Decimal | None:
    """Digits with scales, each smaller than the one before (1亿2000万, 3万5千)."""
    total = Decimal(0)
    ceiling: Decimal | None = None
    position = 0
    while position < len(text):
        match = _ARABIC.match(text, position)
        if match is None:
            return None
        scale = Decimal(1)
        for sign in match[2]:
            scale *= TENS.get(sign) or GROUPS[sign]
        number = Decimal(match[1].replace(",", ""))
        whole_group = scale == 1 and ceiling == 10_000 and len(match[1].replace(",", "")) == 4  # 1万9,649
        if ceiling is not None and not whole_group and (scale == 1 or number * scale >= ceiling):
            return None
        total += number * scale
        ceiling = scale
        position = match.end()
    return total


def _chinese(text: str) -> int | None:
    """A Chinese whole number with its place values; a bare row of digits (三五) is None, one digit is itself."""
    if len(text) < 2:
        return DIGITS.get(text, TENS[text] if text in ("十", "拾", "廿", "卅") else None)
    total = group = 0
    digit: int | None = None
    place = 10**16
    group_place = 10**16
    zero = False
    for sign in text:
        if sign in DIGITS:
            if digit is not None:
                return None
            if DIGITS[sign] == 0:
                zero = True
            else:
                digit = DIGITS[sign]
        elif sign in TENS:
            value = TENS[sign]
            if sign in "廿卅":
                if digit is not None or place <= 10:
                    return None
                group += value
                place = 10
                continue
            if (digit is None and value != 10) or value >= place:
                return None
            group += (digit or 1) * value
            digit, place, zero = None, value, False
        else:
            value = GROUPS.get(sign, 0)
            group += digit or 0
            if not value or (not group and not total):
                return None
            if value < group_place:
                total += group * value
                group_place = value
            else:  # 万亿: the group so far is itself counted in 亿
                total = (total + group) * value
                group_place = value
            group, digit, place, zero = 0, None, 10**16, False
    if digit is not None and not zero and (place > 10 and (group or total)):
        return None  # 一百二 may be 102 or 120
    return total + group + (digit or 0)


def plain(value: Decimal) -> str:
    """Plain notation without exponent or trailing zeros: `18000`, `0.5`, `1963.5`."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
