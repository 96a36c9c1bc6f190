"""Which sentence of one circular stands for which of the other.

Candidates come from shared runs of characters, rare ones first, so that time grows with the sentences and not with their pairs.
Of the candidates that chain of pairs counts that keeps the order of both sides and is the likest as a whole; what is left and
very much alike was moved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from extractor.redline.units import Unit

RUN = 2
"""Characters of a run."""
COMMON = 40
"""A run in more sentences than this finds nothing."""
CANDIDATES = 8
ALIKE = 50
"""Likeness (0 to 100) from which a sentence may be a changed one, in its order."""
BETWEEN = 3600
"""Pairs of sentences between two that stand for each other, up to which each is held against each."""
MOVED = 85
"""Likeness from which it is the same sentence in another place."""
LEAST_MOVED = 8
"""Characters of a sentence that can be told to have moved."""


class Match(NamedTuple):
    """The places of a sentence on both sides, and how alike the two are (0 to 100)."""

    old: int
    new: int
    likeness: float


class Aligned(NamedTuple):
    """Sentences that stand for each other, in the order of both sides, and those that also moved."""

    in_order: tuple[Match, ...]
    moved: tuple[Match, ...]


def align(old: Sequence[Unit], new: Sequence[Unit]) -> Aligned:
    """The pairs of two circulars; every sentence is in one pair at most."""
    found = _candidates(old, new)
    in_order = _filled(_chain(found, len(new)), old, new)
    left_old = set(range(len(old))) - {one.old for one in in_order}
    left_new = set(range(len(new))) - {one.new for one in in_order}
    moved: list[Match] = []
    for one in sorted(found, key=lambda one: (-one.likeness, one.old, one.new)):
        long_enough = min(len(old[one.old].key), len(new[one.new].key)) >= LEAST_MOVED
        if long_enough and one.likeness >= MOVED and one.old in left_old and one.new in left_new:
            moved.append(one)
            left_old.discard(one.old)
            left_new.discard(one.new)
    return Aligned(tuple(in_order), tuple(sorted(moved, key=lambda one: one.new)))


def _filled(chain: Sequence[Match], old: Sequence[Unit], new: Sequence[Unit]) -> list[Match]:
    """The chain with the pairs between its members that share no rare run: there all sentences are held against all."""
    filled: list[Match] = []
    at = Match(-1, -1, 0)
    for one in (*chain, Match(len(old), len(new), 0)):
        between = range(at.old + 1, one.old), range(at.new + 1, one.new)
        if 0 < len(between[0]) * len(between[1]) <= BETWEEN:
            pairs = (_match(old, new, a, b) for a in between[0] for b in between[1])
            filled += _chain([pair for pair in pairs if pair], len(new))
        filled.append(one)
        at = one
    return filled[:-1]


def _match(old: Sequence[Unit], new: Sequence[Unit], a: int, b: int) -> Match | None:
    """The pair of two sentences, None where they are of different kinds or not alike."""
    from rapidfuzz.fuzz import ratio

    ours, theirs = old[a], new[b]
    if ours.key == theirs.key:
        return Match(a, b, 100)
    likeness = ratio(ours.key, theirs.key, score_cutoff=ALIKE) if ours.role == theirs.role else 0
    return Match(a, b, likeness) if likeness else None


def _candidates(old: Sequence[Unit], new: Sequence[Unit]) -> list[Match]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    exact: defaultdict[str, list[int]] = defaultdict(list)
    for number, unit in enumerate(new):
        exact[unit.key].append(number)
        for run in _runs(unit.key):
            places[run].append(number)
    found: list[Match] = []
    for number, unit in enumerate(old):
        weights: defaultdict[int, float] = defaultdict(float)
        for run in _runs(unit.key):
            if len(numbers := places.get(run, ())) <= COMMON:
                for other in numbers:
                    weights[other] += 1 / len(numbers)
        best = sorted(weights, key=lambda other: (-weights[other], abs(other - number), other))[:CANDIDATES]
        same = sorted(exact.get(unit.key, ()), key=lambda other: abs(other - number))[:CANDIDATES]
        found += filter(None, (_match(old, new, number, other) for other in dict.fromkeys((*same, *best))))
    return found


def _runs(key: str) -> set[str]:
    return {key[at : at + RUN] for at in range(len(key) - RUN + 1)} or {key}


def _chain(found: Sequence[Match], width: int) -> list[Match]:
    """The chain of candidates, growing on both sides, with the largest sum of likenesses.

    A likeness counts from `ALIKE` on, and more for a sentence that is the same: the best chain that ends at a place is kept in a
    tree of maxima over the places of the new side.
    """
    best: list[tuple[float, int]] = [(0.0, -1)] * (width + 1)
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(found):
        rows[one.old].append(number)
    before, total = [-1] * len(found), [0.0] * len(found)
    for old in sorted(rows):
        for number in rows[old]:
            score, last = _upto(best, found[number].new)
            before[number] = last
            total[number] = score + (found[number].likeness - ALIKE + 1) * (2 if found[number].likeness == 100 else 1)
        for number in rows[old]:
            _raise(best, found[number].new + 1, (total[number], number))
    _, at = _upto(best, width)
    chain = []
    while at >= 0:
        chain.append(found[at])
        at = before[at]
    return chain[::-1]


def _upto(best: Sequence[tuple[float, int]], end: int) -> tuple[float, int]:
    """The best chain that ends before a place (a Fenwick tree of maxima)."""
    found = (0.0, -1)
    while end > 0:
        if best[end][0] > found[0]:
            found = best[end]
        end -= end & -end
    return found


def _raise(best: list[tuple[float, int]], place: int, value: tuple[float, int]) -> None:
    while place < len(best):
        if value[0] > best[place][0]:
            best[place] = value
        place += place & -place
