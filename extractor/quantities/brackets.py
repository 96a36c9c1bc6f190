"""Tiers (分段): which bounds belong together, and which stretch of the sentence each tier governs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractor.quantities.model import Bounds, Bracket, Quantity
from extractor.spans import Span

# 26500元以上的，支付10%
_PAID = re.compile(
    r"(?:之间|区间)?(?:(?:的|者|时)，?[^，。；：、\n\t0-9]{0,6})?(?:支付|报销|补偿)(?:比例)?[^，。；：、\n\t0-9]{0,6}[0-9]{1,3}(?:\.[0-9]+)?%")
# 1.8万元（含）以上、10万元以下 | 超过1万元但不超过5万元 | 高于5000元且低于1万元
_JOINED = re.compile(r"[、，]?(?:且|但|并|并且|而|和|至|到|又)?(?:在)?[—–－\-~～]{0,2}")
_SEGMENT = re.compile(
    r"(?:之间|区间|（[^（）\n]{1,14}）)?(?:的?[^，。；：、\n\t0-9]{0,12}?(?:部分|费用段|区间|分段|档|段)|的[^，。；：、\n\t0-9]{0,8}费用|的，(?:对)?(?:其)?(?:超出|超过|超额)(?:的)?部分)"
)
_LOWER = ("ge", "gt")
_UPPER = ("le", "lt")


def bounds_of(quantity: Quantity) -> Bounds:
    """The bounds that a quantity sets: 不超过3年 (None, 3], 3—6个月 [3, 6] for either end of the range, 5年 [5, 5].

    An approximate value (约5年) has none.
    """
    value, comparator = quantity.value, quantity.comparator
    if quantity.other_end is not None:
        other, held = quantity.other_end
        if quantity.range_role == "lower":
            return Bounds(value, comparator == "ge", other, held)
        return Bounds(other, held, value, comparator == "le")
    if comparator in _LOWER:
        return Bounds(value, comparator == "ge", None, False)
    if comparator in _UPPER:
        return Bounds(None, False, value, comparator == "le")
    return Bounds(value, True, value, True) if comparator == "eq" else Bounds(None, False, None, False)


def joined_bounds(text: str, lower: Quantity, upper: Quantity) -> Bounds | None:
    """The bounds of two neighbouring quantities that are one stretch (1万元以上5万元以下); None where they are not."""
    if lower.comparator not in _LOWER or not _belong(text, lower, upper):
        return None
    return Bounds(lower.value, lower.comparator == "ge", upper.value, upper.comparator == "le")


def find_brackets(text: str, quantities: Sequence[Quantity]) -> list[Bracket]:
    """The tiers among the quantities of a text, line by line (or table by table), in text order.

    A bound is one where the words behind it say so (…的部分), or where another tier of the line begins or ends
    with the same value. 0—5万元（含） followed by 5—10万元（含） leaves 5万元 to the first.
    """
    found: list[Bracket] = []
    line: list[tuple[Bracket, bool]] = []
    previous_end = 0
    for bracket, stated in _candidates(text, quantities):
        if line and not _same_line(text[previous_end : bracket.start]):
            found += _of_line(text, line, quantities)
            line = []
        line.append((bracket, stated))
        previous_end = bracket.end
    return found + _of_line(text, line, quantities)


def parts_of_scale(text: str, quantities: Sequence[Quantity], cells: Iterable[Span]) -> dict[Span, Bracket]:
    """The parts of a base that some cells of a table are (3万元以下, 3万元至5万元), by the cells that are one.

    A bound that two of them share is given to one, as in running text.
    """
    found: dict[Span, Bracket] = {}
    for cell in cells:
        low, high = (bisect_left(quantities, offset, key=lambda quantity: quantity.start) for offset in cell)
        parts = _candidates(text, quantities[low:high])
        if len(parts) == 1 and len(parts[0][0].bounds) == high - low:
            part = parts[0][0]
            found[cell] = replace(part, bounds=tuple(low + index for index in part.bounds))
    _share_bounds(list(found.values()), quantities)
    return found


def _same_line(between: str) -> bool:
    """Whether two bounds stand on one line, or in neighbouring rows of a table."""
    breaks = between.count("\n")
    return not breaks or (breaks == 1 and "\t" in between)


def _candidates(text: str, quantities: Sequence[Quantity]) -> list[tuple[Bracket, bool]]:
    """All bounds, paired where two belong together, and whether the words behind say that they bound a part."""
    found: list[tuple[Bracket, bool]] = []
    index = 0
    while index < len(quantities):
        first = quantities[index]
        second = quantities[index + 1] if index + 1 < len(quantities) else None
        if first.comparator in _LOWER and second is not None and _belong(text, first, second):
            found.append(_bracket(text, quantities, (index, index + 1), first, second))
            index += 2
            continue
        if first.comparator in _LOWER:
            found.append(_bracket(text, quantities, (index,), first, None))
        elif first.comparator in _UPPER:
            found.append(_bracket(text, quantities, (index,), None, first))
        index += 1
    return found


def _belong(text: str, lower: Quantity, upper: Quantity) -> bool:
    if (lower.kind, lower.unit) != (upper.kind, upper.unit) or upper.comparator not in _UPPER:
        return False
    if lower.range_role == "lower":
        return upper.range_role == "upper"
    gap = text[lower.end : upper.start]
    return len(gap) <= 6 and _JOINED.fullmatch(gap) is not None and float(lower.value) <= float(upper.value)


def _bracket(
    text: str, quantities: Sequence[Quantity], bounds: tuple[int, ...], lower: Quantity | None, upper: Quantity | None
) -> tuple[Bracket, bool]:
    first, last = quantities[bounds[0]], quantities[bounds[-1]]
    stated = _SEGMENT.match(text, last.end) is not None or (
        last.kind == "money" and _PAID.match(text, last.end) is not None)
    bracket = Bracket(
        first.start, last.end, last.end, bounds,
        lower.value if lower is not None else None, lower is not None and lower.comparator == "ge",
        upper.value if upper is not None else None, upper is not None and upper.comparator == "le",
        first.unit,
    )  # fmt: skip
    return bracket, stated


def _of_line(text: str, line: list[tuple[Bracket, bool]], quantities: Sequence[Quantity]) -> list[Bracket]:
    """The tiers of one line, with the bound that two of them share given to one, and with what each governs."""
    lowers = {(bracket.unit, bracket.lower) for bracket, _ in line if bracket.lower is not None}
    uppers = {(bracket.unit, bracket.upper) for bracket, _ in line if bracket.upper is not None}
    kept = [
        bracket
        for bracket, stated in line
        if stated or (bracket.unit, bracket.upper) in lowers or (bracket.unit, bracket.lower) in uppers
    ]
    _share_bounds(kept, quantities)
    _set_reach(text, kept, quantities)
    return kept


def _share_bounds(brackets: list[Bracket], quantities: Sequence[Quantity]) -> None:
    """Of two tiers that both hold a bound the upper one leaves it to the lower, unless it alone prints 含."""
    holders = {(bracket.unit, bracket.upper): bracket for bracket in brackets if bracket.upper_inclusive}
    for bracket in brackets:
        below = holders.get((bracket.unit, bracket.lower))
        if below is None or not bracket.lower_inclusive:
            continue
        if quantities[bracket.bounds[0]].inclusive and not quantities[below.bounds[-1]].inclusive:
            below.upper_inclusive = False
        else:
            bracket.lower_inclusive = False


def _set_reach(text: str, brackets: list[Bracket], quantities: Sequence[Quantity]) -> None:
    """A tier governs the values behind it, up to the next tier, the end of its sentence, or a value of another kind.

    Tiers that are listed together govern the values behind the last.
    """
    used = {index for bracket in brackets for index in bracket.bounds}
    reach = 0
    following: Bracket | None = None
    for bracket in reversed(brackets):
        until = following.start if following is not None else len(text)
        stops = [text.find(sign, bracket.end, until) for sign in "。\n"]
        limit = min((stop for stop in stops if stop >= 0), default=until)
        last = following.bounds[0] if following is not None else len(quantities)
        kind = None
        for index in range(bracket.bounds[-1] + 1, last):
            value = quantities[index]
            if value.start >= limit:
                break
            if index not in used:
                kind = kind or value.kind
                if value.kind != kind:
                    limit = value.start
        if following is not None and limit == until and kind is None:
            limit = reach
        bracket.governs = reach = limit
        following = bracket
