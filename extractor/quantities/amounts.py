"""Amounts that print more, or less, than a number and its unit: 八元五角, 1米2, 40万 without 元, 4-1/2%, (3,5]万元."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from extractor.quantities.numerals import DIGITS, parse_number
from extractor.quantities.vocabulary import Unit, either, read_words, units, words_of

_DIGIT = f"[1-9{''.join(sign for sign, value in DIGITS.items() if value)}]"
_CHANGE = re.compile(f"(?:零?({_DIGIT})角)?(?:零?({_DIGIT})分(?!之))?")
_CENTS = re.compile(f"({_DIGIT})分(?!之)")
_CENTIMETRES = re.compile(r"([0-9]{1,2})(?![0-9.,%])")
_MIXED = re.compile(r"(?:([0-9]{1,2})[-—–又])?([1-9][0-9]?)/([2-9]|[1-9][0-9])%")
_INTERVAL = re.compile(r"[（〔]([0-9]+(?:\.[0-9]+)?[万亿]?)[，,]([0-9]+(?:\.[0-9]+)?[万亿]?)[）〕]")
_BARE_AFTER = re.compile(
    r"[，。；、：）\n\t]|的|\Z|[及或]?以[上下内]|左右|上下|之间|之内|（不?[含包]|整|封顶|为限|者|[—–\-~～至到][0-9]"
    r"|(?:统一)?(?:提高|提升|上调|增加|调整|调|下调|降低|降)[到至为][一-龥]{0,8}[0-9.]+万")
_SENTENCE = re.compile(r"[。\n\t]")
BARE = frozenset("万亿千")
_YUAN = Unit("元", "money", "CNY")
_WIDTH = 40


class Interval(NamedTuple):
    """Both ends of (3,5]万元, where they stand, and whether each is held."""

    end: int
    unit: Unit
    lower: Decimal
    lower_held: bool
    upper: Decimal
    upper_held: bool


def with_small_change(text: str, unit: Unit, end: int, value: Decimal) -> tuple[Decimal, int]:
    """The value with the 角 and 分 behind 元 (or the 分 behind 角), or the centimetres behind 米, and where it ends."""
    if unit.word in ("元", "圆"):
        match = _CHANGE.match(text, end)
        if match is None or not (match[1] or (match[2] and text[end] == "零")):
            return value, end
        tenths, cents = (_digit(sign) if sign else 0 for sign in match.groups())
        return value + Decimal(10 * tenths + cents) / 100, match.end()
    if unit.word == "角":
        match = _CENTS.match(text, end)
        return (value, end) if match is None else (value + Decimal(_digit(match[1])) / 10, match.end())
    match = _CENTIMETRES.match(text, end)
    if match is None or units().at(text, match.end()) is not None:
        return value, end
    return value + Decimal(f"0.{match[1]}"), match.end()


def _digit(sign: str) -> int:
    return int(sign) if "0" <= sign <= "9" else DIGITS[sign]


def mixed_percent(text: str, start: int) -> tuple[Decimal | None, int] | None:
    """4-1/2% and where it ends; the value is None where only 1/2% stands, which may be two values."""
    match = _MIXED.match(text, start)
    if match is None or int(match[2]) >= int(match[3]):
        return None
    if match[1] is None:
        return None, match.end()
    return Decimal(match[1]) + Decimal(match[2]) / Decimal(match[3]), match.end()


def interval(text: str, start: int) -> Interval | None:
    """The interval whose first number starts at `start`: (0,3]万元, [60,80)分."""
    match = _INTERVAL.match(text, start - 1)
    if match is None:
        return None
    unit_start = match.end()
    scale = Decimal(10_000) if text.startswith("万", unit_start) else Decimal(1)
    unit = units().at(text, unit_start + (scale > 1))
    lower, upper = parse_number(match[1]), parse_number(match[2])
    if unit is None or lower is None or upper is None or lower >= upper:
        return None
    left, right = match[0][0] == "〔", match[0][-1] == "〕"
    if not (left or right or unit.kind in ("money", "percent")):
        return None
    end = unit_start + (scale > 1) + len(unit.word)
    return Interval(end, unit, lower * scale * unit.factor, left, upper * scale * unit.factor, right)


def bare_amount(text: str, start: int, end: int) -> Unit | None:
    """The unit of money that 40万, 3千 leave out, where the words around speak of money."""
    if text[end - 1] not in BARE or _BARE_AFTER.match(text, end) is None:
        return None
    money, other = _context()
    if other.search(text, end, end + (24 if text.startswith("（", end) else 6)) is not None:
        return None
    before = text[max(0, start - _WIDTH) : start]
    last: re.Match[str] | None = None
    for mark in _SENTENCE.finditer(before):
        last = mark
    sentence = before[last.end() :] if last is not None else before
    at = max((match.end() for match in money.finditer(sentence)), default=-1)
    if at < 0:
        return _YUAN if text.startswith("的", end) and money.search(text, end, end + 8) is not None else None
    return None if other.search(sentence, at) is not None else _YUAN


@cache
def _context() -> tuple[re.Pattern[str], re.Pattern[str]]:
    nouns = read_words("units")["bare_amounts"]
    money, other = (re.compile(either(words_of(nouns[name], f"units.yaml: bare_amounts: {name}"))) for name in ("money", "other"))
    return money, other
