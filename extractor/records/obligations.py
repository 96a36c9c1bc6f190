"""Obligations: which sentences bind an office or body to do something, and how far what somebody is given to do reaches.

A sentence obliges where one of its clauses does: with a modal word behind who is bound, or with what is to be done at
its beginning, as in lists of measures. What is only allowed or encouraged, what must be so to qualify, what people have
to bring along, definitions, purposes and closing formulas oblige nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Literal

from extractor.frames import phrases
from extractor.frames.clauses import Clause
from extractor.frames.kinds import Kind
from extractor.frames.patterns import pattern
from extractor.frames.view import View
from extractor.language.agencies import begins_as_agency
from extractor.language.bodies import bodies_at, bodies_before
from extractor.language.predicates import pattern as acts
from extractor.records.modality import force_of
from extractor.records.models import Modality
from extractor.records.surroundings import SKIPPED, Surroundings, unlabelled
from extractor.spans import Span
from extractor.structure.model import Circular

_ADVERBS = re.compile(r"(?:还|均|都|也|一律|仍|依法|及时|同时|原则上|并|且|，|·|本人|自行|统一|每年|每月|每次|如实)+\Z")
_ONE = re.compile(r"(?<![法责管托购标理起行])人\Z")
_REACH = 240
_BACK = 2
_SHORT = 16
_FAR = 40
_SHORT_NAME = 4
_TOLD = 3
"""How many marks of a speech or report a document has that is one."""


def may_oblige(text: str, start: int, end: int) -> bool:
    """Whether a stretch holds any word that an obligation has; what it has not need not be read."""
    return any(one.search(text, start, end) for one in (_WEIGHTY, pattern("obliging")))


_WEIGHTY = re.compile("[应须]|(?<![主重必需只摘概])要(?!求|素|件|点)|负责|完成|建立|健全|报送|确保|务必|实现|制定")
def obliges(view: View, clauses: Sequence[Clause], kinds: Sequence[Kind]) -> Modality | None:
    """How firmly a sentence binds an office or body to do something; None where it does not."""
    whole = unlabelled(view.outer[clauses[0].start : clauses[-1].end])
    if clauses[-1].mark in ("：", "？") or pattern("no_duty").search(whole) or pattern("purpose").match(whole):
        return None
    person = advised = opened = of_applicant = False
    served = pattern("preamble").match(whole) is not None and clauses[0].mark == "，"  # 为贯彻…，中央财政继续支持…，实现…
    aims = pattern("aims").match(whole) is not None
    triggered = _WEIGHTY.search(whole) is not None
    for place, (clause, kind) in enumerate(zip(clauses, kinds, strict=True)):
        words = unlabelled(view.words(clause))
        if clause.inside or _is_quoted(view.text, clauses[0].start, clause):
            continue
        if kind in SKIPPED:
            names_people = phrases.ends_in(words, "people") or _ONE.search(words) is not None
            acted = names_people and bodies_at(view.text, clause.end - len(words), clause.end) is not None  # 公安机关发现流浪儿童，
            of_people = _is_of_people(words) and not words.startswith("为")
            person = person or of_people or (names_people and not acted)
            of_applicant = of_applicant or pattern("applicants_act").match(words) is not None
            continue
        opens, opened = not opened, True
        bound = pattern("obliging").search(words)
        lets = pattern("letting").search(words)
        if lets is not None and (bound is None or lets.start() < bound.start()):
            advised = True
            continue
        if bound is None:
            led = any(not one.inside for one in clauses[: place]) and pattern("outcome").match(words)
            measure = pattern("measure").match(words) or (
                opens and triggered and pattern("policy_measure").match(words) and not _lets_next(view, clauses, place, words))
            if not (person or advised or led or served) and measure:
                return force_of([words])
            person = person or _is_of_people(words)
            continue
        who = _ADVERBS.sub("", words[: bound.start()])
        subject = _subject(view.text, clause.end - len(words), who, words[bound.end() :])
        if subject != "nobody":
            person = subject == "people"
        bodies = subject == "body"
        own_duty = (person or (of_applicant and not who)) and not bodies and (
            bound[0] == "不得" or pattern("own_duty").search(words, bound.end(), bound.end() + _FAR))
        if not bodies and pattern("eligible_only").match(words, bound.start()):
            continue
        if (served or aims) and not who and pattern("outcome").match(words, bound.start()):
            continue
        if (not who and advised) or subject == "thing" or own_duty or (
                pattern("paperwork").search(words, bound.end()) and not bodies):
            continue
        if (not person or not who) and pattern("must_be").match(words, bound.start()) is None:
            return force_of([words])
    return None


def _is_quoted(text: str, start: int, clause: Clause) -> bool:
    """Whether a clause stands within a quotation that began before it (调整为“…，需提供报告，由中心承担费用”)."""
    return text.count("“", start, clause.start) > text.count("”", start, clause.start)


def _lets_next(view: View, clauses: Sequence[Clause], place: int, words: str) -> bool:
    """Whether a clause only says by which rule the next one lets somebody do something (按照办法规定，缴存人可以提取)."""
    following = next((one for one in clauses[place + 1 :] if not one.inside), None)
    return following is not None and pattern("by_rule").match(words) is not None and pattern("letting").search(view.words(following)) is not None


def _is_of_people(words: str) -> bool:
    """Whether a clause says what people did or are (申请人违反约定的, 在本市就业的人才)."""
    people = acts("people_act").match(words)
    if people is None:
        return pattern("people_lead").match(words) is not None
    return people.end() <= _SHORT_NAME or not begins_as_agency(words[:12])


def _subject(text: str, start: int, who: str, does: str) -> Literal["body", "people", "thing", "nobody"]:
    """What stands before a modal word, at `start`: a body or officers, people, a thing that must be so, or no subject at all."""
    if not who:
        return "nobody"
    if pattern("officers").search(who):
        return "body"
    if bodies_before(text, start, start + len(who)) is not None:
        return "body"
    if phrases.ends_in(who, "people") or _ONE.search(who):
        return "people"
    if phrases.ends_in(who, "bodies"):
        return "body"
    if acts("no_subject").match(who) or acts("no_subject_begins").match(who) or acts("verb").match(who):
        return "nobody"
    return "nobody" if pattern("done_to").search(does[:_FAR]) else "thing"


def tells(text: str, circular: Circular) -> bool:
    """Whether a document is a speech, an interview or a report of a meeting, which itself binds nobody."""
    if circular.number or circular.recipients:
        return False
    first = text[circular.start : circular.end].lstrip().partition("\n")[0]
    if any(pattern("report").search(words) for words in (circular.title or "", first)):
        return True
    return len(list(islice(pattern("speech").finditer(text, circular.start, circular.end), _TOLD))) == _TOLD


def reach_of(around: Surroundings) -> Span:
    """How far what somebody is given to do reaches: from what is put before 由 to the end of the predicate."""
    first = next(place for place, clause in enumerate(around.clauses) if clause is around.first)
    before = unlabelled(around.before).strip("·，、并且由则 ")
    begins = not before or (pattern("with_help").match(before) is not None and len(before) < _SHORT)  # 按规定|由市局办理
    back = 0
    chained = first > 0 and around.is_case(first - 1)  # 未依法履职，未及时制止，造成后果的，由上级机关处分
    while begins and first > 0 and (back < _BACK or pattern("joins_before").match(around.words(first)) or (
            chained and back < 2 * _BACK and not any(
                pattern(name).match(around.words(first - 1)) for name in ("measure", "policy_measure")))):
        clause = around.clauses[first - 1]
        if clause.segment != around.clause.segment or around.clause.start - clause.start > _REACH or pattern("letting").search(
                around.words(first - 1)):
            break
        first -= 1
        back += not clause.inside
    last = around.index
    for place in range(around.index + 1, len(around.clauses)):
        clause = around.clauses[place]
        if clause.inside:
            continue
        if clause.segment != around.clause.segment or clause.end - around.group.end > _REACH or (
                around.is_case(place) or around.kinds[place] == "validity" or pattern("other_duty").match(around.words(place))):
            break
        last = place
    return Span(around.clauses[first].start, around.clauses[last].end)
