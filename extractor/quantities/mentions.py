"""Every quantity of a text: value, unit, comparator, basis."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from extractor.quantities import basis, comparison, reach, scales, tables
from extractor.quantities.lists import unit_sharers
from extractor.quantities.model import Comparator, Kind, Quantity, Vague
from extractor.quantities.numerals import plain
from extractor.quantities.scan import HELD_INSIDE, Found, scan

_MINUS = re.compile(r"[于为至到过是在]-\Z")  # 不低于-30个基点
_SENTENCE = re.compile(r"[。；\n]")
_TAIWAN_YEAR = re.compile(r"民国[0-9一二三四五六七八九十百]{1,5}年")
TITLE = re.compile(r"《[^《》\n]{0,120}(?:《[^《》\n]{0,120}》[^《》\n]{0,120})?》")
# 每年甲地1000元，各县800元: the next of a list, told apart by a place or a group alone.
_LIKE_BEFORE = re.compile(
    r"，(?![^，]*(?:最[高低多少长]|超过|低于|高于|累计|合计|共|总|一次性|[奖补贴费额价款金资税]|标准|按|由|为|每|其中|再|另|可|即))[一-龥]{1,10}(?:（[^（）]{1,10}）)?")
_ADDRESS = re.compile(r"https?[:：]//[^\s一-龥]+")  # the % of an address is no percentage
_TO = ("至", "到", "—", "–", "-", "~", "～")
_CHAIN = re.compile(r" ?(?P<sign>[〈<]=?|[＜≤≦⩽]) ?[一-龥]{2,12} ?[〈<＜≤≦⩽]")  # 1.0＜容积率≤2.5
_IN_YUAN = re.compile(r"[0-9十百千万亿]元\Z")
_CURRENCIES_IN_YUAN = ("TWD", "HKD", "MOP")


def find_quantities(text: str) -> list[Quantity]:
    """All quantities with a definite value, in text order. No quantity crosses a line break."""
    return read_quantities(text)[0]


def find_vague(text: str) -> list[Vague]:
    """Quantities without a definite value (一千多万元, 数百家), in text order."""
    return read_quantities(text)[1]


def read_quantities(text: str) -> tuple[list[Quantity], list[Vague]]:
    """Definite and vague quantities of one pass over the text."""
    found: list[Quantity] = []
    vague: list[Vague] = []
    default = "TWD" if _is_taiwanese(text) else "CNY"
    touched: dict[int, str] = {}
    bare: set[int] = set()
    titles = _titles(text)
    addresses = [match.span() for match in _ADDRESS.finditer(text)] if "http" in text else []
    for raw in scan(text):
        if any(low <= raw.start < high for low, high in addresses) or (text[raw.start - 1 : raw.start] == "%" and text[raw.end - 1] == "%"):
            continue  # %E3%80%82
        if titles and titles[bisect_right(titles, (raw.start, len(text))) - 1][1] > raw.start >= titles[0][0]:
            continue  # 《促进消费八条措施》
        if found and raw.start < found[-1].end:
            continue  # 2年（含2年）以上
        if raw.value is None:
            before = comparison.read_before(text, raw.start, raw.unit)
            vague.append(Vague(before.start if before else raw.start, raw.end, raw.unit.kind, raw.code))
            continue
        if raw.code == "CNY" and raw.unit.word == "元" and raw.start == raw.number_start:
            raw.code = _bare_currency(text, raw.start, found, default)
        _add(text, raw, found, touched, bare)
    scales.share(text, found, touched)
    scales.part_bounds(text, found, bare)
    found += unit_sharers(text, found)
    found = sorted([*found, *tables.table_quantities(text)], key=lambda quantity: quantity.start)
    for lower, upper in pairwise(found):
        if lower.range_role == "lower" and upper.range_role == "upper":
            lower.other_end = (upper.value, upper.comparator == "le")
            upper.other_end = (lower.value, lower.comparator == "ge")
    return found, vague


def _titles(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in TITLE.finditer(text)] if "《" in text else []


def _is_taiwanese(text: str) -> bool:
    """Whether 元 alone is the New Taiwan dollar: the document counts years in 民国, or knows no other money."""
    return _TAIWAN_YEAR.search(text) is not None or ("新台币" in text and "人民币" not in text)


def _bare_currency(text: str, start: int, found: list[Quantity], default: str) -> str:
    """The currency of 元 alone: that of an amount close before it in its sentence (新台币2万元以上10万元以下)."""
    if not found or found[-1].unit not in _CURRENCIES_IN_YUAN:
        return default
    previous = found[-1]
    between = text[previous.end : start]
    is_close = len(between) < 16 and not _SENTENCE.search(between)
    return previous.unit if is_close and _IN_YUAN.search(text, previous.number_start, previous.number_end) else default


def _add(text: str, raw: Found, found: list[Quantity], touched: dict[int, str], bare: set[int]) -> None:
    """Append the quantity of a find, or the two of a range, with comparator and basis.

    `touched` notes on which side a comparison word stands, `bare` which have 以上, 以下 or 以内 without 含 or 不含.
    """
    assert raw.value is not None
    if raw.unit.kind == "percent" and _MINUS.search(text, max(0, raw.start - 2), raw.start):
        raw.value, raw.start, raw.number_start = -raw.value, raw.start - 1, raw.number_start - 1
    after_basis, per = basis.slash_basis(text, raw.end)
    before = comparison.read_before(text, raw.start, raw.unit)
    after = comparison.read_after(text, after_basis, raw.unit)
    if raw.lower is None and after.inclusive is None and (held := HELD_INSIDE.search(text, raw.number_start, raw.end)) is not None:
        after = after._replace(inclusive=not held["open"])
    start = before.start if before is not None else raw.start
    if per is None and raw.unit.word != "倍":
        per = basis.printed_basis(text, raw.start, raw.unit.kind) or _shared_basis(text, start, raw.unit.kind, found)
    one = Quantity(
        start, after.end, raw.number_start, raw.end, raw.unit.kind, plain(raw.value), raw.code,
        inclusive=after.inclusive, per=per,
    )  # fmt: skip
    if raw.lower is not None:
        ends = _ends_of_range(raw, raw.lower, one, before)
        if ends[1].range_role and one.inclusive is None and not any(raw.open_ends):
            bare.add(len(found) + 1)
        found += ends
        return
    if after.comparator is not None and found and _is_repeated(text, found[-1], one):
        one.start = found.pop().start  # 4项或4项以上
    index = len(found)
    if before is not None:
        touched[index] = "before"
        comparator = before.comparator
        if comparator == "approx":
            comparator = after.comparator or comparator
        one.comparator = comparison.with_inclusion(comparator, after.inclusive)
    elif after.comparator is not None:
        touched[index] = "after"
        one.comparator = comparison.with_inclusion(after.comparator, after.inclusive)
        if after.gives_way:
            bare.add(index)
    else:
        one.comparator = _from_context(text, raw, after, found)
        if one.comparator != "eq" and after.inclusive is None:
            touched[index] = "before"
    found.append(one)


def _is_repeated(text: str, previous: Quantity, one: Quantity) -> bool:
    alike = (previous.value, previous.unit, previous.comparator) == (one.value, one.unit, "eq")
    return alike and text[previous.end : one.start] in ("或", "或者", "及", "和")


def _ends_of_range(
    raw: Found, value: Decimal, upper: Quantity, before: comparison.Before | None
) -> tuple[Quantity, Quantity]:
    """The lower end (of `value`) and the upper; after 超过 each stands for itself (超过7000元至5万元)."""
    lower = replace(upper, value=plain(value), comparator="ge", inclusive=None)
    upper.comparator = comparison.with_inclusion("le", upper.inclusive)
    if any(raw.open_ends):
        lower.comparator, upper.comparator = ("gt" if raw.open_ends[0] else "ge"), ("lt" if raw.open_ends[1] else "le")
    if raw.lower_end and before is not None:
        lower.comparator = "gt" if before.comparator == "gt" else "ge"
        lower.end = lower.number_end = raw.lower_end
        upper.start = upper.number_start = raw.upper_start
    else:
        lower.range_role, upper.range_role = "lower", "upper"
    return lower, upper


def _shared_basis(text: str, start: int, kind: Kind, found: list[Quantity]) -> str | None:
    """每人每年150元，其中单位90元: the parts are counted as the whole is."""
    if not found or found[-1].per is None:
        return None
    between = text[found[-1].end : start]
    if kind == "percent":
        return None
    if found[-1].kind == "percent":  # 每人每次费用的四分之一，最高3元
        return found[-1].per if between == "，" else None
    listed = len(between) < 24 and between.startswith(("，其中", "、"))
    return found[-1].per if listed or (found[-1].kind == kind == "money" and _LIKE_BEFORE.fullmatch(between)) else None


def _from_context(text: str, raw: Found, after: comparison.After, found: list[Quantity]) -> Comparator:
    """The comparator of a value that no word touches: an end of 1000元（不含）至5000元（含）, or a word that governs it."""
    if after.inclusive is not None and (text[after.end : after.end + 1] in _TO or text.endswith(("达", "达到"), 0, raw.start)):
        return comparison.with_inclusion("ge", after.inclusive)
    previous = found[-1] if found else None
    if after.inclusive is not None or (
        previous is not None
        and previous.kind == raw.unit.kind
        and previous.comparator in ("gt", "ge")
        and text[previous.end : raw.start] in _TO
    ):
        return comparison.with_inclusion("le", after.inclusive)
    if (chain := _CHAIN.match(text, raw.end)) is not None:
        return "ge" if chain["sign"] in ("≤", "≦", "⩽") or len(chain["sign"]) > 1 else "gt"
    return reach.governing(text, raw.start, raw.end, raw.unit, found) or "eq"
