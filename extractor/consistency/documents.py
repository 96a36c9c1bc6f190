"""The circulars of a corpus as the check sees them: who issued them, when, and who stands above whom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from extractor.language.places import parent, place_by_code
from extractor.normalize.script import to_simplified
from extractor.records.extraction import Extraction
from extractor.records.models import CitationRecord, DocumentRecord

_LEVELS = ("national", "province", "city", "county")
_YEAR = re.compile(r"[〔\[（(](\d{4})[〕\])）]")
_DRAFT_MARK = re.compile(r"[（(]?(?:征求意见稿|公开征求意见稿|草案|送审稿|徵求意見稿)[)）]?")
_BRACKETS = re.compile(r"[〔〕\[\]【】［］()（）]")
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(slots=True, eq=False)
class Document:
    """One circular: its record and file, its date, and how it stands to the others of the corpus.

    `forwards` are the circulars that it passes on; `repealed` is the day from which it no longer counts; `apart` tells it
    from another circular of the same id.
    """

    record: DocumentRecord
    extraction: Extraction
    issued: date | None
    forwards: list[Document] = field(default_factory=list)
    repealed: date | None = None
    apart: str = ""

    @property
    def id(self) -> str:
        """Its id, with its place where circulars of several places have the same (a title, where there is no number)."""
        return f"{self.record.id} {self.apart}" if self.apart else self.record.id

    @property
    def code(self) -> str | None:
        """The place's code; national documents have `000000` whatever their head says."""
        return "000000" if self.record.level == "national" else self.record.place_code

    @property
    def rank(self) -> int:
        """0 for national, up to 3 for a county; 4 where the level is not known."""
        return _LEVELS.index(self.record.level) if self.record.level else len(_LEVELS)

    @property
    def is_draft(self) -> bool:
        return self.record.status == "draft"

    @property
    def year(self) -> int | None:
        """The year of its date, else the year in its number."""
        if self.issued is not None:
            return self.issued.year
        found = _YEAR.search(self.record.number or "")
        return int(found[1]) if found else None

    @property
    def order(self) -> tuple[date, str]:
        """Earlier documents sort first; without a date, the first day of the number's year counts."""
        return self.issued or date(self.year or 1, 1, 1), self.id

    def cites(self) -> Iterable[CitationRecord]:
        """Its own citations."""
        return (citation for citation in self.extraction.citations if citation.document == self.record.id)


def read_documents(extractions: Iterable[Extraction]) -> list[Document]:
    """The documents of a corpus, each circular once, in the order of files.

    A circular may be there more than once: as a file of its own, attached to a notice that forwards it, or
    relayed by a press piece. Its own file counts before an attachment, and either before a press piece, which
    stands for the circular only where there is nothing better. A draft gives way to the final text of the same
    title and place. A circular that its page says has lapsed is not checked.
    """
    best: dict[object, tuple[tuple[bool, bool], Document]] = {}
    for extraction in extractions:
        for place, record in enumerate(extraction.documents):
            if record.status == "ended":
                continue
            key = _which(record)
            rank = (record.status == "explainer", place > 0)
            if key not in best or rank < best[key][0]:
                best[key] = rank, Document(record, extraction, _day(record.date))
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
    _relate(documents)
    return documents


def _which(record: DocumentRecord) -> object:
    """Which circular a record is of: that of its number, else of its title, place and day."""
    if record.number:
        return number_key(record.number)
    return record.id, record.place_code or record.place, None if record.status == "explainer" else record.date


@lru_cache(maxsize=20_000)
def number_key(number: str | None) -> str:
    """A 发文字号 with white space, kinds of brackets and scripts made equal."""
    return to_simplified(_BRACKETS.sub("-", "".join((number or "").split())))


def above(code: str) -> tuple[str, ...]:
    """The codes of the divisions above a place, nearest first, `000000` last."""
    here = place_by_code(code)
    codes: list[str] = []
    while here is not None and (here := parent(here)) is not None:
        if here.code is not None:
            codes.append(here.code)
    return tuple(codes) if codes or code == "000000" else ("000000",)


def _relate(documents: list[Document]) -> None:
    known: dict[str, list[Document]] = {}
    for document in documents:
        known.setdefault(document.record.id, []).append(document)
    by_id = {id_: alike[0] for id_, alike in known.items() if len(alike) == 1}
    for document in documents:
        document.forwards = [by_id[target] for target in document.record.forwards if target in by_id]
        for citation in document.cites():
            target = by_id.get(citation.target or "")
            if target is None or target is document:
                continue
            if citation.relation == "forwards" and target not in document.forwards:
                document.forwards.append(target)
            if citation.relation == "repeals" and document.issued and not document.is_draft:
                target.repealed = min(document.issued, target.repealed or document.issued)


def _plain_title(document: Document) -> str:
    """The title without its draft mark; a document without a title is like no other."""
    title = document.record.title
    return to_simplified(_NOT_WORDS.sub("", _DRAFT_MARK.sub("", title))) if title else document.id


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
