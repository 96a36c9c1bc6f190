"""Residue: the words of a sentence that nothing read beside a value; content words among them are what makes it doubtful."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from extractor.frames.clauses import Clause
from extractor.frames.conditions import family, without_event
from extractor.frames.kinds import Kind
from extractor.frames.model import Frame
from extractor.frames.patterns import pattern
from extractor.frames.view import View
from extractor.spans import Span

_CONTENT = re.compile(r"[\u4e00-\u9fff]{2,}")
_RUN_IN = 40
"""How many characters a sentence has at most that opens others as a heading would."""
_BOTH_HOMES = re.compile("首套[^，。；]{0,8}二套|无论|不区分|取消")
_UNREAD = frozenset({"other"})
_SHARED = frozenset({"population", "region", "tier", "object", "order", "area"})


def residue_of(
    view: View, clauses: Sequence[Clause], kinds: Sequence[Kind], frame: Frame, framed: Mapping[int, Frame], opening: Span | None = None,
) -> list[Span]:
    """The stretches of a value's own clause, and of clauses before it in its segment, that say what no part of its frame says.

    Of what is only spoken of before it in its sentence (支持购买首套住房，单职工50万元), or in a sentence without values that opens
    it (`opening`), a group or home that is told apart from others counts.

    In its own clause the stretch runs from the value before it to the one behind it, of those that are `framed` (no old value, no
    bound); what is said of one value of a run is read for all of it; clauses with values of their own
    are read by those.
    """
    first, last = view.quantities[frame.run[0]], view.quantities[frame.run[-1]]
    own = next(clause for clause in clauses if clause.start <= first.number_start < clause.end and (
        frame.quantity in clause.values or frame.run[0] in clause.values))
    low = max((view.quantities[index].end for index in own.values if index < frame.run[0] and index in framed), default=own.start)
    high = min((view.quantities[index].start for index in own.values if index > frame.run[-1] and index in framed), default=own.end)
    before = Span(min(low, first.start), first.start)
    if first.kind == "duration":  # what a time runs from, and who must act in it, its deadline says
        before = without_event(view.masked(own), before)
    stretches = [before, Span(last.end, max(high, last.end))]
    if not own.inside:
        stretches += [
            Span(clause.start, clause.end) for clause, kind in zip(clauses, kinds, strict=True)
            if clause.end <= own.start and (clause.segment == own.segment or clause.mark == "：") and not clause.inside and kind in _UNREAD]
    run = [framed[index] for index in frame.run if index in framed]
    read = [span for one in run for span in (*(one.name.spans if one.name else ()), *(condition.span for condition in one.conditions))]
    read += [Span(view.quantities[index].start, view.quantities[index].end) for index in own.values if view.spent(index)]
    named = {sign for one in run if one.name for span in one.name.spans for sign in view.text[slice(*span)]}
    masked = view.masked(own)
    each = masked.rfind("分别", own.start, first.start)
    untold = [Span(each, each + 2)] if each >= 0 and len(run) > 1 and not _told_apart(run) else []
    if each < 0 and len(run) > 1 and not any(view.quantities[index].range_role for index in frame.run) and len(
            {view.quantities[index].value for index in frame.run}) > 1 and first.comparator == last.comparator and not _told_apart(run):
        untold.append(Span(first.start, last.end))  # 给予40万元、15万元、8万元的补贴
    if excepted := pattern("excepting_remark").match(view.text, last.end):
        untold.append(Span(*excepted.span()))
    if changed := pattern("changes_behind").match(view.text, last.end):
        untold.append(Span(*changed.span()))
    sentence = Span(clauses[0].start, clauses[-1].end)
    if not (frame.effective_from or frame.effective_to) and (period := pattern("undated_period").search(view.text, *sentence)):
        untold.append(Span(*period.span()))
    if not own.inside:
        said = "".join(view.text[slice(*span)] for span in read)
        spoken = [Span(clause.start, clause.end) for clause, kind in zip(clauses, kinds, strict=True)
                  if clause.end <= own.start and not (clause.inside or clause.values) and kind != "condition" and (
                      pattern("lets_somebody").match(view.words(clause)))]
        for stretch in ([opening] if opening and opening.end - opening.start <= _RUN_IN else []) + spoken:
            hits = list(pattern("told_apart").finditer(view.outer, *stretch))
            untold += [Span(*hit.span()) for hit in hits[:1] if hit[0] not in said and not _BOTH_HOMES.search(view.outer, *stretch)]
    share = first.kind == "percent" or first.unit == "倍"
    return [*untold, *(left for stretch in stretches for left in _unread(masked, stretch, read, named, share and stretch is before))]


def _told_apart(run: Sequence[Frame]) -> bool:
    """Whether what was read of values that a list is given out to (分别) differs from one to the next."""
    said = {(one.name.spans if one.name else (), *(condition.span for condition in one.conditions)) for one in run}
    return len(said) == len(run)


def mark_dropped(text: str, frames: Sequence[Frame]) -> None:
    """Notes of each value of a sentence the first condition of an earlier one that is of a kind that it has none of.

    （在中心城区购房的，单职工50万元；双职工70万元, read without the place): it may hold for it too.
    """
    said: dict[str, Span] = {}
    for frame in frames:
        own = {family(text, one) for one in frame.conditions}
        frame.dropped = next((span for kind, span in said.items() if kind not in own), None)
        for one in frame.conditions:
            if one.kind in _SHARED:
                said.setdefault(family(text, one), one.span)


def mark_shared(view: View, frames: Sequence[Frame]) -> None:
    """Notes of each value of a segment the condition of the values before it that it may share or not, as it has a case of its own.

    （购买绿色住宅，最高96万元，高层次人才最高100万元): whether the home counts for the group is not said.
    """
    for place, frame in enumerate(frames):
        if place > 1 and "均" in view.outer[view.quantities[frames[place - 1].run[-1]].end : view.quantities[frame.run[0]].start]:
            others = {one.span for one in frames[place - 1].conditions} - {one.span for one in frames[place - 2].conditions}
            frame.dropped = frame.dropped or next((one.span for one in frame.conditions if one.span in others), None)
        for earlier in frames[:place]:
            told = view.quantities[earlier.run[-1]].end
            own = {family(view.text, one) for one in frame.conditions if one.span.start >= told}
            if own and own.isdisjoint(family(view.text, one) for one in earlier.conditions):
                both = {one.span for one in earlier.conditions}
                frame.dropped = frame.dropped or next((one.span for one in frame.conditions if one.span in both and (
                    one.span.start < view.quantities[earlier.run[0]].start)), None)


def _unread(masked: str, stretch: Span, read: Sequence[Span], known: Set[str], share: bool = False) -> list[Span]:
    """The stretches between those `read` with content words, but for the value's own short name (最高额度) in place of which a longer
    one is taken, whose characters are `known`; `share` tells that the stretch ends at a share, so that what that is of may end it.
    """
    left: list[Span] = []
    start = stretch.start
    for span in sorted(read):
        if span.end <= start or span.start >= stretch.end:
            continue
        left.append(Span(start, max(start, span.start)))
        start = span.end
    left.append(Span(start, max(start, stretch.end)))
    return [span for span in left if span.end > span.start and any(
        not set(run) <= known for run in _CONTENT.findall(_without_what_says_nothing(masked, span, share=share and span.end == stretch.end)))]


def _without_what_says_nothing(masked: str, span: Span, *, share: bool) -> str:
    words = pattern("says_who_pays").sub("，", masked[slice(*span)])
    return pattern("says_nothing").sub("，", pattern("share_of_what").sub("，", words) if share else words)
