"""Events that stand in the clause before a length of time: 不予批准的，应当在3个工作日内通知; 变更地址的，提前5日公示."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.frames.patterns import pattern
from extractor.quantities import Quantity, TimePoint
from extractor.records.due import lapses
from extractor.records.surroundings import LineReader, Surroundings, unlabelled
from extractor.spans import Span

# 2年内未被发现的，不再查处。前款规定的期限，自行为发生之日起计算.
_COUNTED = re.compile(r"(?:期限|期间|时效)[^，。；]{0,4}，?(?:从|自)(?P<event>[^，。；\n]{2,48}?)起(?:开始)?计?算")
_UNITS = ("day", "workday", "hour", "week", "month", "year")
_SHORTEST = 3
_NEAR = 160
"""How many characters before its sentence an event may be told."""
_JOINS = ("", "并", "于", "在", "并于", "并在", "且在")


def implied_events(reader: LineReader, line: Span, found: Sequence[TimePoint], quantities: Sequence[Quantity], first: int) -> Iterator[TimePoint]:
    """Lengths of time on a line, `quantities[first:]` on, that somebody has to act in, and whose event is said before them.

    `found` are the times of the line that are known already.
    """
    taken = {time.duration for time in found}
    for index in range(first, len(quantities)):
        quantity = quantities[index]
        if quantity.start >= line.end:
            return
        if quantity.kind != "duration" or index in taken or quantity.unit not in _UNITS:
            continue
        ahead = pattern("ahead_of").match(reader.view.text, quantity.start) is not None
        if not ahead and (quantity.comparator not in ("le", "lt") or not reader.view.text.startswith("内", quantity.end - 1)):
            continue
        around = reader.around(Span(quantity.start, quantity.end))
        if around is None or around.remark is not None:
            continue
        if not ahead and lapses(around) and (counted := _COUNTED.search(reader.view.text, quantity.end, quantity.end + _NEAR)) is not None:
            yield TimePoint(quantity.start, quantity.end, "after_event", duration=index, event=Span(*counted.span("event")))
            continue
        if not _binds(around):
            continue
        event = _event(around, ahead=ahead) or _event(around, ahead=True) or _told_before(around, found)
        if event is not None:
            yield TimePoint(quantity.start, quantity.end, "after_event", duration=index, event=event, ahead=ahead)


def _binds(around: Surroundings) -> bool:
    """Whether somebody has to act in the time, by the words before it or an earlier clause that it goes on (应当受理，并于20日内决定)."""
    if pattern("binding_before").search(around.before) or pattern("obliging").search(around.before):
        return True
    joined = around.before.strip("，、 ") in _JOINS and any(pattern(name).search(around.predicate) for name in ("handles", "files", "achieves"))
    if joined and any(pattern("event_done").search(around.words(place)) for place in range(around.index)):
        return True  # 公示无异议的，于15日内拨付
    return joined and any(
        pattern("obliging").search(around.words(place)) for place in range(around.index)
        if around.clauses[place].segment == around.clause.segment)


def _told_before(around: Surroundings, found: Sequence[TimePoint]) -> Span | None:
    """The event of a time in the sentence before, from which one that must be kept and names none of its own runs on."""
    if not pattern("binding_before").search(around.before):
        return None
    start = around.clauses[0].start
    before = [time for time in found if time.event is not None and not time.ahead and 0 < start - time.end <= _NEAR]
    return before[-1].event if before else None


def _event(around: Surroundings, *, ahead: bool) -> Span | None:
    """The nearest clause before the time's own, in its sentence, that says what has happened or in which case.

    `ahead`: any act is taken for the event (解除合同，应当提前30日通知; 作出处罚决定，应当在10日内备案).
    """
    for place in range(around.index - 1, -1, -1):
        clause = around.clauses[place]
        if clause.inside or clause.end - clause.start < _SHORTEST:
            continue
        words = around.words(place)
        if pattern("event_done").search(words) or (
                ahead and around.kinds[place] != "filler" and pattern("no_act").search(words) is None):
            return Span(clause.end - len(unlabelled(words)), clause.end - (1 if words.endswith("后") else 0))
        if clause.segment != around.clause.segment:
            return None
    return None
