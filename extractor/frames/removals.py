"""Removals: limits that hold no more (取消利率下限, 不再执行两次贷款间隔12个月的限制): values without a number."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.frames.clauses import Clause
from extractor.frames.holding import Holding
from extractor.frames.model import Condition, Frame, Name, Removal
from extractor.frames.naming import Naming
from extractor.frames.patterns import pattern
from extractor.frames.phrases import phrase_before
from extractor.frames.restrictions import of_value, restrictions_in
from extractor.frames.view import View
from extractor.quantities.model import Kind
from extractor.spans import Span

_SHORTEST_NAME = 4
"""A limit named by no more than so many characters (时间限制) is named with what it is of."""

_SHORTEST = 4
_KINDS: tuple[tuple[str, Kind, str], ...] = (
    ("removes_share", "percent", "percent"), ("removes_time", "duration", "month"), ("removes_count", "count", "次"))


def removals_in(view: View, clause: Clause, naming: Naming, holding: Holding) -> list[Removal]:
    """The limits that a clause abolishes, with the conditions in force and their own."""
    masked = view.masked(clause)
    found = []
    for hit in pattern("removal").finditer(masked, clause.start, clause.end):
        span, what = Span(*hit.span()), Span(*hit.span("what"))
        inside = view.within(what)
        if pattern("removal_barred").search(masked[clause.start : span.start]) or not (hit["limit"] or inside):
            continue
        kind, unit = (inside[-1].kind, inside[-1].unit) if inside else _kind(masked[slice(*what)])
        name, own = _name(view, masked, what, naming, whole=bool(inside))
        name = _without_groups(name, own)
        own += restrictions_in(view, masked, Span(clause.start, span.start), bare=True)
        conditions = of_value(view.text, [*holding.current(), *own], name)
        found.append(Removal(span, kind, unit, Frame(-1, (), name, conditions)))
    return found


def _name(view: View, masked: str, what: Span, naming: Naming, *, whole: bool) -> tuple[Name, list[Condition]]:
    """What a limit is called, and what restricts it (首套住房|商业性个人住房贷款利率下限)."""
    if whole:
        return Name((what,), "clause"), []
    found, start = naming.own(what.start, what.end, None)
    if found is not None and found.spans[-1].end == what.end:
        return found, restrictions_in(view, masked, Span(what.start, start), bare=True)
    phrase = phrase_before(masked, what.end, what.start) or what
    return Name((what if phrase.end - phrase.start <= _SHORTEST_NAME else phrase,), "clause"), []


def _without_groups(name: Name, own: Sequence[Condition]) -> Name:
    """The name of a limit without the groups that it begins with, which restrict it."""
    (first, *rest) = name.spans
    start = max((one.span.end for one in own if first.start <= one.span.start and one.span.end <= first.end - _SHORTEST),
                default=first.start)
    return Name((Span(start, first.end), *rest), name.source)


def _kind(words: str) -> tuple[Kind, str]:
    """The kind and unit of a limit that has no number, by its noun; money where no other is named."""
    return next(((kind, unit) for name, kind, unit in _KINDS if pattern(name).search(words)), ("money", "CNY"))


