"""Restrictions: the conditions in a stretch of a clause, and which of them each value of a run has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.frames.conditions import is_place, kind_of, restricts, says_little, with_bounds
from extractor.frames.kinds import NO_CONDITION, TOPIC_VERB
from extractor.frames.lists import members, narrows, tail_of
from extractor.frames.model import Condition, Name
from extractor.frames.patterns import pattern
from extractor.frames.patterns import words as listed
from extractor.frames.phrases import ends_in, ends_in_any, is_attribute
from extractor.frames.trimming import parts, trimmed
from extractor.frames.view import View
from extractor.spans import Span

_CJK = re.compile(r"[\u4e00-\u9fff]")
_ORDERED = re.compile(r"(?:(?:首套|二套|第[一二三四]套)(?:自住|普通|商品|改善性)?(?:住房(?!公积金)|房)?|(?:[一二三]孩|多孩|多子女)(?:家庭)?)"
                      r"(?:[、/和或及](?:首套|二套|第[一二三四]套|[一二三]孩|多孩|多子女)(?:自住|普通|商品|改善性)?(?:住房(?!公积金)|房|家庭)?)*")

_LONGEST_LIST = 14
"""How many characters a condition has at most that says no more than the ranks that it lists (生育二孩、三孩的)."""
_JOINTS = "、和及与"
_LIST_JOINTS = frozenset({"、", "和", "及", "/"})
_RANKED = re.compile("[一二三四多两][孩胎]|首套|二套|第[一二三]套")
_RANKS = re.compile(f"(?:{_RANKED.pattern})(?:[、/和及或]+(?:{_RANKED.pattern}))+")
_RANKS_END = re.compile("的?(?:[^，；。的且并]{0,6}(?:家庭|职工|夫妻|住房|房))?的?")
_ACT_END = re.compile("(?:生育|育有|有|购买|属于?|为)?$")
_GROUPS = frozenset({"people", "bodies"})
_SCHEME = re.compile(r"(?:基本)?(?:医疗|养老|失业|工伤|生育|医保|社会|住房公积金|公积金|年金|住房补贴|缴费|费率|缴存|工资|登记|注册|月?平均|人均|月均)")
"""What is named together with the group that it is for (职工|基本医疗保险): no group of its own."""
_INSURED = re.compile(r"(?<=居民|职工)(?:(?:基本|大病)?(?:医疗|养老)保险|大病保险|医保)")
"""What makes whom it insures a part of its name, in a list too (城乡居民、职工|医保)."""

Shared = tuple[list[Condition], list[list[Condition]] | None]
"""The conditions of all values of a run, and each one's own in their order (None where no list gives them out)."""


def conditions_in(view: View, masked: str, span: Span, *, short: bool = False) -> list[Condition]:
    """The conditions in a stretch, without what only joins it; `masked` is the text as the clause is read.

    `short` tells that it stands where a noun is expected, so that two characters may be one.
    """
    kept = trimmed(view.text, masked, span) if span.end > span.start else None
    if kept is None:
        return []
    acted = pattern("acted_on").match(masked, *span)
    behind = Span(acted.end(), span.end) if acted else Span(span.end, span.end)  # 对甲类人才分别给予|博士
    group = behind.end - behind.start in range(2, 9) and ends_in_any(masked[slice(*behind)], _GROUPS)
    return (conditions_in(view, masked, behind) if group else []) + [
        with_bounds(Condition(part, kind_of(view.text, part)), view.within(part))
        for part in parts(view.text, masked, kept)
        if _CJK.search(view.text, *part) and (short or not says_little(view.text, part))
    ]


def restrictions_in(view: View, masked: str, span: Span, *, bare: bool) -> list[Condition]:
    """The conditions in a stretch beside a value, where it is one and not but words.

    `bare` tells that the value is named elsewhere, so that a noun right before it is what it is for (难产|增加15天).
    """
    found: list[Condition] = []
    for one in conditions_in(view, masked, span, short=bare):
        if view.text[one.span.start] == "每" and not pattern("of_every").match(view.text, *one.span):
            continue
        if restricts(view.text, one.span) or (bare and _is_noun(masked, one.span)):
            found.append(one)
        elif (hit := pattern("measured").search(masked[slice(*one.span)])) and any(ends_in(hit["rest"] or "", kind) for kind in _GROUPS):
            found += conditions_in(view, masked, Span(one.span.start + hit.start("rest"), one.span.end))  # 标准为|农村老人|每人3元
        elif order := _ORDERED.search(masked, *one.span):
            found.append(Condition(Span(*order.span()), "order"))
    return found


def _is_noun(masked: str, span: Span) -> bool:
    words = masked[slice(*span)]
    if is_attribute(words) or words[-2:] in listed("light_verbs") | listed("up") | listed("down") or any(
            pattern(name).search(words) for name in ("binding", "measured")) or any(
            pattern(name).match(words) for name in ("bound_begin", "policy_act")):
        return False
    return len(words) <= 12 and not (
        NO_CONDITION.search(words) or pattern("payer_end").search(words) or pattern("verb_cut").match(words) or TOPIC_VERB.match(words))


def named_groups(view: View, masked: str, name: Name | None, low: int) -> list[Condition]:
    """What a name itself restricts: its owner where that tells cases apart (首套住房公积金贷款|的最高额度), or the group before
    what is set (民办学校|招生计划, 机关、事业单位|缴费比例). `low` is where the words before the name begin.
    """
    if name is None or name.source not in ("clause", "topic"):
        return []
    start, end = name.spans[0]
    if told := pattern("told_object").match(view.outer, start, end):
        described = view.outer[start - 1] == "的" and start > low and name.source == "clause"
        if bought := pattern("got").search(view.outer, low, start):
            start = bought.start()  # 购买|自住住房最高贷款额度
        what = Span(low if described else start, told.end("what"))
        return conditions_in(view, view.outer, what, short=True) or [Condition(what, kind_of(view.text, what))]
    if name.source != "clause":
        return []
    of = masked.rfind("的", start, end)
    if of > start and _ORDERED.search(view.text, start, of):
        return conditions_in(view, masked, Span(start, of))
    if of > start and pattern("case_in_name").search(masked, start, of) and is_attribute(masked[of + 1 : end]):
        return conditions_in(view, masked, Span(low, of + 1), short=True)  # 一人|申请贷款的|最高额度
    if order := _ORDERED.search(view.text, start, end):
        begin = low if order.start() == start and pattern("got").search(masked, low, start) else order.start()
        return conditions_in(view, masked, Span(begin, order.end()))
    joined = start > low and (masked[start - 1] in _JOINTS or masked[start - 2 : start] in ("及其", "和其", "与其"))
    for stop in range(end - 2, start + 1, -1):
        group = masked[start:stop]
        if joined and (ends_in(group, "places") or is_place(group)):
            return conditions_in(view, masked, Span(low, stop))
        if group in listed("everybody") or group.endswith(("个人", "户")) or _INSURED.match(masked, stop, end):
            continue
        if ends_in_any(group, _GROUPS) and (
                joined or any(sign in group for sign in _JOINTS) or not _SCHEME.match(masked, stop, end)):
            return conditions_in(view, masked, Span(low if joined else start, stop))
    return []


def group_between(view: View, masked: str, name: Name | None, value: int) -> list[Condition]:
    """The group between a name and how its value changes (贷款期限|男性|延长到)."""
    if name is None or name.source != "clause" or name.spans[-1].end >= value:
        return []
    hit = pattern("group_between").match(masked, name.spans[-1].end, value)
    return conditions_in(view, masked, Span(*hit.span("group"))) if hit else []


class Lists:
    """Gives the members of printed lists out to the values of a run; `last` are those of the last list of the sentence."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.last: list[Span] = []

    def own(self, masked: str, context: Span, units: Sequence[int], *, bare: bool) -> Shared:
        """The conditions in the own clause of a run; `units` are the places of its values, ends of a range as one."""
        stretch = trimmed(self.view.text, masked, context) if units[-1] > 0 else None
        found = members(masked, stretch, units[-1] + 1) if stretch else None
        if found is None or stretch is None:
            return restrictions_in(self.view, masked, context, bare=bare), None
        self.last = found[0]
        rest = [Span(stretch.start, found[1].start), Span(found[1].end, stretch.end)]
        return [one for part in rest for one in restrictions_in(self.view, masked, part, bare=bare)], self._given(masked, units)

    def held(self, masked: str, start: int, held: list[Condition], units: Sequence[int], *, bare: bool) -> Shared:
        """The nearest condition in force that lists as many as there are values, given out to them.

        `start` is where the passage begins: what leads from before it is no list of it.
        """
        if units[-1] == 0:
            return held, None
        for condition in reversed(held):
            found = members(masked, condition.span, units[-1] + 1) if condition.span.start >= start else None
            if found is None:
                continue
            self.last = found[0]
            rest = [Span(condition.span.start, found[1].start), Span(found[1].end, condition.span.end)]
            others = [one for one in held if one is not condition]
            others += [one for part in rest for one in restrictions_in(self.view, masked, part, bare=bare)]
            return others, self._given(masked, units)
        if len(self.last) != units[-1] + 1:
            return held, None
        given = self._given(masked, units)
        kinds = {one.kind for conditions in given for one in conditions}
        if any(one.kind in kinds - {"case"} and one.span.start >= self.last[-1].end for one in held):
            return held, None
        return held, given

    def told(self, masked: str, before: Span, units: Sequence[int]) -> list[list[Condition]] | None:
        """The cases that the clause `before` says values are given out by (根据正常分娩和难产，分别按|x和y), or that a remark lists."""
        hit = pattern("told_by").search(masked, *before)
        found = members(masked, Span(*hit.span("cases")), units[-1] + 1) if hit else self._in_remark(before, units)
        if found is None:
            return None
        self.last = found[0]
        return self._given(masked if hit else self.view.inner, units)

    def _in_remark(self, before: Span, units: Sequence[int]) -> tuple[list[Span], Span] | None:
        """The members that a remark lists as many of as there are values (引进人才（本科、硕士、博士）由财政分别给予)."""
        inner = self.view.inner
        opening = self.view.text.rfind("（", *before)
        closing = self.view.text.find("）", opening, before.end) if opening >= 0 else -1
        return members(inner, Span(opening + 1, closing), units[-1] + 1) if closing > opening else None

    def _given(self, masked: str, units: Sequence[int]) -> list[list[Condition]]:
        tail = tail_of(masked, self.last)
        if tail and (masked[slice(*tail)] in listed("everybody") or masked[slice(*tail)] in listed("places")):
            tail = None
        elif tail and (group := pattern("tail_group").match(masked, *tail)):
            tail = Span(*group.span())
        return [
            conditions_in(self.view, masked, self.last[unit], short=True) if tail is None or unit == units[-1]
            else [Condition(part, kind_of(self.view.text, part)) for part in (self.last[unit], tail)]
            for unit in units
        ]


def of_value(text: str, conditions: Sequence[Condition], name: Name | None) -> list[Condition]:
    """Conditions in text order, without those inside others or inside the name of what they restrict, or that others narrow
    or say again."""
    kept: list[Condition] = []
    conditions = [one for condition in conditions if (one := _chosen(text, condition, conditions))]
    for condition in sorted(conditions, key=lambda one: (one.span.start, -one.span.end)):
        if any(_holds(other.span, condition.span) for other in kept):
            continue
        words = text[slice(*condition.span)]
        if len(words) <= _LONGEST_LIST and any(narrows(text[slice(*other.span)], words) for other in conditions):
            continue
        if any(ends_in(words, kind) for kind in _GROUPS) and any(
                other.span.start >= condition.span.end and words in text[slice(*other.span)] for other in conditions):
            continue
        if name and (condition.kind == "case" or pattern("of_each").search(words)) and any(_holds(span, condition.span) for span in name.spans):
            continue
        kept.append(condition)
    return _merged(text, kept)


def without_remark(text: str, conditions: Sequence[Condition], members_: Sequence[Span]) -> list[Condition]:
    """Conditions without the remark at their end whose list is given out to the values (购房的|（本科、硕士）)."""
    found: list[Condition] = []
    for one in conditions:
        opening = text.rfind("（", one.span.start, members_[0].start) if _holds(one.span, members_[0]) else -1
        kept = Span(one.span.start, opening)
        found.append(Condition(kept, kind_of(text, kept)) if opening > one.span.start else one)
    return found


def outermost(conditions: Sequence[Condition]) -> list[Condition]:
    """Conditions in text order, without those that stand inside others."""
    kept: list[Condition] = []
    for one in sorted(conditions, key=lambda one: (one.span.start, -one.span.end)):
        if not any(_holds(other.span, one.span) for other in kept):
            kept.append(one)
    return kept


def _merged(text: str, conditions: Sequence[Condition]) -> list[Condition]:
    """Conditions with those of one list that all hold joined (首套、二套), as they are printed."""
    joined: list[Condition] = []
    for one in conditions:
        last = joined[-1] if joined else None
        if last and last.kind == one.kind and last.unit is None and one.unit is None and text[last.span.end : one.span.start] in _LIST_JOINTS:
            joined[-1] = Condition(Span(last.span.start, one.span.end), one.kind)
        else:
            joined.append(one)
    return joined


def _chosen(text: str, condition: Condition, conditions: Sequence[Condition]) -> Condition | None:
    """A condition without the groups that it lists, where one said later takes one of them out (在县城工作的|博士、硕士 … 博士;
    符合政策生育|二孩、三孩的家庭 … 二孩家庭)."""
    start, end = condition.span
    if (ranks := _RANKS.search(text, start, end)) and _RANKS_END.fullmatch(text, ranks.end(), end) and any(
            other.span.start >= end and (own := _RANKED.findall(text[slice(*other.span)])) and set(own) < set(_RANKED.findall(ranks[0]))
            for other in conditions):
        kept = Span(start, _ACT_END.search(text, start, ranks.start()).start())  # type: ignore[union-attr]
        return Condition(kept, kind_of(text, kept)) if kept.end - kept.start > 3 else None
    listing = max(text.rfind("的", start, end) + 1, start)
    groups = re.split("[、和及与]", text[listing:end])
    if len(groups) < 2 or not any(text[slice(*other.span)] in groups and other.span.start >= end for other in conditions):
        return condition
    rest = Span(start, listing)
    return Condition(rest, kind_of(text, rest)) if listing > start else None


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
