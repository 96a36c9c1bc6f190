"""Tasks for the tracker: each due date, each assigned duty, and each undated obligation, with who does it.

Who does it is found by `doers`. A task's id is a hash of its circular's id and its own words, so that it survives a rebuild and edits of
other text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate

from extractor.frames.patterns import pattern
from extractor.frames.view import View
from extractor.records.assignments import Assignment
from extractor.records.deadlines import Deadline
from extractor.records.doers import Doers, Duty
from extractor.records.due_actions import topic_of, with_topic
from extractor.records.modality import force_of
from extractor.records.models import Modality
from extractor.records.obligations import may_oblige, obliges, reach_of, tells
from extractor.records.parameters import Parameter
from extractor.records.passages import Passage, Passages, passage_at
from extractor.records.rows import Row, Rows
from extractor.records.surroundings import LineReader, unlabelled
from extractor.spans import Span
from extractor.structure.model import Circular, Paragraph

_SPACE = re.compile(r"\s+")
_IS_LABEL = re.compile(r"(?:责任|牵头|属地|承办|主管|实施)[^，。；]{0,16}：")
_TOO_SHORT = 6
_SHORTEST = 8
_TOO_LONG = 1000


@dataclass(slots=True)
class Task:
    """An obligation: its words in the cleaned text, what is due, and the places of deadline and assignments."""

    id: str
    span: Span
    action: str
    deadline: Deadline | None
    assignments: tuple[Assignment, ...]
    modality: Modality
    concepts: tuple[str, ...]


_Obligation = tuple[Span, str, Deadline | None, Modality]
"""Where an obligation stands, what is to be done, by when, how firmly it binds."""


def find_tasks(
    view: View,
    circular: Circular,
    passages: Passages,
    document: str,
    deadlines: Sequence[Deadline],
    assignments: Sequence[Assignment],
    parameters: Sequence[Parameter],
    rows: Rows | None = None,
) -> list[Task]:
    """The tasks of one circular in text order; `document` is the circular's id, part of every task's id.

    `rows` are those of its tables: a row is one task, or one for each of its due dates.
    """
    text = view.text
    in_row = {start: assignment for assignment in assignments for start in assignment.rows}
    doers = Doers(text, circular, passages, [one for one in assignments if not one.rows])
    concepts = [(p.span.start, p.concept.id) for p in parameters if p.concept]
    due_starts = [deadline.start for deadline in deadlines]
    concept_starts = [start for start, _ in concepts]
    told = tells(text, circular)
    taken: Counter[str] = Counter()
    tasks: list[Task] = []
    for index, paragraph in enumerate(circular.paragraphs):
        here = passages.of(index)
        if not here:
            continue
        due = [one for one in deadlines[slice(*_range(due_starts, paragraph))] if not one.lapses]
        own = doers.duties_in(Span(paragraph.start, paragraph.end))
        assigned = in_row.get(paragraph.start)
        if not (due or own or assigned or may_oblige(text, paragraph.start, paragraph.end)):
            continue
        row = rows.of(paragraph) if rows is not None and (due or own or assigned) else None
        if row is not None:
            merged = [cell for column in row.grid.columns("deadline") if (cell := row.grid.cell(row.index, column)) and not row.holds(cell.start)]
            due = [*(one for cell in merged for one in deadlines[slice(*_range(due_starts, cell))]), *due]
        obligations = (_in_row(text, row, due, bool(own or assigned)) if row is not None
                       else _in_text(view, paragraph, here, due, own) if paragraph.role != "row" else ())
        for span, action, deadline, modality in sorted(obligations, key=_place):
            doing = (assigned,) if assigned else doers.of(index, span, deadline.start if deadline else span.start, dated=deadline is not None)
            if not doing and _binds_nobody(text, circular, index, span, action, deadline, told=told):
                continue
            key = sha256("\x1f".join((document, _SPACE.sub("", action), deadline_words(text, deadline))).encode())
            identifier = key.hexdigest()[:12]
            taken[identifier] += 1
            if taken[identifier] > 1:
                identifier += f"-{taken[identifier]}"
            tasks.append(Task(
                identifier, span, action, deadline, doing, modality,
                tuple(dict.fromkeys(name for _, name in concepts[slice(*_range(concept_starts, span))])),
            ))
    return tasks


def _binds_nobody(
    text: str, circular: Circular, index: int, span: Span, action: str, deadline: Deadline | None, *, told: bool
) -> bool:
    """Whether what nobody is named for is no task: what a speech or report says, a heading over what is to be done, an item
    of a list of conditions, a right to sue."""
    if deadline is not None:
        return pattern("right_to_sue").search(action) is not None
    over = circular.paragraphs[index].headings[:-1]
    conditions = pattern("obliging").search(action) is None and any(pattern("of_conditions").search(text[slice(*one.span)]) for one in over[-1:])
    return told or conditions or _is_headline(circular.paragraphs, index, span)


def _is_headline(paragraphs: Sequence[Paragraph], index: int, span: Span) -> bool:
    """Whether a stretch is the heading of what stands behind it, in its paragraph or the next one."""
    paragraph = paragraphs[index]
    heading = paragraph.headings[-1].span if paragraph.headings else Span(0, 0)
    if span.end > heading.end + 1:
        return False
    following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    return paragraph.end > heading.end + 1 or (following is not None and following.headings[: len(paragraph.headings)] == paragraph.headings)


def _range(starts: Sequence[int], stretch: Paragraph | Span) -> tuple[int, int]:
    """Which of some sorted starts lie in a stretch."""
    return bisect_left(starts, stretch.start), bisect_left(starts, stretch.end)


def deadline_words(text: str, deadline: Deadline | None) -> str:
    return text[deadline.start : deadline.end] if deadline else ""


def _place(obligation: _Obligation) -> tuple[Span, int]:
    span, _, deadline, _ = obligation
    return span, deadline.start if deadline else 0


class _Spans:
    """Some spans, asked by bisection."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._reach = list(accumulate((span.end for span in ordered), max))

    def hold(self, offset: int) -> bool:
        """Whether `offset` lies in one of them."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._reach[index]

    def begin_in(self, stretch: Span) -> bool:
        """Whether one of them begins in `stretch`."""
        return bisect_left(self._starts, stretch.start) < bisect_left(self._starts, stretch.end)


def _in_row(text: str, row: Row, deadlines: Sequence[Deadline], assigned: bool) -> Iterator[_Obligation]:
    """The obligations of a table's row: one for each due date, else one where somebody is to do it."""
    done = row.action()
    action = text[slice(*_trimmed(text, done))] if done else ""
    due = _trimmed(text, row.span)
    for deadline in deadlines:
        own = deadline.action if row.holds(deadline.start) else action
        yield due, own or action or text[slice(*due)], deadline, force_of([action])
    if not deadlines and assigned and (done or due.end - due.start >= _TOO_SHORT):
        yield due, action or text[slice(*due)], None, force_of([action])


def _in_text(
    view: View, paragraph: Paragraph, passages: Sequence[Passage], deadlines: Sequence[Deadline], duties: Sequence[Duty]
) -> Iterator[_Obligation]:
    """The obligations of running text: dated ones, assigned ones, and sentences that only oblige."""
    text = view.text
    reader = LineReader(view, Span(paragraph.start, paragraph.end))
    due = _Spans(Span(deadline.start, deadline.end) for deadline in deadlines)
    listed = _Spans(duty.covers for duty in duties if duty.is_list)
    due_starts = [deadline.start for deadline in deadlines]
    duty_starts = [duty.place for duty in duties]
    spans: list[Span] = []
    for number, passage in enumerate(passages):
        stretch = Span(passage.start if number else paragraph.start, passage.end)
        goes_on = number > 0 and text[passage.start - 1] != "。"
        found: list[_Obligation] = []
        for deadline in deadlines[slice(*_range(due_starts, stretch))]:
            span = passage.sentence(deadline.start)
            if span.end - span.start > _TOO_LONG or (goes_on and span.start == passage.start):
                span = passage.clause(deadline.start)  # of a sentence that never ends
            span = _trimmed(text, span)
            found.append((span, deadline.action or text[slice(*span)], deadline, deadline.modality))
        dated = _Spans(passage.segment(deadline.start) for _, _, deadline, _ in found if deadline is not None)
        for duty in duties[slice(*_range(duty_starts, stretch))]:
            start = duty.place
            covers = Span(max(duty.covers.start, paragraph.body), min(duty.covers.end, start))
            if not duty.is_list:
                around = reader.around(duty.assignment.span)
                span = _trimmed(text, reach_of(around) if around is not None else passage.clause(start))
                span = Span(min(span.start, start), max(span.end, duty.assignment.span.end))
                action = unlabelled(text[slice(*span)])
                explains = pattern("explains").search(text, span.start, span.end) is not None
                if not (dated.hold(span.start) or explains or _IS_LABEL.match(action)):
                    if pattern("leaves_object").match(action):
                        action = with_topic(action, text, Span(span.start, span.start), topic_of(text, paragraph, span.start))
                    found.append((span, action, None, force_of([action])))
            elif not due.begin_in(covers) and covers.end - covers.start >= _TOO_SHORT:
                whole, action = _whole(text, paragraph, passages, covers)
                found.append((whole, action, None, force_of([action])))
        yield from found
        spans += [span for span, *_ in found]
    taken = _Spans(spans)
    for number, clauses in enumerate(reader.sentences if may_oblige(text, paragraph.start, paragraph.end) else ()):
        span = _trimmed(text, Span(clauses[0].start, clauses[-1].end))
        covered = listed.hold(span.start) or taken.hold(span.start) or taken.begin_in(span)
        if covered or span.end - span.start < _SHORTEST or not may_oblige(text, *span):
            continue
        if (modality := obliges(view, clauses, reader.kinds(number))) is not None:
            yield span, unlabelled(text[slice(*span)]), None, modality


def _whole(text: str, paragraph: Paragraph, passages: Sequence[Passage], covers: Span) -> tuple[Span, str]:
    """An assigned section without a date is one task: named by its heading, else by its first sentence."""
    heading = paragraph.headings[-1].span if paragraph.headings else Span(0, 0)
    sentence = passage_at(passages, covers.start).sentence(covers.start)
    first = _trimmed(text, Span(max(sentence.start, covers.start), sentence.end))
    span = Span(first.start, max(first.end, min(covers.end, paragraph.end)))
    named = unlabelled(text[slice(*first)])
    if heading.start >= covers.start - 60 and heading.end > heading.start:
        return Span(min(heading.start, span.start), span.end), text[slice(*heading)]
    return span, named


def _trimmed(text: str, span: Span) -> Span:
    """A span without its closing punctuation and outer space."""
    start, end = span
    while end > start and text[end - 1] in "。；，！ \n\t":
        end -= 1
    while start < end and text[start] in " \t\n":
        start += 1
    return Span(start, end)
