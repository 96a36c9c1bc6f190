"""Limit words that govern a number without touching it: 最多选择其中3个, 不超过购房总价的80%, 最高可申请…30万元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from extractor.quantities.comparison import words
from extractor.quantities.model import Comparator, Quantity
from extractor.quantities.vocabulary import Unit, either, read_words, words_of

_WIDTH = 48
_MARKS = re.compile(r"[，；。：:！？\n\t]")
_CLOSED = re.compile(r"（[^（）]*）")
_NEGATED = ("ge", "le")
_CASE = re.compile(r"的(?:[，。；、）]|部分|家庭|人员|人|对象|单位|企业|职工)")  # 低于平均工资60%的，
_OTHER_NUMBER = re.compile(r"[0-9](?![0-9]*(?:\.[0-9]+)?(?:年|月|日|号|\.|[0-9]))")  # 1泊/300平方米; a date is no number here


class _Words(NamedTuple):
    """`limits` finds a word that governs, named by the group that matched; the others what may stand behind it."""

    limits: re.Pattern[str]
    free: dict[str, Comparator]
    superlatives: dict[str, Comparator]
    bounds: dict[str, Comparator]
    short_of: frozenset[str]
    bounds_stop: re.Pattern[str]
    groups_stop: re.Pattern[str]
    others_stop: re.Pattern[str]
    amounts: re.Pattern[str]
    determiners: re.Pattern[str]


@cache
def _words() -> _Words:
    data = read_words("comparison")
    reach: dict[str, Any] = data["reach"]

    def listed(name: str) -> str:
        return either(words_of(reach[name], f"comparison.yaml: reach: {name}"))

    bounds = words().bounds | reach["bounds"]
    verbs, names = listed("verbs"), listed("names")
    capped = either(words_of(data["capped_verbs"], "comparison.yaml: capped_verbs"))
    amounts = either(words_of(data["amounts"], "comparison.yaml: amounts"))
    determiners = either(words_of(data["determiners"], "comparison.yaml: determiners"))
    superlative = (
        f"(?P<superlative>{either(reach['superlatives'])})"
        f"(?:(?:{verbs})(?!(?:{capped})?款?(?:{names}))|(?!(?:{capped})[一-龥]{{0,3}}?(?:{names}))(?:{capped}))"
    )
    return _Words(
        re.compile(f"(?P<bound>{either(bounds)})|(?P<free>{either(reach['free'])})|{superlative}"),
        reach["free"],
        reach["superlatives"],
        bounds,
        frozenset(reach["bounds"]),
        re.compile(listed("bounds_stop_at")),
        re.compile(listed("groups_stop_at")),
        re.compile(listed("others_stop_at")),
        re.compile(f"的?[一-龥]{{0,14}}?(?:{amounts})"),
        re.compile(f"(?:{determiners})*(?:每[一-龥]{{1,4}})?"),
    )


def governing(text: str, start: int, end: int, unit: Unit, found: Sequence[Quantity]) -> Comparator | None:
    """The comparator that the clause in front gives the number at `[start, end)`, which no word touches; None if none.

    `found` are the quantities before it: a word governs the nearest number behind it. Words beyond a mark, or inside
    brackets that the number stands outside of, do not reach.
    """
    low = max(0, start - _WIDTH)
    clause, low = _clause(text[low:start], low)
    if len(clause) < 2:
        return None
    known = _words()
    limit: re.Match[str] | None = None
    for match in known.limits.finditer(clause):
        limit = match
    if limit is None or _is_taken(low + limit.start(), low, clause, found):
        return None
    between = clause[limit.end() :]
    if _OTHER_NUMBER.search(between):
        return None
    if limit["bound"] is None:
        if known.others_stop.search(between):
            return None
        return known.free[limit["free"]] if limit["free"] else known.superlatives[limit["superlative"]]
    comparator = known.bounds[limit["bound"]]
    if known.bounds_stop.search(between.removesuffix("后") if unit.kind == "duration" else between):
        return None
    if not between.endswith("的") and known.groups_stop.search(between):
        return None
    if unit.word == "倍" or _measures(text, end, unit):
        return comparator
    if unit.unit == "percent":  # 高于平均水平5% says by how much
        is_bound = comparator in _NEGATED or limit["bound"] in known.short_of or between.endswith("的")
        return comparator if is_bound or _CASE.match(text, end) else None
    if comparator in _NEGATED:
        return comparator if "的" not in between[:-1] or between.endswith("的") else None
    return comparator if known.determiners.fullmatch(between) else None


def _measures(text: str, end: int, unit: Unit) -> bool:
    return unit.kind == "duration" and _words().amounts.match(text, end, end + 24) is not None


def _clause(window: str, low: int) -> tuple[str, int]:
    """The words of the number's own clause in `window`, and where they start; closed brackets become blanks."""
    while "）" in window:
        blanked = _CLOSED.sub(lambda bracket: " " * len(bracket[0]), window)
        if blanked == window:  # opened further off than the window
            cut = window.rindex("）") + 1
            window, low = window[cut:], low + cut
            break
        window = blanked
    cut = window.rfind("（") + 1
    for mark in _MARKS.finditer(window, cut):
        cut = mark.end()
    return window[cut:], low + cut


def _is_taken(at: int, low: int, clause: str, found: Sequence[Quantity]) -> bool:
    """Whether a number between the word at `at` and the end of the clause is governed by it already."""
    for quantity in reversed(found):
        if quantity.end <= at:
            return False
        if clause[quantity.number_start - low : quantity.number_end - low].strip():
            return True
    return False
