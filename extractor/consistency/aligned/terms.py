"""Words that make a rule another one where they change in a sentence that was taken over: its force, its reach, its conditions."""

from __future__ import annotations

from collections.abc import Iterator
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
    if lower.kind == higher.kind == "together":
        yield from _together(lower, higher)
        return
    for change in reading.changes:
        ours, theirs = words_of(lower, *change.at), words_of(higher, *change.above)
        yield from _force(one, change, ours, theirs)
        yield from _area(one, change, ours, theirs)
        yield from _joined(ours, theirs)
        if reading.pair.likeness >= _FAIRLY:
            yield from _narrowing(one, change, ours, theirs)


def _together(lower: Clause, higher: Clause) -> Iterator[Term]:
    """What may be had together above and may not below, or the other way."""
    (ours, may_not), (theirs, might_not) = _stacking(lower), _stacking(higher)
    if may_not and not might_not:
        yield "condition-added", "warning", ours, theirs, "上级允许，下级不允许"
    elif might_not and not may_not:
        yield "condition-dropped", "warning", ours, theirs, "上级不允许，下级允许"


def _stacking(clause: Clause) -> tuple[str, bool]:
    """The words by which a clause lets benefits be had together or not, and whether it does not."""
    hit = expression("together").search(clause.words)
    assert hit is not None
    no = expression("not_together").search(clause.words, 0, hit.start())
    return clause.words[(no or hit).start() : hit.end()], no is not None


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
    """A smaller area for a larger one (本市 for 省内); what both call their own place is the same, a part of it (城区) is not."""
    lower, higher = one.reading.pair.lower, one.reading.pair.higher
    if _is_part(one, change, ours):
        yield "scope-narrowed", "warning", _whole(lower, (max(0, change.at[0] - 1), change.at[1])), theirs, "范围缩小"
        return
    if OWN_PLACE in change.higher or not theirs:
        return
    ours, theirs = _whole(lower, change.at), _whole(higher, change.above)
    above = _size(theirs)
    if above == one.link.higher.rank >= _LEVELS.index("city") and not any(word in theirs for word in listed("whole_city")):
        return  # a city's 市内 is its own place, as 县内 is the county's
    below = one.lower.rank if OWN_PLACE in change.lower else _size(ours)
    if above is not None and below is not None and below > above:
        yield "scope-narrowed", "warning", ours, theirs, "范围缩小"


def _is_part(one: TakenOver, change: Change, ours: str) -> bool:
    """Whether a part of the place (城区) stands for the whole of it, which the sentence above does not part."""
    lower, higher = one.reading.pair.lower, one.reading.pair.higher
    if ours not in listed("parts_of_place") or any(word in _sentence(higher) for word in listed("parts_of_place")):
        return False
    if change.higher:
        return change.higher == OWN_PLACE
    return _mark_before(lower, change.at) == _mark_before(higher, change.above) == OWN_PLACE


def _mark_before(clause: Clause, at: tuple[int, int]) -> str:
    return clause.tokens[at[0] - 1][0] if at[0] else ""


def _sentence(clause: Clause) -> str:
    return "".join(one.words for one in clause.sentence.clauses)


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
    """A word that makes the group or object smaller, put in or left out; or a group that was left out of a list."""
    lower, higher = one.reading.pair.lower, one.reading.pair.higher
    if ours and not theirs:
        if _is_of(lower, change.at, "narrowing", higher):
            yield "condition-added", "warning", ours, theirs, "增加了限定"
        elif one.reading.pair.likeness >= _ALIKE and ours.strip("的、") in listed("narrowing_objects"):
            yield "scope-narrowed", "warning", ours, theirs, "对象缩小"
    elif theirs and not ours:
        if _is_of(higher, change.above, "narrowing", lower):
            yield "condition-dropped", "warning", ours, theirs, "去掉了限定"
        elif one.reading.pair.likeness >= _ALIKE and (group := _group_of(higher, change.above)) and group not in _sentence(lower):
            yield "scope-narrowed", "warning", ours, group, "少了一类对象"


def _is_of(clause: Clause, at: tuple[int, int], name: str, other: Clause) -> bool:
    """Whether a stretch of a clause is made of words of a list that the sentence of the other clause does not have."""
    start, end = clause.tokens[at[0]][1], clause.tokens[at[1] - 1][2]
    elsewhere = _sentence(other)
    covered: set[int] = set()
    for word in listed(name):
        place = clause.words.find(word, max(0, start - len(word) + 1))
        while 0 <= place < end and word not in elsewhere:
            covered.update(range(place, place + len(word)))
            place = clause.words.find(word, place + 1)
    left = [sign for number, sign in enumerate(clause.words[start:end], start) if number not in covered]
    return len(left) < end - start and all(sign in "的、" for sign in left)


def _group_of(clause: Clause, at: tuple[int, int]) -> str:
    """The group of people that a stretch takes out of a list, empty where it is none or the list goes on (等)."""
    words = clause.words
    start, end = clause.tokens[at[0]][1], clause.tokens[at[1] - 1][2]
    while start > 0 and words[start - 1] == words[end - 1] and not _is_item(words, start, end):
        start, end = start - 1, end - 1  # of 甲家庭、乙家庭 less 乙家庭 a comparison may say that 家庭、乙 went
    group = words[start:end].strip("、和及或与")
    return group if _is_item(words, start, end) and expression("group").search(group) else ""


def _is_item(words: str, start: int, end: int) -> bool:
    if words[start] in "、和及或" or words[start - 1 : start] in ("、", "和", "及", "或"):
        return words[end : end + 1] not in ("等",)
    return words[end - 1] == "、"
