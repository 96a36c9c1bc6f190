"""Who does what, in running text: 由X牵头，Y配合; 由X会同Y负责; X负责…; X配合Y….

A reader goes clause by clause: a clause is a list of bodies (`bodies`) and its predicate (`vocabulary/assignments`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from extractor.language.agencies import is_agency, is_field
from extractor.language.bodies import Bodies, bodies_at, is_body, names_in, names_only, unfamiliar_bodies
from extractor.language.predicates import pattern
from extractor.spans import Span

_MOST_TRIES = 8
"""How many 由 of one clause are looked at."""

_LONGEST_LIMITS = 60
"""Characters at the end of a clause that may say within which limits its bodies act."""

TRIGGER = re.compile(r"由|负责|牵头|配合|会同|主办|协办|主责|主管(?!部门)|负总责|(?:责任|实施)(?:主体|单位|部门)|(?:主体|首要|领导|属地|监管)责任")

_CLAUSE = re.compile(r"(?:[^，。；！？：、\t\n]|、(?!由))+")
_STOP = re.compile(r"[。！？\t\n；]")


@dataclass(slots=True)
class Duty:
    """One assignment: the stretch of text that makes it, and the names' spans in the same text."""

    start: int
    end: int
    lead: list[Span] = field(default_factory=list)
    support: list[Span] = field(default_factory=list)
    headed: bool = False
    """Whether somebody 牵头, so that others who 负责 with no object of their own take part."""
    answers: bool = False
    """Whether somebody 负责 or 牵头 it."""


def read_duties(text: str, start: int, end: int, *, governed: bool = False, listed: bool = False) -> list[Duty]:
    """The assignments of `text[start:end]`, in text order.

    `governed` says that a 由 or a label stands before it; `listed` that bodies with their duties are listed there, so that
    whatever stands behind a name and its colon is its duty (市财政局：统筹安排资金).
    """
    reader = _Reader(text, start, governed, listed)
    for clause in _CLAUSE.finditer(text, start, end):
        reader.clause(clause.start(), clause.end())
    for duty in reader.duties:
        said = text[duty.start : duty.end]
        if said.endswith("）") and said.count("）") > said.count("（"):  # it ends with the bracket that it stands in
            duty.end -= 1
    return reader.duties


class _Reader:
    """Reads clauses in order and remembers which 由 and which leader are still open."""

    def __init__(self, text: str, start: int, governed: bool, listed: bool) -> None:
        self.text = text
        self.duties: list[Duty] = []
        self.current: Duty | None = None
        self.pending: list[Span] = []
        """The names of a clause that was but a list, or said whose field something is; their predicate is to come."""
        self.pending_from = start
        self.in_charge = False
        """Whether they are pending because they are in charge of something, so that only what has no subject of its own is theirs."""
        self.always_governed = governed
        self.listed = listed
        self.takes_on = ""
        """The marks behind which what follows still says what the body named last has to do."""
        self.governed = governed
        self.last_end = start
        self.next: int | None = None
        """Where the next bodies of the same clause begin."""

    def clause(self, start: int, end: int) -> None:
        between = self.text[self.last_end:start]
        first = start
        if self.listed and self.pending and between in ("：", "。", "\n") and not self.duties:
            self._open(self.pending_from, end, self.pending)
            self.pending, self.last_end, self.takes_on = [], end, "，；："
            return
        if between and between in self.takes_on and (
                not TRIGGER.search(self.text, start, end) or pattern("lead").match(self.text, start, end)):
            self.duties[-1].end = self.last_end = end
            return
        self.takes_on = ""
        if connective := pattern("connective").match(self.text, start, end):
            start = connective.end()
        if _STOP.search(between):
            self.governed = self.always_governed
            if not pattern("lead").match(self.text, start, end):
                self.pending = []
            if between != "；" and (self.current is None or self.current.end != self.last_end):
                self.current = None
        if between == "，" and self.current and self.current.end == first - 1 and self.text[first] in "并且":
            self.current.end = end
        self.last_end = end
        follows = self.governed or self.pending or (self.listed and not self.duties) or (self.current is not None and self.current.end >= first - 1)
        if not (follows or TRIGGER.search(self.text, start, end) or names_only(self.text, start, end)
                or pattern("in_charge_of").search(self.text, start, end)
                or pattern("within_limits").search(self.text, max(start, end - _LONGEST_LIMITS), end)):
            return
        self.next = None
        if not self._by(start, end):
            self._subject(start, end)
        while self.next is not None:
            start, self.next = self.next, None
            self._subject(start, end)

    def _by(self, start: int, end: int) -> bool:
        """由 with a list of bodies and a predicate."""
        for by in islice(pattern("by").finditer(self.text, start, end), _MOST_TRIES):
            if any(pattern(name).match(self.text, by.end(), end) for name in ("purse", "made_up_by")):
                continue
            found = bodies_at(self.text, by.end(), end, governed=True)
            if found is None:
                if names_only(self.text, by.end(), end):  # 由市财政局、市水利局，各区人民政府负责
                    self.governed = self._list(by.end(), end, by.start())
                    return True
                continue
            whose = pattern("made_up").match(self.text[by.end() : found.names[0].start]) if found.names else None
            if not found.names or whose or not self._assigns(found, end, by.start()):
                return True
            self.governed = True
            support = pattern("support").match(self.text, found.border, end)
            if support and "配合" in support[0]:
                self._support(by.start(), end, found.names, support.end())
                return True
            self.current = Duty(by.start(), end, lead=found.names)
            self.duties.append(self.current)
            self._after_predicate(found.border, end)
            return True
        return False

    def _subject(self, start: int, end: int) -> None:
        """A clause that begins with its bodies: X负责…, Y配合, X配合Y…, and what an earlier 由 governs."""
        text = self.text
        partner = pattern("partner").match(text, start, end)
        if self.current and partner and len(partner[0]) > 1:
            found = bodies_at(text, partner.end(), end)
            if found is not None and self.current.end <= start:
                self.current.support += found.names
                self.current.end = end
            return
        if self.pending and (pattern("lead").match(text, start, end) or pattern("answers_for").search(text, start, end)):  # 市财政局：负责…
            names, self.pending = self.pending, []
            self._open(self.pending_from, end, names)
            self._after_predicate(start, end)
            return
        if self.pending and not self.in_charge and (support := pattern("support").match(text, start, end)):  # 依照各自职责，配合市民政局
            names, self.pending = self.pending, []
            self._support(self.pending_from, end, names, support.end())
            return
        takes_part = self.governed and pattern("ends_in_support").search(text, max(start, end - 6), end)
        found = bodies_at(text, start, end) if not takes_part else bodies_at(text, start, end) or bodies_at(text, start, end, governed=True)
        appointed = pattern("appointed").match(text, start, end)
        if found is None or (appointed and found.border < appointed.end()):  # 区政府确定的征收部门负责…
            found = unfamiliar_bodies(text, start, end) or found
        if found is None:
            self._list(start, end, start)
            return
        if not found.names:
            self.pending = []
            return
        if self.in_charge:  # 市民政部门主管本市工作，区民政部门负责…
            self.pending = []
        self.in_charge = False
        begin = self.pending_from if self.pending else start
        names, self.pending = self.pending + found.names, []
        border = found.border
        bound = pattern("bound_to").match(text, border, end)
        if bound and any(pattern(name).match(text, bound.end(), end) for name in ("support", "within_limits")):
            border = bound.end()
        if limits := pattern("within_limits").match(text, border, end):
            if any(pattern(name).match(text, limits.end(), end) for name in ("lead", "support")):
                border = limits.end()
            elif limits.end() == end:  # 财政、审计等部门依据各自职责，负责…
                self.pending, self.pending_from = names, begin
                return
        if support := pattern("support").match(text, border, end):
            self._support(begin, end, names, support.end())
        elif role := pattern("role_of").match(text, border, end):
            if role[1] in ("配合", "协办", "参与"):
                self._support(begin, end, names, end)
            else:
                self._open(begin, end, names, headed=role[1] == "牵头")
        elif pattern("answers_for").search(text, border, end) or pattern("heads").match(text, border, end):
            self._open(begin, end, names)
            self.takes_on = "，"
        elif pattern("for_what").match(text, border, end) or pattern("in_charge_of").match(text, border, end):
            self.pending, self.pending_from, self.in_charge = names, begin, True
        elif lead := pattern("lead").match(text, border, end):
            bare = pattern("bare_duty").search(text, border, end) is not None and lead.end() >= end - 4
            if (named := pattern("describes").match(text, lead.end(), end)) is not None and named.end() == end:
                self.pending, self.pending_from = [Span(start, end)], begin  # 县政府负责老龄工作的机构，负责…
            if named is not None or self._relative(border, end):
                return
            if not self._joins(begin, end, names, bare=bare):
                self._open(begin, end, names, headed="牵头" in lead[0])
                self._after_predicate(border, end)
        elif (partner := pattern("partner").match(text, border, end)) and partner[0] in ("会同", "商同", "联合"):
            if not pattern("told").search(text, border, end) and not pattern("case").search(text, border, end):
                self._with_partners(begin, border, end, names)
        elif self.governed and pattern("verb").match(text, border, end) and self._assigns(found, end, begin):
            bare = pattern("bare_duty").search(text, border, end) is not None
            if self._joins(begin, end, names, bare=bare):
                return
            self._open(begin, end, names)
            self._after_predicate(border, end)
        elif self.listed and not self.duties and any(pattern(name).match(text, border, end) for name in ("verb", "grounds")):  # （二）民政部门审核申请，…
            self._open(begin, end, names)
            self.takes_on = "，；"

    def _with_partners(self, start: int, border: int, end: int, names: list[Span]) -> None:
        """X会同Y…: an assignment where somebody in particular is named beside X, or X负责 it."""
        before = self.current
        self._open(start, end, names)
        self._after_predicate(border, end)
        duty = self.duties[-1]
        if not duty.support and not duty.answers and not (self.listed and len(self.duties) == 1):
            self.duties.pop()
            self.current = before

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
        names = names_in(self.text, start, end) if names_only(self.text, start, end) else []
        if not names or not all(is_body(self.text[a:b], familiar=True) for a, b in names):
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
        """Y配合 (whoever leads before it; of several, also where nobody does), or X配合Y… (Y leads)."""
        led = bodies_at(self.text, after, end)
        current = self.current
        if led is not None and led.names:
            printed = {self.text[a:b] for a, b in led.names}
            if current is None or not printed <= {self.text[a:b] for a, b in current.lead}:
                self._open(start, end, led.names)
                self.duties[-1].support = names
                return
        object_of_its_own = after < end and _STOP.search(self.text, current.end, start) if current else None
        if current is not None and current.end <= start and not object_of_its_own:
            current.support += names
            current.end = end
        elif current is None and led is None and len(names) > 1:  # 财政、审计等部门按照职责配合
            self.duties.append(Duty(start, end, support=names))

    def _after_predicate(self, border: int, end: int) -> None:
        """Partners (会同Y, 牵头会同Y) and further agencies in the same clause (、财政部门拨付; 、Y配合)."""
        text, duty = self.text, self.duties[-1]
        lead = pattern("lead").match(text, border, end)
        duty.headed = duty.headed or bool(lead and "牵头" in lead[0])
        duty.answers = duty.answers or lead is not None
        adverbs = pattern("adverbs").match(text, border, end)
        position = lead.end() if lead else adverbs.end() if adverbs else border
        if partner := pattern("partner").match(text, position + (text[position:position + 1] == "、"), end):
            found = bodies_at(text, partner.end(), end)
            if nobody := pattern("nobody").match(text, partner.end(), end):  # 会同有关部门负责…
                found = found or Bodies([], nobody.end())
            if found is not None:
                duty.support += found.names
                position = found.border
                lead = pattern("lead").match(text, position, end)
                duty.headed = duty.headed or bool(lead and "牵头" in lead[0])
                duty.answers = duty.answers or lead is not None
        mark = text.find("、", position, end)
        while mark >= 0:
            before = text[max(position, mark - 16):mark].rsplit("、", 1)[-1]
            handed = pattern("hands_on").search(before)  # 报农业农村部、财政部备案; 推送至民政、农业农村部门核查
            listed = is_agency(before) or (handed is not None and (is_body(handed[1], familiar=False) or pattern("levels").fullmatch(handed[1]) is not None))
            found = None if listed else bodies_at(text, mark + 1, end)
            if found is not None and found.names and self._governs(found, end):
                duty.end, self.next = mark, mark + 1
                return
            mark = text.find("、", mark + 1, end)

    def _governs(self, found: Bodies, end: int) -> bool:
        return any(
            pattern(name).match(self.text, found.border, end) for name in ("lead", "support", "verb")
        ) and self._assigns(found, end, found.border)

    def _assigns(self, found: Bodies, end: int, start: int) -> bool:
        """Whether the predicate behind the bodies says what they do, not what they are or pay."""
        text, border = self.text, found.border
        verbs = border
        if adverbs := pattern("adverbs").match(text, verbs, end):
            verbs = adverbs.end()
        if pattern("no_predicate").match(text, verbs, end) or pattern("case").search(text, border, end):
            return False
        if pattern("person_in_charge").match(text, border, end) or pattern("made_up").match(text[border:end]):
            return False
        if any(pattern("payer").match(text[a:b]) for a, b in found.names[-1:]) and not is_field(text[slice(*found.names[-1])]):
            return False
        if all("财政" in text[a:b] for a, b in found.names) and pattern("pays").match(text, border, end):
            return False
        if pattern("gives").match(text, border, end) or pattern("makes_up").search(text, border, end):
            return False
        if len(found.names) > 1 and text[found.names[-2].end : found.names[-1].start] == "与" and pattern("agrees").match(text, border, end):
            return False
        if text.startswith("承担", verbs, end):
            before = _STOP.split(text[max(0, start - 40):end])[-1]
            return pattern("duty").search(before) is not None and pattern("cost").search(before) is None
        return not self._relative(border, end)

    def _relative(self, border: int, end: int) -> bool:
        """Whether 由X… only describes a noun: 由民政部门认定的低收入人口, 由医院出具的证明."""
        acts = [act for name in ("verb", "lead", "support") if (act := pattern(name).match(self.text, border, end)) is not None]
        if not acts:
            adverbs = pattern("adverbs").match(self.text, border, end)
            return adverbs is not None and pattern("named_by_act").match(self.text[adverbs.end() : end]) is not None
        return any(pattern("of_what").match(self.text, act.end(), end) for act in acts)
