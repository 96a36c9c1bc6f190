"""Conditions that stand as a clause of their own between two clauses that were taken over, or that fell away there, and of what
measure a condition is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.consistency.aligned.changes import same
from extractor.consistency.aligned.evidence import TakenOver
from extractor.consistency.aligned.terms import Term
from extractor.consistency.aligned.units import Clause
from extractor.consistency.aligned.words import expression

SAID = 55
"""Likeness (0 to 100) from which a sentence may have a condition in other words."""
RUN = 7
"""Characters of a condition that stand together in a sentence that says it."""
FIRM, FAIRLY = 85, 72
"""Likeness of one and of the other clause around a condition from which it is clear that they were taken over without it."""


def inserted(taken: Sequence[TakenOver]) -> Iterator[tuple[TakenOver, Term]]:
    """The conditions that were put in or left out, each with the clause behind it."""
    by_clause = {one.reading.pair.lower.number: one for one in taken}
    ours: list[Clause] = []
    for one in taken:
        pair = one.reading.pair
        if pair.lower.aside:
            continue
        if not ours or ours[0].sentence is not pair.lower.sentence:
            ours = [clause for clause in pair.lower.sentence.clauses if not clause.aside]
        at = ours.index(pair.lower)
        if at >= 2 and (put_in := ours[at - 1]).number not in by_clause:
            before = by_clause.get(ours[at - 2].number)
            is_new = _is_condition(put_in) and not expression("lowest_step").search(put_in.words) and not _says(pair.higher, put_in)
            if is_new and before and _is_firm(before, one) and _follow(before, one):
                how = "上级未单列这一情形" if _is_apart(put_in, pair.lower) else "增加了条件"
                yield one, ("condition-added", "warning", put_in.words, "", how)
        if at >= 1:
            before = by_clause.get(ours[at - 1].number)
            between = _between(before, one) if before and _is_firm(before, one) else None
            own = between and [clause for clause in ours[:at] if clause.number not in by_clause]  # it may say its scope otherwise
            if between is not None and not own and _is_condition(between) and not _says(pair.lower, between):
                yield one, ("condition-dropped", "warning", "", between.words, "去掉了条件")


def _is_firm(before: TakenOver, one: TakenOver) -> bool:
    first, second = sorted((before.likeness, one.likeness))
    return first >= FAIRLY and second >= FIRM


def _follow(before: TakenOver, one: TakenOver) -> bool:
    """Whether two clauses were taken over from clauses of one sentence that stand side by side."""
    first, second = before.reading.pair.higher, one.reading.pair.higher
    if before.link.higher is not one.link.higher or first.sentence is not second.sentence:
        return False
    clauses = [clause for clause in first.sentence.clauses if not clause.aside]
    return clauses.index(second) - clauses.index(first) == 1 if first in clauses and second in clauses else False


def _between(before: TakenOver, one: TakenOver) -> Clause | None:
    """The one clause above between those that two neighbours were taken over from."""
    first, second = before.reading.pair.higher, one.reading.pair.higher
    if before.link.higher is not one.link.higher or first.sentence is not second.sentence or second.number - first.number < 2:
        return None
    clauses = [clause for clause in first.sentence.clauses if not clause.aside]
    if first in clauses and second in clauses and clauses.index(second) - clauses.index(first) == 2:
        return clauses[clauses.index(first) + 1]
    return None


def _is_condition(clause: Clause) -> bool:
    return bool(expression("own_condition").search(clause.words)) and not expression("award").search(clause.words)


def _is_apart(condition: Clause, behind: Clause) -> bool:
    """Whether a condition is no further one, but stands beside another for which the same holds (购买甲的，购买乙的，…)."""
    is_further = expression("joined").match(condition.words) or expression("further").match(condition.words)
    return not is_further and condition.words.endswith("的") and behind.words.endswith("的")


def is_of_other_measure(one: TakenOver) -> bool:
    """Whether what somebody gets in the case of a clause is for another basis than above (8000元/套 for 300元/平方米)."""
    ours, theirs = (_basis(clause) for clause in (one.reading.pair.lower, one.reading.pair.higher))
    return bool(ours and theirs and not ours & theirs)


def _basis(clause: Clause) -> set[str]:
    """What the money that a clause, or the next one with a figure, gives is for each of."""
    rest = (other for other in clause.sentence.clauses if other.number >= clause.number and not other.aside)
    return next((found for other in rest if (found := {hit["each"] for hit in expression("for_each").finditer(other.words)})), set())


def _says(clause: Clause, condition: Clause) -> bool:
    """Whether the sentence of a clause has the condition in other words, with the same figures."""
    from rapidfuzz.fuzz import partial_ratio

    figures = [figure for one in clause.sentence.clauses for figure in one.figures]
    if any(not any(same(one, other) for other in figures) for one in condition.figures):
        return False
    sentence = "".join(one.words for one in clause.sentence.clauses)
    runs = (condition.words[at : at + RUN] for at in range(len(condition.words) - RUN + 1))
    return partial_ratio(condition.words, sentence) >= SAID or any(run in sentence for run in runs)
