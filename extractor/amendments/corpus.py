"""The changes of a corpus: which circular changes which, in which order, and what becomes of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

from extractor.amendments.apply import Applying, Outcome, Reading, read_edition
from extractor.amendments.carry import Ledger, Stage, carry, give_way, live_records
from extractor.amendments.edition import Edit, Edition, Piece
from extractor.kept import Piece as Kept
from extractor.kept import Store, digests
from extractor.normalize.script import to_simplified
from extractor.pipeline import extract_source
from extractor.records.extraction import Extraction, parsed
from extractor.records.models import AmendmentRecord, DocumentRecord, NoteRecord, ParameterRecord
from extractor.sources.model import SourceText

NOT_APPLIED = "amendment_not_applied"
"""The code of a note on a change of which the text is known and has no such part or words."""
UNCERTAIN = "amendment_uncertain"
"""The code of a note on a change that was not applied because it is not certain what it means."""
UNREAD = "amendment_unread"
"""The code of a note on words that look like a change and were not read as one."""
_REVISED = ("修订", "修正")
"""What the head of a text says that was changed before."""
_HEAD = 600


class Dated(NamedTuple):
    """A text from a day on: the day (None: from the beginning), the id of the circular that changed it, the text, what became of
    the changes."""

    day: date | None
    by: str | None
    edition: Edition
    outcomes: tuple[Outcome, ...]


class _Change(NamedTuple):
    """All that one circular changes in another from one day on.

    `is_read` says that nothing of it was left unread, `is_known` that no circular before it is said to change the text and was not
    read.
    """

    day: date
    document: DocumentRecord
    changes: tuple[AmendmentRecord, ...]
    is_read: bool
    is_known: bool


def amend(extractions: Iterable[Extraction], store: Store) -> tuple[Extraction, ...]:
    """The extractions with the records of amended and amending circulars as they hold through time."""
    found = tuple(extractions)
    holders, groups = _groups(found)
    if not groups:
        return found
    shelf = store.shelf("amended", _pack, _unpack)
    by_source = {one.source: one for one in found}
    changed: dict[str, Extraction] = {}
    for targets in _joined(holders, groups):
        sources = sorted({source for target in targets for source in _sources(holders[target], groups[target])})
        own = {source: by_source[source] for source in sources}
        texts = [(text, groups[target]) for target in targets for text in holders[target]]
        lines = shelf.get(digests(*own.values()), partial(_amended, own, texts))
        changed |= {source: own[source].with_records(parsed(kept)) for source, kept in lines.items()}
    return tuple(changed.get(one.source, one) for one in found)


class Editions:
    """The texts of the circulars of a corpus through time; each is made when first asked for."""

    def __init__(self, extractions: Sequence[Extraction]) -> None:
        self._files = {one.source: one for one in extractions}
        self._holders, self._groups = _groups(extractions, always=True)
        self._of: dict[str, list[Dated]] = {}

    def of(self, document_id: str) -> list[Dated]:
        """The texts of a circular, the first as it was issued; none where the corpus does not hold it, or holds several so named."""
        if document_id not in self._of:
            texts = self._holders.get(document_id)
            stages = _stages(texts[0], self._groups.get(document_id, ()), self._files) if texts else ()
            self._of[document_id] = [stage.dated for stage in stages]
        return self._of[document_id]


@dataclass(slots=True)
class _Text:
    """A circular's own text: its head, its file, and the stretch of the file that it is."""

    document: DocumentRecord
    extraction: Extraction
    start: int
    end: int

    @property
    def edition(self) -> Edition:
        words = self.extraction.text[self.start :] if self.end < 0 else self.extraction.text[self.start : self.end]
        return Edition((Piece(words, self.extraction.source, self.start),))


def _holders(extractions: Iterable[Extraction]) -> dict[str, list[_Text]]:
    """Each circular by its id with its texts, its own file before an attachment. An id that several circulars bear is nobody's, and
    neither a press piece nor a draft is a circular's text."""
    found: defaultdict[str, list[tuple[bool, _Text]]] = defaultdict(list)
    bearers: defaultdict[str, set[object]] = defaultdict(set)
    for extraction in extractions:
        starts = [*sorted(one.span[0] for one in extraction.documents)[1:], -1]
        for place, document in enumerate(sorted(extraction.documents, key=lambda one: one.span)):
            if document.status in ("explainer", "draft"):
                continue
            bearers[document.id].add(document.number or (document.place_code, document.place, document.date))
            found[document.id].append((place > 0, _Text(document, extraction, document.span[0] if place else 0, starts[place])))
    return {id_: [text for _, text in sorted(texts, key=_attached)] for id_, texts in found.items() if len(bearers[id_]) == 1}


def _attached(pair: tuple[bool, _Text]) -> bool:
    return pair[0]


def _groups(
    extractions: Sequence[Extraction], *, always: bool = False
) -> tuple[dict[str, list[_Text]], dict[str, tuple[_Change, ...]]]:
    """The texts of circulars, and what is changed in each, the earliest first; neither is made where nothing is changed."""
    changing = [one for one in extractions if one.counts.get("amendment")]
    if not changing and not always:
        return {}, {}
    holders = _holders(extractions)
    found: defaultdict[str, defaultdict[tuple[str, str], list[AmendmentRecord]]] = defaultdict(
        lambda: defaultdict(list)
    )
    heads: dict[str, DocumentRecord] = {}
    printed_in: dict[object, str] = {}
    unread: set[str] = set()
    for extraction in changing:
        own = {one.id: one for one in extraction.documents}
        heads = own | heads
        unread |= {one.document for one in extraction.notes if one.code == UNREAD}
        targets = {(one.document, one.title, one.number): one.target for one in extraction.citations if one.target}
        for change in extraction.amendments:
            target = targets.get((change.document, change.title, change.number))
            head = own.get(change.document)
            if head is None or head.status != "in_force" or target in (None, change.document) or target not in holders:
                continue
            circular = head.id, head.number or (head.place_code, head.place)
            is_first = printed_in.setdefault(circular, extraction.source) == extraction.source
            if change.effective_from and is_first:
                found[target][change.effective_from, head.id].append(change)
    silent = _silent_changes(extractions, {(target, id_) for target, groups in found.items() for _, id_ in groups})
    return holders, {
        target: tuple(
            _Change(
                date.fromisoformat(day), heads[id_], tuple(changes), id_ not in unread,
                all(other > day for other in silent.get(target, ())),
            )
            for (day, id_), changes in sorted(groups.items())
        )
        for target, groups in sorted(found.items())
    }  # fmt: skip


def _silent_changes(extractions: Iterable[Extraction], read: Collection[tuple[str, str]]) -> dict[str, list[str]]:
    """The days of circulars that say that they change another, and of which no change was read."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for extraction in extractions:
        heads = {one.id: one for one in extraction.documents}
        for citation in extraction.citations:
            target, head = citation.target, heads.get(citation.document)
            if citation.relation == "amends" and target and head and (target, head.id) not in read and target != head.id:
                found[target].append(head.effective_from or head.date or "")
    return found


def _sources(texts: Iterable[_Text], changes: Iterable[_Change]) -> set[str]:
    """The files that the changes of a circular involve."""
    return {*(text.extraction.source for text in texts), *(change.document.source for change in changes)}


def _joined(holders: Mapping[str, list[_Text]], groups: Mapping[str, tuple[_Change, ...]]) -> list[list[str]]:
    """The changed circulars, those together whose changes stand in common files."""
    joined: list[tuple[set[str], list[str]]] = []
    for target, changes in groups.items():
        sources, targets = _sources(holders[target], changes), [target]
        apart = []
        for others, theirs in joined:
            if others & sources:
                sources |= others
                targets = [*theirs, *targets]
            else:
                apart.append((others, theirs))
        joined = [*apart, (sources, targets)]
    return [targets for _, targets in joined]


class _Stage(NamedTuple):
    """A text after one circular's changes, the edits that brought it there, and how it read before."""

    dated: Dated
    edits: tuple[Edit, ...] = ()
    before: Reading | None = None


def _stages(text: _Text, changes: Sequence[_Change], files: Mapping[str, Extraction]) -> Iterator[_Stage]:
    """The text as issued, then after each circular that changes it."""
    edition, is_numbered, is_known = text.edition, True, True
    yield _Stage(Dated(None, None, edition, ()))
    words = {source: one.text for source, one in files.items()}
    for change in changes:
        reading = read_edition(edition, text.document)
        applying = Applying(edition, reading, words, is_numbered)
        applying.run(change.changes)
        edition = edition.edited(applying.edits)
        outcomes = _judged(applying.outcomes, text, change, is_known and change.is_known)
        is_known = is_known and change.is_read and all(one.state == "applied" or not one.said for one in outcomes)
        yield _Stage(Dated(change.day, change.document.id, edition, outcomes), tuple(applying.edits), reading)
        is_numbered = is_numbered and not any(one.action == "renumber" and not one.becomes for one in change.changes)


def _judged(outcomes: Sequence[Outcome], text: _Text, change: _Change, is_known: bool) -> tuple[Outcome, ...]:
    """What is lacking is a fault of the change only where the text is the one that was changed: not a later or a revised one, nor
    one of whose earlier changes some were not applied (`is_known`)."""
    issued, changed = text.document.date, change.document.date or change.day.isoformat()
    head = to_simplified(text.extraction.text[text.start : text.start + _HEAD])
    known = (
        is_known
        and not any(one.state == "standing" and one.change.action != "renumber" for one in outcomes)
        and (issued is None or issued <= changed)
        and not any(mark in head for mark in _REVISED)
    )
    if known:
        return tuple(outcomes)
    return tuple(one._replace(state="uncertain") if one.state in ("absent", "missing") else one for one in outcomes)


def _amended(
    files: Mapping[str, Extraction], texts: Sequence[tuple[_Text, tuple[_Change, ...]]]
) -> dict[str, list[bytes]]:
    """The lines of the files of some circulars and of those that change them, as they hold through time."""
    ledger = Ledger(files)
    for text, changes in texts:
        live = live_records(text.extraction, text.document.id, text.start)
        amended_by: list[str] = []
        stages = list(_stages(text, changes, files))
        for change, earlier, stage in zip(changes, stages, stages[1:], strict=False):
            if stage.edits:
                step = Stage(earlier.dated.edition, stage.dated.edition, stage.edits, change.day, text.document.id)
                live = carry(step, live, ledger, partial(_read, text.document))
                amended_by.append(change.document.id)
                _amend_head(ledger, text.document, stage, tuple(dict.fromkeys(amended_by)))
            applied = [one.change for one in stage.dated.outcomes if one.state == "applied"]
            give_way(ledger, change.document.source, change.document.id, applied)
            for outcome in stage.dated.outcomes:
                if note := _note(outcome, text.document):
                    ledger.add(note)
    return {source: list(ledger.extraction(source).lines) for source in ledger.lines}


def _read(head: DocumentRecord, text: str) -> Extraction:
    supplied = {name: getattr(head, name) for name in head.supplied if hasattr(head, name)}
    return extract_source(SourceText(head.source, text), supplied)


def _amend_head(ledger: Ledger, document: DocumentRecord, stage: _Stage, amended_by: tuple[str, ...]) -> None:
    """By what a circular is changed, and its last day where the changes give it another (将有效期2年修改为5年)."""
    update: dict[str, object] = {"amended_by": amended_by}
    after = read_edition(stage.dated.edition, document).circular.effective_to
    if stage.before and after != stage.before.circular.effective_to and "effective_to" not in document.supplied:
        update["effective_to"] = after
    lines = ledger.of(document.source)
    for index, line in enumerate(lines):
        if isinstance(line, DocumentRecord) and line.id == document.id:
            lines[index] = line.model_copy(update=update)
        elif "effective_to" in update and isinstance(line, ParameterRecord) and _ends_with(line, document):
            lines[index] = line.model_copy(update={"effective_to": after})


def _ends_with(record: ParameterRecord, document: DocumentRecord) -> bool:
    return record.document == document.id and record.effective_to == document.effective_to


def _note(outcome: Outcome, document: DocumentRecord) -> NoteRecord | None:
    change = outcome.change
    named = f"《{to_simplified(change.title)}》" if change.title else document.number or document.id
    if outcome.state == "applied" or (outcome.state == "standing" and change.action == "renumber"):
        return None
    code, said = {
        "absent": (NOT_APPLIED, f"{named}{outcome.said}，此项改动无从适用"),
        "missing": (NOT_APPLIED, f"{named}{outcome.said}，此项改动无从适用"),
        "standing": (UNCERTAIN, f"所存{named}的文本已含此项改动，未再适用"),
    }.get(outcome.state, (UNCERTAIN, f"对{named}的改动未适用：{outcome.said}"))
    return NoteRecord(
        source=change.source, document=change.document, span=change.span, quote=change.quote, page=change.page,
        section=change.section, code=code, message=said,
    )  # fmt: skip


def _pack(lines: dict[str, list[bytes]]) -> Kept:
    return Kept(
        {source: len(own) for source, own in lines.items()}, tuple(line for own in lines.values() for line in own)
    )


def _unpack(piece: Kept) -> dict[str, list[bytes]]:
    """Raises ValueError where a line is of another shape than this code keeps."""
    texts = iter(piece.texts)
    found = {source: [next(texts) for _ in range(count)] for source, count in piece.head.items()}
    for lines in found.values():
        parsed(lines)
    return found
