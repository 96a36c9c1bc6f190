"""From the extractions of a corpus to its tasks, each once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from extractor.records.extraction import Extraction
from extractor.records.models import DeadlineRecord, DocumentRecord, TaskRecord
from extractor.tracker.likeness import likeness, squashed
from extractor.tracker.serving import link_to_higher_levels
from extractor.tracker.tasks import Standing, Task

COPY_LIKENESS = 85
"""From here on two wordings of one circular in two files, with the same due date, are the same task; within one
file only the same words are."""

_AUTHORITY = {"in_force": 0, "draft": 1, "explainer": 2}


def collect(extractions: Iterable[Extraction]) -> tuple[Task, ...]:
    """The tasks of all extractions in a stable order (level, place, circular, place in the text).

    A circular that several files print gives each of its tasks once: the version in force leads, the others
    become `copies`. Tasks of lower levels are linked to the task of a higher level that they serve.
    """
    ordered = sorted(extractions, key=lambda extraction: extraction.source)
    documents = {(e.source, d.id): d for e in ordered for d in e.documents}
    forwarders: dict[str, set[str]] = defaultdict(set)
    for document in documents.values():
        for target in document.forwards:
            forwarders[target].add(document.id)
    by_document: dict[str, list[tuple[DocumentRecord | None, TaskRecord]]] = defaultdict(list)
    for extraction in ordered:
        for record in extraction.tasks:
            by_document[record.document].append((documents.get((record.source, record.document)), record))
    tasks = [
        task
        for document_id, records in by_document.items()
        for task in _merged(records, tuple(sorted(forwarders[document_id] - {document_id})))
    ]
    tasks.sort(key=lambda task: task.order)
    return link_to_higher_levels(tasks, [c for e in ordered for c in e.citations])


def _merged(records: list[tuple[DocumentRecord | None, TaskRecord]], forwarded_by: tuple[str, ...]) -> list[Task]:
    """The tasks of one circular, whatever the number of files that print it."""
    records = sorted(records, key=lambda pair: _AUTHORITY[pair[0].status if pair[0] else "in_force"])
    merged: list[Task] = []
    for document, record in records:
        standing = _standing(record)
        index = _printed_before(merged, record)
        if index is None:
            merged.append(_task(document, record, standing, forwarded_by))
        else:
            first = merged[index]
            merged[index] = first.model_copy(update={"copies": (*first.copies, standing)})
    return merged


def _printed_before(merged: list[Task], record: TaskRecord) -> int | None:
    """Where in `merged` the task of `record` was given before: in the same words, or alike in another file."""
    due = due_key(record.deadline)
    best: tuple[int, int] | None = None
    for index, task in enumerate(merged):
        if task.id == record.id:
            return index
        if due_key(task.deadline) != due:
            continue
        if squashed(task.action) == squashed(record.action):
            if task.lead == record.lead or task.standing.source != record.source:
                return index
            continue
        if record.source in (task.standing.source, *(copy.source for copy in task.copies)):
            continue
        alike = likeness(task.action, record.action)
        if alike >= COPY_LIKENESS and (best is None or alike > best[0]):
            best = (alike, index)
    return best[1] if best else None


def due_key(deadline: DeadlineRecord | None) -> tuple[object, ...]:
    """What makes two deadlines the same: date, recurrence, duration and event, not their place in the text."""
    if deadline is None:
        return ()
    return (deadline.date, deadline.recurs, deadline.duration, deadline.event)


def _standing(record: TaskRecord) -> Standing:
    return Standing(
        document=record.document,
        source=record.source,
        section=record.section,
        span=record.span,
        page=record.page,
    )


def _task(
    document: DocumentRecord | None, record: TaskRecord, standing: Standing, forwarded_by: tuple[str, ...]
) -> Task:
    task = Task(
        id=record.id,
        action=record.action,
        quote=record.quote,
        standing=standing,
        deadline=record.deadline,
        lead=record.lead,
        support=record.support,
        lead_full=record.lead_full,
        support_full=record.support_full,
        modality=record.modality,
        concepts=record.concepts,
        forwarded_by=forwarded_by,
    )
    if document is None:
        return task
    return task.model_copy(
        update={
            "number": document.number,
            "title": document.title,
            "issued": document.date or document.printed_date,
            "document_status": document.status,
            "level": document.level,
            "place": document.place,
            "place_code": document.place_code,
        }
    )
