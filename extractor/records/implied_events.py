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
# 近一年内, 购房前3年内: looked back on.
_PAST = re.compile(r"(?:近|(?<![提满届期])前)[^，。；]?\Z")
# 对符合条件的项目|于5日内受理: for whom it is done.
_OF_THOSE = re.compile(r"对[^，。；]{2,20}的[^，。；]{0,8}?[于在]\Z")
_UNITS = ("day", "workday", "hour", "week", "month", "year")
_SHORTEST = 3
_NEAR = 160
"""How many characters before its sentence an event may be told."""
_NOTICED = 3
"""How many clauses behind a notice may say what it is for."""
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
        if _PAST.search(reader.view.text, max(0, quantity.start - 2), quantity.number_start):
            continue
        around = reader.around(Span(quantity.start, quantity.end))
        if around is None or around.remark is not None:
            continue
        if not ahead and lapses(around) and (counted := _COUNTED.search(reader.view.text, quantity.end, quantity.end + _NEAR)) is not None:
            yield TimePoint(quantity.start, quantity.end, "after_event", duration=index, event=Span(*counted.span("event")))
            continue
        if ahead and (noticed := _let_by_notice(around)) is not None:
            yield TimePoint(quantity.start, quantity.end, "after_event", duration=index, event=noticed, ahead=True)
            continue
        if not _binds(around):
            continue
        event = _rests(around, found) or _event(around, ahead=ahead) or _event(around, ahead=True) or _inside(around) or _told_before(around, found)
        if event is not None:
            yield TimePoint(quantity.start, quantity.end, "after_event", duration=index, event=event, ahead=ahead)


def _binds(around: Surroundings) -> bool:
    """Whether somebody has to act in the time, by the words before it or an earlier clause that it goes on (应当受理，并于20日内决定)."""
    if any(pattern(name).search(around.before) for name in ("binding_before", "obliging", "rest_to_pay")):
        return True
    joined = around.before.strip("，、 ") in _JOINS or _OF_THOSE.match(around.before) is not None
    joined = joined and any(pattern(name).search(around.predicate) for name in ("handles", "files", "achieves"))
    if joined and any(pattern("event_done").search(around.words(place)) for place in range(around.index)):
        return True  # 公示无异议的，于15日内拨付
    return joined and any(
        pattern("obliging").search(around.words(place)) for place in range(around.index)
        if around.clauses[place].segment == around.clause.segment)


def _told_before(around: Surroundings, found: Sequence[TimePoint]) -> Span | None:
    """The event of a time in the sentence before, or the application that it tells, from which a time that must be kept and
    names no event of its own runs."""
    if not pattern("binding_before").search(around.before):
        return None
    start = around.clauses[0].start
    low = max(around.view.text.rfind("\n", 0, start) + 1, start - _NEAR)
    applied = pattern("applied").search(around.view.text[low:start])
    return _last_event(found, start) or (Span(low + applied.start("event"), low + applied.end("event")) if applied else None)


def _rests(around: Surroundings, found: Sequence[TimePoint]) -> Span | None:
    """The event of the time before it, for what is left to pay (签订后一个月内缴纳一半，余款一年内缴清)."""
    return _last_event(found, around.clause.start) if pattern("rest_to_pay").match(around.before) else None


def _last_event(found: Sequence[TimePoint], start: int) -> Span | None:
    """The event of the last time that ends not far before `start`."""
    before = [time for time in found if time.event is not None and not time.ahead and 0 < start - time.end <= _NEAR]
    return before[-1].event if before else None


def _let_by_notice(around: Surroundings) -> Span | None:
    """What somebody may do who has given notice so long before it (提前30日通知对方，可以解除合同)."""
    if not pattern("gives_notice").search(around.predicate):
        return None
    following = [place for place in range(around.index + 1, len(around.clauses)) if not around.clauses[place].inside]
    for place in following[:_NOTICED]:
        if (may := pattern("then_may").match(around.words(place))) is not None:
            start = around.clauses[place].start
            return Span(start + may.start("event"), start + may.end("event"))
    return None


def _inside(around: Surroundings) -> Span | None:
    """What happens by an earlier clause of the same part, in which another duty is told (应当在解除合同时出具证明，|并在15日内办理)."""
    for place in range(around.index - 1, -1, -1):
        clause = around.clauses[place]
        if clause.segment == around.clause.segment and (hit := pattern("event_inside").search(around.words(place))) is not None:
            return Span(clause.start + hit.start("event"), clause.start + hit.end("event"))
    return None


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
