"""Which task of a higher level a task serves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from extractor.records.models import CitationRecord
from extractor.tracker.likeness import likeness
from extractor.tracker.tasks import LEVEL_ORDER, Served, Task

SERVING_LIKENESS = 45
"""From here on an obligation that a cited circular of a higher level words alike is the one it serves."""

_CODE_DIGITS = {1: 2, 2: 4}
"""Of a GB/T 2260 code, the digits that name the province, and the city."""

CONCEPT_LIKENESS = 30
"""The same where both are about the same concept: the wording then only decides between several."""


def link_to_higher_levels(tasks: Sequence[Task], citations: Iterable[CitationRecord]) -> tuple[Task, ...]:
    """`tasks` with `serves` filled in, in the same order.

    Looked at are the tasks of circulars that stand above by level and place (全国 > 山东省 > 济南市) and that the
    task's own circular cites, directly or through a circular that it cites, and tasks of any circular above
    that share a concept. The nearest level wins, then the likeness of the wording.
    """
    cited = _cited_documents(citations)
    by_document: dict[str, list[Task]] = defaultdict(list)
    by_concept: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        by_document[task.standing.document].append(task)
        for concept in task.concepts:
            by_concept[concept].append(task)
    linked = []
    for task in tasks:
        named = (t for document in cited[task.standing.document] for t in by_document[document])
        related = (t for concept in task.concepts for t in by_concept[concept])
        served = _best(task, [*named, *related])
        linked.append(task.model_copy(update={"serves": served}) if served else task)
    return tuple(linked)


def _cited_documents(citations: Iterable[CitationRecord]) -> defaultdict[str, tuple[str, ...]]:
    """For each circular those of the corpus that it cites, and those that these cite, nearest first."""
    direct: dict[str, dict[str, None]] = defaultdict(dict)
    for citation in citations:
        if citation.target and citation.target != citation.document:
            direct[citation.document][citation.target] = None
    reached: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for document in list(direct):
        found = dict(direct[document])
        for near in list(found):
            found.update(direct.get(near, {}))
        found.pop(document, None)
        reached[document] = tuple(found)
    return reached


def stands_above(higher: Task, lower: Task) -> bool:
    """Whether the circular of `higher` binds the place of `lower`: a higher level whose area contains it."""
    above = LEVEL_ORDER.get(higher.level)
    below = LEVEL_ORDER.get(lower.level)
    if above is None or below is None or above >= below:
        return False
    if higher.level == "national":
        return True
    if not higher.place_code or not lower.place_code:
        return False
    digits = _CODE_DIGITS[above]
    return higher.place_code[:digits] == lower.place_code[:digits]


def _best(task: Task, candidates: Iterable[Task]) -> Served | None:
    best: tuple[int, int, str] | None = None
    chosen: Task | None = None
    for candidate in candidates:
        if not stands_above(candidate, task):
            continue
        alike = likeness(candidate.action, task.action)
        shared = not set(candidate.concepts).isdisjoint(task.concepts)
        if alike < (CONCEPT_LIKENESS if shared else SERVING_LIKENESS):
            continue
        rank = (LEVEL_ORDER[candidate.level], alike, candidate.id)
        if best is None or rank > best:
            best, chosen = rank, candidate
    if best is None or chosen is None:
        return None
    return Served(id=chosen.id, document=chosen.standing.document, action=chosen.action, likeness=best[1])
