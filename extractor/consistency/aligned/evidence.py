"""What a circular took over from those that it carries out, and how its sentences differ: the evidence of the checks.

A clause is held against the likest one above that speaks of the same case. Where any circular above prints the same figures
in a clause as like, or the clause above was taken over unchanged elsewhere in the circular, nothing is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from extractor.consistency.aligned.changes import Reading, is_of_another_case, read
from extractor.consistency.aligned.links import Link
from extractor.consistency.aligned.pairing import LEAST_AROUND, NEAR, Passages, align
from extractor.consistency.aligned.units import OWN_PLACE, Clause, Sentence
from extractor.consistency.aligned.words import expression
from extractor.policy.documents import Document

FULL = 6
"""Characters of a clause, figures left out, from which it says what its figures are of."""
NEIGHBOUR = 3
"""Clauses between two that still stand side by side."""
SURE = 90
"""Likeness from which a clause that agrees with one above was taken over from it, and from no other."""
ALIKE_NEXT = 70
"""Likeness of the clauses before two caps from which both are of the same thing."""
WHOLE = 95
"""Likeness from which a clause that is long was taken over whole, with what it says its figures are of."""
LONG = 24
"""Characters of such a clause."""
AS_LIKE = 4
"""Points of likeness that a clause may lack to be as like as the likest."""


class TakenOver(NamedTuple):
    """A clause that was taken over: how it reads against the one above, and the circular that that one stands in."""

    reading: Reading
    lower: Document
    link: Link

    @property
    def likeness(self) -> int:
        """Of the two clauses, 0 to 100."""
        return round(self.reading.pair.likeness)


def taken_over(
    lower: Document, sentences: Sequence[Sentence], above: Sequence[tuple[Link, Passages]]
) -> list[TakenOver]:
    """Every clause of a circular that was taken over, in its order."""
    clauses = [clause for sentence in sentences for clause in sentence.clauses]
    options: defaultdict[int, list[TakenOver]] = defaultdict(list)
    for link, passages in above:
        readings = _of_one(clauses, passages)
        for number, readings_of_clause in readings.items():
            options[number] += [TakenOver(reading, lower, link) for reading in readings_of_clause]
    found = []
    for number in sorted(options):
        of_clause = options[number]
        best = of_clause[0] if len(of_clause) == 1 else min(of_clause, key=_rank)
        as_like = (one for one in of_clause if _words(one.reading) >= _words(best.reading) - AS_LIKE)
        found.append(next((one for one in as_like if one.reading.agrees), best))
    return found


def _of_one(clauses: Sequence[Clause], passages: Passages) -> dict[int, list[Reading]]:
    """The readings of each clause against those of one circular that speak of the same case."""
    pairs = align(clauses, passages)
    readings = {
        number: [reading for pair in candidates if not is_of_another_case(reading := read(pair))]
        for number, candidates in pairs.items()
    }
    unchanged = {
        one.pair.higher.number: number
        for number, of_clause in readings.items()
        for one in of_clause
        if one.pair.likeness >= SURE and one.pair.lower.has_figure and one.agrees
    }
    return {
        number: kept
        for number, of_clause in readings.items()
        if (kept := [
            one for one in of_clause
            if unchanged.get(one.pair.higher.number, number) == number or one.agrees or _stands_alike(one)
        ])
    }


def _stands_alike(reading: Reading) -> bool:
    """Whether a clause is another of the same thing: the clause next to it is word for word the same, or like it for a broken cap.

    A passage may be printed twice, and one cap be set for several groups.
    """
    from rapidfuzz.fuzz import ratio

    pair = reading.pair
    ours, theirs = (_next_to(clause) for clause in (pair.lower, pair.higher))
    if ours is None or theirs is None:
        return False
    if ours.placed == theirs.placed:
        return True
    is_broken = pair.lower.kind == "cap" and any((one.value or 0) > (other.value or 0) for one, other in reading.differing)
    return is_broken and ratio(ours.masked, theirs.masked) >= ALIKE_NEXT


def _next_to(clause: Clause) -> Clause | None:
    clauses = [one for one in clause.sentence.clauses if not one.aside]
    before = [one for one in clauses if one.number < clause.number]
    return before[-1] if before else next((one for one in clauses if one.number > clause.number), None)


def _rank(one: TakenOver) -> tuple[object, ...]:
    issued = one.link.higher.issued
    return -one.reading.pair.score, one.link.is_assumed, -(issued.toordinal() if issued else 0), one.reading.pair.higher.number


def _words(reading: Reading) -> float:
    return reading.pair.likeness


def is_anchored(one: TakenOver, taken: dict[int, TakenOver]) -> bool:
    """Whether what stands around a clause says that its figures are of the same thing.

    A condition right before it, or before the one above, must have been taken over with it; a clause that says little but a date or figure must
    have been taken over with the next one; one that is merely alike does not stand alone. A long clause that was taken over
    whole says enough.
    """
    pair = one.reading.pair
    if pair.likeness >= WHOLE and len(pair.lower.words) >= LONG:
        return True
    clauses = [other for other in pair.lower.sentence.clauses if not other.aside]
    before = [other for other in clauses if other.number < pair.lower.number]
    behind = [other for other in clauses if other.number > pair.lower.number]
    above = [other for other in pair.higher.sentence.clauses if not other.aside and other.number < pair.higher.number]
    is_of_case = any(expression("condition").search(other[-1].words) for other in (before, above) if other)
    if before and is_of_case and not _goes_with(one, taken.get(before[-1].number)):
        return False
    if before and expression("penalty").search(pair.lower.words):  # what it is for, the sentence says first
        first = taken.get(before[0].number)
        return first is not None and first.reading.pair.higher.sentence is pair.higher.sentence
    if len([sign for sign in pair.lower.masked if sign < OWN_PLACE]) < FULL and behind:
        return _goes_with(one, taken.get(behind[0].number))
    return pair.likeness >= NEAR or pair.is_around(LEAST_AROUND)


def _goes_with(one: TakenOver, other: TakenOver | None) -> bool:
    """Whether two clauses of a circular were taken over from neighbours."""
    if other is None or other.link.higher is not one.link.higher:
        return False
    return 0 < abs(one.reading.pair.higher.number - other.reading.pair.higher.number) <= NEIGHBOUR
