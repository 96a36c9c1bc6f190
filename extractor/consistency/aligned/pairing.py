"""Which clauses of a circular were taken over from which of a higher one.

Candidates come from an index of rare runs of characters, so that time grows with the clauses and not with their pairs. A
clause is like another by the ratio of their masked words; what stands around both decides where several are alike, and
whether a short or much changed one counts at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
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


class Pair:
    """A clause, the one above that it is like, and how alike they are (0 to 100).

    What stands around them is looked at when first asked for: most clauses are long and taken over whole.
    """

    __slots__ = ("_surroundings", "higher", "likeness", "lower")

    def __init__(self, lower: Clause, higher: Clause, likeness: float, surroundings: Surroundings | None = None) -> None:
        self.lower, self.higher, self.likeness = lower, higher, likeness
        self._surroundings: Surroundings | tuple[float, float] = surroundings or (0.0, 0.0)

    @property
    def score(self) -> float:
        """The likeness with what stands around, and points for what of it is word for word the same and for the same figures."""
        around, same = self._around()
        return self.likeness + around / 2 + same

    def is_around(self, least: float) -> bool:
        """Whether at least so much of what stands around them is alike."""
        if isinstance(self._surroundings, Surroundings):
            return self._surroundings.reach(self.lower, self.higher, least)
        return self._surroundings[0] >= least

    def _around(self) -> tuple[float, float]:
        if isinstance(self._surroundings, Surroundings):
            self._surroundings = self._surroundings.of(self.lower, self.higher)
        return self._surroundings


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
    surroundings = Surroundings(found, lower, higher.clauses)
    pairs: dict[int, list[Pair]] = {}
    for place, candidates in enumerate(found):
        fitting = [
            pair
            for likeness, number in candidates
            if _was_taken_over(pair := Pair(lower[place], higher.clauses[number], likeness, surroundings))
        ]
        if len(fitting) > 1:
            fitting = sorted(fitting, key=lambda pair: (-pair.score, pair.higher.number))[:BEST]
        if fitting:
            pairs[place] = fitting
    anchors = dict(pairs)
    used = {found[0].higher.number for found in anchors.values()}
    for place, clause in enumerate(lower):
        between = [] if place in anchors else _between(anchors, higher, place, clause)
        if left := [pair for pair in between if pair.higher.number not in used]:
            pairs[place] = left
    return dict(sorted(pairs.items()))


def _was_taken_over(pair: Pair) -> bool:
    length = min(len(pair.lower.masked), len(pair.higher.masked))
    if length >= LONG and pair.likeness >= NEAR:
        return True
    if pair.likeness == 100 and length >= SAME and _is_of_one_matter(pair):
        return True
    return pair.is_around(max(LEAST_AROUND, AROUND - (pair.likeness - ALIKE)))


def _is_of_one_matter(pair: Pair) -> bool:
    """Whether the clauses stand under headings that are alike."""
    from rapidfuzz.fuzz import ratio

    ours, theirs = pair.lower.sentence.headings, pair.higher.sentence.headings
    return any(one == other or ratio(one, other) >= HEADING for one in ours for other in theirs)


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
            found.append(Pair(clause, other, likeness))
    return sorted(found, key=lambda pair: (-pair.likeness, pair.higher.number))


class Surroundings:
    """What stands around the clauses of a circular and of one above: `found` are for each of `lower` those of `higher` that
    are like it."""

    def __init__(self, found: list[list[tuple[float, int]]], lower: Sequence[Clause], higher: Sequence[Clause]) -> None:
        self._found, self._lower, self._higher = found, lower, higher
        self._sizes = [len(clause.masked) for clause in lower]

    def of(self, clause: Clause, other: Clause) -> tuple[float, float]:
        """How much of what stands around a clause stands, in the same order, around the other: by characters, 0 to 100.

        And the points for what of it is word for word the same, and for the same figures where several are like the clause.
        """
        place, number = clause.number, other.number
        if self._is_the_same(clause, other):
            return 100.0, 0.0
        near = self._near(place)
        total = sum(weight for _, weight in near)
        alike = same = 0.0
        for at, weight in near:
            here = self._here(at, at - place, number)
            alike += weight * max((like for like, _ in here), default=0.0) / 100
            placed = self._lower[at].placed
            same += weight * any(like > ALMOST and placed == self._higher[one].placed for like, one in here)
        same = SAME_AROUND * same / total if total else 0.0
        if len(self._found[place]) > 1:
            same += SAME_FIGURES * _shared(clause, other)
        return 100 * alike / total if total else 0.0, same

    def reach(self, clause: Clause, other: Clause, least: float) -> bool:
        """Whether at least so much of what stands around a clause stands around the other."""
        if self._is_the_same(clause, other):
            return True
        near = self._near(clause.number)
        total = sum(weight for _, weight in near)
        alike = 0.0
        for at, weight in near:
            here = self._here(at, at - clause.number, other.number)
            alike += weight * max((like for like, _ in here), default=0.0) / 100
            if here and 100 * alike / total >= least:
                return True
        return False

    def _is_the_same(self, clause: Clause, other: Clause) -> bool:
        """Whether a clause is word for word the only one that is like it."""
        return len(self._found[clause.number]) == 1 and clause.words == other.words and len(clause.words) >= LONG

    def _near(self, place: int) -> list[tuple[int, float]]:
        """The clauses before and behind a place, and how much each counts."""
        before, behind = max(place - WINDOW, 0), min(place + WINDOW + 1, len(self._sizes))
        return [(at, self._sizes[at] / abs(at - place)) for at in range(before, behind) if at != place]

    def _here(self, at: int, step: int, number: int) -> list[tuple[float, int]]:
        """The clauses above that are like one near a clause and stand on the same side of the other."""
        first, last = (number - WINDOW, number - 1) if step < 0 else (number + 1, number + WINDOW)
        return [one for one in self._found[at] if first <= one[1] <= last]


def _shared(lower: Clause, higher: Clause) -> float:
    """The part of the figures of a clause that stand at the same place in another."""
    ours, theirs = (expression("number").findall(one.words) for one in (lower, higher))
    return sum(map(str.__eq__, ours, theirs)) / len(ours) if ours else 0


def _runs(words: str) -> set[str]:
    return {words[at : at + RUN] for at in range(len(words) - RUN + 1)}
