"""Phrases: noun phrases beside a value or behind it, and what their last nouns say."""

from __future__ import annotations

from functools import lru_cache

from extractor.frames.masks import MASK
from extractor.frames.patterns import lists_of, pattern, words
from extractor.language.facets import terms_of
from extractor.spans import Span
from extractor.vocabulary import of_packs

_LONGEST = 28
_LONGEST_WORD = 6
_SHORT_REMARK = 4
_NAMING = frozenset({"attributes", "awards"})
_OWNERS = frozenset({"people", "bodies", "objects", "places"})


def is_attribute(phrase: str) -> bool:
    """Whether a noun phrase ends in a noun that names what is set (最高额度, 支付比例, 购房补贴)."""
    return not phrase.endswith(("日期", "年度")) and (ends_in_any(phrase, _NAMING) or ends_in_term(phrase))


def is_award(phrase: str) -> bool:
    """Whether a phrase ends in what is given, paid or lent (失业保险金, 医疗费): a scale may be of it."""
    return ends_in(phrase, "awards") and not is_generic(phrase)


def can_name(phrase: str, kind: str) -> bool:
    """Whether a name can be that of a value of a kind: no share is a 起付标准, no sum of money a 期限."""
    return not ends_in(phrase, f"never_{kind}")


@of_packs
def ends_in_term(phrase: str) -> bool:
    """Whether a phrase ends in a noun by which concepts know their attribute (个人缴费, 报销额度)."""
    naming, terms = words("naming_terms"), terms_of("noun")
    return any(
        not naming.isdisjoint(terms.get(phrase[-size:], ())) for size in range(2, min(14, len(phrase)) + 1)
    ) and not any(ends_in(phrase, kind) for kind in ("people", "bodies", "places"))


def ends_in(phrase: str, name: str) -> bool:
    """Whether a phrase ends in a word of a list of `words.yaml`."""
    return name in _endings(phrase[-_LONGEST_WORD:])


def ends_in_any(phrase: str, names: frozenset[str]) -> bool:
    """Whether a phrase ends in a word of one of some lists."""
    return not names.isdisjoint(_endings(phrase[-_LONGEST_WORD:]))


@lru_cache(16384)
def _endings(tail: str) -> frozenset[str]:
    """The lists of which a word ends a phrase with this tail."""
    lists = lists_of()
    return frozenset(name for size in range(1, len(tail) + 1) for name in lists.get(tail[-size:], ()))


def is_generic(phrase: str) -> bool:
    """Whether a name says too little to be read alone (补贴, 标准)."""
    return phrase in words("generic") or len(phrase) < 2 or pattern("generic_award").fullmatch(phrase) is not None


def phrase_before(masked: str, end: int, low: int) -> Span | None:
    """The noun phrase that ends at `end`, cut where its noun begins; `masked` is the text with its remarks covered."""
    if end > low and masked[end - 1] == "》" and (opening := masked.rfind("《", low, end)) >= 0:
        got = pattern("gets_paper").search(masked, max(low, opening - 6), opening)
        return Span(got.start() if got else opening, end)
    widest, low = low, max(low, end - _LONGEST)
    if end - low < 2:
        return None
    if (parts := pattern("proportion").search(masked, low, end)) and (part := phrase_before(masked, parts.end("part"), parts.start())):
        return Span(part.start, end)
    start = low
    for hit in pattern("noun_cut").finditer(masked, low, end):
        if hit.end() < end and not (hit[0] == MASK and _inside_word(masked, hit.start(), end)):
            start = hit.end()
    for hit in pattern("verb_cut").finditer(masked, start, end):
        if end - (hit.end()) > 2:
            start = hit.end()
    if (scrap := pattern("scrap").match(masked, start, end)) and end - scrap.end() >= 2:
        start = scrap.end()
    if start < end and masked[start] == "“" and masked.find("”", start, end) < 0:
        start += 1
    if (closing := masked.rfind("”", start, end)) >= 0 and masked.find("“", start, closing) < 0:
        start = closing + 1
    if end - start < 2:
        return None
    return _with_others(masked, Span(start, end), widest)


def _with_others(masked: str, last: Span, low: int) -> Span:
    """The last of several costs or awards of which one thing is said, with those before it (检查费、|医疗费)."""
    if last.start - 1 <= low or masked[last.start - 1] != "、" or not ends_in_any(masked[slice(*last)], _NAMING):
        return last
    before = phrase_before(masked, last.start - 1, low)
    return Span(before.start, last.end) if before and last.end - before.start <= _LONGEST and ends_in_any(
        masked[slice(*before)], _NAMING) else last


def _inside_word(masked: str, offset: int, end: int) -> bool:
    """Whether a covered remark is of a character or two inside a word (村（居）民代表)."""
    first = last = offset
    while first > 0 and masked[first - 1] == MASK:
        first -= 1
    while last < end and masked[last] == MASK:
        last += 1
    return last - first <= _SHORT_REMARK and last < end and first > 0 and (
        "\u4e00" <= masked[first - 1] <= "\u9fff") and masked[first - 1] not in "县市区" and "\u4e00" <= masked[last] <= "\u9fff"


def owner_of(masked: str, name: Span, low: int) -> Span:
    """`name` together with the owner that a short attribute needs (食品处理区的|面积)."""
    if any(sign in masked[slice(*name)] for sign in ("之和", "之比", "比上限", "比值")):
        joint = max(masked.rfind(sign, low, name.start) for sign in "与和")
        if joint > 0 and name.start - joint < 16 and (first := phrase_before(masked, joint, low)):
            return Span(first.start, name.end)
    if name.start < 3 or masked[name.start - 1] != "的":
        return name
    owner = phrase_before(masked, name.start - 1, low)
    if owner is None or name.end - owner.start > _LONGEST or pattern("number_end").search(masked, *owner) or (
            name.end - name.start > 3 and not is_attribute(masked[owner.start : owner.end])):
        return name
    measured = name.end - name.start == 2 and not pattern("scale").fullmatch(masked, *name)  # 装配式建筑的|占比
    if ends_in_any(masked[owner.start : owner.end], _OWNERS - {"objects"} if measured else _OWNERS):
        return name
    return Span(owner.start, name.end)


def behind(masked: str, end: int, stop: int, *, counted: bool) -> tuple[tuple[Span, ...], bool] | None:
    """The noun right behind a value (50万元|奖励; 的标准给予|购房补贴; 的税率征收|契税: 契税税率; 的|支付比例), and whether it is an award's or attribute's.

    `counted` says that the value counts things, so that any noun may be what is counted (1套|商品住房).
    """
    if by := pattern("rate_behind").match(masked, end, stop):
        return (Span(*by.span("noun")),), True
    hit = pattern("award_behind").match(masked, end, stop)
    if not counted and hit and not is_attribute(hit["noun"].strip("“”")) and (bare := pattern("bare_rate").match(masked, end, stop)):
        return (Span(*bare.span("noun")),), True  # 按20%的|税率|缴纳所得税的政策
    if hit and hit["noun"].strip("“”") and is_attribute(hit["noun"].strip("“”")) and not pattern("no_noun_behind").match(hit["noun"]):
        noun = Span(hit.start("noun"), hit.end("noun"))
        rate = Span(hit.start("rate"), hit.end("rate"))
        return ((noun, rate) if hit["rate"] else (noun,)), True
    if counted:
        hit = pattern("counted_behind").match(masked, end, stop)
        if hit and not pattern("no_noun_behind").match(hit["noun"]) and len(hit["noun"]) > 1:
            return (Span(hit.start("noun"), hit.end("noun")),), False
    return None


def award_of(phrase: str) -> str:
    """The award's own noun in a generic name (单套|补贴|金额); the phrase itself where it has none."""
    hit = pattern("award_word").search(phrase)
    return hit[0] if hit else phrase


def endings_of(phrase: str) -> tuple[str, ...]:
    """How a longer name for a generic one may end: as it does, or as another word for the same does (限额 / 额度)."""
    award = award_of(phrase)
    if pattern("scale").fullmatch(phrase) and (limit := pattern("limit").match(phrase)):
        return (phrase[limit.end() :],)
    if pattern("limit_end").search(phrase) and award != phrase:
        return tuple(f"{award}{limit}" for limit in ("额度", "限额", "金额", "上限"))
    alike = ("补贴", "补助") if award in ("补贴", "补助") else (award,)
    return tuple(dict.fromkeys((*alike, award.removesuffix("标准") or award)))


def cost_of(masked: str, span: Span) -> Span:
    """A cost without who has paid it (购房者实际缴纳的|契税)."""
    end = span.end - masked.startswith("的", span.end - 1)
    paid = pattern("paid_cost").match(masked[span.start : end])
    bare = Span(span.start + paid.end(), end) if paid else span
    return bare if paid and not ends_in(masked[slice(*bare)], "attributes") else span


def without_group(masked: str, span: Span) -> Span:
    """A name without the group in front of it (二孩家庭|租房提取额度)."""
    if pattern("proportion").fullmatch(masked, *span):
        return span
    hits = list(pattern("group_in_name").finditer(masked, *span))
    return Span(hits[-1].end(), span.end) if hits and span.end - hits[-1].end() >= 2 else span
