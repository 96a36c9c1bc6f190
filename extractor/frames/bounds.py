"""Which quantities are values, and which only say in which case, for whom or of what something applies."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.frames.clauses import Clause
from extractor.frames.masks import MASK
from extractor.frames.patterns import pattern
from extractor.frames.phrases import is_attribute, is_award
from extractor.quantities.model import Quantity

_AGE = frozenset({"周岁", "岁", "月龄"})
DEONTIC = ("不", "最", "至少", "至多")
_LONGEST_JOINT = 12
_REACHING = ("达到", "达")
_ONE = ("一个", "1个")
_MULTIPLES = frozenset({"倍"})
_SETS_NOTHING_BEFORE = ("defining", "dividing", "counting_off", "bracketed", "abolishing")
_TELLS_APART = ("defining", "reporting", "dividing", "abolishing")


def is_value(text: str, masked: str, clause: Clause, run: Sequence[Quantity], quantity: Quantity, following: Quantity | None) -> bool:
    """Whether a quantity of a clause sets, changes or bounds something itself.

    `run` are the quantities that nothing but joints part from it (20%、30%或者40%), itself included; `following` is the
    next one of the clause behind them.
    """
    head = masked[clause.start : run[0].start]
    if in_title(text, clause, quantity) or (quantity.unit in _AGE and not pattern("extended_to").search(head)):
        return False
    tail = masked[run[-1].end : following.start if following is not None else clause.end]
    if any(pattern(name).search(head) for name in _SETS_NOTHING_BEFORE) or (
            pattern("reporting").search(head) and not text.startswith(DEONTIC, quantity.start)):
        return False
    if quantity.kind == "duration":
        if head.endswith("每满") or (head.endswith("每") and text.startswith("满", quantity.start)):
            return False  # 缴费年限每满一年，发给…
        if (quantity.comparator == "eq" and pattern("named_plan").match(tail)) or pattern("any_of").search(head):
            return False
    elif pattern("pointing_at").search(head) or (quantity.kind == "count" and pattern("pointing_at_counts").search(head)):
        return False
    if quantity.kind == "duration" and pattern("validity_of").search(text[max(clause.start - 50, 0) : run[0].start]):
        return False
    if pattern("of_group").search(tail) or pattern("of_part").match(tail) or pattern("of_receiver").match(tail):
        return False
    within = quantity.kind == "duration" and quantity.comparator == "le"
    if pattern("and_more").match(tail) and not (
            following is not None and following.kind == quantity.kind and pattern("or_other").match(tail)):
        return _goes_on(text, tail, quantity, following)
    if quantity.kind == "duration" and pattern("suspending").search(head):
        return True
    if within and pattern("window").match(masked[run[-1].end : clause.end]):
        return False
    if within and pattern("due").match(tail):
        return True
    if pattern("of_whom").match(tail) or pattern("case_when").match(tail):
        return False
    return _by_words(text, quantity, following, head, tail)


def _by_words(text: str, quantity: Quantity, following: Quantity | None, head: str, tail: str) -> bool:
    """Whether a quantity sets something, by its bound, the noun behind it and the verb before it."""
    printed = text[quantity.start : quantity.end]
    bound = bool(pattern("bound_sign").search(printed)) or quantity.range_role is not None
    placed = pattern("bound_behind").search(printed)
    counted = quantity.kind == "count" and pattern("counted_verb").search(head)
    if (bound or quantity.kind == "duration") and pattern("case_of_rate").match(tail):
        return False
    reaching = head.endswith(_REACHING) or not pattern("giving").search(head)
    if following is not None and bound and reaching and pattern("case_of_next").match(tail):
        return False
    after = pattern("noun_behind").match(tail)
    noun = after["noun"].lstrip("的") if after else ""
    if is_attribute(noun) and not tail.startswith("以上的") and (following is None or not placed):
        return True
    if tail.startswith("的"):
        return bool(pattern("at_rate").match(tail) or (pattern("at_rate_before").search(head) and pattern("reckoned").search(tail)))
    if noun and pattern("group_noun").search(noun) and (bound or quantity.kind == "duration"):
        return bool(following is None and counted and not bound)
    if placed and pattern("noun_follows").match(tail) and not counted:
        return False
    if following is not None and bound and not pattern("giving").search(head):
        return False
    if quantity.kind == "count" and (given := pattern("award_behind").match(tail)) and given["way"] and is_award(given["noun"]):
        return True
    if quantity.unit == "分" and pattern("scoring").search(head):
        return True
    if quantity.unit in _MULTIPLES:
        return bool(pattern("giving").search(head) or pattern("at_multiple").search(head))
    if quantity.kind == "count" and quantity.comparator == "eq":
        named = head.rstrip(MASK)
        named_count = is_attribute(named) and not named.endswith(("期", "费"))
        listed = not tail and pattern("counted_noun").search(named)
        if head.endswith("为") and text.startswith(_ONE, quantity.number_start):
            return False  # 各县为一个统筹单位: what something is
        return not pattern("slogan").match(tail) and bool(named_count or counted or listed)
    return True


def _goes_on(text: str, tail: str, quantity: Quantity, following: Quantity | None) -> bool:
    """Whether a bound is joined to the next one (面积不超过120平方米且总价不超过80万元), not to a condition."""
    return following is not None and len(tail) <= _LONGEST_JOINT and all(
        text.startswith(DEONTIC, bound.start) or (bound.comparator in ("ge", "le") and not pattern("bound_sign").search(text, bound.start, bound.end))
        for bound in (quantity, following))


def is_threshold(text: str, masked: str, clause: Clause, quantity: Quantity) -> bool:
    """Whether a quantity that describes a case says what must be reached (累计缴存满6个月的，可以申请贷款).

    It sets something where its sentence has no figure of its own. Definitions, ages, sizes and the state of the market
    (去化周期超过36个月的) only tell cases apart.
    """
    if quantity.kind not in ("duration", "percent") and quantity.unit != "次" and not (
            quantity.kind == "count" and text.startswith(DEONTIC, quantity.start)):  # 面积最高不超过5平方米的，不计入
        return False
    head, tail = masked[clause.start : quantity.start], masked[quantity.end : clause.end]
    if in_title(text, clause, quantity) or quantity.unit in _AGE or pattern("conditional").match(head):
        return False
    if any(pattern(name).search(head) for name in (*_TELLS_APART, "since_issue")) or (quantity.kind != "percent" and pattern("of_part").search(tail)) or any(
            pattern(name).match(tail) for name in ("window", "case_of_rate")):
        return False
    printed = text[quantity.start : quantity.end]
    reached = pattern("threshold").search(text[quantity.start : quantity.end + 1]) or pattern("reached_before").search(head)
    return (quantity.comparator != "eq" or bool(reached)) and not pattern("not_reached").match(printed)


def in_title(text: str, clause: Clause, quantity: Quantity) -> bool:
    """Whether a quantity stands in the title of a document (《支持消费十条措施》)."""
    opening = text.rfind("《", clause.start, quantity.start)
    return opening >= 0 and text.find("》", opening, quantity.start) < 0
