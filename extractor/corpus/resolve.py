"""Citations resolved among the circulars of a corpus: which document of it a citation means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from extractor.language.offices import may_be_number_of, number_key
from extractor.language.places import is_within, place_by_code
from extractor.normalize.script import to_simplified
from extractor.records.extraction import Extraction
from extractor.records.models import CitationRecord, DocumentRecord, Script

_NOT_WORDS = re.compile(r"[\W_]+")


def resolve(extractions: Iterable[Extraction]) -> tuple[Extraction, ...]:
    """The same extractions with `target` of each citation and `forwards` of each document filled in.

    A citation means the document of its number; else the one document that bears its title, with or without the names of the
    issuers before it, of the same place or one above or below and not younger, whose number is not known where one is cited, and
    whose office the cited number may be of; none where several do. A document that cites with the relation `forwards` forwards
    its target.
    """
    found = tuple(extractions)
    index = _Index(document for extraction in found for document in extraction.documents)
    return tuple(_resolved(extraction, index) for extraction in found)


class _Index:
    """The documents of a corpus by number and by title, both in simplified characters."""

    def __init__(self, documents: Iterable[DocumentRecord]) -> None:
        self._by_number: dict[str, str] = {}
        self._by_title: dict[str, dict[str, list[DocumentRecord]]] = {}
        for document in documents:
            number = number_key(document.number)
            if number:
                self._by_number[number] = document.id
            if document.title:
                for title in (document.title, "".join(document.issuers) + document.title):
                    titled = self._by_title.setdefault(_title(title, document.script), {})
                    titled.setdefault(document.id, []).append(document)

    def target(self, citation: CitationRecord, citing: DocumentRecord | None, script: Script) -> str | None:
        number = number_key(citation.number)
        if number in self._by_number:
            return self._by_number[number]
        titled = self._by_title.get(_title(citation.title, script), {})
        fitting = [
            id_
            for id_, documents in titled.items()
            if any(_fits(number, one) and (citing is None or _may_cite(citing, one)) for one in documents)
        ]
        return fitting[0] if len(fitting) == 1 else None


def _fits(number: str, cited: DocumentRecord) -> bool:
    """Whether a circular of a cited title may have the cited number, as far as its own is not known: it is of that office."""
    return not number or (not cited.number and may_be_number_of(number, cited.place_code, cited.level))


def _may_cite(citing: DocumentRecord, cited: DocumentRecord) -> bool:
    """Whether a title alone may mean a circular: that of its own place, of one above or below, issued before."""
    if citing.date and cited.date and cited.date > citing.date:
        return False
    if citing.place_code is None or cited.place_code is None:
        return True
    here, there = place_by_code(citing.place_code), place_by_code(cited.place_code)
    return here is None or there is None or is_within(here, there) or is_within(there, here)


def _resolved(extraction: Extraction, index: _Index) -> Extraction:
    script: Script = "hant" if any(document.script == "hant" for document in extraction.documents) else "hans"
    citations: list[CitationRecord] = []
    forwarded: dict[str, list[str]] = {}
    citing = {document.id: document for document in extraction.documents}
    for citation in extraction.citations:
        target = index.target(citation, citing.get(citation.document), script)
        if target is not None:
            if target != citation.target:
                citation = citation.model_copy(update={"target": target})
            if citation.relation == "forwards" and target != citation.document:
                forwarded.setdefault(citation.document, []).append(target)
        citations.append(citation)
    return extraction.with_links([_forwarding(one, forwarded) for one in extraction.documents], citations)


def _forwarding(document: DocumentRecord, forwarded: dict[str, list[str]]) -> DocumentRecord:
    targets = forwarded.get(document.id)
    if not targets:
        return document
    return document.model_copy(update={"forwards": tuple(dict.fromkeys((*document.forwards, *targets)))})


@lru_cache(maxsize=50_000)
def _title(title: str | None, script: Script) -> str:
    return _plain(_NOT_WORDS.sub("", title or ""), script)


def _plain(text: str, script: Script) -> str:
    return to_simplified(text) if script == "hant" else text
