"""Which circular of a corpus a citation means, and which circulars of the places above one carries out.

A circular carries out what it is said to (`implements` of `corpus.yaml`), what it cites as its basis, implements, forwards or
amends, and, where it cites nothing of the kind, the circular of the nearest place above whose title it has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor.language.offices import number_key
from extractor.policy.documents import Document
from extractor.policy.places import above
from extractor.policy.titles import plain_title
from extractor.records.models import CitationRecord, DocumentRecord

CARRIES_OUT = ("basis", "implements", "forwards", "amends")
_SCOPE = re.compile(r"[全我本各][国省市县区州]|转发|征求意见稿")
_YEAR = re.compile(r"\d{4}年")

Said = CitationRecord | DocumentRecord
"""What says that a circular carries another out: its citation, or its head."""


class Implements:
    """The circulars of a corpus by number, by id and by what their titles are about."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.by_number = {number_key(one.record.number): one for one in documents if one.record.number}
        self._by_id: defaultdict[str, list[Document]] = defaultdict(list)
        self._by_subject: defaultdict[tuple[str, str], list[Document]] = defaultdict(list)
        for document in documents:
            self._by_id[document.record.id].append(document)
            if document.code and not document.is_draft and (subject := _subject(document)):
                self._by_subject[document.code, subject].append(document)

    def target_of(self, citation: CitationRecord) -> Document | None:
        """The document of the corpus that a citation means."""
        if citation.number and (numbered := self.by_number.get(number_key(citation.number))):
            return numbered
        return self._only(citation.target)

    def _only(self, document_id: str | None) -> Document | None:
        candidates = self._by_id.get(document_id or "", ())
        return candidates[0] if len(candidates) == 1 else None

    def carried_out(self, lower: Document) -> Iterator[tuple[Document, Said]]:
        """The documents of levels above that a document carries out, each with what says so first."""
        if lower.code is None:
            return
        places = set(above(lower.code))
        seen: set[str] = set()
        said: list[tuple[Document | None, Said]] = [(self._only(target), lower.record) for target in lower.record.implements]
        said += [(self.target_of(one), one) for one in lower.cites() if one.relation in CARRIES_OUT]
        for higher, link in said:
            if higher is None or higher.id in seen or higher.is_draft:
                continue
            if higher.code in places and higher.rank < lower.rank:
                seen.add(higher.id)
                yield higher, link
        subject = "" if seen else _subject(lower)
        for code in above(lower.code) if subject else ():
            alike = [one for one in self._by_subject.get((code, subject), ()) if one.order[0] <= lower.order[0]]
            yield from ((higher, lower.record) for higher in alike)
            if alike:
                return


def _subject(document: Document) -> str:
    """What a title that names its year is about, without its place; empty where it names none."""
    title = plain_title(document.record.title or "", document)
    return _SCOPE.sub("", title) if _YEAR.search(title) else ""
