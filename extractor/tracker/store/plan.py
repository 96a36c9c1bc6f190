"""What a synchronization has to do: which task of the store each task of the corpus is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractor.tracker.likeness import likeness
from extractor.tracker.tasks import Task

CARRY_LIKENESS = 75
"""From here on a new wording in the same circular is an edited old task, not another one."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A task of the store: its own identifier, that of its record, how it was read last, whether withdrawn."""

    id: str
    record_id: str
    task: Task
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """A task whose words were edited: its identifier, what it says now, and how alike the two are (0 to 100)."""

    before: Stored
    after: Task
    likeness: int


@dataclass(slots=True)
class Plan:
    """What becomes of every task; each list is in the order of the corpus, `withdrawn` in that of the store.

    `kept` pairs a stored task with its record (whose place or due date may have changed), `carried` with one
    whose words changed. `reinstated` are those of both that had been withdrawn.
    """

    kept: list[tuple[Stored, Task]] = field(default_factory=list)
    carried: list[Carried] = field(default_factory=list)
    added: list[Task] = field(default_factory=list)
    withdrawn: list[Stored] = field(default_factory=list)
    reinstated: list[Stored] = field(default_factory=list)


def plan(stored: Sequence[Stored], tasks: Iterable[Task]) -> Plan:
    """Match the tasks of the corpus to those of the store.

    First by the identifier of the record; what is left, within one circular or one file, by the likeness of the
    wording, the most alike first. What then has no words in the corpus is withdrawn.
    """
    result = Plan()
    by_record = {one.record_id: one for one in stored}
    matched: set[str] = set()
    new: list[Task] = []
    for task in tasks:
        known = by_record.get(task.id)
        if known is None:
            new.append(task)
        else:
            matched.add(known.id)
            result.kept.append((known, task))
    left = [one for one in stored if one.id not in matched]
    carried = {one.after.id: one for one in _nearest(left, new)}
    for task in new:
        if task.id in carried:
            result.carried.append(carried[task.id])
        else:
            result.added.append(task)
    matched.update(one.before.id for one in result.carried)
    found = [*(one for one, _ in result.kept), *(one.before for one in result.carried)]
    result.reinstated = [one for one in found if one.withdrawn]
    result.withdrawn = [one for one in stored if one.id not in matched and not one.withdrawn]
    return result


def _nearest(stored: Sequence[Stored], tasks: Sequence[Task]) -> list[Carried]:
    """Pairs of an old and a new task that are one, each used once."""
    by_circular: dict[str, list[Stored]] = defaultdict(list)
    for one in stored:
        for key in {one.task.standing.document, one.task.standing.source}:
            by_circular[key].append(one)
    pairs = []
    for order, task in enumerate(tasks):
        keys = {task.standing.document, task.standing.source}
        for one in {one.id: one for key in keys for one in by_circular[key]}.values():
            alike = likeness(one.task.action, task.action)
            if alike >= CARRY_LIKENESS:
                pairs.append((-alike, order, one.id, Carried(one, task, alike)))
    pairs.sort(key=lambda pair: pair[:3])
    used: set[str] = set()
    carried = []
    for _, _, old, pair in pairs:
        if old not in used and pair.after.id not in used:
            used |= {old, pair.after.id}
            carried.append(pair)
    return carried
