"""Which task of a higher level a task serves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from extractor.records.models import CitationRecord
from extractor.tracker.likeness import likeness
from extractor.tracker.tasks import LEVEL_ORDER, Served, Task

SERVING_LIKENESS = 45
"""From here on an obligation that a cited circular of a higher level words alike is the one it serves."""

_CODE_DIGITS = (0, 2, 4, 6)
"""By level, how many digits of a GB/T 2260 code name the nation, the province, the city, the county."""

CONCEPT_LIKENESS = 40
"""The same where both are about the same concept: the wording then only decides between several."""


def link_to_higher_levels(tasks: Sequence[Task], citations: Iterable[CitationRecord]) -> tuple[Task, ...]:
    """`tasks` with `serves` filled in, in the same order.

    Looked at are the tasks of circulars that stand above by level and place (全国 > 山东省 > 济南市) and that the
    task's own circular cites, directly or through a circular that it cites, and tasks of any circular above
    that share a concept. The nearest level wins, then the likeness of the wording.
    """
    cited = _cited_documents(citations)
    by_document: dict[tuple[str, str], list[Task]] = defaultdict(list)
    by_concept: dict[tuple[str, str], list[Task]] = defaultdict(list)
    for task in tasks:
        if task.document_status == "draft":
            continue
        for area in _areas(task)[-1:]:
            by_document[task.standing.document, area].append(task)
            for concept in task.concepts:
                by_concept[concept, area].append(task)
    linked = []
    for task in tasks:
        above = _areas(task)[:-1]
        named = (t for cite in cited[task.standing.document] for area in above for t in by_document.get((cite, area), ()))
        related = (t for concept in task.concepts for area in above for t in by_concept.get((concept, area), ()))
        served = _best(task, [*named, *related])
        linked.append(task.model_copy(update={"serves": served}) if served else task)
    return tuple(linked)


def _areas(task: Task) -> list[str]:
    """The areas that hold the place of `task`, each by the digits of GB/T 2260 that name it, its own as the last."""
    level = LEVEL_ORDER.get(task.level)
    if level is None or (level and not task.place_code):
        return []
    return [(task.place_code or "")[:digits] for digits in _CODE_DIGITS[: level + 1]]


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


def _best(task: Task, candidates: Iterable[Task]) -> Served | None:
    best: tuple[int, int, str] | None = None
    chosen: Task | None = None
    for candidate in candidates:
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
