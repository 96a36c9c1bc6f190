"""What differs between a clause and the one that it was taken over from."""

from __future__ import annotations

from typing import NamedTuple

from extractor.consistency.aligned.figures import Figure
from extractor.consistency.aligned.pairing import Pair
from extractor.consistency.aligned.units import Clause
from extractor.policy.cases import Cases, are_apart, cases_of

_SHORT = 1
"""Characters that two clauses may share by chance between two changes."""


class Change(NamedTuple):
    """A stretch of the tokens of a clause that stands for one of the other: empty where something is new or gone.

    `lower` and `higher` are the stretches with marks, `at` and `above` where they stand among the tokens.
    """

    lower: str
    higher: str
    at: tuple[int, int]
    above: tuple[int, int]


class Reading(NamedTuple):
    """A pair of clauses read: the figures that stand for each other and are not the same, and what else differs.

    `agrees` says that every figure of both stands for one of the other, and all are the same.
    """

    pair: Pair
    differing: tuple[tuple[Figure, Figure], ...]
    changes: tuple[Change, ...]
    agrees: bool


def read(pair: Pair) -> Reading:
    """The differences of a pair."""
    lower, higher = pair.lower, pair.higher
    if lower.words == higher.words:
        return Reading(pair, (), (), agrees=True)
    figures: list[tuple[Figure, Figure]] = []
    changes: list[Change] = []
    by_place = {one.start: one for one in lower.figures}, {one.start: one for one in higher.figures}
    (ours_all, our_marks), (theirs_all, their_marks) = lower.marked, higher.marked
    theirs_at = {place: start for place, start, _ in their_marks}
    for tag, low, up, first, last in _operations(ours_all, theirs_all):
        if tag != "equal":
            changes.append(Change(ours_all[low:up], theirs_all[first:last], (low, up), (first, last)))
            continue
        for place, start, _ in our_marks:
            if low <= place < up and place - low + first in theirs_at:
                one, other = by_place[0].get(start), by_place[1].get(theirs_at[place - low + first])
                if one is not None and other is not None and (one.value is None) == (other.value is None):
                    figures.append((one, other))
    differing = tuple((ours, theirs) for ours, theirs in figures if not same(ours, theirs))
    agrees = not differing and len(figures) == len(lower.figures) == len(higher.figures)
    return Reading(pair, differing, tuple(changes), agrees)


def same(one: Figure, other: Figure) -> bool:
    """Whether two figures say the same."""
    if one.value is not None and other.value is not None:
        return one.value == other.value and (one.unit == other.unit or "" in (one.unit, other.unit))
    return (one.first, one.last) == (other.first, other.last)


def is_of_another_case(reading: Reading) -> bool:
    """Whether the clauses speak of two cases of which only one can hold (首套 and 二套)."""
    if not (reading.changes or reading.differing):
        return False
    return are_apart(_cases(reading.pair.lower), _cases(reading.pair.higher))


def _cases(clause: Clause) -> Cases:
    """The cases that a clause names, or the nearest clause before it in its sentence that names such ones."""
    found = dict(cases_of(clause.words))
    for before in reversed(clause.sentence.clauses):
        if before.number < clause.number and not before.aside:
            for line, ways in cases_of(before.words).items():
                found.setdefault(line, ways)
    return found


def words_of(clause: Clause, start: int, end: int) -> str:
    """The words of a stretch of a clause's tokens."""
    stretch = clause.tokens[start:end]
    return clause.words[stretch[0][1] : stretch[-1][2]] if stretch else ""


def _operations(lower: str, higher: str) -> list[tuple[str, int, int, int, int]]:
    """Equal and changed stretches in turn; changes that only a chance character parts are one."""
    from rapidfuzz.distance import Indel

    found: list[tuple[str, int, int, int, int]] = []
    if lower == higher:
        return [("equal", 0, len(lower), 0, len(higher))]
    operations = [(one.tag, one.src_start, one.src_end, one.dest_start, one.dest_end) for one in Indel.opcodes(lower, higher)]
    for place, (tag, a, b, c, d) in enumerate(operations):
        is_chance = (
            tag == "equal" and b - a <= _SHORT and 0 < place < len(operations) - 1 and not _is_mark(lower[a:b])
        )
        tag = "equal" if tag == "equal" and not is_chance else "change"
        if found and found[-1][0] == tag == "change":
            _, first, _, third, _ = found.pop()
            found.append((tag, first, b, third, d))
        else:
            found.append((tag, a, b, c, d))
    return found


def _is_mark(stretch: str) -> bool:
    return any("\ue000" <= sign <= "\ue00f" for sign in stretch)

