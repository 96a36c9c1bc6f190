"""The circulars of a corpus: each once, whose it is, when it was issued, and until when it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from extractor.kept import Store, as_head, digests, from_head
from extractor.language.offices import number_key
from extractor.normalize.script import to_simplified
from extractor.policy.dates import effect_day, issue_day, read_day
from extractor.policy.patterns import expression
from extractor.policy.places import code_of, name_of
from extractor.policy.superseding import superseding_documents
from extractor.records.extraction import Extraction
from extractor.records.models import CitationRecord, DocumentRecord

LEVELS = ("national", "province", "city", "county")
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(slots=True, eq=False)
class Document:
    """One circular: its record and file, its date, and how it stands to the others of the corpus.

    `forwards` are the circulars that it passes on; `repealed` is the day from which it no longer counts; `takes_over` whether
    it puts itself in the place of older rules that differ; `apart` tells it from another circular of the same id.
    """

    record: DocumentRecord
    extraction: Extraction
    issued: date | None
    forwards: list[Document] = field(default_factory=list)
    repealed: date | None = None
    takes_over: bool = False
    apart: str = ""

    @property
    def id(self) -> str:
        """Its id, with its place where circulars of several places have the same (a title, where there is no number)."""
        return f"{self.record.id} {self.apart}" if self.apart else self.record.id

    @property
    def code(self) -> str | None:
        """The place's code; national documents have `000000` whatever their head says."""
        return code_of(self.record)

    @property
    def rank(self) -> int:
        """0 for national, up to 3 for a county; 4 where the level is not known."""
        return LEVELS.index(self.record.level) if self.record.level else len(LEVELS)

    @property
    def is_draft(self) -> bool:
        return self.record.status == "draft"

    @property
    def year(self) -> int | None:
        """The year of its date, else the year in its number."""
        if self.issued is not None:
            return self.issued.year
        found = expression("number_year").search(self.record.number or "")
        return int(found["year"]) if found else None

    @property
    def order(self) -> tuple[date, str]:
        """Earlier documents sort first; without a date, the first day of the number's year counts."""
        return self.issued or date(self.year or 1, 1, 1), self.id

    def cites(self) -> Iterable[CitationRecord]:
        """Its own citations."""
        return (citation for citation in self.extraction.citations if citation.document == self.record.id)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the circulars of a corpus say about each other, by the ids of their records.

    `relayed` are the numbers of circulars that are there themselves; `repealed` the day on which a document ends, and by
    which; `taking_over` those that put themselves in the place of older rules; `newest` the date of a place's newest
    circular (what it has not changed was still valid then); `names` the places by code.
    """

    names: dict[str, str] = field(default_factory=dict)
    relayed: set[str] = field(default_factory=set)
    repealed: Mapping[str, tuple[date, str]] = field(default_factory=dict)
    taking_over: set[str] = field(default_factory=set)
    newest: dict[str, date] = field(default_factory=dict)


def standing_of(extractions: Sequence[Extraction], store: Store) -> Standing:
    """How the circulars of a corpus stand to each other; what their texts say is kept in `store`."""
    shelf = store.shelf("superseding", as_head, from_head)
    found = Standing(repealed=repeals(extractions))
    for extraction in extractions:
        found.taking_over.update(shelf.get(digests(extraction), partial(superseding_documents, extraction)))
        for document in extraction.documents:
            code, day = code_of(document), issue_day(document)
            if document.number and document.status != "explainer":
                found.relayed.add(document.number)
            if code is not None:
                found.names[code] = name_of(document) or code
                if day:
                    found.newest[code] = max(found.newest.get(code, day), day)
    return found


def repeals(extractions: Sequence[Extraction]) -> dict[str, tuple[date, str]]:
    """Repealed documents: the day that is said for the repeal (自…起废止), else that on which the repealing one takes effect, and
    its id; of several the first.

    An id that circulars of several places bear (a title) says of none of them that it is repealed.
    """
    documents = {document.id: document for extraction in extractions for document in extraction.documents}
    bearers: dict[str, set[object]] = {}
    for extraction in extractions:
        for document in extraction.documents:
            bearers.setdefault(document.id, set()).add(document.number or (document.place_code, document.place))
    by_number = {number_key(document.number): document.id for document in documents.values() if document.number}
    found: dict[str, tuple[date, str]] = {}
    for extraction in extractions:
        for citation in extraction.citations:
            if citation.relation != "repeals":
                continue
            target = citation.target or by_number.get(number_key(citation.number)) or ""
            repealing = documents.get(citation.document)
            if target == citation.document or repealing is None or repealing.status == "draft":
                continue
            day = read_day(citation.repealed_from) or effect_day(repealing, extraction)
            if day and len(bearers.get(target, ())) == 1:
                found[target] = min(found.get(target, (day, repealing.id)), (day, repealing.id))
    return found


def read_documents(extractions: Iterable[Extraction], standing: Standing) -> list[Document]:
    """The documents of a corpus, each circular once, in the order of files.

    A circular may be there more than once: as a file of its own, attached to a notice that forwards it, or
    relayed by a press piece. Its own file counts before an attachment, and either before a press piece, which
    stands for the circular only where there is nothing better. A draft gives way to the final text of the same
    title and place. A circular that its page says has lapsed, but not when, is left out.
    """
    best: dict[object, tuple[tuple[bool, bool], Document]] = {}
    for extraction in extractions:
        for place, record in enumerate(extraction.documents):
            if lapsed_unknown(record):
                continue
            key = _which(record)
            rank = (record.status == "explainer", place > 0)
            if key not in best or rank < best[key][0]:
                best[key] = rank, Document(record, extraction, issue_day(record))
    documents = [document for _, document in best.values()]
    final = {(document.code, _plain_title(document)) for document in documents if not document.is_draft}
    documents = [one for one in documents if not one.is_draft or (one.code, _plain_title(one)) not in final]
    issued = {(one.code, _plain_title(one)) for one in documents if one.record.status != "explainer"}
    documents = [one for one in documents if one.record.status != "explainer" or (one.code, _plain_title(one)) not in issued]
    known: set[str] = set()
    for document in documents:
        if document.id in known:
            document.apart = document.record.source
        known.add(document.id)
    _relate(documents, standing)
    return documents


def lapsed_unknown(record: DocumentRecord) -> bool:
    """Whether a circular holds no more, and nobody says since when: its publisher's page gives no last day."""
    return record.status == "ended" and not (record.validity and record.validity.effective_to)


def _which(record: DocumentRecord) -> object:
    """Which circular a record is of: that of its number, else of its title, place and day."""
    if record.number:
        return number_key(record.number)
    return record.id, code_of(record), None if record.status == "explainer" else record.date


def _relate(documents: list[Document], standing: Standing) -> None:
    known: dict[str, list[Document]] = {}
    for document in documents:
        known.setdefault(document.record.id, []).append(document)
    by_id = {id_: alike[0] for id_, alike in known.items() if len(alike) == 1}
    for document in documents:
        document.takes_over = document.record.id in standing.taking_over
        ended = standing.repealed.get(document.record.id) if document.record.id in by_id else None
        document.repealed = ended and ended[0]
        document.forwards = [by_id[target] for target in document.record.forwards if target in by_id]
        for citation in document.cites():
            target = by_id.get(citation.target or "")
            if citation.relation == "forwards" and target not in (None, document, *document.forwards):
                document.forwards.append(target)  # type: ignore[arg-type]


def _plain_title(document: Document) -> str:
    """The title without its draft mark; a document without a title is like no other."""
    title = to_simplified(document.record.title or "")
    return _NOT_WORDS.sub("", expression("draft_mark").sub("", title)) if title else document.id
