"""What a synchronization has to do: which task of the store each task of the corpus is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractor.tracker.likeness import likeness, squashed
from extractor.tracker.tasks import Task

CARRY_LIKENESS = 75
"""From here on a new wording in the same circular is an edited old task, not another one."""

_TELLING = 5
"""Characters from which on a wording that stands whole in another one tells that both are one task."""


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


@dataclass(frozen=True, slots=True)
class Overruled:
    """What a circular says otherwise by now, while what a person set stays: the task, what it is about (完成时限), and the words."""

    id: str
    about: str
    before: str
    after: str
    own: str


@dataclass(slots=True)
class Plan:
    """What becomes of every task; each list is in the order of the corpus, `withdrawn` in that of the store.

    `kept` pairs a stored task with its record (whose place or due date may have changed), `carried` with one
    whose words changed. `reinstated` are those of both that had been withdrawn, `overruled` (known once states are) those
    of which the circular changed what a person has set otherwise.
    """

    kept: list[tuple[Stored, Task]] = field(default_factory=list)
    carried: list[Carried] = field(default_factory=list)
    added: list[Task] = field(default_factory=list)
    withdrawn: list[Stored] = field(default_factory=list)
    reinstated: list[Stored] = field(default_factory=list)
    overruled: list[Overruled] = field(default_factory=list)


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


def _likeness(old: Task, new: Task) -> int:
    """How alike two wordings are (0 to 100); as good as the same where one holds the other whole and both are due alike."""
    alike = likeness(old.action, new.action)
    shorter, longer = sorted((squashed(old.action), squashed(new.action)), key=len)
    if alike < CARRY_LIKENESS and len(shorter) >= _TELLING and shorter in longer and _due_words(old) == _due_words(new):
        return CARRY_LIKENESS
    return alike


def _due_words(task: Task) -> str | None:
    return squashed(task.deadline.quote) if task.deadline else None


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
            alike = _likeness(one.task, task)
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
