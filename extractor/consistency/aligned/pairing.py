"""Which clauses of a circular were taken over from which of a higher one.

Candidates come from an index of rare runs of characters, so that time grows with the clauses and not with their pairs. A
clause is like another by the ratio of their masked words; what stands around both decides where several are alike, and
whether a short or much changed one counts at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.consistency.aligned.units import Clause, Sentence
from extractor.consistency.aligned.words import expression

RUN = 3
"""Length of the runs of characters by which candidates are found."""
COMMON = 12
"""A run in more clauses than this finds nothing."""
CANDIDATES = 6
BEST = 4
"""Clauses above that are looked at closer."""
ALIKE = 62
"""Likeness (0 to 100) from which a clause may have been taken over, where what stands around it was."""
NEAR = 88
"""Likeness from which it was, whatever stands around it, if it is not short."""
LONG = 14
"""Characters of a clause that is not short."""
WINDOW = 3
"""Clauses before and behind that are looked at."""
AROUND = 45
"""How much of what stands around must be alike (0 to 100) where a clause is just alike; less for a liker one."""
LEAST_AROUND = 15
OF_KIND = {"cap": 85.0, "together": 75.0}
"""Likeness that clauses of one kind have whatever their words."""
ALMOST = 99
BETWEEN = 72
"""Likeness from which a clause was taken over that stands between two others that were."""
BETWEEN_BOTH = 58
"""The same where it stands right between those two, above and below."""
SAME = 8
"""Characters of a clause that may have been taken over word for word from a section of the same matter."""
HEADING = 70
"""Likeness from which two headings are of the same matter."""
GAP = 12
"""Clauses that may stand between those two, above and below."""
SAME_AROUND = 15
"""Points for a clause around which all is word for word the same: of several as like, the one of the same case."""
SAME_FIGURES = 6
"""Points for a clause whose figures all stand in the other, where several are as like."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A clause, the one above that it is like, how alike they are, and how alike is what stands around them (0 to 100).

    `same` are points for what is word for word the same around them and for the same figures in them.
    """

    lower: Clause
    higher: Clause
    likeness: float
    around: float
    same: float = 0

    @property
    def score(self) -> float:
        return self.likeness + self.around / 2 + self.same


class Passages:
    """The clauses of a circular, found by what they are like."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self.clauses = [clause for sentence in sentences for clause in sentence.clauses]

    @cached_property
    def _runs(self) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, clause in enumerate(self.clauses):
            for run in _runs(clause.masked):
                found[run].append(number)
        return found

    @cached_property
    def _exact(self) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, clause in enumerate(self.clauses):
            found[clause.masked].append(number)
        return found

    @cached_property
    def _kinds(self) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, clause in enumerate(self.clauses):
            if clause.kind:
                found[clause.kind].append(number)
        return found

    def like(self, clause: Clause) -> list[tuple[float, int]]:
        """The clauses that are like one, with their likeness, the likest first."""
        from rapidfuzz.fuzz import ratio

        if exact := self._exact.get(clause.masked, ()):
            return [(100.0, number) for number in exact]
        weights: defaultdict[int, float] = defaultdict(float)
        for run in _runs(clause.masked):
            numbers = self._runs.get(run, ())
            if len(numbers) <= COMMON:
                for number in numbers:
                    weights[number] += 1 / len(numbers)
        best = sorted(weights, key=lambda number: (-weights[number], number))[:CANDIDATES]
        scored = {number: ratio(clause.masked, self.clauses[number].masked, score_cutoff=ALIKE) for number in best}
        of_kind = self._kinds.get(clause.kind, ()) if clause.kind else ()
        for number in of_kind if len(of_kind) <= COMMON else ():
            scored[number] = max(scored.get(number, 0.0), OF_KIND[clause.kind])
        return sorted(((like, number) for number, like in scored.items() if like), key=lambda one: (-one[0], one[1]))


def align(lower: Sequence[Clause], higher: Passages) -> dict[int, list[Pair]]:
    """For each clause that was taken over, the clauses above that it may come from, the best first."""
    found = [higher.like(clause) for clause in lower]
    pairs: dict[int, list[Pair]] = {}
    for place, candidates in enumerate(found):
        if len(candidates) == 1 and lower[place].words == higher.clauses[candidates[0][1]].words and len(lower[place].words) >= LONG:
            pairs[place] = [Pair(lower[place], higher.clauses[candidates[0][1]], 100, 100)]
            continue
        fitting = []
        for likeness, number in candidates:
            other = higher.clauses[number]
            around, same = _around(found, lower, higher.clauses, place, number)
            if len(candidates) > 1:
                same += SAME_FIGURES * _shared(lower[place], other)
            pair = Pair(lower[place], other, likeness, around, same)
            if _was_taken_over(pair):
                fitting.append(pair)
        if fitting:
            pairs[place] = sorted(fitting, key=lambda pair: (-pair.score, pair.higher.number))[:BEST]
    anchors = dict(pairs)
    used = {found[0].higher.number for found in anchors.values()}
    for place, clause in enumerate(lower):
        between = [] if place in anchors else _between(anchors, higher, place, clause)
        if left := [pair for pair in between if pair.higher.number not in used]:
            pairs[place] = left
    return dict(sorted(pairs.items()))


def _was_taken_over(pair: Pair) -> bool:
    if min(len(pair.lower.masked), len(pair.higher.masked)) >= LONG and pair.likeness >= NEAR:
        return True
    if pair.around >= max(LEAST_AROUND, AROUND - (pair.likeness - ALIKE)):
        return True
    return pair.likeness == 100 and len(pair.lower.masked) >= SAME and _is_of_one_matter(pair)


def _is_of_one_matter(pair: Pair) -> bool:
    """Whether the clauses stand under headings that are alike."""
    from rapidfuzz.fuzz import ratio

    ours, theirs = pair.lower.sentence.headings, pair.higher.sentence.headings
    return any(ratio(one, other) >= HEADING for one in ours for other in theirs)


def _between(anchors: dict[int, list[Pair]], higher: Passages, place: int, clause: Clause) -> list[Pair]:
    """The clause that stands between those from which the clauses next to a place were taken over."""
    from rapidfuzz.fuzz import ratio

    before = next((anchors[at][0] for at in range(place - 1, place - GAP, -1) if at in anchors), None)
    behind = next((anchors[at][0] for at in range(place + 1, place + GAP) if at in anchors), None)
    if before is None or behind is None or not 1 < behind.higher.number - before.higher.number <= GAP:
        return []
    is_next = before.lower.number == place - 1 and behind.lower.number == place + 1
    least = BETWEEN_BOTH if is_next and behind.higher.number - before.higher.number == 2 else BETWEEN
    found = []
    for number in range(before.higher.number + 1, behind.higher.number):
        other = higher.clauses[number]
        if other.aside == clause.aside and (likeness := ratio(clause.masked, other.masked, score_cutoff=least)):
            found.append(Pair(clause, other, likeness, 0))
    return sorted(found, key=lambda pair: (-pair.likeness, pair.higher.number))


def _around(
    found: list[list[tuple[float, int]]], lower: Sequence[Clause], higher: Sequence[Clause], place: int, number: int
) -> tuple[float, float]:
    """How much of what stands around a clause stands, in the same order, around the other: by characters, 0 to 100.

    And the points for what of it is word for word the same.
    """
    alike = total = same = 0.0
    for step in (-1, 1):
        for distance in range(1, WINDOW + 1):
            near = place + step * distance
            if not 0 <= near < len(lower):
                break
            weight = len(lower[near].masked) / distance
            total += weight
            best, is_same = 0.0, False
            for like, other in found[near]:
                if 0 < (other - number) * step <= WINDOW:
                    best = max(best, like)
                    is_same = is_same or (like > ALMOST and lower[near].placed == higher[other].placed)
            alike += weight * best / 100
            same += weight * is_same
    return (100 * alike / total, SAME_AROUND * same / total) if total else (0.0, 0.0)


def _shared(lower: Clause, higher: Clause) -> float:
    """The part of the figures of a clause that stand at the same place in another."""
    ours, theirs = (expression("number").findall(one.words) for one in (lower, higher))
    return sum(map(str.__eq__, ours, theirs)) / len(ours) if ours else 0


def _runs(words: str) -> set[str]:
    return {words[at : at + RUN] for at in range(len(words) - RUN + 1)}
