"""Cells: which values a short cell of a table holds, and what its own words say of each (首次900元、二次450元)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.quantities.model import Quantity
from extractor.spans import Span

_FILLING = (
    r"(?:每(?:人|户|年|月|次|日|天|学年|学期|孩|胎|家|套|个|名|亩|生)|按照?|最高|最低|不?(?:得|能)?[超低高多少]?[过于]|分别|各|均|为|约|即|至|到|和|或|以及|给予|支付|报销|补助|"
    r"发放|执行|奖励|补贴|缴纳|标准|的|以内|以上|以下|左右|起|[、，；;：/／\s+]|（含）|元|人|年|月|次)*"
)
_FILLED = re.compile(_FILLING)
_LEAD = re.compile(rf"{_FILLING}(?P<words>.*?){_FILLING}", re.S)
_REMARK = re.compile(r"\s*（(?!含|不含)(?P<words>[^（）]{1,16})）")
_LONGEST = 14


@dataclass(slots=True)
class Part:
    """Values of one cell that stand together (the two ends of a range, else one), and the words that are theirs alone."""

    values: tuple[int, ...]
    words: Span | None = None


def parts_of(text: str, cell: Span, quantities: Sequence[Quantity], among: Sequence[int]) -> list[Part] | None:
    """The values of a cell that holds little else; None where it has to be read as a sentence."""
    parts: list[Part] = []
    position = cell.start
    for index in among:
        quantity = quantities[index]
        if parts and quantity.start == quantities[parts[-1].values[0]].start:
            parts[-1].values = (*parts[-1].values, index)
            continue
        before = _own_words(text, Span(position, quantity.start))
        if before is None:
            return None
        position = quantity.end
        parts.append(Part((index,), before if before.end > before.start else None))
        remark = _REMARK.match(text, position, cell.end)
        if remark:
            position = remark.end()
            parts[-1].words = parts[-1].words or Span(*remark.span("words"))
    return parts if _FILLED.fullmatch(text, position, cell.end) else None


def _own_words(text: str, gap: Span) -> Span | None:
    """What stands before a value besides what only joins it; an empty span for nothing, None for a sentence."""
    if _FILLED.fullmatch(text, *gap):
        return Span(gap.end, gap.end)
    hit = _LEAD.fullmatch(text, *gap)
    if hit is None or not 0 < len(hit["words"]) <= _LONGEST or re.search(r"[，。；：\s]|\d", hit["words"]):
        return None
    return Span(*hit.span("words"))
