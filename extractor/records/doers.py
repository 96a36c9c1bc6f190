"""Who does what a task says: those its own words assign, the list that covers it, its subject, the head that it stands under.

A labelled list (责任部门：…) stands for what its section says before it, back to the list before; 由X负责… for its own
clause; a body as a heading, or a sentence that leads into a list (市医保局履行下列职责：), for what stands under it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from extractor.language.bodies import LONGEST_LIST, names_in, names_only
from extractor.language.obliged import Obliged, obliged_bodies
from extractor.language.predicates import pattern
from extractor.records.assignments import Assignment
from extractor.records.passages import Passage, Passages
from extractor.spans import Span
from extractor.structure.model import Circular, Paragraph

_LABELLED = re.compile(r"[（(〔【]|[^，。；：]{0,12}(?:单位|部门|主体|处室|领导)：")
_TIME_LINE = re.compile("(?:时序进度|完成时[限间]|时限要求|办理时限|时间节点|完成进度|时限|进度)[^，。；：]{0,4}：")
_SENTENCES_BACK = 3
"""How many sentences a subject is carried on over."""
_LONGEST_LEAD = 300
"""Characters of a sentence that leads into a list."""


@dataclass(slots=True)
class Duty:
    """An assignment and the stretch of text whose obligations it assigns.

    `place` is where its obligation begins: behind the line that a body's name fills. `explains`: it only says who explains the circular, which is no task.
    """

    assignment: Assignment
    covers: Span
    place: int
    is_list: bool
    explains: bool


class Doers:
    """Who does what in one circular, asked for any of its tasks."""

    def __init__(self, text: str, circular: Circular, passages: Passages, assignments: Sequence[Assignment]) -> None:
        self._text, self._passages = text, passages
        self._duties = list(_duties(text, circular, passages, assignments))
        self._starts = [duty.place for duty in self._duties]
        self._heads = _heads(text, circular.paragraphs)

    def duties_in(self, stretch: Span) -> list[Duty]:
        """Those whose obligations begin in a stretch, in text order."""
        return self._duties[bisect_left(self._starts, stretch.start) : bisect_left(self._starts, stretch.end)]

    def of(self, index: int, span: Span, offset: int, *, dated: bool) -> tuple[Assignment, ...]:
        """Who does what the task at `span`, in the paragraph at `index`, says; `offset` is the place of its due date, if it is `dated`."""
        covering = self._covering(offset)
        passage = self._passages.at(index, span.start)
        sentence = passage.sentence(span.start)
        inline = self._inline(span, passage)
        section = span.end > sentence.end or span.start < sentence.start
        if covering and (not inline or section):
            return covering
        earliest = max(min(sentence.start, span.start), span.start - _LONGEST_LEAD)
        if inline and dated:  # what another part of the sentence gives somebody to do is not what is due here
            part = passage.segment(offset)
            due = Span(max(part.start, span.start), min(part.end, span.end))
            own = self._inline(due, passage)
            bound = obliged_bodies(self._text, *due, earliest) if not own else None
            return own or ((_bound(bound, due),) if bound is not None and bound.lead else inline)
        if inline:
            return inline
        obliged = obliged_bodies(self._text, passage.clause(offset).start if dated else span.start, span.end, earliest)
        if dated and not (obliged.lead or obliged.others):
            obliged = obliged_bodies(self._text, span.start, span.end, earliest)
        if obliged.lead and not obliged.elided:
            return (_bound(obliged, span),)
        if obliged.others:
            return ()
        before = self._before(passage, sentence) if obliged.elided else None
        found = before or self._heads.get(index) or (_bound(obliged, span) if obliged.lead else None)
        return (found,) if found is not None else ()

    def _inline(self, stretch: Span, passage: Passage) -> tuple[Assignment, ...]:
        """What the words of a stretch themselves assign, a remark inside it left out (各省财政厅（也可由市政府报送）应当…)."""
        outside = passage.remark(stretch.start)
        return tuple(duty.assignment for duty in self.duties_in(stretch)
                     if not duty.is_list and passage.remark(duty.assignment.span.start) in (None, outside))

    def _before(self, passage: Passage, sentence: Span) -> Assignment | None:
        """Whom the sentence before binds, where this one has no subject of its own (市医保局要…。要…)."""
        for _ in range(_SENTENCES_BACK):
            if sentence.start <= passage.start:
                return None
            sentence = passage.sentence(sentence.start - 1)
            obliged = obliged_bodies(self._text, *sentence, sentence.start)
            if obliged.lead and not obliged.elided:
                return Assignment(sentence, tuple(obliged.lead), ())
            if not obliged.elided:
                return None
        return None

    def _covering(self, offset: int) -> tuple[Assignment, ...]:
        """The list that covers a place: it stands at the end of what it covers, so the nearest on either side is looked at."""
        near = bisect_left(self._starts, offset)
        around = self._duties[max(0, near - 2) : near + 8]
        covering = (duty.assignment for duty in around if duty.is_list and duty.covers.start <= offset < duty.covers.end)
        return tuple(islice(covering, 1))


def _duties(
    text: str, circular: Circular, passages: Passages, assignments: Sequence[Assignment]
) -> Iterator[Duty]:
    """What each assignment covers."""
    paragraphs = circular.paragraphs
    starts = [paragraph.start for paragraph in paragraphs]
    list_end = 0
    for assignment in assignments:
        start = assignment.span.start
        index = bisect_right(starts, start) - 1
        if index < 0 or start >= paragraphs[index].end:
            continue
        paragraph = paragraphs[index]
        if paragraph.role == "row":
            duty = Duty(assignment, Span(paragraph.start, paragraph.end), start, True, False)
        elif _LABELLED.match(text, start):
            begin = _section_start(paragraphs, index, min(list_end, start))
            duty = Duty(assignment, Span(begin, _with_time(text, paragraphs, index, assignment.span.end)), start, True, False)
        else:
            explains = pattern("explains").search(text, *assignment.span) is not None
            place = start
            if assignment.span.end > paragraph.end and index + 1 < len(paragraphs):
                index += 1
                place = paragraphs[index].body
            duty = Duty(assignment, passages.at(index, place).sentence(place), place, False, explains)
        if duty.is_list:
            list_end = assignment.span.end
        yield duty


def _with_time(text: str, paragraphs: Sequence[Paragraph], index: int, end: int) -> int:
    """Where what a labelled list covers ends: behind the next line, where that only says by when (时序进度：12月底前)."""
    following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    if following is None or end < paragraphs[index].end - 1:
        return end
    return following.end if _TIME_LINE.match(text, following.body, following.end) else end


def _section_start(paragraphs: Sequence[Paragraph], index: int, earliest: int) -> int:
    """Where the numbered section begins whose last paragraph this is, but not before `earliest`."""
    first, section = index, paragraphs[index].section
    while first and paragraphs[first].start > earliest and paragraphs[first - 1].role in ("body", "heading") and (
            paragraphs[first - 1].section == section):
        first -= 1
    return max(paragraphs[first].start, earliest)


def _heads(text: str, paragraphs: Sequence[Paragraph]) -> dict[int, Assignment]:
    """For each paragraph, by its index, the bodies that it stands under: a heading, or the lead of its list."""
    found: dict[int, Assignment] = {}
    lead: Assignment | None = None
    depth = 0
    for index, paragraph in enumerate(paragraphs):
        if paragraph.role not in ("body", "heading"):
            lead = None
            continue
        labelled = paragraph.body > paragraph.start
        if lead is not None and len(paragraph.headings) <= depth and (labelled or text[paragraphs[index - 1].end - 1] not in "：；"):
            lead = None
        if (name := _name_before_colon(text, paragraph)) is not None:
            found[index] = name
            continue
        for heading in reversed(paragraph.headings):
            span = heading.span
            if span.end > span.start and names_only(text, *span):
                found[index] = Assignment(span, tuple(names_in(text, *span)), ())
                break
        else:
            if lead is not None:
                found[index] = lead
        if text[paragraph.end - 1 : paragraph.end] == "：":
            lead, depth = _leads_into(text, paragraph), len(paragraph.headings)
    return found


def _name_before_colon(text: str, paragraph: Paragraph) -> Assignment | None:
    """The bodies at whose duties a paragraph is (市财政局：统筹安排资金。…)."""
    colon = text.find("：", paragraph.body, min(paragraph.end - 1, paragraph.body + LONGEST_LIST))
    if colon < 0 or not names_only(text, paragraph.body, colon):
        return None
    return Assignment(Span(paragraph.body, colon), tuple(names_in(text, paragraph.body, colon)), ())


def _leads_into(text: str, paragraph: Paragraph) -> Assignment | None:
    """Whom a sentence that leads into a list binds (市医保局履行下列职责：)."""
    begin = max(text.rfind("。", paragraph.body, paragraph.end) + 1, paragraph.body, paragraph.end - _LONGEST_LEAD)
    span = Span(begin, paragraph.end)
    if names_only(text, begin, paragraph.end - 1):
        return Assignment(span, tuple(names_in(text, begin, paragraph.end - 1)), ())
    obliged = obliged_bodies(text, *span, begin)
    return _bound(obliged, span) if obliged.lead else None


def _bound(obliged: Obliged, span: Span) -> Assignment:
    return Assignment(span, tuple(obliged.lead), tuple(obliged.support))
