"""Whom, where and at which hospital grade each value applies, shared out over coordinated lists.

`在一级、二级、三级医疗机构住院的，支付比例分别为90%、80%、70%` has three values and three grades: each value takes
the member of the nearest list of as many members. A single value takes the nearest group whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.frames.model import Frame
from extractor.language.facets import Facets
from extractor.language.groups import Group, populations, regions, tiers
from extractor.quantities.model import Quantity
from extractor.records.passages import Passage
from extractor.spans import Span
from extractor.structure.model import Paragraph

_JOINT = re.compile(r"[、和及与，]|以及")
_FOR = re.compile(r"(?:其中，?|同时，?)?(?:对于?|对(?!象))(?P<whom>[^，。；]{2,80})$")
_STAY = re.compile(r"[^，。；]{0,8}?(?P<whom>(?:首次|再次|第[一二三]次|多次)住院)$")
_CONDITION = re.compile(r"(?P<whom>[^，。；：]{3,60}的)$")
_NOT_WHOM = re.compile(
    r"部分的?$|的部分|费用的$|标准的$|规定的$|(?:级|医疗机构|医院|卫生院|卫生室|服务中心|服务站|药店)[^，]{0,6}(?:住院|就医|就诊|购药|发生)的$"
    r"|^在[^，]{0,16}(?:机构|中心|医院|药店)[^，]{0,12}的$|^(?:居家|上门)[^，]{0,16}的$|超过[\d.]+万?元的$|负担[^，]{0,6}(?:较重|过重)的$"
    r"|^(?:其中|具体|达到|超过|低于|高于|包括)|实际的$|要求的$|\d%的$"
)
_REMARK = re.compile(r"（(?:以下|简称|含|包括)[^（）]*）")
_NO_GRADE = re.compile(r"不分[^，。；]{0,10}(?:级别|等级)|不区分")
_INSTITUTION = re.compile(r"(?:定点)?(?:医疗机构|医疗卫生机构|医院)?(?:住院|门诊|就医|就诊)?的?[，：]")
_JOINT_CASE = re.compile(r"(?:同时|合并|并发|伴有|既)[^，。；：的]{2,30}的")
_EACH_BEHIND = re.compile(r"，?(?:分别|依次)(?:为|是|作为)")
_NAMED_BEHIND = re.compile(r"作为|的")
_CASE = re.compile(
    r"[未不没无](?!低于|超过|高于|少于)[^，。；：的]{2,12}的(?=降低|提高|再|下浮|上浮|按)"
    r"|(?:未|已|按规定)?(?:办理|备案|经)[^，。；：的]{0,12}的(?=支付|报销|起付)"
    r"|(?![^，。；：]*(?:标准|以上|以下|费用|医院|机构|级|部分))[^，。；：的]{3,16}的(?=为\d)"
)
_GOES_ON = re.compile(r"每人|每户|依次|达到|按|给予|予以|支付|报销|救助|为|即|最高|不超过|不低于|提高|降|分别|统一|补|奖|取消|资助|再|免")
_ENDS_AS_BODY = re.compile(r"(?:人员|人|者|户|家庭|企业|单位|机构|项目|对象|学校|基地|平台|中心|院|园区|主体|组织|的)$")
_LEADS = re.compile(r"其中|[^，。；：]{0,14}对于?")
_OPENS_FOR = re.compile(r"(?:其中，?)?对(?P<whom>[^，。；]{2,80})，")


@dataclass(slots=True)
class Subject:
    """The group, region and hospital grade of one value, as spans of the cleaned text.

    `values` spans the coordinated values that the value is one of (itself where it stands alone).
    """

    values: Span

    population: Span | None = None
    classes: frozenset[str] = frozenset()
    region: Span | None = None
    tier: Span | None = None
    shared: bool = False
    inherited: bool = False


def subject_of_cell(facets: Facets, frame: Frame, values: Span) -> Subject:
    """The subject of a value in a table's cell, by the conditions that the cells over and beside it are."""
    found = {condition.kind: condition.span for condition in frame.conditions}
    group = found.get("population")
    classes = frozenset(key for one in frame.conditions if one.kind == "population"
                        for span in (one.span, *one.others) for hit in facets.populations.within(*span) for key in hit.keys)
    return Subject(values, group, classes, found.get("region"), found.get("tier"))


class Subjects:
    """Finds the subjects of a paragraph's values."""

    def __init__(self, text: str, facets: Facets, paragraph: Paragraph, passage: Passage, place: str | None) -> None:
        self.text, self.facets, self.paragraph, self.passage = text, facets, paragraph, passage
        self.populations = populations(text, facets, passage.start, passage.end)
        self.tiers = tiers(text, passage.start, passage.end)
        self.regions = regions(text, passage.start, passage.end, place)

    def find(self, quantities: Sequence[Quantity]) -> list[Subject]:
        """The subject of each quantity of the paragraph, in order."""
        found: list[Subject] = []
        for run in _runs(self.text, quantities):
            members = [quantities[index] for index in run]
            found += [self._single(members[0])] if len(members) == 1 else self._shared(members)
        return found

    def _single(self, quantity: Quantity) -> Subject:
        subject = Subject(Span(quantity.number_start, quantity.end))
        segment = self.passage.segment(quantity.start)
        clause = self.passage.clause(quantity.start)
        self._set_population(subject, quantity, segment)
        if subject.population is None or subject.inherited:
            self._take_named_behind(subject, quantity)
        if not _NO_GRADE.search(self.text, segment.start, quantity.start):
            tier = self._last(self.tiers, segment.start, quantity.start)
            near = tier is not None and (
                tier.start >= clause.start or self._opens_list(tier)
                or (quantity.kind != "count" and self._leans(clause.start, quantity.end)))
            subject.tier = Span(tier.start, tier.end) if tier and near else None
        region = self._last(self.regions, segment.start, quantity.start)
        subject.region = Span(region.start, region.end) if region else None
        return subject

    def _shared(self, run: Sequence[Quantity]) -> list[Subject]:
        """A run of values: each takes one member of the nearest list as long as the run."""
        first = self._single(run[0])
        subjects = [replace(first, values=Span(run[0].number_start, run[-1].end)) for _ in run]
        start = run[0].start
        sentence = self.passage.sentence(start)
        for groups, name in ((self.tiers, "tier"), (self.populations, "population"), (self.regions, "region")):
            low = self.passage.start if name == "tier" else sentence.start
            nearest = next((g for g in reversed(groups) if low <= g.start and g.end <= start
                            and len(g.members) == len(run)), None)
            own = self._last(groups, self.passage.segment(start).start, start)
            if nearest is None and own is None and name == "tier":
                nearest = self._one_by_one(sentence.start, start, len(run))
            if nearest is None and own is None:
                nearest = self._list_behind(groups, run)
            if nearest is None or (own is not None and own is not nearest):
                if own is not None and name == "tier":
                    continue
                if nearest is None:
                    continue
            if name != "tier" and any(s.tier is not None and s.shared for s in subjects):
                if nearest.start < self.passage.segment(start).start:
                    continue
                if name == "population" and subjects[0].tier and nearest.end <= subjects[0].tier.start:
                    for subject in subjects:  # 高血压、糖尿病患者在一级、二级医疗机构…分别为: only the nearer list is shared out
                        subject.population, subject.classes = Span(nearest.start, nearest.end), nearest.classes
                    continue
            for subject, member in zip(subjects, nearest.members, strict=True):
                setattr(subject, name, member)
                subject.shared = True
                if name == "population":
                    subject.classes = nearest.classes
        return subjects

    def _list_behind(self, groups: Sequence[Group], run: Sequence[Quantity]) -> Group | None:
        """400元、700元分别为一级、二级医院的起付标准: the list that the values come before."""
        end = run[-1].end
        if not _EACH_BEHIND.match(self.text, end):
            return None
        clause = self.passage.clause(end)
        return next((group for group in groups if end <= group.start < clause.end and len(group.members) == len(run)), None)

    def _one_by_one(self, start: int, end: int, count: int) -> Group | None:
        """Grades that were given their values one by one (一级医院200元，二级医院500元；支付比例分别为85%、75%)."""
        grades = [tier for tier in self.tiers if start <= tier.start and tier.end <= end]
        if len(grades) != count or any(len(tier.members) > 1 for tier in grades):
            return None
        return Group(grades[0].start, grades[-1].end, tuple(tier.members[0] for tier in grades))

    def _set_population(self, subject: Subject, quantity: Quantity, segment: Span) -> None:
        """The nearest group or condition before the value: its segment, then what stays in force before it."""
        named = self._named(segment.start, quantity.start)
        stated = self._stated(segment.start, quantity.start) or self._joint_case(quantity)
        if stated and (named is None or named.start < stated.end):
            subject.population = stated
            subject.classes = self._classes(stated)
            return
        if named:
            subject.population, subject.classes = Span(named.start, named.end), named.classes
            return
        sentence = self.passage.sentence(quantity.start)
        if segment.start > sentence.start:
            head = self.passage.clause(sentence.start)
            stated = self._stated(sentence.start, head.end) if _OPENS_FOR.match(self.text, sentence.start) else None
            if stated:
                subject.population, subject.classes = stated, self._classes(stated)
                return
        first = self.populations[0] if self.populations and self.text.startswith("在", segment.start) else None
        if first and segment.start > sentence.start and sentence.start <= first.start <= sentence.start + 1:
            # 在职职工在一级医疗机构…支付70%；在二级医疗机构…支付65%
            subject.population, subject.classes, subject.inherited = Span(first.start, first.end), first.classes, True
            return
        colon = self.text.rfind("：", sentence.start, segment.start)
        if colon > 0:
            stated = self._stated(sentence.start, colon + 1)
            if stated:
                subject.population, subject.classes, subject.inherited = stated, self._classes(stated), True
                return
        sticky = self._sticky(sentence)
        if sticky:
            subject.population, subject.classes, subject.inherited = sticky, self._classes(sticky), True
            return
        for heading in reversed(self.paragraph.headings):
            inside = populations(self.text, self.facets, *heading.span)
            if len(inside) == 1 and heading.span.end - inside[0].end <= 2 and inside[0].start - heading.span.start <= 2:
                subject.population, subject.classes = Span(inside[0].start, inside[0].end), inside[0].classes
                subject.inherited = True
                return

    def _take_named_behind(self, subject: Subject, quantity: Quantity) -> None:
        """以每人每月1950元作为集中养育孤儿的…标准: the group that a value's name begins with, where that stands behind it."""
        named = _NAMED_BEHIND.match(self.text, quantity.end)
        group = next((group for group in self.populations if named and group.start == named.end()), None)
        if group:
            subject.population, subject.classes, subject.inherited = Span(group.start, group.end), group.classes, False

    def _last(self, groups: Sequence[Group], start: int, end: int) -> Group | None:
        """The last of some groups in `[start, end)`."""
        return next((group for group in reversed(groups)
                     if start <= group.start and group.end <= end and not self._in_remark(group, end)), None)

    def _in_remark(self, group: Group, offset: int) -> bool:
        """Whether a group stands in brackets that were closed before `offset`: 一级医院（含社区卫生服务中心）300元."""
        remark = self.passage.remark(group.start)
        return remark is not None and remark.end < offset

    def _opens_list(self, tier: Group) -> bool:
        """三级定点医疗机构，在职职工50%、退休人员60%: a clause that is nothing but the grade is for all that follow."""
        clause = self.passage.clause(tier.start)
        return tier.start - clause.start <= 2 and bool(_INSTITUTION.fullmatch(self.text, tier.end, clause.end))

    def _joint_case(self, quantity: Quantity) -> Span | None:
        """同时患有两种疾病的每年支付限额960元, 未备案的降低20个百分点: a case that its own clause opens with, no comma behind it."""
        clause = self.passage.clause(quantity.start)
        hit = _JOINT_CASE.match(self.text, clause.start, quantity.start) or _CASE.match(self.text, clause.start, quantity.start)
        return Span(*hit.span()) if hit else None

    def _named(self, start: int, end: int) -> Group | None:
        """The last group in the value's own clause, or at the head of a clause before it."""
        own = self.passage.clause(end - 1 if end > start else end)
        everybody = any("everybody" in hit.keys for hit in self.facets.populations.within(own.start, end))
        for group in reversed(self.populations):
            if group.end > end or self._in_remark(group, end):
                continue
            if group.start < (own.start if everybody else start):
                return None
            clause = self.passage.clause(group.start)
            lead = self.text[clause.start : group.start]
            opens = not lead and self.text[clause.end - 1] == "："  # 在职职工支付比例：三级50%，二级60%
            if clause == own or opens or ((not lead or _LEADS.fullmatch(lead)) and self._leans(own.start, end)):
                return group
        return None

    def _leans(self, start: int, end: int) -> bool:
        """Whether a clause goes on about the subject of the clause before, rather than naming another."""
        return bool(_GOES_ON.search(self.text, start, end)) or bool(self.facets.nouns.within(start, end))

    def _stated(self, start: int, end: int) -> Span | None:
        """The last clause in `[start, end)` that says for whom (对…，) or on which condition (…的，)."""
        offset = end
        while offset > start:
            clause = self.passage.clause(offset - 1)
            low = max(clause.start, start)
            stop = clause.end - 1 if self.text[clause.end - 1] in "，：；。" else clause.end
            offset = clause.start
            if stop <= low or stop > end:
                continue
            words = _REMARK.sub("", self.text[low:stop])
            for pattern in (_FOR, _CONDITION, _STAY):
                hit = pattern.match(words)
                if hit and not _NOT_WHOM.search(words):
                    begin = low + hit.start("whom")
                    whom = Span(begin, begin + len(hit["whom"]))
                    if pattern is _CONDITION:
                        return Span(self._subject_before(begin, low, start), whom.end)
                    return self._beneficiary(whom)
        return None

    def _beneficiary(self, whom: Span) -> Span | None:
        """For whom, in 对低保对象原则上取消…: up to the last group named; a phrase without one must end as a noun does."""
        inside = [group for group in self.populations if whom.start <= group.start and group.end <= whom.end]
        if inside:
            return Span(whom.start, inside[0].end)
        return whom if _ENDS_AS_BODY.search(self.text, whom.start, whom.end) else None

    def _subject_before(self, begin: int, clause_start: int, start: int) -> int:
        """Where the condition's subject begins if it stands in a clause before (缴存职工购买住房，申请贷款的)."""
        offset = clause_start
        while offset > start:
            earlier = self.passage.clause(offset - 1)
            if earlier.start < start or self.text[earlier.end - 1] != "，":
                return begin
            if any(group.start == earlier.start for group in self.populations):
                return earlier.start
            offset = earlier.start
        return begin

    def _sticky(self, sentence: Span) -> Span | None:
        """A group that an earlier sentence of the paragraph opened with: 其中，对…困难人员，…。"""
        offset = sentence.start
        while offset > self.passage.start:
            earlier = self.passage.sentence(offset - 1)
            words = self.text[earlier.start : earlier.end]
            lead = len(words) - len(words.lstrip("（）一二三四五六七八九十、. "))
            hit = _OPENS_FOR.match(words, lead if words[lead:].startswith(("其中", "对")) else 0)
            if hit and (earlier.start == self.passage.start or words[lead:].startswith("其中")):
                inside = populations(self.text, self.facets, earlier.start + hit.start("whom"), earlier.start + hit.end("whom"))
                if inside:
                    return Span(inside[0].start, inside[0].end)
            offset = earlier.start
        return None

    def _classes(self, span: Span) -> frozenset[str]:
        return frozenset(key for hit in self.facets.populations.within(*span) for key in hit.keys)


def _runs(text: str, quantities: Sequence[Quantity]) -> list[list[int]]:
    """Indexes of coordinated values (90%、80%、70%), a value that stands alone as a run of one."""
    runs: list[list[int]] = []
    for index, quantity in enumerate(quantities):
        if runs:
            earlier = quantities[runs[-1][-1]]
            if (earlier.kind == quantity.kind and earlier.unit == quantity.unit and not quantity.range_role
                    and _JOINT.fullmatch(text[earlier.end : quantity.start])):
                runs[-1].append(index)
                continue
        runs.append([index])
    return runs
