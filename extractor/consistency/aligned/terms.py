"""Words that make a rule another one where they change in a sentence that was taken over: its force, its reach, its conditions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

from extractor.consistency.aligned.changes import Change, words_of
from extractor.consistency.aligned.evidence import TakenOver
from extractor.consistency.aligned.units import OWN_PLACE, Clause
from extractor.consistency.aligned.words import expression, listed
from extractor.consistency.model import Severity

_LEVELS = ("national", "province", "city", "county")
_FAIRLY = 70
"""Likeness from which a word that always restricts is a condition of the clause."""
_AREA_REST = 6
_JOINED = 5
"""Characters of a further condition that is joined to one (且未办理施工许可证)."""
_ALIKE = 80
"""Likeness from which one word put in or left out of a clause is a change of that clause."""

Term = tuple[
    Literal["force-weakened", "condition-added", "condition-dropped", "scope-narrowed"], Severity, str, str, str
]
"""Kind, weight, the words below and above, and how they differ."""


def of_words(one: TakenOver) -> Iterator[Term]:
    """The changed words of a clause that weigh something."""
    reading = one.reading
    lower, higher = reading.pair.lower, reading.pair.higher
    for change in reading.changes:
        ours, theirs = words_of(lower, *change.at), words_of(higher, *change.above)
        yield from _force(one, change, ours, theirs)
        yield from _area(one, change, ours, theirs)
        yield from _joined(ours, theirs)
        if reading.pair.likeness >= _FAIRLY:
            yield from _narrowing(one, change, ours, theirs)


def _force(one: TakenOver, change: Change, ours: str, theirs: str) -> Iterator[Term]:
    lower, higher = one.reading.pair.lower, one.reading.pair.higher
    if not theirs and ours in listed("hedges") and not any(word in higher.words for word in listed("soft")):
        yield "force-weakened", "warning", ours, theirs, "要求放松"
        return
    for ways in listed("weaker"):
        if theirs in ways["above"] and ours in ways["below"]:
            yield "force-weakened", "warning", ours, theirs, "要求放松"
            return
    if one.reading.pair.likeness < _ALIKE:
        return
    if theirs in listed("forbids") and ours in listed("allows"):
        yield "force-weakened", "warning", _with_next(lower, change.at), _with_next(higher, change.above), "上级不允许，下级允许"
    elif theirs in listed("allows") and ours in listed("forbids"):
        yield "condition-added", "warning", _with_next(lower, change.at), _with_next(higher, change.above), "上级允许，下级不允许"


def _with_next(clause: Clause, at: tuple[int, int]) -> str:
    return words_of(clause, at[0], min(at[1] + 8, len(clause.tokens)))


def _area(one: TakenOver, change: Change, ours: str, theirs: str) -> Iterator[Term]:
    """A smaller area for a larger one (本市 for 省内); what both call their own place is the same."""
    lower, higher = one.reading.pair.lower, one.reading.pair.higher
    if OWN_PLACE in change.higher or not theirs:
        return
    ours, theirs = _whole(lower, change.at), _whole(higher, change.above)
    above = _size(theirs)
    if above == one.link.higher.rank >= _LEVELS.index("city") and not any(word in theirs for word in listed("whole_city")):
        return  # a city's 市内 is its own place, as 县内 is the county's
    below = one.lower.rank if OWN_PLACE in change.lower else _size(ours)
    if above is not None and below is not None and below > above:
        yield "scope-narrowed", "warning", ours, theirs, "范围缩小"


def _whole(clause: Clause, at: tuple[int, int]) -> str:
    """The words of a stretch with what is left of the name of its area (省 + 内)."""
    end = at[1]
    while end < min(at[1] + _AREA_REST, len(clause.tokens)) and clause.tokens[end][0] in "行政区域范围内":
        end += 1
    return words_of(clause, at[0], end)


def _size(words: str) -> int | None:
    """The level of the area that words name, the smallest where they name several."""
    found = [level for level, names in enumerate(map(listed("areas").get, _LEVELS)) if any(name in words for name in names or ())]
    return max(found, default=None)


def _joined(ours: str, theirs: str) -> Iterator[Term]:
    """A further condition that is joined to another, put in or left out."""
    if not theirs and len(ours) >= _JOINED and expression("joined").match(ours):
        yield "condition-added", "warning", ours, theirs, "增加了条件"
    elif not ours and len(theirs) >= _JOINED and expression("joined").match(theirs):
        yield "condition-dropped", "warning", ours, theirs, "去掉了条件"


def _narrowing(one: TakenOver, change: Change, ours: str, theirs: str) -> Iterator[Term]:
    """A word that makes the group or object smaller, put in or left out."""
    lower, higher = one.reading.pair.lower.words, one.reading.pair.higher.words
    if ours and not theirs:
        if _is_of(ours, "narrowing") and not _is_of(higher, "narrowing", whole=False):
            yield "condition-added", "warning", ours, theirs, "增加了限定"
        elif one.reading.pair.likeness >= _ALIKE and _is_of(ours, "narrowing_objects"):
            yield "scope-narrowed", "warning", ours, theirs, "对象缩小"
    elif theirs and not ours and _is_of(theirs, "narrowing") and not _is_of(lower, "narrowing", whole=False):
        yield "condition-dropped", "warning", ours, theirs, "去掉了限定"


def _is_of(words: str, name: str, *, whole: bool = True) -> bool:
    plain = words.strip("的、")
    return plain in _words(name) if whole else any(word in words for word in _words(name))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(listed(name))
