"""Statements: sections that say for whom or on which conditions what stands beside them applies (一、补贴对象; 二、申请条件).

What such a section requires restricts every value of the sections beside it, before or behind, and a number in it sets nothing of
its own then. A lead that says on which conditions one thing may be had (申请购房补贴，应当同时符合下列条件：) speaks for the values of
that thing in the whole circular.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractor.frames.clauses import Clause, cut
from extractor.frames.holding import alike
from extractor.frames.model import Condition, Frame
from extractor.frames.patterns import pattern
from extractor.frames.restrictions import conditions_in
from extractor.frames.view import View
from extractor.spans import Span
from extractor.structure.model import Circular, Paragraph

_MOST = 6
"""A section that requires more things than so many describes a procedure, not whom a value is for."""
_LONGEST = 90
_ALIKE = 0.6


@dataclass(slots=True)
class Statement:
    """A section `under` one, in paragraphs `first` to `last`, and what it requires.

    `what` is the thing that it is required for, where only that is meant; `label` are the words with which a paragraph without a
    number of its own opens it: such a one holds for what follows, up to the next with the same words.
    """

    under: tuple[str, ...]
    first: int
    last: int
    what: str | None = None
    label: str | None = None
    conditions: list[Condition] = field(default_factory=list)


def apply_statements(
    view: View, circular: Circular, spans: Sequence[Sequence[Span]], frames: dict[int, Frame],
) -> None:
    """Gives the values of a circular what the statements nearest around them require, and drops the bounds that are but a part of these."""
    paragraphs = circular.paragraphs
    stated = [one for one in _statements(view, paragraphs, spans) if 0 < len(one.conditions) <= _MOST]
    own = [Span(paragraphs[one.first].start, paragraphs[one.last].end) for one in stated]
    around = [_around(view.text, paragraphs, one, stated[place + 1 :]) for place, one in enumerate(stated)]
    used: set[int] = set()
    given: dict[int, list[Condition]] = {}
    for index, frame in frames.items() if stated else ():
        at = view.quantities[index].start
        if not _is_given(view, frame) or any(_within(span, at) for span in own):
            continue
        near = [place for place, one in enumerate(stated) if (_within(around[place], at) if one.what is None else _is_of(view, frame, one.what))]
        deepest = max((len(stated[place].under) for place in near), default=0)
        near = [place for place in near if stated[place].what or len(stated[place].under) == deepest]
        used.update(near)
        given[index] = [one for place in near for one in stated[place].conditions]
        if not (frame.effective_from or frame.effective_to):
            frame.effective_from, frame.effective_to = next((days for place in near if (days := _days(view, own[place])) != (None, None)), (None, None))
    for index, conditions in given.items():
        frames[index].conditions = _joined(view.text, conditions, frames[index].conditions)
    for index in [index for index in frames if index not in given]:
        if any(_within(own[place], view.quantities[index].start) for place in used) and _is_bound(view, frames[index]):
            del frames[index]


def _statements(view: View, paragraphs: Sequence[Paragraph], spans: Sequence[Sequence[Span]]) -> Iterator[Statement]:
    place = 0
    while place < len(paragraphs):
        one = _opened(view, paragraphs, place)
        if one is None:
            place += 1
            continue
        section = paragraphs[place].section
        deeper = len(section) + (len(one.under) == len(section))
        while one.last + 1 < len(paragraphs) and paragraphs[one.last + 1].section[: len(section)] == section and (
                len(paragraphs[one.last + 1].section) >= deeper):
            one.last += 1
        for index in range(one.first, one.last + 1):
            for stretch in spans[index]:
                one.conditions += _required(view, stretch)
        yield one
        place = one.last + 1


def _opened(view: View, paragraphs: Sequence[Paragraph], place: int) -> Statement | None:
    """The statement that a paragraph opens: by its heading, its own first words, or as a lead."""
    paragraph = paragraphs[place]
    section = paragraph.section
    head = paragraph.headings[-1].span if paragraph.headings else None
    if paragraph.table is not None:
        return None
    if head and pattern("states_whom").fullmatch(view.text, *head) and not section[-1].startswith("第"):
        return Statement(section[:-1], place, place)
    if label := pattern("states_whom_label").match(view.text, paragraph.body, paragraph.end):
        if head is not None and head.start == head.end and not section[-1].startswith("第"):
            return Statement(section[:-1], place, place)
        return Statement(section, place, place, label=label[0])
    if view.text.find("条件", paragraph.body, paragraph.end) >= 0 and (lead := pattern("requires_of").search(view.outer, paragraph.body, paragraph.end)):
        return Statement(section, place, place, lead["what"])
    return None


def _around(text: str, paragraphs: Sequence[Paragraph], one: Statement, later: Sequence[Statement]) -> Span:
    """The stretch of the paragraphs around a statement that stand under the same section."""
    low, high = one.first, one.last
    depth = len(one.under)
    while one.label is None and low > 0 and paragraphs[low - 1].section[:depth] == one.under and paragraphs[low - 1].role != "head":
        low -= 1
    stop = next((other.first for other in later if one.label and other.label == one.label), len(paragraphs))
    told = (place for place in range(high + 1, len(paragraphs)) if pattern("title_of_document").search(
        text, paragraphs[place].body, paragraphs[place].end))
    stop = min(stop, next(told, stop)) if one.label else stop  # a press piece goes on to another circular
    while high + 1 < stop and paragraphs[high + 1].section[:depth] == one.under:
        high += 1
    return Span(paragraphs[low].start, paragraphs[high].end)


def _required(view: View, stretch: Span) -> Iterator[Condition]:
    """What the sentences of a stretch require, without those that rule something of their own."""
    for sentence in cut(view.text, *stretch, view.quantities):
        clauses = [clause for clause in sentence if not clause.inside]
        if any(pattern("no_statement").search(view.words(clause)) for clause in clauses):
            continue
        for clause in clauses:
            if not pattern("then_lets").match(view.words(clause)):
                yield from _of_clause(view, clause)


def _of_clause(view: View, clause: Clause) -> Iterator[Condition]:
    start = clause.start
    if lead := pattern("statement_lead").match(view.outer, start, clause.end):
        start = lead.end()
    for one in conditions_in(view, view.outer, Span(start, clause.end)):
        if pattern("points_on").search(view.outer, *one.span):
            continue
        if 2 < one.span.end - one.span.start <= _LONGEST and not pattern("states_whom").fullmatch(view.text, *one.span):
            yield one


def _days(view: View, span: Span) -> tuple[str | None, str | None]:
    """The first and last day between which what a statement is about must happen, where it prints one such period."""
    inside = [one for one in view.dated if _within(span, one.span.start)]
    return (inside[0].first, inside[0].last) if len(inside) == 1 else (None, None)


def _is_given(view: View, frame: Frame) -> bool:
    """Whether a value is what somebody gets, pays or may do, not the time within which something is dealt with."""
    quantity = view.quantities[frame.quantity]
    return not (quantity.kind == "duration" and quantity.comparator in ("le", "lt"))


def _is_of(view: View, frame: Frame, what: str) -> bool:
    name = "".join(view.text[slice(*span)] for span in frame.name.spans) if frame.name else ""
    return len(name) > 2 and (what in name or name in what)


def _is_bound(view: View, frame: Frame) -> bool:
    quantity = view.quantities[frame.quantity]
    return frame.threshold or (quantity.kind != "money" and quantity.comparator != "eq")


def _joined(text: str, stated: Sequence[Condition], own: Sequence[Condition]) -> list[Condition]:
    """The conditions of a value with what is stated, but for what its own say already or choose from."""
    said = [text[slice(*one.span)].rstrip("的") for one in own]
    new = []
    for one in stated:
        words = text[slice(*one.span)].rstrip("的")
        if not any(words in other or other in words or alike(words, other) >= _ALIKE for other in said):
            new.append(one)
    return sorted([*new, *own], key=lambda one: one.span.start)


def _within(span: Span, offset: int) -> bool:
    return span.start <= offset < span.end
