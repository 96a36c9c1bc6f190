"""From the extractions of a corpus to its tasks, each once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from itertools import chain

from extractor.kept import Piece, Store, as_head, digest, digests
from extractor.policy.documents import repeals
from extractor.policy.in_force import lapses_on
from extractor.quantities.working_days import WorkingDays
from extractor.records.extraction import Extraction
from extractor.records.models import DeadlineRecord, DocumentRecord, TaskRecord
from extractor.tracker.chunks import Chunk, all_tasks, chunks_of, pack, unpack
from extractor.tracker.due import settled
from extractor.tracker.holidays import holiday_notices
from extractor.tracker.likeness import likeness, squashed
from extractor.tracker.serving import link_to_higher_levels
from extractor.tracker.tasks import Standing, Task

COPY_LIKENESS = 85
"""From here on two wordings of one circular in two files, with the same due date, are the same task; within one
file only the same words are."""

_AUTHORITY = {"in_force": 0, "draft": 1, "explainer": 2, "ended": 3}


def collect(extractions: Iterable[Extraction], store: Store | None = None) -> tuple[Task, ...]:
    """The tasks of all extractions in a stable order (level, place, circular, place in the text).

    A circular that several files print gives each of its tasks once: the version in force leads, the others
    become `copies`. One that another repeals, or whose words another changes, leaves what was due before.
    Tasks of lower levels are linked to the task of a higher level that they serve.
    Days that are counted in working days follow the holiday notices of the corpus.
    What was made before of circulars that have not changed is taken from `store`.
    """
    return tuple(all_tasks(collect_chunks(extractions, store or Store())))


def collect_chunks(extractions: Iterable[Extraction], store: Store) -> list[Chunk]:
    """What `collect` gives, circular by circular; what has not changed since is not made again."""
    ordered = sorted(extractions, key=lambda extraction: extraction.source)
    forwarders: dict[str, set[str]] = defaultdict(set)
    for extraction in ordered:
        for document in extraction.documents:
            for target in document.forwards:
                forwarders[target].add(document.id)
    printed = store.shelf("printed", lambda one: as_head(one.keys), _Printed)
    by_document: dict[str, list[tuple[Extraction, _Printed]]] = defaultdict(list)
    for extraction in ordered:
        prints = printed.get(digests(extraction), partial(_Printed, None, extraction))
        for document_id in prints.documents:
            by_document[document_id].append((extraction, prints))
    shelf = store.shelf("tasks", pack, unpack)
    repealed = repeals(ordered)
    calendar = holiday_notices(ordered).calendar
    chunks = []
    for document_id, files in by_document.items():
        forwarded_by = tuple(sorted(forwarders[document_id] - {document_id}))
        lapsed = {id_: repealed[id_] for id_ in _resting_on(document_id, files) if id_ in repealed}
        parts = chain((document_id, str(lapsed), calendar.key, *forwarded_by), (prints.keys[document_id] for _, prints in files))
        chunks += shelf.get(parts, partial(_of_circular, document_id, [file for file, _ in files], forwarded_by, lapsed, calendar))
    chunks.sort(key=lambda chunk: chunk.order)
    return link_to_higher_levels(chunks, _cited(ordered), store)


def _cited(extractions: Iterable[Extraction]) -> Iterator[tuple[str, str]]:
    """Each circular with those that it is said to carry out, then those that it cites."""
    for extraction in extractions:
        yield from ((document.id, target) for document in extraction.documents for target in document.implements)
        yield from ((one.document, one.target) for one in extraction.citations if one.target)


def _resting_on(document_id: str, files: Iterable[tuple[Extraction, _Printed]]) -> list[str]:
    """A circular and those that it changes, with which what it says of them ends."""
    changed = (one.target for file, _ in files for one in file.citations if one.document == document_id and one.relation == "amends")
    return [document_id, *sorted({target for target in changed if target})]


class _Printed:
    """The circulars of whose tasks a file prints some, each with a key for these tasks."""

    def __init__(self, kept: Piece | None, extraction: Extraction | None = None) -> None:
        self._keys: Mapping[str, str] | None = kept and kept.head
        self._extraction = extraction

    @cached_property
    def documents(self) -> tuple[str, ...]:
        if self._keys is not None:
            return tuple(self._keys)
        return tuple(dict.fromkeys(task.document for task in self._extraction.tasks)) if self._extraction else ()

    @cached_property
    def keys(self) -> Mapping[str, str]:
        if self._keys is not None or self._extraction is None:
            return self._keys or {}
        heads = {document.id: document.model_dump_json() for document in self._extraction.documents}
        found: dict[str, list[str]] = {name: [heads.get(name, "")] for name in self.documents}
        for task in self._extraction.tasks:
            found[task.document].append(task.model_dump_json())
        return {name: digest(parts) for name, parts in found.items()}


def _of_circular(
    document_id: str, files: Iterable[Extraction], forwarded_by: tuple[str, ...], lapsed: Mapping[str, tuple[date, str]],
    calendar: WorkingDays,
) -> list[Chunk]:
    """The tasks of one circular, whatever the number of files that print it; nobody owes what has lapsed.

    Of what is repealed (`lapsed`), or changed by another circular, what was due before is left.
    """
    records = []
    for file in files:
        document = next((one for one in reversed(file.documents) if one.id == document_id), None)
        if document is None or document.status != "ended":
            own = (record for record in file.tasks if record.document == document_id)
            records += [(document, record) for record in own if _is_owed(record, lapses_on(record, lapsed))]
    return chunks_of(sorted(_merged(records, forwarded_by, calendar), key=lambda task: task.order))


def _is_owed(record: TaskRecord, lapses: date | None) -> bool:
    due = record.deadline.date if record.deadline else None
    return lapses is None or (due is not None and due < lapses.isoformat())


def _merged(
    records: list[tuple[DocumentRecord | None, TaskRecord]], forwarded_by: tuple[str, ...], calendar: WorkingDays
) -> list[Task]:
    records = sorted(records, key=lambda pair: _AUTHORITY[pair[0].status if pair[0] else "in_force"])
    merged = _Merged()
    for document, given in records:
        deadline = given.deadline and settled(given.deadline, document.date if document else None, calendar)
        record = given.model_copy(update={"deadline": deadline})
        standing = _standing(record)
        index = merged.printed_before(record)
        if index is None:
            merged.add(_task(document, record, standing, forwarded_by))
        else:
            merged.add_copy(index, standing)
    return merged.tasks


class _Merged:
    """The tasks of one circular so far, found by their words."""

    def __init__(self) -> None:
        self.tasks: list[Task] = []
        self._sources: list[set[str]] = []
        self._ids: dict[str, int] = {}
        self._by_due: dict[tuple[object, ...], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))

    def add(self, task: Task) -> None:
        index = len(self.tasks)
        self.tasks.append(task)
        self._sources.append({task.standing.source})
        self._ids.setdefault(task.id, index)
        self._by_due[due_key(task.deadline)][squashed(task.action)].append(index)

    def add_copy(self, index: int, standing: Standing) -> None:
        task = self.tasks[index]
        self.tasks[index] = task.model_copy(update={"copies": (*task.copies, standing)})
        self._sources[index].add(standing.source)

    def printed_before(self, record: TaskRecord) -> int | None:
        """Where the task of `record` was given before: in the same words, or alike in another file."""
        due = self._by_due[due_key(record.deadline)]
        same = [
            index
            for index in due.get(squashed(record.action), ())
            if self.tasks[index].lead == record.lead or self.tasks[index].standing.source != record.source
        ][:1]
        if record.id in self._ids:
            same.append(self._ids[record.id])
        return min(same) if same else self._printed_alike(record, due)

    def _printed_alike(self, record: TaskRecord, due: Mapping[str, Sequence[int]]) -> int | None:
        words = squashed(record.action)
        best: tuple[int, int] | None = None
        for other, indices in due.items():
            elsewhere = [index for index in indices if record.source not in self._sources[index]] if other != words else []
            if not elsewhere:
                continue
            alike = likeness(other, words)
            rank = (-alike, elsewhere[0])
            if alike >= COPY_LIKENESS and (best is None or rank < best):
                best = rank
        return best[1] if best else None


def due_key(deadline: DeadlineRecord | None) -> tuple[object, ...]:
    """What makes two deadlines the same: date, recurrence, duration and event, else its words; not their place in the text."""
    if deadline is None:
        return ()
    said = (deadline.date, deadline.recurs, deadline.duration, deadline.event)
    return said if any(said) else (deadline.quote,)


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
