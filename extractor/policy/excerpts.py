"""Stretches of a text cut short: never within a number, an amount, a date or a word of letters."""

from __future__ import annotations

CUT = "……"
_NUMBER = frozenset("0123456789.,．〇零一二两三四五六七八九十百千万亿〔〕")
_UNITS = frozenset("%％‰元角分年月日天周时号个家人项次倍折成级类岁")
_WITHIN_A_DATE = frozenset("年月")
_FURTHEST = 24
"""How many more characters are kept for the sake of a number, so that a row of digits without end is cut all the same."""


def ending(text: str, reach: int) -> str:
    """The last `reach` characters of a text or a few more, with …… before them where something is left out."""
    if len(text) <= reach:
        return text
    place = len(text) - reach
    for at in range(place, max(place - _FURTHEST, 0), -1):
        if not _joined(text, at):
            return CUT + text[at:]
    return CUT + text[place:] if place > _FURTHEST else text


def beginning(text: str, reach: int) -> str:
    """The first `reach` characters of a text or a few more, with …… behind them where something is left out."""
    for at in range(reach, min(reach + _FURTHEST, len(text))):
        if not _joined(text, at):
            return text[:at] + CUT
    return text if len(text) <= reach + _FURTHEST else text[:reach] + CUT


def _joined(text: str, at: int) -> bool:
    """Whether the characters on both sides of a place belong to one number or word."""
    before, after = text[at - 1], text[at]
    if before in _NUMBER:
        return after in _NUMBER or after in _UNITS
    if before in _WITHIN_A_DATE and after.isdigit() and at > 1 and text[at - 2].isdigit():
        return True
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
