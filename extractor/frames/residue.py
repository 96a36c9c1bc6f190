"""Residue: the words of a sentence that nothing read beside a value; content words among them are what makes it doubtful."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.frames.clauses import Clause
from extractor.frames.kinds import Kind
from extractor.frames.model import Frame
from extractor.frames.patterns import pattern
from extractor.frames.view import View
from extractor.spans import Span

_CONTENT = re.compile(r"[\u4e00-\u9fff]{2,}")
_UNREAD = frozenset({"other"})
_SHARED = frozenset({"population", "region", "tier", "object", "order", "area"})
_LIKE = {"area": "object", "order": "object"}
"""Kinds that tell the same cases apart (首套 and 90平方米以下 homes)."""


def residue_of(view: View, clauses: Sequence[Clause], kinds: Sequence[Kind], frame: Frame) -> list[Span]:
    """The stretches of a value's own clause, and of clauses before it in its segment, that say what no part of its frame says.

    In its own clause the stretch runs from the value before it (not its old one) to the one behind it; clauses with values of their own
    are read by those.
    """
    first, last = view.quantities[frame.run[0]], view.quantities[frame.run[-1]]
    own = next(clause for clause in clauses if clause.start <= first.number_start < clause.end and (
        frame.quantity in clause.values or frame.run[0] in clause.values))
    low = max((view.quantities[index].end for index in own.values if index < frame.run[0] and not view.spent(index)), default=own.start)
    high = min((view.quantities[index].start for index in own.values if index > frame.run[-1]), default=own.end)
    stretches = [Span(min(low, first.start), first.start), Span(last.end, max(high, last.end))]
    if not own.inside:
        stretches += [
            Span(clause.start, clause.end) for clause, kind in zip(clauses, kinds, strict=True)
            if clause.end <= own.start and clause.segment == own.segment and not clause.inside and kind in _UNREAD]
    read = [*(frame.name.spans if frame.name else ()), *(one.span for one in frame.conditions)]
    read += [Span(view.quantities[index].start, view.quantities[index].end) for index in own.values if view.spent(index)]
    masked = view.masked(own)
    return [left for stretch in stretches for left in _unread(masked, stretch, read)]


def mark_dropped(frames: Sequence[Frame]) -> None:
    """Notes of each value of a sentence the first condition of an earlier one that is of a kind that it has none of.

    （在中心城区购房的，单职工50万元；双职工70万元, read without the place): it may hold for it too.
    """
    said: dict[str, Span] = {}
    for frame in frames:
        own = {_LIKE.get(one.kind, one.kind) for one in frame.conditions}
        frame.dropped = next((span for kind, span in said.items() if kind not in own), None)
        for one in frame.conditions:
            if one.kind in _SHARED:
                said.setdefault(_LIKE.get(one.kind, one.kind), one.span)


def _unread(masked: str, stretch: Span, read: Sequence[Span]) -> list[Span]:
    left: list[Span] = []
    start = stretch.start
    for span in sorted(read):
        if span.end <= start or span.start >= stretch.end:
            continue
        left.append(Span(start, max(start, span.start)))
        start = span.end
    left.append(Span(start, max(start, stretch.end)))
    return [span for span in left if span.end > span.start and _CONTENT.search(
        pattern("says_nothing").sub("，", masked[slice(*span)]))]
