"""What the quantities of a line give each other: words that a list shares, bounds that neighbouring parts share."""

from __future__ import annotations

import re

from extractor.quantities.comparison import with_inclusion
from extractor.quantities.model import Comparator, Quantity

_KEPT_WITHIN = re.compile(r"控制在|(?:分别|依次)(?:不超过|在|为)")
_ALTERNATIVE = re.compile(r"或(?:[^，。；：\n\t]*的)?")
_LIST = ("、", "和", "与", "及", "或", "以及", "或者")
_SEXES = re.compile(r"[、，]?(?:和|或)?女(?:性|职工|方|年满)?")  # 男60周岁、女50周岁以上
_BESIDE = re.compile(r"[、，]?(?:和|或)?[一-龥]{0,3}")
_ITEM = re.compile(r"[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.．、](?!\d)|\d+(?:\.\d+)?[万千]?元")
_LONGEST_ITEM = 150
_NEIGHBOURS = 16
_NEAR, _FAR, _ROWS = 40, 80, 200


def share(text: str, found: list[Quantity], touched: dict[int, str]) -> None:
    """Comparison words that stand once for a list: 不低于400元、600元; 5%或…5‰以内. Changes `found` in place.

    `touched` says for the index of a quantity whether its word stands "before" or "after" it.
    """
    for index in range(1, len(found)):
        previous, current = found[index - 1], found[index]
        between = text[previous.end : current.start]
        if previous.kind != current.kind or len(between) > 24 or previous.range_role or current.range_role:
            continue
        if touched.get(index - 1) == "before" and index not in touched and (between in _LIST or _ALTERNATIVE.fullmatch(between)):
            current.comparator = previous.comparator
            touched[index] = "before"
        elif touched.get(index) == "after" and index - 1 not in touched:
            if _ALTERNATIVE.fullmatch(between) or (previous.unit == current.unit and _SEXES.fullmatch(between)):
                previous.comparator = current.comparator
            elif previous.inclusive is not None and previous.unit == current.unit and _BESIDE.fullmatch(between):
                previous.comparator = with_inclusion(current.comparator, previous.inclusive)  # 45岁（含）、女35岁（含）以上
    for index in range(len(found) - 1, 0, -1):  # 分别控制在10%、8%、5%以内
        previous, current = found[index - 1], found[index]
        if (touched.get(index) == "after" and index - 1 not in touched and previous.kind == current.kind
                and text[previous.end : current.start] in ("、", "和") and _KEPT_WITHIN.search(text, max(0, previous.start - 24), current.start)
                and not (previous.range_role or current.range_role)):
            previous.comparator = current.comparator
            touched[index - 1] = "after"


def part_bounds(text: str, found: list[Quantity], plain: set[int]) -> None:
    """Neighbouring parts of a scale do not both hold their bound. Changes `found` in place.

    `plain` holds the indexes of quantities with a bare 以上, 以下 or 以内, which give way to any other word: 10万元以下
    beside 10万元（含）以上 or 10—20万元 is lt, 10万元以上 beside 不超过10万元 is gt. Where both are bare, the upper part
    begins above the bound. What prints no 含 belongs to the same scale only where it stands near.
    """
    if not plain:
        return
    line_of = _blocks(text, found)
    for index in sorted(plain):
        current = found[index]
        facing, outside = _facing(current.comparator)
        for other in range(max(0, index - _NEIGHBOURS), min(len(found), index + _NEIGHBOURS + 1)):
            beside = found[other]
            if (
                beside.value == current.value
                and beside.comparator == facing
                and beside.unit == current.unit
                and line_of[other] == line_of[index]
                and (other not in plain or facing == "le")
                and (beside.inclusive or (current.range_role is None and _is_near(text, current, beside, _FAR if other in plain else _NEAR)))
            ):
                current.comparator = outside
                break


def _is_near(text: str, one: Quantity, other: Quantity, limit: int) -> bool:
    first, second = (one, other) if one.start < other.start else (other, one)
    gap = second.start - first.end
    return gap <= limit or (gap <= _ROWS and "\n" in text[first.end : second.start])


def _facing(comparator: Comparator) -> tuple[Comparator, Comparator]:
    """The bound that a neighbouring part would share, and what is left to a part that gives way."""
    return ("le", "gt") if comparator == "ge" else ("ge", "lt")


def _blocks(text: str, found: list[Quantity]) -> list[int]:
    """Where the line begins on which each quantity stands; the rows of a table, and short items of a list, are one line."""
    blocks: list[int] = []
    block, end = 0, -1
    was_part = False
    for quantity in found:
        while end < quantity.start:
            start = end + 1
            end = text.find("\n", start)
            end = end if end >= 0 else len(text)
            is_part = text.find("\t", start, end) >= 0 or (
                end - start < _LONGEST_ITEM and _ITEM.match(text, start, end) is not None)
            if not (is_part and was_part):
                block = start
            was_part = is_part
        blocks.append(block)
    return blocks
