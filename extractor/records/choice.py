"""Which concept a value belongs to: its attribute from the nearest words, scheme and benefit from its scope."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.frames.patterns import pattern
from extractor.frames.phrases import is_attribute, is_generic
from extractor.language.concepts import Concept, concepts_by_attribute
from extractor.language.facets import Facet
from extractor.records.confidence import BY_NAME
from extractor.records.fitting import FILES, Situation, fits, is_shadowed, name_words
from extractor.records.named import named_concept
from extractor.records.scope import Scope
from extractor.spans import Span

# A noun that only bounds or measures: 起付标准以上的部分, 按低保标准的1.5倍, 超过最高支付限额的.
_BOUNDS_AFTER = re.compile(r"(?:以上|以下|以内|之上|之下|后|内的|外的|的部分)")
_BOUNDS_BEFORE = re.compile(r"(?:超过|超出|扣除|达到起付|满足)[^，。；]{0,12}$")
_MEASURED_BEFORE = re.compile(r"(?:按照?|不低于|低于|高于|超过|不超过|相当于|参照|达到|占)(?:当年|本市|当地|上年度?|全市|全省|所在区|现行)?[^，。；、的]{0,8}$")
_MEASURED_AFTER = re.compile(r"的?(?:\d|[一二三四五六七八九十两]+倍|确定|执行)")
_IS_BASE = re.compile(r"的(?:\d+(?:\.\d+)?(?:倍|%)|[一二三四五六七八九十两]+倍|百分之)")
# What a clause must hold for its value to take its attribute from the clause before it.
_LEANS = re.compile(
    r"^(?:其中|即|为|达|只有|仅|该(?:比例|标准|限额|指标)|分别|降|下降|下调|下浮|上浮|提高|调整|统一|原则上|最高|至|到|\d{4}年(?:度)?为)"
    r"|分别|统一|最低|每年|均|的(?:降低|提高|下降|上浮)|每人|第[一二三四五六]档|[一二三四五六]类|其余|其他|为[^，。；]{0,8}$|不分|达到$|依次"
)
# What stands between a value and the noun that names it behind: 20.5元的小时最低工资标准; 以20万元作为…最高支付限额.
_OF_NAME = re.compile(r"的[^，。；、的部费患家企人户超]{0,8}")
_AS_NAME = re.compile(r"^(?:（[^（）]{0,20}）)?(?:均|即|分别|依次)?(?:作为|为|是)")
_ENDS_NAME = re.compile(r"[，。；（\n]|$")
_EACH = re.compile("分别|依次|各")
_JOINTS = ("、", "和", "与", "及")
_LIGHT_VERBS = ("完成", "内完成", "作出", "内作出", "组织", "开展")
_GAP_AFTER = 9
_GAP_BEFORE = 4
_GAP_NEXT = 24


@dataclass(slots=True)
class Choice:
    """The concept of a value (None where none fits), the words that name it, and what is doubtful about it."""

    concept: Concept | None = None
    label: Span | None = None
    doubts: list[str] = field(default_factory=list)


def choose(scope: Scope, situation: Situation) -> Choice:
    """The first concept that fits, attributes tried from the nearest; `label` is the nearest attribute's words.

    A concept that the value's own name says with more words than the attribute has wins.
    """
    named: Span | None = None
    tried: set[str] = set()
    by_name = named_concept(scope, situation)
    for hit, distance in _named_attributes(scope, situation):
        span = Span(hit.start, hit.end)
        named = named or span
        if "unmodelled" in hit.keys and distance in ("clause", "before"):
            break
        if "financing" in hit.keys and "其中" in scope.text[hit.end : situation.quantity.start]:
            continue  # 筹资标准100元，其中基金划转30元: a part of the whole
        for key in hit.keys:
            if key in tried:
                continue
            tried.add(key)
            if distance in _FAR and _named_otherwise(scope, situation):
                continue
            for concept in concepts_by_attribute().get((key, situation.quantity.kind), ()):
                if by_name and by_name.concept is not concept and by_name.length > hit.end - hit.start:
                    break
                doubts = fits(concept, scope, situation, key)
                if doubts is not None and not is_shadowed(concept, scope, situation, key):
                    if distance not in ("clause", "beside"):
                        doubts.append(f"名称承自{_DISTANCE[distance]}")
                    return Choice(concept, span, doubts)
    return Choice(by_name.concept, None, [*by_name.doubts, BY_NAME]) if by_name else Choice(None, named)


_DISTANCE = {"before": "前一分句", "heading": "标题", "list": "上文列举", "header": "表头", "sentence": "前文"}


def _named_attributes(scope: Scope, situation: Situation) -> Iterator[tuple[Facet, str]]:
    """The attribute terms for a value; before a bare one (最高额度), those of the name that was said before it (租房提取额度)."""
    name = situation.name if situation.name and situation.name.source not in ("clause", "behind") else None
    for hit, distance in _attributes(scope, situation):
        if name and pattern("scale").fullmatch(scope.text, hit.start, hit.end):
            for span in reversed(name.spans):
                yield from ((own, "before") for own in scope.facets.nouns.backwards(*span))
            name = None
        yield hit, distance


def _attributes(scope: Scope, situation: Situation) -> Iterator[tuple[Facet, str]]:
    """Attribute terms for a value, nearest first, with how far away they stand."""
    quantity, text = situation.quantity, scope.text
    clause = scope.passage.clause(quantity.start)
    nouns, verbs = scope.facets.nouns, scope.facets.verbs
    column = scope.column(quantity.start)
    header = nouns.within(*column) if column else []
    if own := _own_name(scope, situation):
        yield own, "clause"
        return
    for hit in nouns.within(situation.values[1], clause.end):
        if _OF_NAME.fullmatch(text[situation.values[1] : hit.start]):
            yield hit, "clause"  # 20.5元的小时最低工资标准
    before = [hit for hit in nouns.backwards(clause.start, quantity.number_start) if not _only_bounds(text, hit, clause)]
    for hit in before:
        yield hit, "clause"
    beside_only = column is None and any(
        (key, quantity.kind) in concepts_by_attribute() for hit in before for key in hit.keys)
    first, last = situation.values
    specific = [noun for noun in nouns.within(last, clause.end) if text[last : noun.start] in _LIGHT_VERBS]
    for hit in specific:
        yield hit, "beside"  # 3个月内完成评估: the noun says what is done
    window = last + (40 if quantity.kind == "count" else _GAP_AFTER if quantity.kind != "duration" else 24)
    if quantity.kind == "duration" and text[last : clause.end] == "，" and not text.startswith(FILES, clause.end):
        following = scope.passage.clause(clause.end)  # 自受理申请之日起30日内，作出书面答复
        for hit in verbs.within(following.start, min(following.end, following.start + _GAP_NEXT)):
            yield hit, "beside"
    for hit in verbs.within(last, min(clause.end, window + 6)):
        if quantity.kind == "duration" or hit.start - last <= _GAP_AFTER:
            yield hit, "beside"
    for hit in verbs.backwards(max(clause.start, first - 14), first):
        if first - hit.end <= _GAP_BEFORE and not _names_scheme(hit, scope):
            if hit.start == clause.start and (earlier := scope.passage.clause_before(clause)):
                # 起付线适当提高，最高不超过2万元: a clause that only bounds goes on about the one before
                for named in nouns.backwards(*earlier):
                    if not _only_bounds(text, named, earlier):
                        yield named, "before"
            yield hit, "beside"
    for hit in header:
        yield hit, "header"
    for hit in nouns.within(last, min(clause.end, window + 8)):
        if not _only_bounds(text, hit, Span(last, clause.end)):
            yield hit, "beside"
    if beside_only or (quantity.kind == "count" and quantity.unit != "次"):
        return  # nearer words override what was said before; a count says itself what it counts
    naming = scope.naming_clause(clause)
    for hit in nouns.backwards(last, naming.end):
        if _AS_NAME.search(text[last : hit.start] if naming == clause else text[naming.start : hit.start]) and (
                _ENDS_NAME.match(text, hit.end)):
            yield hit, "clause"  # 以1950元作为…标准; 8000元，为…最高支付限额
    listed = text.rfind("：", scope.passage.segment(quantity.start).start, clause.start) >= 0
    if situation.leans or listed or _LEANS.search(text[clause.start : quantity.start]):
        sentence = scope.passage.sentence(quantity.start)
        for hit in nouns.backwards(sentence.start, clause.start):
            if not _only_bounds(text, hit, scope.passage.clause(hit.start)):
                yield hit, "before"
        if situation.leans:
            for hit in verbs.backwards(sentence.start, clause.start):
                yield hit, "before"
    for heading in reversed(scope.paragraph.headings[-1:]):
        for hit in nouns.backwards(*heading.span):
            if not _only_bounds(text, hit, heading.span):
                yield hit, "heading"
    if scope.lead_in and (situation.leans or scope.paragraph.role == "row"):
        for hit in nouns.backwards(*scope.lead_in):
            yield hit, "list"
    if situation.leans:
        for heading in reversed(scope.paragraph.headings[:-1]):
            for hit in nouns.backwards(*heading.span):
                yield hit, "heading"
        for hit in nouns.backwards(scope.passage.start, scope.passage.sentence(quantity.start).start):
            if not _only_bounds(text, hit, scope.passage.clause(hit.start)):
                yield hit, "sentence"
    if situation.name and situation.name.source in ("before", "topic"):
        for span in reversed(situation.name.spans):
            for hit in nouns.backwards(*span):
                yield hit, "before"


_FAR = frozenset({"before", "heading", "list", "sentence"})


def _named_otherwise(scope: Scope, situation: Situation) -> bool:
    """Whether a nearer noun, which no concept knows, names the value (机构等级评定费|200元 below a heading on 起付标准)."""
    name = situation.name
    if name is None or name.source not in ("clause", "behind"):
        return False
    facets, words = scope.facets, name_words(scope.text, name)
    timed = situation.quantity.kind == "duration"
    known = [facets.nouns, facets.verbs] if timed else [facets.nouns]
    says = not is_generic(words) and (timed or is_attribute(words))
    return says and not any(facet.within(*span) for facet in known for span in name.spans)


def _own_name(scope: Scope, situation: Situation) -> Facet | None:
    """月最低工资标准、小时最低工资标准分别为2000元、20元: of as many names as there are values, the value's own."""
    position, count = situation.place
    start, sentence = situation.values.start, scope.passage.sentence(situation.values.start)
    each = list(_EACH.finditer(scope.text, sentence.start, start)) if count > 1 else []
    if not each:
        return None
    given = situation.name.spans[-1] if situation.name and situation.name.source == "clause" else Span(start, start)
    if own := next(scope.facets.nouns.backwards(*given), None):
        return own
    names = scope.facets.nouns.within(sentence.start, each[-1].start())[-count:]
    joined = all(scope.text[one.end : other.start] in _JOINTS for one, other in pairwise(names))
    return None if len(names) < count or not joined or names[-1].end < each[-1].start() - 2 else names[position]


def _names_scheme(verb: Facet, scope: Scope) -> bool:
    """医疗救助按70%: the end of a scheme's name is no verb."""
    return any(name.end == verb.end for name in scope.facets.schemes.within(verb.start - 8, verb.end))


def _only_bounds(text: str, hit: Facet, clause: Span) -> bool:
    """Whether an attribute's noun is there only to bound or measure something else."""
    if _BOUNDS_AFTER.match(text, hit.end) or _IS_BASE.match(text, hit.end):
        return True
    before = text[max(clause.start, hit.start - 16) : hit.start]
    if _BOUNDS_BEFORE.search(before):
        return True
    return bool(_MEASURED_BEFORE.search(before) and _MEASURED_AFTER.match(text, hit.end))
