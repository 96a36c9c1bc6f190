"""Numbered lists of office documents: what is printed before a paragraph, which its own words do not hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

LEVELS = 9
_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST = 9999
"""Numbers above are printed in digits."""
_CLOSED = "、）)】］〕:："
"""A label that ends in one of these needs no space behind it; 1. before 5元 does."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list as Word defines it (ECMA-376 part 1, 17.9.6); in `text`, %1 to %9 stand for the numbers of the levels.

    `restart`: after which level (counted from 1) it begins anew, 0 never, None after any above it. `style` is the paragraph
    style that belongs to it.
    """

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class NumberedList:
    """A list and what its counters stand at; None where a level was not used since it last began anew."""

    levels: list[Level]
    counters: list[int | None] = field(default_factory=lambda: [None] * LEVELS)

    def next(self, level: int, overrides: Mapping[int, Level], start: int | None = None) -> str:
        """The label of the next paragraph at `level` with the space behind it; empty for bullets. It begins anew at `start`.

        `overrides` are levels that this paragraph has otherwise.
        """
        levels = [overrides.get(index, one) for index, one in enumerate(self.levels)]
        before = self.counters[level]
        self.counters[level] = start if start is not None else levels[level].start if before is None else before + 1
        for deeper in range(level + 1, LEVELS):
            restart = levels[deeper].restart
            if restart is None or level < restart:
                self.counters[deeper] = None
        own = levels[level]
        if own.format == "bullet":
            return ""
        if own.legal:
            levels = [replace(one, format="decimal") for one in levels]
        label = own.text
        for index, one in enumerate(levels[: level + 1]):
            value = self.counters[index]
            label = label.replace(f"%{index + 1}", printed_number(one.start if value is None else value, one.format))
        return label if not label or label[-1] in _CLOSED else f"{label} "


def printed_number(value: int, format: str) -> str:
    """A number in one of Word's number formats (`ST_NumberFormat`); in digits where the format is of another language."""
    if format == "none":
        return ""
    if not 0 < value <= _MOST:
        return str(value)
    return _FORMATS.get(format, str)(value)


def chinese(value: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """A number from 1 to 9999 in Chinese, 十一 without 一 before it in everyday digits."""
    said = ""
    for place, digit in enumerate(reversed(str(value))):
        if digit != "0":
            said = digits[int(digit)] + (units[place - 1] if place else "") + said
        elif said and not said.startswith(digits[0]):
            said = digits[0] + said
    return said[1:] if digits is _DIGITS and 10 <= value < 20 else said


def _letters(value: int) -> str:
    """a … z, aa, bb …"""
    return chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 9)


def _roman(value: int) -> str:
    said = ""
    for amount, letters in _ROMAN:
        said += letters * (value // amount)
        value %= amount
    return said


def _from(first: str, last: int, other: Callable[[int], str] = str) -> Callable[[int], str]:
    """Numbers with signs of their own, in Unicode one behind the other: ① to ⑳."""
    return lambda value: chr(ord(first) + value - 1) if value <= last else other(value)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if value <= len(signs) else str(value)


def _by_digit(value: int) -> str:
    return "".join("〇" if digit == "0" else _DIGITS[int(digit)] for digit in str(value))


def _legal(value: int) -> str:
    return chinese(value, _LEGAL, "拾佰仟")


_FORMATS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": lambda value: "".join(chr(ord("０") + int(digit)) for digit in str(value)),
    "decimalFullWidth2": lambda value: "".join(chr(ord("０") + int(digit)) for digit in str(value)),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10, chinese),
    "ideographParenthesis": _from("㈠", 10, chinese),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographDigital": _by_digit,
    "japaneseDigitalTenThousand": _by_digit,
    "taiwaneseDigital": _by_digit,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
} | dict.fromkeys(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand"), chinese)
