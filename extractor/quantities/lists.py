"""Lists whose unit stands only at the end: 分别为10万、8万和5万元, 分别提高3、2、1个百分点.

Only where 分别 or 依次 says that each number is a value of its own; 15、20年 alone may be anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.quantities.model import Quantity
from extractor.quantities.numerals import plain

_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,4})?"
_LIST = re.compile(rf"(?:{_NUMBER}[万亿]?(?:、|和|及)){{1,12}}$")
_ITEM = re.compile(rf"(?P<number>{_NUMBER})(?P<scale>[万亿]?)(?=、|和|及)")
_LAST = re.compile(_NUMBER)
_EACH = re.compile(r"(?:分别|依次)[^0-9。；\n]{0,16}$")
_SCALE = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_WINDOW = 120


def unit_sharers(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The values before a quantity in its list that print no unit of their own, in text order."""
    shared: list[Quantity] = []
    previous_end = 0
    for quantity in found:
        low = max(previous_end, quantity.start - _WINDOW)
        previous_end = quantity.end
        if quantity.start != quantity.number_start or text[quantity.start - 1 : quantity.start] not in ("、", "和", "及"):
            continue
        before = _LIST.search(text[low : quantity.start])
        last = _LAST.match(text, quantity.number_start)
        if before is None or last is None or not _EACH.search(text[low : low + before.start()]):
            continue
        factor = Decimal(quantity.value) / Decimal(last[0]) if Decimal(last[0]) else Decimal(1)
        for item in _ITEM.finditer(text, low + before.start(), quantity.start):
            scale = _SCALE[item["scale"]] if item["scale"] else factor
            shared.append(replace(
                quantity, start=item.start(), end=item.end(), number_start=item.start(), number_end=item.end(),
                value=plain(Decimal(item["number"]) * scale)))
    return shared
