"""Values set step by step in one passage (90平方米以下…，90至120平方米…，120平方米以上…), by area, time, number or cost.

No concept is needed: that steps of one name meet each other says that they are parts of one scale. A scale has three steps or
more, of which all but two neighbours meet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from portion import Interval, inf

from extractor.consistency.index import Index
from extractor.policy.documents import Document
from extractor.policy.in_force import Setting, interval

FEWEST = 3
_UNCOUNTED = frozenset({"CNY", "percent"})
"""Units in which a next step does not begin one further on (5人至10人，11人至20人)."""


class Step(NamedTuple):
    """A value, the part of a base that it is for, the base's unit, and the words of that part."""

    setting: Setting
    part: Interval
    unit: str
    words: str


class Break(NamedTuple):
    """Two neighbours of a scale that do not meet: from `start` to `end` nothing is set, or (`is_twice`) both are."""

    lower: Step
    upper: Step
    start: Decimal
    end: Decimal
    is_twice: bool

    @property
    def unit(self) -> str:
        return self.lower.unit


def breaks(index: Index, document: Document) -> Iterator[Break]:
    """The scales of a document that are broken in one place, each with that place."""
    for steps in _by_name(index, document):
        for run in _runs(steps):
            odd = [found for one, other in pairwise(run) if (found := _break(one, other))]
            if len(run) >= FEWEST and len(odd) == 1 and not _is_covered(odd[0], steps):
                yield odd[0]


def _by_name(index: Index, document: Document) -> list[list[Step]]:
    """The steps that differ only in their part, in text order."""
    text = index.text_of(document)
    groups: defaultdict[tuple[object, ...], list[Step]] = defaultdict(list)
    for setting in index.settings_of[document.id]:
        record = setting.record
        if (step := _step(setting)) is None:
            continue
        others = frozenset(one.text for one in record.conditions if one.unit is None)
        where = (record.section, record.label) if record.label else text.sentence_at(record.span[0])
        groups[where, others, record.unit, record.per, record.comparator, record.modality, step.unit].append(step)
    return list(groups.values())


def _step(setting: Setting) -> Step | None:
    """A value with the one part of a base that it is for; None where it is for none, or for parts of several bases."""
    record = setting.record
    bounded = [one for one in record.conditions if one.unit and (one.lower or one.upper)]
    if record.bracket and setting.part is not None and not bounded:
        return Step(setting, setting.part, "CNY", "")
    if len(bounded) != 1 or record.bracket:
        return None
    return Step(setting, interval(bounded[0]), bounded[0].unit or "", bounded[0].text)


def _runs(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Stretches of steps that rise, or fall, from part to part, lowest first."""
    run: list[Step] = []
    direction = 0
    for step in steps:
        if run and step.part == run[-1].part:
            continue  # a further value for the same part
        way = _way(run[-1], step) if run else 0
        if run and (way == 0 or direction not in (0, way)):
            yield run if direction > 0 else run[::-1]
            run, direction, way = [], 0, 0
        run.append(step)
        direction = way or direction
    if run:
        yield run if direction > 0 else run[::-1]


def _way(one: Step, other: Step) -> int:
    """1 where a step begins and ends above another, -1 where below, 0 where neither."""
    if other.part.lower > one.part.lower and other.part.upper > one.part.upper:
        return 1
    return -1 if other.part.lower < one.part.lower and other.part.upper < one.part.upper else 0


def _break(one: Step, other: Step) -> Break | None:
    upper, lower = one.part.upper, other.part.lower
    if upper == inf or lower == -inf:
        return None
    is_next = one.unit not in _UNCOUNTED and lower - upper == 1 and upper == int(upper)
    if upper == lower or is_next:
        return None
    return Break(one, other, min(upper, lower), max(upper, lower), upper > lower)


def _is_covered(found: Break, steps: Sequence[Step]) -> bool:
    """Whether another step of the same name is for what two leave out, or begins or ends where one of two does that overlap."""
    others = [one.part for one in steps if one not in (found.lower, found.upper)]
    if found.is_twice:
        return any(one.upper == found.start or one.lower == found.end for one in others)
    return any(one.lower < found.end and one.upper > found.start for one in others)
