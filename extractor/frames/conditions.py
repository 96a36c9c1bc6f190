"""Conditions: which stretches restrict a value, of which kind each is, and how long it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractor.frames.model import Condition
from extractor.frames.patterns import pattern, words
from extractor.frames.phrases import ends_in
from extractor.language.groups import tiers
from extractor.language.places import leading_place
from extractor.quantities.model import Quantity
from extractor.spans import Span

_AREA = re.compile(r"平方米|㎡|平米|\d[mM][2²]|亩|公顷")
_OFTEN = 6
"""How often a text names whom it is about at least (a rule on charities: 慈善组织)."""
_ACTOR = re.compile(r"应当?|须(?!知)|(?<![需主重])要(?!求)|自|从|在|于|可")
_RULED = re.compile(r"(?:政策|支付|报销|保障|目录|规定|合规)(?:规定)?的?范[围圍][内內]$")
_RANKED = re.compile(r".{0,4}[一二三四五六七八九十甲乙丙丁A-Z\d][级类档].{0,6}")
_HOMES = re.compile(r"(?<![购租住还])房$")
_PLACE_END = re.compile(r"[\u4e00-\u9fff]{2,}[省市县区旗州盟]$")
_CHILDREN = re.compile(r"[孩胎]|子女")
_HOME = re.compile(r"[套房]")
_HAS = re.compile(r"(?:无|没有|未有|拥有|仅有)[^，。；的]{0,10}$")
_EVENT = re.compile(r"(?:(?:最迟)?(?:自|从|在|于))?[^，。；]{1,40}(?:之日起|之后|日起|后|起|之前|前)的?$")


def restricts(text: str, span: Span) -> bool:
    """Whether a stretch of a value's own clause says whom, where, to what or in which case; else it is but words."""
    words_ = text[slice(*span)]
    outer = re.sub(r"（[^（）]*）", "", words_)
    if words_.count("“") != words_.count("”") or pattern("measured").search(outer) or pattern("bounds_inside").search(outer):
        return False
    if any(pattern(name).match(words_) for name in ("bound_begin", "bare_act", "policy_act")):
        return False
    binds = pattern("binding").search(words_)
    if binds and "的" not in words_[binds.end() :]:
        return False
    inside = words_.endswith("内") and any(ends_in(words_[:-1], kind) for kind in ("objects", "places"))
    if inside or kind_of(text, span) != "case" or pattern("case_begin").match(words_):
        return True
    return not (binds or ends_in(words_, "attributes")) and bool(
        words_.endswith("的") or pattern("case_end").search(words_) or pattern("act").search(words_))


def says_little(text: str, span: Span) -> bool:
    """Whether a stretch is so short that it restricts only where it stands in place of a noun (难产, 顺产), not as a clause."""
    words_ = text[slice(*span)].rstrip("的")
    return len(words_) <= 2 and kind_of(text, span) == "case" and words_ not in words("short")


def without_event(masked: str, span: Span) -> Span:
    """The stretch before a length of time without its event and the office that must act (经办机构应当自受理之日起|3个工作日内).

    Who else must act stays (养老机构|应当自开业之日起30日内), as does what is done besides (出售旧房|并在出售后1年内).
    """
    words_ = masked[span.start : span.end]
    if (who := pattern("who_in_time").match(words_)) and not pattern("office_end").search(who["who"]) and (
            masked.count(who["who"]) < _OFTEN):
        return Span(span.start, span.start + who.end("who"))
    if not (_EVENT.match(words_) or _ACTOR.search(words_)):
        return span
    act = max(words_.rfind(sign) for sign in ("并在", "且在", "、出售后"))
    return Span(span.start, span.start + max(act, 0))


def kind_of(text: str, span: Span) -> str:
    """Which kind of restriction a stretch is: by its last noun, else by what it holds."""
    words_ = text[slice(*span)]
    bare = re.sub(r"（[^（）]*）", "", words_).rstrip("的")
    if pattern("order").search(bare):
        return "order"
    if _AREA.search(bare):
        return "area"
    if (pattern("grade").search(bare) and tiers(text, *span)) or _RANKED.fullmatch(bare):
        return "tier"
    if not bare.endswith("账户") and (ends_in(bare, "people") or ends_in(bare, "bodies")):
        return "population"
    if is_place(bare) or (ends_in(bare, "places") and not _RULED.search(bare)) or any(
            pattern(name).fullmatch(bare) for name in ("where_acting", "within_range")):
        return "region"
    if (ends_in(bare, "objects") or _HOMES.search(bare)) and not _HAS.search(bare):
        return "object"
    return "event" if re.search(r"(?:后|时|之日起)$", bare) else "case"


def family(text: str, condition: Condition) -> str:
    """The kind of a condition, `home` or `population` for those that tell the same cases apart (首套 and 90平方米以下; 三孩 and 孤儿)."""
    if condition.kind == "order":
        return "population" if _CHILDREN.search(text, *condition.span) and not _HOME.search(text, *condition.span) else "home"
    return "home" if condition.kind in ("object", "area") else condition.kind


@lru_cache(4096)
def is_place(words_: str) -> bool:
    """Whether words are names of places and nothing else (深圳市, 广州、深圳)."""
    return all(_PLACE_END.search(one) and (found := leading_place(one)) and found[0] == len(one) for one in words_.split("、"))


def with_bounds(condition: Condition, quantities: Sequence[Quantity]) -> Condition:
    """The condition with the bounds of the number that it holds, where it holds one of one kind."""
    inside = [q for q in quantities if condition.span.start <= q.number_start < condition.span.end]
    if not inside or len({q.unit for q in inside}) > 1:
        return condition
    for quantity in inside:
        if quantity.comparator in ("ge", "gt", "eq"):
            condition.lower, condition.lower_inclusive = quantity.value, quantity.comparator != "gt"
        if quantity.comparator in ("le", "lt", "eq"):
            condition.upper, condition.upper_inclusive = quantity.value, quantity.comparator != "lt"
    if condition.lower is None and condition.upper is None:
        return condition
    condition.unit = inside[0].unit
    if condition.kind == "case" and inside[0].kind == "duration":
        condition.kind = "term"
    if condition.kind == "case" and inside[0].kind == "money":
        condition.kind = "amount"
    return condition
