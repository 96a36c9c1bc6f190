"""Totals with their parts, and the shares of those who pay, as sentences state them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from extractor.consistency.index import Index
from extractor.policy.clauses import Text
from extractor.policy.documents import Document
from extractor.records.models import MentionRecord
from extractor.vocabulary.patterns import Pattern, load_patterns

_PAYERS = ("中央", "省", "市", "县", "单位", "个人")
_CLAUSE = re.compile("[，。；：]")
_AND = re.compile("[、和与及]")
_LONGEST = 400
_NEARLY_WHOLE = (80, 120)
_WHOLE = Decimal(100)
_PEOPLE = frozenset({"人", "名", "户", "人次"})
"""Units of which one may count in several parts (女性, 党员)."""


class Sum(NamedTuple):
    """Parts that do not add up: their quantities, what they come to, and the total that is stated (100 for shares)."""

    parts: Sequence[MentionRecord]
    added: Decimal
    total: Decimal


def load() -> Mapping[str, Pattern]:
    """The patterns by name."""
    return load_patterns("sums", ("patterns",))


@cache
def expression(name: str) -> re.Pattern[str]:
    """The expression of one pattern."""
    return load()[name].expression


def wrong_sums(index: Index, document: Document) -> Iterator[Sum]:
    """The totals and shares of a document whose parts do not add up."""
    text = index.text_of(document)
    for (start, end), inside in by_sentence(text, document, least=1):
        words = text.plain(start, end)
        if len(words) > _LONGEST:
            continue
        for parts, totals in (
            _after_total(text, end, inside), _exclusive(text, end, inside), _before_total(text, inside, words),
            _percentages(text, start, inside, words), *_shares(text, start, end, inside, words),
        ):
            added = sum((_value(one) for one in parts), Decimal())
            if parts and added not in totals:
                yield Sum(parts, added, totals[-1])
        yield from _each(text, start, inside)


def by_sentence(
    text: Text, document: Document, least: int = 2
) -> Iterator[tuple[tuple[int, int], list[MentionRecord]]]:
    """The quantities of each sentence that has enough of them."""
    sentences: dict[tuple[int, int], list[MentionRecord]] = {}
    for mention in document.extraction.mentions:
        if mention.document == document.record.id and mention.value is not None:
            sentences.setdefault(text.sentence_at(mention.span[0]), []).append(mention)
    return ((span, inside) for span, inside in sentences.items() if len(inside) >= least)


_Parts = tuple[Sequence[MentionRecord], Sequence[Decimal]]
_NOTHING: tuple[list[MentionRecord], list[Decimal]] = ([], [])


def _value(mention: MentionRecord) -> Decimal:
    return Decimal(mention.value or 0)


def _like(one: MentionRecord, other: MentionRecord) -> bool:
    return (one.kind, one.unit) == (other.kind, other.unit)


def _among(text: Text, inside: list[MentionRecord]) -> tuple[int, list[MentionRecord], list[Decimal]]:
    """Where 其中 opens parts: the place of the first one, the parts, and every figure that may be the total."""
    for place, first in enumerate(inside[1:], 1):
        if "其中" in text.plain(inside[place - 1].span[1], first.span[0]):
            parts = [one for one in inside[place:] if _like(one, first)]
            return place, parts, [_value(one) for one in inside[:place] if _like(one, first)]
    return 0, [], []


def _after_total(text: Text, end: int, inside: list[MentionRecord]) -> _Parts:
    """640元，其中中央财政补助384元、省128元、市64元、县64元: shares down to the last payer, or too much."""
    place, parts, totals = _among(text, inside)
    if len(parts) < 2 or not totals:
        return _NOTHING
    listing = text.plain(inside[place - 1].span[1], end)
    if not expression("sharing").search(listing) or expression("open_list").search(listing):
        return _NOTHING
    if not expression("first_payer").search(listing) or (len(parts) != len(inside[place:]) and parts[0].kind == "money"):
        return _NOTHING
    too_much = sum(map(_value, parts)) > max(totals)
    return (parts, totals) if too_much or expression("last_payer").search(listing) else _NOTHING


def _exclusive(text: Text, end: int, inside: list[MentionRecord]) -> _Parts:
    """1200套，其中新建700套、改建600套: parts that leave nothing to each other come to no more than the total."""
    place, parts, totals = _among(text, inside)
    if len(parts) < 2 or len(totals) != 1 or len(parts) != len(inside[place:]) or parts[0].unit in _PEOPLE:
        return _NOTHING
    if parts[0].kind not in ("money", "count") or any(one.comparator != "eq" for one in inside[place - 1 :]):
        return _NOTHING
    gaps = [text.plain(one.span[1], other.span[0]) for one, other in zip(inside[place - 1 :], parts, strict=False)]
    if not all(expression("exclusive_part").search(gap) for gap in gaps):
        return _NOTHING
    return (parts, totals) if sum(map(_value, parts)) > totals[0] else _NOTHING


def _before_total(text: Text, inside: list[MentionRecord], words: str) -> _Parts:
    """中央财政补助384元、省128元、市64元、县64元，合计640元; 单位缴纳16%、个人缴纳8%，合计24%."""
    if not expression("together").search(words) or len(inside) < 3 or not expression("first_payer").search(words):
        return _NOTHING
    total = inside[-1]
    before = text.plain(inside[-2].span[1], total.span[0])
    listed = words[: words.find(before)] if before else words
    if expression("changes").search(listed.rpartition("由")[2] if total.unit == "percent" else words):
        return _NOTHING
    parts = [one for one in inside[:-1] if _like(one, total)]
    if not expression("together").search(before) or total.unit not in ("CNY", "percent") or len(parts) != len(inside) - 1:
        return _NOTHING
    return parts, [_value(total)]


def _percentages(text: Text, start: int, inside: list[MentionRecord], words: str) -> _Parts:
    """所需资金由中央、省、市、县按60%、20%、10%、10%的比例分担: shares of a whole."""
    shares = [one for one in inside if one.unit == "percent"]
    if not shares or not expression("dividing").search(words) or len(shares) != len(inside):
        return _NOTHING
    if expression("open_list").search(words) or "其中" in words:
        return _NOTHING
    listing = _CLAUSE.split(text.plain(start, shares[0].span[0]))[-1].rpartition("由")[2]
    if sum(word in listing for word in _PAYERS) != len(shares) or not expression("last_payer").search(listing):
        return _NOTHING
    return (shares, [_WHOLE]) if _is_nearly_whole(sum(map(_value, shares), Decimal())) else _NOTHING


def _is_nearly_whole(added: Decimal) -> bool:
    """Whether percentages may be meant to make a whole; others are rates of something else, such as contributions."""
    return _NEARLY_WHOLE[0] <= added <= _NEARLY_WHOLE[1]


def _shares(text: Text, start: int, end: int, inside: list[MentionRecord], words: str) -> Iterator[_Parts]:
    """市级承担30%，区级承担70%: what each pays of a whole; where one pays again, another list begins."""
    opening, _, rest = words.partition("其中")
    if expression("open_list").search(words) or "其中" in rest or (rest and "%" in opening):
        return
    lists: list[tuple[list[MentionRecord], list[str]]] = [([], [])]
    previous = start
    for one in inside:
        gap = text.plain(previous, one.span[0])
        previous = one.span[1]
        if one.unit != "percent":
            continue
        payer = expression("share_before").search(gap)
        if payer is None or one.comparator != "eq":
            return
        if payer["who"] in lists[-1][1]:
            lists.append(([], []))
        lists[-1][0].append(one)
        lists[-1][1].append(payer["who"])
    for parts, payers in lists:
        added = sum(map(_value, parts), Decimal())
        is_whole = added > _WHOLE or any(expression("last_payer").search(who) for who in payers)
        if len(parts) > 1 and is_whole and _is_nearly_whole(added):
            yield parts, [_WHOLE]


def _each(text: Text, start: int, inside: list[MentionRecord]) -> Iterator[Sum]:
    """市、区两级财政各承担60%: as much from each."""
    for place, one in enumerate(inside):
        previous = inside[place - 1].span[1] if place else start
        hit = expression("each_before").search(text.plain(previous, one.span[0])) if one.unit == "percent" else None
        if hit is None or one.comparator != "eq":
            continue
        number = expression("in_number").search(hit["who"])
        many = (2 if number["two"] else 3) if number else len(_AND.split(hit["who"]))
        added = many * _value(one)
        if many > 1 and added != _WHOLE and _is_nearly_whole(added):
            yield Sum([one] * many, added, _WHOLE)
