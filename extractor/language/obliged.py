"""Who is bound by a sentence: the bodies that are its subject (区民政部门应当…; 用人单位解除合同的，应当…).

This is no assignment, which says who does what (`duties`); it names the lead of a task that assigns nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from extractor.language.agencies import begins_as_agency, is_agency, is_generic
from extractor.language.bodies import Bodies, bodies_at, bodies_before, described_list, names_in, names_only
from extractor.language.predicates import pattern
from extractor.spans import Span

_CLAUSE = re.compile(r"[^，。；！？：\t\n]+")
_NUMBER = re.compile(r"第[一二三四五六七八九十百零〇0-9]{1,6}条[ 　]*")
_ENDS_SENTENCE = re.compile(r"[。！？\t\n]")
_WITHIN = re.compile(r"[0-9一二三四五六七八九十]{1,3}个?(?:工作日|日|天|月)内")
_MOST_CLAUSES = 40
_MOST_MODALS = 4


@dataclass(slots=True)
class Obliged:
    """Whom a sentence binds: the spans of the bodies that are its subject, and of those with whom they act.

    `others`: its subject is no body, or nobody in particular. `elided`: it has none, or none where it begins, and what was
    said before tells whom it binds.
    """

    lead: list[Span]
    support: list[Span]
    others: bool
    elided: bool


def obliged_bodies(text: str, start: int, end: int, earliest: int) -> Obliged:
    """Whom the obligation `text[start:end]` binds; its sentence begins at `earliest`.

    A clause without a subject of its own has the one before it.
    """
    reader = _Reader(text, start)
    for clause in islice(_CLAUSE.finditer(text, earliest, end), _MOST_CLAUSES):
        reader.clause(clause.start(), clause.end(), counts=clause.end() > start)
    lead = reader.lead or ([] if reader.others else reader.acts)
    return Obliged(lead, reader.support, reader.others, reader.elided and not reader.others and (not lead or reader.first_elided))


class _Reader:
    def __init__(self, text: str, begin: int) -> None:
        self.text = text
        self.begin = begin
        self.lead: list[Span] = []
        self.support: list[Span] = []
        self.subject: list[Span] = []
        """Who did what the last clauses say, until another subject comes."""
        self.acts: list[Span] = []
        """Who does something in a clause without a modal word."""
        self.others = False
        """Whether something is said of somebody who is no body."""
        self.topic = False
        """Whether a clause has a subject that is not read (当事人收到决定书，…)."""
        self.elided = False
        self.first_elided = False
        """Whether what binds first has no subject (应当下达文书，|被检查单位应当改正)."""
        self.receiver: list[Span] = []
        """To whom something was submitted, who act on it once it is `examined`."""
        self.examined = False
        self.listed = False
        """Whether the clause before was but a list of bodies, which may go on."""
        self.last_end = 0
        self.quoted = 0
        """How many quotations are open, whose words bind nobody."""

    def clause(self, start: int, end: int, *, counts: bool) -> None:
        text = self.text
        between = text[self.last_end:start]
        inside = self.quoted > 0
        self.quoted += text.count("“", start, end) - text.count("”", start, end)
        if inside:
            self.last_end = end
            return
        if _ENDS_SENTENCE.search(between):
            self.subject = []
        goes_on = self.listed and between == "，"
        self.last_end, self.listed = end, False
        if number := _NUMBER.match(text, start, end):
            start = number.end()
        if connective := pattern("connective").match(text, start, end):
            start = connective.end()
        names = names_in(text, start, end) if names_only(text, start, end) else described_list(text, start, end)
        if names:
            self.subject = [*(self.subject if goes_on else ()), *names]
            self.listed = True
            self.acts = self.acts or (self.subject if counts else [])
            return
        by = next((hit for hit in islice(pattern("by").finditer(text, start, end), _MOST_MODALS)
                   if text.count("（", start, hit.start()) <= text.count("）", start, hit.start())), None)
        others_act = by.start() if by else end
        is_case = pattern("unbound_case").search(text, max(start, end - 12), end) is not None
        for modal in islice(pattern("modal").finditer(text, start, others_act), _MOST_MODALS):
            if text.count("（", start, modal.start()) > text.count("）", start, modal.start()):
                continue  # 各部门（直辖市可直接报送）应当
            if found := bodies_before(text, start, modal.start()):
                self.subject = [*(self.subject if goes_on else ()), *found.names]
                self.others = self.others or not self.subject
                if counts and not is_case and not self._only_lets(modal):
                    self._bind(self.subject, modal.end(), end)
                return
            if pattern("no_subject").match(text[start:modal.start()]):
                if counts and not is_case:
                    elided = not (self.subject or self.topic)
                    self.first_elided = self.first_elided or (elided and not self.lead)
                    self._bind(self.subject, modal.end(), end)
                    self.elided = self.elided or elided
                return
        if by or pattern("modal").search(text, start, end):
            self.subject, self.others = [], True
            return
        if is_case and pattern("approves").search(text, start, end):
            return
        found = self._acting(start, end, is_case)
        if found is None:
            within = _WITHIN.match(text, start, end)
            acting = text[within.end() if within else start : end]
            goes_on = any(pattern(name).match(acting) for name in ("no_subject", "predicates"))
            self.examined = bool(self.receiver) and (self.examined or pattern("examined").search(text, start, end) is not None)
            if goes_on and counts and not is_case and self.examined:
                self.acts = self.acts or self.receiver
            self._receives(start, end)
            if pattern("people_act").match(text[start:end]) if is_case else not goes_on:
                self.subject, self.topic = [], True
            return
        self.subject = found.names
        if counts and not is_case and not self.acts and bodies_at(text, start, end) == found:
            self.acts = found.names
            self._with(found.border, end)

    def _acting(self, start: int, end: int, is_case: bool) -> Bodies | None:
        """The bodies that a clause without a modal word begins with."""
        text = self.text
        if pattern("no_subject_begins").match(text, start, end):
            return None
        if not (is_case or begins_as_agency(text[start:start + 12])):
            return self._undergoing(start, end)
        last = text.rfind("的", start, end) + 1
        if not is_case and last and names_only(text, last, end):  # 人社部门设立的就业服务机构，应当…
            return Bodies(names_in(text, last, end), end)
        found = bodies_at(text, start, end, governed=True)
        lead = pattern("lead").match(text, found.border, end) if found is not None else None
        if lead is not None and (named := pattern("describes").match(text, lead.end(), end)):  # 县政府负责老龄工作的机构
            return Bodies([Span(start, named.end())], named.end())
        return found or self._undergoing(start, end)

    def _undergoing(self, start: int, end: int) -> Bodies | None:
        """The body of which a clause says what it does or what becomes of it (慈善组织终止，|应当清算财产)."""
        acting = pattern("undergoes").match(self.text, start, end)
        if acting is None or is_generic(acting["name"]):
            return None
        known = is_agency(acting["name"]) or pattern("subject_body").fullmatch(acting["name"]) is not None
        return Bodies([Span(*acting.span("name"))], acting.end("name")) if known else None

    def _receives(self, start: int, end: int) -> None:
        """The bodies to whom a clause says that something is submitted (购房人向房产协会提交材料，|审核后汇入账户)."""
        handed = pattern("handed_to").search(self.text, start, end)
        found = bodies_at(self.text, handed.end(), end, governed=True) if handed is not None else None
        if found is not None:
            self.receiver = found.names

    def _only_lets(self, modal: re.Match[str]) -> bool:
        """Whether a later part of the sentence only lets its subject do something, beside what is to be done before (提高额度；企业可申请)."""
        return modal[0] in ("可", "可以", "有权") and "；" in self.text[self.begin : modal.start()]

    def _bind(self, names: list[Span], position: int, end: int) -> None:
        self.lead += [name for name in names if name not in self.lead]
        self._with(position, end)

    def _with(self, position: int, end: int) -> None:
        """Those with whom it is done (应当会同市财政局…)."""
        if adverbs := pattern("adverbs").match(self.text, position, end):
            position = adverbs.end()
        if partner := pattern("partner").match(self.text, position, end):
            found = bodies_at(self.text, partner.end(), end)
            if found is not None:
                self.support += found.names
