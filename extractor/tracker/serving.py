"""Which task of a higher level a task serves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extractor.kept import Store, digest
from extractor.tracker.chunks import Chunk, pack, unpack
from extractor.tracker.likeness import likeness
from extractor.tracker.tasks import LEVEL_ORDER, Served, Task

SERVING_LIKENESS = 45
"""From here on an obligation that a cited circular of a higher level words alike is the one it serves."""

CONCEPT_LIKENESS = 40
"""The same where both are about the same concept: the wording then only decides between several."""


def link_to_higher_levels(chunks: Sequence[Chunk], cited: Iterable[tuple[str, str]], store: Store) -> list[Chunk]:
    """`chunks` with `serves` filled in, in the same order; `cited` are pairs of a circular and one that it cites or carries out.

    Looked at are the tasks of circulars that stand above by level and place (全国 > 山东省 > 济南市) and that the
    task's own circular cites, directly or through a circular that it cites, and tasks of any circular above
    that share a concept. The nearest level wins, then the likeness of the wording.
    """
    offered = _Offered(chunks, _cited_documents(cited))
    shelf = store.shelf("links", lambda chunk: pack([chunk]), lambda piece: unpack(piece)[0])
    return [shelf.get(offered.parts(chunk), lambda chunk=chunk: offered.linked(chunk)) for chunk in chunks]  # type: ignore[misc]


class _Offered:
    """The tasks that others may serve, by circular and by concept."""

    def __init__(self, chunks: Iterable[Chunk], cited: defaultdict[str, tuple[str, ...]]) -> None:
        self._cited = cited
        self._by_document: dict[tuple[str, str], list[Chunk]] = defaultdict(list)
        self._by_concept: dict[tuple[str, str], list[Chunk]] = defaultdict(list)
        self._tasks: dict[tuple[str, str], list[Task]] = {}
        self._keys: dict[tuple[str, str], str] = {}
        for chunk in chunks:
            for area in chunk.areas[-1:]:
                self._by_document[chunk.document, area].append(chunk)
                for concept in chunk.concepts:
                    self._by_concept[concept, area].append(chunk)

    def parts(self, chunk: Chunk) -> Iterator[str]:
        """All that the links of a chunk follow from."""
        above = chunk.areas[:-1]
        yield chunk.digest
        for area in above:
            for cite in self._cited[chunk.document]:
                yield from (one.offers.get("", "") for one in self._by_document.get((cite, area), ()))
            for concept in chunk.concepts:
                yield self._key(concept, area)

    def _key(self, concept: str, area: str) -> str:
        """A key for all that is offered for a concept in an area."""
        if (concept, area) not in self._keys:
            offering = self._by_concept.get((concept, area), ())
            self._keys[concept, area] = digest(
                part for one in offering if concept in one.offers for part in (one.document, one.offers[concept])
            )
        return self._keys[concept, area]

    def linked(self, chunk: Chunk) -> Chunk:
        tasks = []
        above = chunk.areas[:-1]
        for task in chunk.tasks:
            named = (
                one
                for cite in self._cited[chunk.document]
                for area in above
                for other in self._by_document.get((cite, area), ())
                for one in other.tasks
                if one.document_status != "draft"
            )
            related = (one for concept in task.concepts for area in above for one in self._about(concept, area))
            served = _best(task, [*named, *related])
            tasks.append(task.model_copy(update={"serves": served}) if served else task)
        return chunk.linked(tasks)

    def _about(self, concept: str, area: str) -> list[Task]:
        if (concept, area) not in self._tasks:
            self._tasks[concept, area] = [
                task
                for chunk in self._by_concept.get((concept, area), ())
                for task in chunk.tasks
                if concept in task.concepts and task.document_status != "draft"
            ]
        return self._tasks[concept, area]


def _cited_documents(cited: Iterable[tuple[str, str]]) -> defaultdict[str, tuple[str, ...]]:
    """For each circular those of the corpus that it cites, and those that these cite, nearest first."""
    direct: dict[str, dict[str, None]] = defaultdict(dict)
    for document, target in cited:
        if target != document:
            direct[document][target] = None
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
        rank = (LEVEL_ORDER.get(candidate.level, -1), alike, candidate.id)
        if best is None or rank > best:
            best, chosen = rank, candidate
    if best is None or chosen is None:
        return None
    return Served(id=chosen.id, document=chosen.standing.document, action=chosen.action, likeness=best[1])
