"""Totals with the shares of those who pay them, and old values with their change, as sentences state them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from extractor.consistency.index import Index
from extractor.policy.clauses import Text
from extractor.policy.documents import Document
from extractor.records.models import MentionRecord

_PARTLY = re.compile("其余|剩余|余下|不足部分|差额|等|各(?:自)?(?:负担|承担|分担|补助|出资)")
"""Words by which the figures of a list are not all shares, or one of them is the share of several."""
_DIVIDING = re.compile("分担|负担|承担")
_SHARING = re.compile("分担|承担|负担|补助|缴纳|配套|出资")
_FIRST_PAYER = re.compile("中央|省|市|单位|财政|集体")
_LAST_PAYER = re.compile("个人|参保人|县|区")
_PAYERS = ("中央", "省", "市", "县", "单位", "个人")
_CLAUSE = re.compile("[，。；：]")
_TOGETHER = re.compile("合计|共计|总计")
_CHANGES = re.compile("由|从|提高|新增|增加|调整|上调|下调|降低")
_FROM = re.compile("(?:由|从|在)[^，。；]{0,20}$")
_UP = re.compile("(?:提高|新增|增加|上调|上浮|增长|增幅为?)了?$")
_DOWN = re.compile("(?:降低|下调|减少|下降|降幅为?)了?$")
_TO = re.compile("(?:达到|提高到|调整到|增加到|上调到|降低到|下调到|降至|提高至|增至|调整为|达|为|至)[^，。；]{0,12}$")
_REACH = 40
_LONGEST = 400
_NEARLY_WHOLE = (80, 120)

Shares = tuple[list[MentionRecord], list[str]]
_NOTHING: Shares = ([], [])


def shares(index: Index, document: Document) -> Iterator[tuple[list[MentionRecord], Decimal]]:
    """Lists of shares that do not add up, with the total that is stated."""
    text = index.text_of(document)
    for (start, end), inside in _by_sentence(text, document):
        words = text.plain(start, end)
        if len(words) > _LONGEST:
            continue
        for found, totals in (
            _after_total(text, end, inside),
            _before_total(text, inside, words),
            _percentages(text, start, inside, words),
        ):
            added = sum((Decimal(one.value or 0) for one in found), Decimal())
            if found and added not in [Decimal(one) for one in totals]:
                yield found, Decimal(totals[-1])


def changes(
    index: Index, document: Document
) -> Iterator[tuple[MentionRecord, MentionRecord, MentionRecord, Decimal]]:
    """Old value, change and new value (由A提高B，达到C) where C is not what comes out, which is given last."""
    text = index.text_of(document)
    for (start, _), inside in _by_sentence(text, document):
        for three in zip(inside, inside[1:], inside[2:], strict=False):
            for old, change, new in ((three[0], three[1], three[2]), (three[1], three[0], three[2]), (three[0], three[2], three[1])):
                direction = _direction(text, start, old, change, new)
                if not direction or len({one.kind for one in three}) > 1 or new.comparator not in ("eq", "ge"):
                    continue
                if not all(_is_joined(text, one, other) for one, other in pairwise(three)):
                    continue
                before, by, after = (Decimal(one.value or 0) for one in (old, change, new))
                result = before + direction * by
                if after not in (result, before + direction * before * by / 100):
                    yield old, change, new, result


def _is_joined(text: Text, one: MentionRecord, other: MentionRecord) -> bool:
    """Whether two figures stand in one clause or in neighbours, and not in a list of several."""
    between = text.plain(one.span[1], other.span[0])
    return len(_CLAUSE.findall(between)) <= 1 and "、" not in between and "统一" not in between


def _direction(text: Text, start: int, old: MentionRecord, change: MentionRecord, new: MentionRecord) -> int:
    """1 where the words make it a rise from `old` by `change` to `new`, -1 for a fall, 0 for neither."""

    def before(mention: MentionRecord) -> str:
        previous = [one.span[1] for one in (old, change, new) if one.span[1] <= mention.span[0]]
        return text.plain(max([start, mention.span[0] - _REACH, *previous]), mention.span[0])

    if old.span[0] > new.span[0] or not _FROM.search(before(old)) or not _TO.search(before(new)):
        return 0
    return 1 if _UP.search(before(change)) else -1 if _DOWN.search(before(change)) else 0


def _by_sentence(text: Text, document: Document) -> Iterator[tuple[tuple[int, int], list[MentionRecord]]]:
    """The quantities of each sentence that has more than one."""
    sentences: dict[tuple[int, int], list[MentionRecord]] = {}
    for mention in document.extraction.mentions:
        if mention.document == document.record.id and mention.value is not None:
            sentences.setdefault(text.sentence_at(mention.span[0]), []).append(mention)
    return ((span, inside) for span, inside in sentences.items() if len(inside) > 1)


def _after_total(text: Text, end: int, inside: list[MentionRecord]) -> Shares:
    """640元，其中中央财政补助384元、省128元、市64元、县64元: the shares and every figure that may be the total."""
    for place, first in enumerate(inside[1:], 1):
        gap = text.plain(inside[place - 1].span[1], first.span[0])
        if "其中" not in gap:
            continue
        shares = [one for one in inside[place:] if (one.kind, one.unit) == (first.kind, first.unit)]
        totals = [one.value or "0" for one in inside[:place] if (one.kind, one.unit) == (first.kind, first.unit)]
        listing = text.plain(inside[place - 1].span[1], end)
        if len(shares) < 2 or not totals or not _SHARING.search(listing) or _PARTLY.search(listing):
            return _NOTHING
        if not _FIRST_PAYER.search(listing) or (len(shares) != len(inside[place:]) and first.kind == "money"):
            return _NOTHING
        too_much = sum(Decimal(one.value or 0) for one in shares) > max(Decimal(one) for one in totals)
        return (shares, totals) if too_much or _LAST_PAYER.search(listing) else _NOTHING
    return _NOTHING


def _before_total(text: Text, inside: list[MentionRecord], words: str) -> Shares:
    """中央财政补助384元、省128元、市64元、县64元，合计640元."""
    if not _TOGETHER.search(words) or _CHANGES.search(words) or len(inside) < 3 or not _FIRST_PAYER.search(words):
        return _NOTHING
    total = inside[-1]
    before = text.plain(inside[-2].span[1], total.span[0])
    shares = [one for one in inside[:-1] if (one.kind, one.unit) == (total.kind, total.unit)]
    if not _TOGETHER.search(before) or total.kind != "money" or len(shares) != len(inside) - 1:
        return _NOTHING
    return shares, [total.value or "0"]


def _percentages(text: Text, start: int, inside: list[MentionRecord], words: str) -> Shares:
    """所需资金由中央、省、市、县按60%、20%、10%、10%的比例分担: shares of a whole."""
    shares = [one for one in inside if one.unit == "percent"]
    if not _DIVIDING.search(words) or len(shares) != len(inside) or _PARTLY.search(words) or "其中" in words:
        return _NOTHING
    listing = _CLAUSE.split(text.plain(start, shares[0].span[0]))[-1].rpartition("由")[2]
    added = sum(Decimal(one.value or 0) for one in shares)
    if sum(word in listing for word in _PAYERS) != len(shares) or not _LAST_PAYER.search(listing):
        return _NOTHING
    if not _NEARLY_WHOLE[0] <= added <= _NEARLY_WHOLE[1]:
        return _NOTHING  # rates of something else, such as contributions
    return shares, ["100"]
