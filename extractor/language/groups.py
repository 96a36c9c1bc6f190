"""Whom or what a value is for: groups of people, hospital grades, regions; single or coordinated (甲、乙和丙)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extractor.language.facets import Facet, Facets
from extractor.language.places import Place, leading_place, places_in
from extractor.spans import Span
from extractor.vocabulary import load_yaml


@dataclass(frozen=True, slots=True)
class Group:
    """A named group: its words, its coordinated members in order, and the classes that its terms belong to."""

    start: int
    end: int
    members: tuple[Span, ...]
    classes: frozenset[str] = frozenset()


_JOINT = re.compile(r"(?:、|和|及|以及|与|或|，(?=[^，。；]{0,6}(?:和|及)))")
_REMARK = re.compile(r"（[^（）]{0,40}）")
_CLASS = re.compile(r"(?P<noun>(?:[一二三四五六七甲乙丙丁]、){0,6}[一二三四五六七甲乙丙丁]类(?:救助|困难|保障)?(?:人员|对象|人群|群体|家庭|病种|疾病))")
_ORDINAL = re.compile(r"(?P<noun>第[一二三四五六七]类(?:救助)?(?:对象|人员|人群|家庭)?)(?=[、和及与，。；的按为取免依分由每人\d]|$)")
_AGE = re.compile(
    r"(?P<noun>(?:(?:未满|不满|年满|已满|满)\d{1,3}周?岁|\d{1,3}周?岁(?:（含）)?及?以[上下])"
    r"(?:的?(?:参保)?(?:老年人|老人|人员|居民|职工|儿童))?)(?=的|[，每按给由享])"
)
_SEX = re.compile(r"(?P<noun>[男女])(?=年?满\d)")
_URBAN = re.compile(r"(?P<noun>城市|农村|城镇)(?=每人|每户)")
_QUALIFIED = re.compile(
    r"(?<=的)(?P<noun>[\u4e00-\u9fff]{0,4}(?:人员|人口|家庭|群众|患者|职工|居民|学生|儿童))(?=[，按给每由享再可应补资]|$)"
)
_SUMMED = re.compile(r"(?:（[^（）]{0,40}）)?(?:等[^，。；：、的对按为给]{0,10}?(?:人员|群众|群体|对象|人口|家庭|患者)|等(?=[，按对给起住享]))")
_HEAD_NOUN = re.compile(r"(?:家庭)?(?:成员|患者|人员|对象|患儿|参保人员|职工|居民|学生|重病患者)")
_QUALIFIES = re.compile(r"(?:月|年|上年度)?(?:平均)?(?:缴费)?(?:工资|基数)|人均|人数|总数")
# What may stand before a group's noun as its attribute, and what ends the way back.
_NOT_ATTRIBUTE = re.compile(
    r"[，。；：、（）“”《》\n\t]|对(?!象)|将|由(?!于)|把|向|给|为|(?<!未)按(?!规定|时)|自(?![由住主])|从(?!业)|应|须|除|高于|低于|少于|多于|使|与|和|及|等"
    r"|其中|全[省市县区州国]|我[省市县区州]|本[省市县区州]|减轻|锁定|瞄准|聚焦|确保|力争|争取|实现|实施|落实|支持|鼓励|帮助|提高|做好|完善|健全|加强|推进|是指|包括|含"
)


_PATTERNED = (("类", _CLASS), ("的", _QUALIFIED), ("类", _ORDINAL), ("岁", _AGE), ("满", _SEX), ("每", _URBAN))
"""Groups that no list can hold, each with a sign that is in all of its kind."""


def populations(text: str, facets: Facets, start: int, end: int) -> list[Group]:
    """The groups of people named in `[start, end)`, coordinated ones joined, attributes before the noun included."""
    hits = [hit for hit in facets.populations.within(start, end) if not _is_part_of_term(hit, facets, text)]
    hits = _with_patterned(text, hits, start, end)
    groups: list[list[Facet]] = []
    for hit in hits:
        if groups and _joined(text, groups[-1][-1].end, hit.start):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    found: list[Group] = []
    for members in groups:
        if found and members[0].start < found[-1].end:
            continue
        if text[members[0].start - 1] in "比较":
            continue  # 比在职职工提高5个百分点: measured against, not paid to
        first = _attribute_start(text, _named_before(text, facets, start, members[0].start), members[0].start)
        starts = [first, *(_member_start(text, *pair) for pair in pairwise(members))]
        spans = [Span(start, member.end) for start, member in zip(starts, members, strict=True)]
        stop = members[-1].end
        tail = _HEAD_NOUN.match(text, stop)
        if tail:
            stop = tail.end()
            spans[-1] = Span(spans[-1].start, stop)
        summed = _SUMMED.match(text, stop)
        if summed:
            stop = summed.end()
        classes = frozenset(key for member in members for key in member.keys)
        if classes == {"everybody"} and first == members[0].start:
            continue
        if found and first < found[-1].end:  # 患有高血压和糖尿病的|参保居民: the group before is this one's attribute
            earlier = found.pop()
            first, spans, classes = earlier.start, list(earlier.members), earlier.classes | classes
        found.append(Group(first, stop, tuple(spans), classes))
    return found


def _with_patterned(text: str, hits: list[Facet], start: int, end: int) -> list[Facet]:
    """The hits together with groups that no list can hold: 二类人员, 纳入监测范围的农村人口."""
    found = list(hits)
    for sign, pattern in _PATTERNED:
        if text.find(sign, start, end) < 0:
            continue
        for hit in pattern.finditer(text, start, end):
            span = hit.span("noun")
            if not any(other.start < span[1] and span[0] < other.end for other in found):
                found.append(Facet(*span, ("people",)))
    return sorted(found, key=lambda facet: facet.start)


def _is_part_of_term(hit: Facet, facets: Facets, text: str) -> bool:
    """参保居民 in a scheme's name, or a group that only qualifies a noun of another kind (孤儿养育标准, 职工工资总额)."""
    around = facets.schemes.within(max(0, hit.start - 12), hit.end + 12)
    if any(term.start < hit.end and hit.start < term.end and term.end > hit.end for term in around):
        return True
    if _QUALIFIES.match(text, hit.end):
        return True
    if text[max(0, hit.start - 2) : hit.start] == "简称" or _attribute_start(text, 0, hit.start) < hit.start:
        return text[hit.start - 2 : hit.start] == "简称"
    nouns = facets.nouns.within(max(0, hit.start - 12), hit.end + 16)
    return any(noun.start <= hit.start and hit.end < noun.end for noun in nouns)


def _joined(text: str, end: int, start: int) -> bool:
    """Whether only a joint (and the next one's attribute, a remark) stands between two members."""
    gap = _REMARK.sub("", text[end:start]) if start - end < 60 else "。"
    hit = _JOINT.match(gap) or _JOINT.match(re.sub(r"^(?:家庭成员|成员|患者|人员|对象)", "", gap))
    return bool(hit) and len(gap) <= 14 and not re.search(r"[，。；：]", gap[1:]) and "按" not in gap


def _member_start(text: str, before: Facet, member: Facet) -> int:
    ends = [joint.end() for joint in _JOINT.finditer(text, before.end, member.start)]
    return ends[-1] if ends else member.start


def _attribute_start(text: str, low: int, start: int) -> int:
    """Where the attribute of a group's noun begins (市财政供养的|特困人员)."""
    window = text[max(low, start - 24) : start]
    last = 0
    for hit in _NOT_ATTRIBUTE.finditer(window):
        last = hit.end()
    lead = window[last:]
    return start - len(lead) if len(lead) <= 22 else start


def _named_before(text: str, facets: Facets, low: int, start: int) -> int:
    """Behind the last scheme, benefit or attribute before a group, unless they qualify it (规范转诊的|救助对象)."""
    if text[start - 1] == "的":
        return low
    kinds = (facets.nouns, facets.benefits, facets.schemes)
    return max([low, *(hit.end for hits in kinds for hit in hits.within(max(low, start - 24), start))])


@cache
def _tier_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load_yaml("facets/tier.yaml")
    one = {key: "|".join(map(re.escape, value)) for key, value in words.items()}
    elided = "[一二三](?=(?:、[一二三]){0,1}(?:、|和|及)[一二三]级)"  # 一、二、三级医疗机构
    single = (
        f"(?:(?:{one['areas']})?(?:{one['grades']})(?:{one['ranges']})?(?:{one['bodies']})?"
        f"|{one['bodies']}|(?:{one['bases']})(?:{one['ranges']})?|{elided})"
    )
    listed = rf"{single}(?:（[^（）]{{1,12}}）)?(?:(?:医疗机构|医院)?(?:、|和|及|或|以及){single})*"
    behind = rf"(?:(?<={one['bodies'].replace('|', ')|(?<=')})|(?={one['institutions']}|[的为，：由报\t\n]|$|住院|就医|就诊|及以下|\d)(?!{one['not_before']}))"
    return re.compile(f"(?P<list>{listed}){behind}"), re.compile(single)


def tiers(text: str, start: int, end: int) -> list[Group]:
    """Hospital grades named in `[start, end)` (一级及以下、二级、三级医疗机构), coordinated ones as one group."""
    listed, single = _tier_patterns()
    found = []
    for hit in listed.finditer(text, start, end):
        spans = tuple(Span(*one.span()) for one in single.finditer(text, hit.start(), hit.end("list")))
        found.append(Group(hit.start(), hit.end("list"), spans))
    return found


_PART = re.compile(
    r"(?:[一二三四五六七八]、){0,6}[一二三四五六七八]类(?:地区|区域|片区|区)(?!别)|市区(?=[，、及和由为最])|市辖各?区|各(?:县|县市|市县)(?=[为按])"
    r"|(?:东部|中部|西部|东北)(?:地区|省份)?|其[他余](?:地区|各?市县|县区|县（市、区）|区县|市)"
)
_DESCRIBED = re.compile(r"的(?:市|地区|县|区|省份|统筹区|统筹地区|城市)(?=，)")
_DESCRIPTION = re.compile(r"[^，。；：、\n]{3,24}\Z")
_PLACE_CHARS = re.compile(r"[区县市州旗盟]")
_BEFORE_VALUE = re.compile(r"(?<![\u4e00-\u9fff])(?P<name>[\u4e00-\u9fff]{2,4})(?=\d)")
_REGION_FOLLOWS = re.compile(r"[、的，：和及\t]|分别|按|农村|城镇|城乡|城市|居民|为|$|等|每|各|月|最低|执行|调整")


def regions(text: str, start: int, end: int, own: str | None) -> list[Group]:
    """Parts of the document's place that a value is for (甲区、乙区的…), the document's own place left out."""
    spans: list[Span] = [Span(*hit.span()) for hit in _PART.finditer(text, start, end)]
    spans += _described(text, start, end)
    stretch = text[start:end]
    if _PLACE_CHARS.search(stretch):
        spans += [
            Span(start + begin, start + stop)
            for begin, stop, place in places_in(stretch)
            if place.name != own and _is_region(stretch, stop, place)
        ]
    spans += _short_names(text, start, end, own)
    groups: list[list[Span]] = []
    for span in sorted(spans):
        if groups and _JOINT.fullmatch(text[groups[-1][-1].end : span.start]):
            groups[-1].append(span)
        elif not groups or span.start >= groups[-1][-1].end:
            groups.append([span])
    return [Group(members[0].start, members[-1].end, tuple(members)) for members in groups]


def _described(text: str, start: int, end: int) -> list[Span]:
    """Parts of the place by what they are like (年末结余不足6个月的统筹地区); found from their ends, which are rarer."""
    spans: list[Span] = []
    for hit in _DESCRIBED.finditer(text, start, end):
        words = _DESCRIPTION.search(text[max(start, hit.start() - 24) : hit.start()])
        if words:
            spans.append(Span(hit.start() - len(words[0]), hit.end()))
    return spans


def _short_names(text: str, start: int, end: int, own: str | None) -> list[Span]:
    """Prefectures by their short names right before a value (广州2680元/月)."""
    spans = []
    for hit in _BEFORE_VALUE.finditer(text, start, end):
        found = leading_place(hit["name"])
        if found and found[0] == len(hit["name"]) and found[1].level == "city" and found[1].name != own:
            spans.append(Span(*hit.span("name")))
    return spans


def _is_region(text: str, end: int, place: Place) -> bool:
    return place.level in ("city", "county") and bool(_REGION_FOLLOWS.match(text, end))


def named(text: str, spans: Sequence[Span]) -> list[str]:
    """The words of some spans, for messages and tests."""
    return [text[span.start : span.end] for span in spans]
