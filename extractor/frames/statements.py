"""Statements: sections that say for whom or on which conditions what stands beside them applies (一、补贴对象; 二、申请条件).

What such a section requires restricts every value of the sections beside it, before or behind, and a number in it sets nothing of
its own then. A lead that says on which conditions one thing may be had (申请购房补贴，应当同时符合下列条件：) speaks for the values of
that thing in the whole circular.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, deque
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
    found = [one for one in _statements(view, paragraphs, spans) if 0 < len(one.conditions) <= _MOST]
    if not found or not frames:
        return
    around = _Around(view.text, paragraphs, found).spans()
    # So many statements over one value are a list of rules, none of which is meant for all that stands beside it.
    crowded = {span for span, many in Counter(span for span, one in zip(around, found, strict=True) if one.what is None).items() if many > _MOST}
    things = len({one.what for one in found if one.what})
    kept = [place for place, one in enumerate(found) if (things <= _MOST if one.what else around[place] not in crowded)]
    stated, reach = [found[place] for place in kept], [around[place] for place in kept]
    own = [Span(paragraphs[one.first].start, paragraphs[one.last].end) for one in stated]
    days = [_days(view, span) for span in own]
    general = deque(sorted((place for place, one in enumerate(stated) if one.what is None), key=lambda place: reach[place].start))
    used: set[int] = set()
    given: dict[int, list[Condition]] = {}
    active: list[int] = []
    for index in sorted(frames, key=lambda index: view.quantities[index].start):
        frame, at = frames[index], view.quantities[index].start
        while general and reach[general[0]].start <= at:
            active.append(general.popleft())
        active = [place for place in active if at < reach[place].end]
        if not _is_given(view, frame) or _holding(own, at) is not None:
            continue
        near = [place for place, one in enumerate(stated) if one.what and _is_of(view, frame, one.what)] if things else []
        deepest = max((len(stated[place].under) for place in (*active, *near)), default=0)
        near = sorted([*near, *(place for place in active if len(stated[place].under) == deepest)])
        used.update(near)
        given[index] = [one for place in near for one in stated[place].conditions]
        if not (frame.effective_from or frame.effective_to):
            frame.effective_from, frame.effective_to = next((days[place] for place in near if days[place] != (None, None)), (None, None))
    for index, conditions in given.items():
        frames[index].conditions = _joined(view.text, conditions, frames[index].conditions)
    for index in [index for index in frames if index not in given]:
        if _holding(own, view.quantities[index].start) in used and _is_bound(view, frames[index]):
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


class _Around:
    """For each statement the stretch of the paragraphs that stand under the same section, each paragraph looked at once a depth."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], stated: Sequence[Statement]) -> None:
        self._text, self._paragraphs, self._stated = text, paragraphs, stated

    def spans(self) -> list[Span]:
        """The stretches, in the order of the statements."""
        runs = {depth: self._runs(depth) for depth in {len(one.under) for one in self._stated}}
        labelled = any(one.label for one in self._stated)
        titles = [place for place, one in enumerate(self._paragraphs) if labelled and pattern("title_of_document").search(
            self._text, one.body, one.end)]
        following: dict[str, int] = {}
        found: list[Span] = []
        for one in reversed(self._stated):
            low, high = runs[len(one.under)][one.first][0], runs[len(one.under)][one.last][1]
            if one.label:
                low = one.first
                title = bisect_right(titles, one.last)  # a press piece goes on to another circular
                stop = min(following.get(one.label, len(self._paragraphs)), titles[title] if title < len(titles) else len(self._paragraphs))
                high = max(one.last, min(high, stop - 1))
                following[one.label] = one.first
            found.append(Span(self._paragraphs[low].start, self._paragraphs[high].end))
        return found[::-1]

    def _runs(self, depth: int) -> list[tuple[int, int]]:
        """For each paragraph the first and last of those in a row with it whose sections begin alike; no head is gone back over."""
        found: list[tuple[int, int]] = []
        first = 0
        for place in range(1, len(self._paragraphs) + 1):
            if place == len(self._paragraphs) or self._paragraphs[place].section[:depth] != self._paragraphs[first].section[:depth]:
                low = first
                for inner in range(first, place):
                    if self._paragraphs[inner].role == "head":
                        low = inner + 1
                    found.append((min(low, inner), place - 1))
                first = place
        return found


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
    start = bisect_left(view.dated_at, span.start)
    inside = [one for one in view.dated[start : start + 2] if _within(span, one.span.start)]
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


def _holding(spans: Sequence[Span], offset: int) -> int | None:
    """Which of some stretches, in order and apart from each other, holds a place."""
    place = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return place if place >= 0 and _within(spans[place], offset) else None


def _within(span: Span, offset: int) -> bool:
    return span.start <= offset < span.end
