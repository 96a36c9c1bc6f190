"""Who does what, in running text: 由X牵头，Y配合; 由X会同Y负责; X负责…; X配合Y….

A reader goes clause by clause: a clause is a list of agencies and its predicate. What may be a name is left to
`agencies`; adverbs, verbs and roles are in `vocabulary/assignments.yaml`. Each look for the border between a
list and its predicate is bounded, so time grows linearly with the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from extractor.language.agencies import begins_as_agency, is_agency, is_field, is_generic, split_agencies
from extractor.language.predicates import predicates
from extractor.spans import Span

LONGEST_LIST = 160
"""How many characters after 由 or a clause's start a list of agencies may take."""

_MOST_TRIES = 8
"""How many 由 of one clause are looked at."""

_HANDED_TO = re.compile(r"[至给向到报送]([^至给向到报送]{2,10})\Z")
TRIGGER = re.compile(r"由|负责|牵头|配合|会同|主办|协办|主责|责任主体|责任单位|责任部门")

_CLAUSE = re.compile(r"(?:[^，。；！？：、\t\n]|、(?!由))+")
_STOP = re.compile(r"[。！？\t\n；]")
_BY = re.compile(r"(?<![自缘])由(?![于此来头由])")
_CONNECTIVE = re.compile(
    r"(?:其中|同时|此外|另外|原则上|具体工作|日常工作|[一二三四五六七八九十]是|[0-9]{1,2}[.．、]"
    r"|（[一二三四五六七八九十0-9]{1,3}）|[①-⑳]|[—－\-·●◆■]|并|且|即|明确|确定|指定|进一步明确){1,3}"
)
_AS = re.compile(
    r"作?[为是](?:[^，。；]{0,12}的)?(第一责任|主体责任|牵头|责任|主责|配合|协办|参与)(?:单位|部门|主体|处室|科室)"
)
_NARRATIVE = re.compile(r"(?:印发|下发|出台|发布|召开|公布|制定|起草|修订|形成|发文)(?:了|《|关于)")
_DUTY = re.compile(r"工作|改造|建设|维护|培训|宣传|服务|任务|职责|责任|事务|职能")
_CONDITION = re.compile(r"(?:的|(?<![及同准按随适])时)$")
_DUTIES = re.compile(r"的?(?:主要|工作)?职责(?:分工)?：?$")
_COST = re.compile(r"费|资金|款|成本|支出|损失")
_NO_BEGINNING = re.compile(
    r"实行|坚持|指定|专门|涉及|形成|所有|任何|要求|采取|鼓励|支持|引导|允许|避免|防止|充分|不断|全面|深化|完善|健全|强化|优化|构建|创新|规范|严禁|谁"
    r"|[也还都均仍再将现每一该其不以把让使请凡对如若因但且或即又已被未无有可应须需要由与和]"
)
_PERSON_IN_CHARGE = re.compile(r"(?:党政)?(?:主要|分管)?(?:负责|主管|领导)?(?:人|同志|领导|干部)")
_BODY_OF_PEOPLE = re.compile(r"(?<=工会|残联|妇联|群团|经济|社会)组织(?!开展|实施|召开|编制|制定)")
_INNER_UNIT = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:部|室|处|科|股|(?<![督经承主协交催举兴])办)|[\u4e00-\u9fff]{2}(?:会|社|局|委|所|站|院|中心)")
_NEXT_NAME = re.compile(r"[、，）和及与]|$")
_FIRM_NAME = re.compile(r"^.{1,12}(?:部门|机构|机关|中心|公司|委员会|管委会|政府|办事处|学校|医院|[局厅委署])$")
_FIRM_ENDING = re.compile(
    r"(?:部门|机构|机关|单位|中心|公司|委员会|政府|办事处|学校|医院|法院|检察院|[局厅委署])(?=[\u4e00-\u9fff]{2})"
    r"(?!下属|所属|内设|人员|工作|专家|医[师生]|[和及与或的等党办分驻系各直领官主局厅委处长副])"
)
_BARE = re.compile(r"(?:分工)?(?:负责|落实|实施|推进|组织实施|具体落实)(?:落实|实施|推进|组织实施)?$")


@dataclass(slots=True)
class Duty:
    """One assignment: the stretch of text that makes it, and the names' spans in the same text."""

    start: int
    end: int
    lead: list[Span] = field(default_factory=list)
    support: list[Span] = field(default_factory=list)
    headed: bool = False
    """Whether somebody 牵头, so that others who 负责 with no object of their own take part."""


def read_duties(text: str, start: int, end: int, *, governed: bool = False) -> list[Duty]:
    """The assignments of `text[start:end]`, in text order; `governed` says that a 由 or a label stands before it."""
    reader = _Reader(text, start, governed)
    for clause in _CLAUSE.finditer(text, start, end):
        reader.clause(clause.start(), clause.end())
    return reader.duties


def names_only(text: str, start: int, end: int) -> bool:
    """Whether the stretch is but a list of agencies, as over their duties (市财政局：负责…, 市财政局职责)."""
    if end - start > LONGEST_LIST or not begins_as_agency(text[start:start + 12]):
        return False
    return is_agency(_DUTIES.sub("", text[max(start, end - 24):end]))


class _Reader:
    """Reads clauses in order and remembers which 由 and which leader are still open."""

    def __init__(self, text: str, start: int, governed: bool) -> None:
        self.text = text
        self.grammar = predicates()
        self.duties: list[Duty] = []
        self.current: Duty | None = None
        self.pending: list[Span] = []
        self.pending_from = start
        self.always_governed = governed
        self.governed = governed
        self.last_end = start
        self.next: int | None = None
        """Where the next agencies of the same clause begin."""

    def clause(self, start: int, end: int) -> None:
        between = self.text[self.last_end:start]
        first = start
        if connective := _CONNECTIVE.match(self.text, start, end):
            start = connective.end()
        if _STOP.search(between):
            self.governed = self.always_governed
            if not self.grammar.lead.match(self.text, start, end):
                self.pending = []
            if between != "；" and (self.current is None or self.current.end != self.last_end):
                self.current = None
        if between == "，" and self.current and self.current.end == first - 1 and self.text[first] in "并且":
            self.current.end = end
        self.last_end = end
        follows = self.governed or self.pending or (self.current is not None and self.current.end >= first - 1)
        if not (follows or TRIGGER.search(self.text, start, end) or names_only(self.text, start, end)):
            return
        self.next = None
        if not self._by(start, end):
            self._subject(start, end)
        while self.next is not None:
            start, self.next = self.next, None
            self._subject(start, end)

    def _by(self, start: int, end: int) -> bool:
        """由 with a list of agencies and a predicate."""
        for by in islice(_BY.finditer(self.text, start, end), _MOST_TRIES):
            parsed = self._names(by.end(), end, strict=False) or self._before_unknown_verb(by.end(), end)
            if parsed is None:
                if names_only(self.text, by.end(), end):  # 由市财政局、市水利局，各区人民政府负责
                    self.governed = self._list(by.end(), end, by.start())
                    return True
                continue
            names, border = parsed
            if not self._assigns(border, end, by.start()):
                return True
            self.governed = True
            if (support := self.grammar.support.match(self.text, border, end)) and "配合" in support[0]:
                self._support(by.start(), end, names, support.end())
                return True
            self.current = Duty(by.start(), end, lead=names)
            self.duties.append(self.current)
            self._after_predicate(border, end)
            return True
        return False

    def _subject(self, start: int, end: int) -> None:
        """A clause that begins with its agencies: X负责…, Y配合, X配合Y…, and what an earlier 由 governs."""
        text, grammar = self.text, self.grammar
        if self.current and (partner := grammar.partner.match(text, start, end)) and len(partner[0]) > 1:
            parsed = self._names(partner.end(), end, strict=True)
            if parsed is not None and self.current.end <= start:
                self.current.support += parsed[0]
                self.current.end = end
            return
        if self.pending and grammar.lead.match(text, start, end):  # 市财政局：负责…
            names, self.pending = self.pending, []
            self._open(self.pending_from, end, names)
            self._after_predicate(start, end)
            return
        takes_part = self.governed and grammar.ends_in_support.search(text, max(start, end - 6), end)
        parsed = self._names(start, end, strict=not takes_part) or self._unfamiliar(start, end)
        if parsed is None:
            self._list(start, end, start)
            return
        names, border = parsed
        begin = self.pending_from if self.pending else start
        names, self.pending = self.pending + names, []
        if support := grammar.support.match(text, border, end):
            self._support(begin, end, names, support.end())
        elif role := _AS.match(text, border, end):
            if role[1] in ("配合", "协办", "参与"):
                self._support(begin, end, names, end)
            else:
                self._open(begin, end, names, headed=role[1] == "牵头")
        elif lead := grammar.lead.match(text, border, end):
            bare = _BARE.search(text, border, end) is not None and lead.end() >= end - 4
            if not self._joins(begin, end, names, bare=bare):
                self._open(begin, end, names, headed="牵头" in lead[0])
                self._after_predicate(border, end)
        elif (partner := grammar.partner.match(text, border, end)) and partner[0] in ("会同", "商同", "联合"):
            if not _NARRATIVE.search(text, border, end):
                self._open(begin, end, names)
                self._after_predicate(border, end)
                if not self.duties[-1].support:
                    self.duties.pop()
                    self.current = None
        elif self.governed and grammar.verb.match(text, border, end) and self._assigns(border, end, begin):
            bare = _BARE.search(text, border, end) is not None
            if self._joins(begin, end, names, bare=bare):
                return
            self._open(begin, end, names)
            self._after_predicate(border, end)

    def _joins(self, start: int, end: int, names: list[Span], *, bare: bool) -> bool:
        """X牵头，Y按职责分工负责: who has no object of their own joins whoever leads (in brackets: shares)."""
        current = self.current
        if current is None or not bare or current.end > start or not (current.headed or self.always_governed):
            return False
        (current.support if current.headed else current.lead).extend(names)
        current.end = end
        return True

    def _list(self, start: int, end: int, begin: int) -> bool:
        """Keeps the agencies of a clause that is but a list until their predicate comes; False if it is none."""
        names = []
        if names_only(self.text, start, end):
            listed = _DUTIES.sub("", self.text[start:end])
            names = [Span(start + a, start + b) for a, b in split_agencies(listed)]
        if not names or not all(self._is_body(*name, strict=True) for name in names):
            self.pending = []
            return False
        if not self.pending:
            self.pending_from = begin
        self.pending += names
        return True

    def _open(self, start: int, end: int, names: list[Span], *, headed: bool = False) -> None:
        self.current = Duty(start, end, lead=names, headed=headed)
        self.duties.append(self.current)

    def _support(self, start: int, end: int, names: list[Span], after: int) -> None:
        """Y配合 (whoever leads before it), or X配合Y… (Y leads)."""
        led = self._names(after, end, strict=True)
        current = self.current
        if led is not None:
            printed = {self.text[a:b] for a, b in led[0]}
            if current is None or not printed <= {self.text[a:b] for a, b in current.lead}:
                self._open(start, end, led[0])
                self.duties[-1].support = names
                return
        object_of_its_own = after < end and _STOP.search(self.text, current.end, start) if current else None
        if current is not None and current.end <= start and not object_of_its_own:
            current.support += names
            current.end = end

    def _after_predicate(self, border: int, end: int) -> None:
        """Partners (会同Y, 牵头会同Y) and further agencies in the same clause (、财政部门拨付; 、Y配合)."""
        text, grammar, duty = self.text, self.grammar, self.duties[-1]
        lead = grammar.lead.match(text, border, end)
        duty.headed = duty.headed or bool(lead and "牵头" in lead[0])
        position = lead.end() if lead else border
        if partner := grammar.partner.match(text, position + (text[position:position + 1] == "、"), end):
            parsed = self._names(partner.end(), end, strict=True)
            if parsed is not None:
                duty.support += parsed[0]
                position = parsed[1]
                lead = grammar.lead.match(text, position, end)
                duty.headed = duty.headed or bool(lead and "牵头" in lead[0])
        mark = text.find("、", position, end)
        while mark >= 0:
            before = text[max(position, mark - 12):mark]
            handed = _HANDED_TO.search(before)  # 报农业农村部、财政部备案; 推送至民政、农业农村部门核查
            listed = is_agency(before) or (handed is not None and (is_field(handed[1]) or is_agency(handed[1])))
            parsed = None if listed else self._names(mark + 1, end, strict=True)
            if parsed is not None and self._governs(parsed[1], end):
                duty.end, self.next = mark, mark + 1
                return
            mark = text.find("、", mark + 1, end)

    def _governs(self, border: int, end: int) -> bool:
        grammar = self.grammar
        return any(
            pattern.match(self.text, border, end) for pattern in (grammar.lead, grammar.support, grammar.verb)
        ) and self._assigns(border, end, border)

    def _assigns(self, border: int, end: int, start: int) -> bool:
        """Whether the predicate at `border` says what the agencies do, not what they are or pay."""
        text, grammar = self.text, self.grammar
        verbs = border
        if adverbs := grammar.adverbs.match(text, verbs, end):
            verbs = adverbs.end()
        if grammar.no_predicate.match(text, verbs, end) or _CONDITION.search(text, border, end):
            return False
        if _PERSON_IN_CHARGE.match(text, border, end):
            return False
        if text.startswith("承担", verbs, end):
            before = _STOP.split(text[max(0, start - 40):end])[-1]
            return _DUTY.search(before) is not None and _COST.search(before) is None
        return not self._relative(border, end)

    def _relative(self, border: int, end: int) -> bool:
        """Whether 由X… only describes a noun: 由民政部门认定的低收入人口, 由医院出具的证明."""
        position = border
        while step := self.grammar.predicate.match(self.text, position, end):
            position = step.end()
        return position > border and self.text.startswith("的", position, end)

    def _names(self, start: int, end: int, *, strict: bool) -> tuple[list[Span], int] | None:
        """The agencies from `start` on and where their predicate begins; None where there is no such list."""
        text = self.text
        limit = min(end, start + LONGEST_LIST)
        if strict and not begins_as_agency(text[start:start + 12]):
            return None
        for hit in self.grammar.predicate.finditer(text, start + 2, limit):
            border = hit.start()
            tail = text[max(start, border - 20):border]
            if text.startswith("所在", border - 1) or _BODY_OF_PEOPLE.match(text, border, limit):
                continue
            if not (is_agency(tail) or is_generic(tail) or tail.endswith(self.grammar.list_ends)):
                continue
            unit = _INNER_UNIT.match(text, border, limit)
            if unit and any(after.match(text, unit.end(), limit) for after in (_NEXT_NAME, self.grammar.predicate)):
                continue
            names = [Span(start + a, start + b) for a, b in split_agencies(text[start:border])]
            if not names:
                return None
            if all(self._is_body(*name, strict=strict) for name in names):
                if any(self._is_somebody(*name) for name in names) or "等部门" in tail:
                    return names, border
                return None
        return None

    def _before_unknown_verb(self, start: int, end: int) -> tuple[list[Span], int] | None:
        """The first list of agencies that can end before a verb the vocabulary does not know."""
        text = self.text
        if "的" in text[start:end]:
            return None  # 由医院专科医生开具的证明
        for hit in _FIRM_ENDING.finditer(text, start, min(end, start + LONGEST_LIST)):
            border = hit.end()
            names = [Span(start + a, start + b) for a, b in split_agencies(text[start:border])]
            if names and all(self._is_body(*name, strict=True) and self._is_somebody(*name) for name in names):
                return names, border
        return None

    def _unfamiliar(self, start: int, end: int) -> tuple[list[Span], int] | None:
        """Bodies whose names begin with no known word (房产管理部门), if 负责, 牵头 or 配合 follows."""
        if _NO_BEGINNING.match(self.text, start, end) or self.grammar.predicate.match(self.text, start, end):
            return None
        parsed = self._names(start, end, strict=False)
        if parsed is None or not all(_FIRM_NAME.search(self.text[a:b]) for a, b in parsed[0]):
            return None
        roles = (self.grammar.lead, self.grammar.support)
        return parsed if any(role.match(self.text, parsed[1], end) for role in roles) else None

    def _is_body(self, start: int, end: int, *, strict: bool) -> bool:
        name = self.text[start:end]
        if name in self.grammar.actors or is_field(name):
            return True
        return (is_agency(name) or is_generic(name)) and (not strict or begins_as_agency(name[:12]))

    def _is_somebody(self, start: int, end: int) -> bool:
        name = self.text[start:end]
        return name in self.grammar.actors or is_agency(name)
