"""What every check is given: the indexed corpus, and what several checks share, made when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from extractor.consistency.aligned.differences import Difference, differences
from extractor.consistency.aligned.evidence import taken_over
from extractor.consistency.aligned.links import Link, Prints, links
from extractor.consistency.aligned.pairing import Passages
from extractor.consistency.aligned.rises import Rise, rises
from extractor.consistency.aligned.units import Sentence, read_sentences
from extractor.consistency.citations import Titles
from extractor.consistency.cited import Citations
from extractor.consistency.comparisons import Binding, Comparison, comparisons
from extractor.consistency.index import Index
from extractor.consistency.model import Concepts, Finding
from extractor.consistency.requirements import Handover, HigherDocuments, handovers
from extractor.kept import Piece, Store
from extractor.policy.documents import Document
from extractor.policy.places import above
from extractor.records.extraction import Extraction

Value = tuple[str, str]
"""What a value sets, and the code of the place that sets it."""


Silence = tuple[str, Finding | None]
"""A requirement, and what is found where a document is silent on it."""


class Context(Index):
    """The indexed corpus with what several checks share."""

    def __init__(self, extractions: Sequence[Extraction], concepts: Concepts, store: Store) -> None:
        super().__init__(extractions, concepts, store)
        self.titles = Titles(self)
        self.citations = Citations(self)
        self.above = HigherDocuments(self)
        self._binding = Binding(self)
        self._comparisons: dict[Value, list[Comparison]] = {}
        self._handovers: dict[str, list[Handover]] = {}
        self._prints = Prints(self, store, self.sentences)
        self._links: dict[str, list[Link]] = {}
        self._read: dict[str, list[Sentence]] = {}
        self._passages: dict[str, Passages] = {}
        self._differences: dict[str, list[Difference]] = {}
        self._silences = store.shelf("silences", _pack_silences, _unpack_silences)

    def comparisons(self, value: Value) -> list[Comparison]:
        """What a place sets against what the levels above set that bind it."""
        if value not in self._comparisons:
            self._comparisons[value] = comparisons(self, self._binding, *value)
        return self._comparisons[value]

    def handovers(self, document: Document) -> list[Handover]:
        """Each requirement of the documents that a document carries out, and what became of it there."""
        if document.id not in self._handovers:
            self._handovers[document.id] = handovers(self, self.above, document)
        return self._handovers[document.id]

    def links(self, document: Document) -> list[Link]:
        """The circulars above that a document was made after."""
        if document.id not in self._links:
            cited = [higher for higher, _ in self.above.carried_out(document)]
            self._links[document.id] = links(self, self._prints, cited, document)
        return self._links[document.id]

    def differences(self, document: Document) -> list[Difference]:
        """How the sentences that a document took over from above differ from those that they were taken from."""
        if document.id not in self._differences:
            until = self._as_of(document)
            above = [(link, self.passages(link.higher, until)) for link in self.links(document)]
            taken = taken_over(document, self.sentences(document), above) if above else []
            self._differences[document.id] = differences(self, self._prints, taken)
            if not self._prints.is_above(document):
                self._forget(document)
        return self._differences[document.id]

    def _forget(self, document: Document) -> None:
        """Leave the sentences of a document that no other is held against; nothing else shows them where nothing differs."""
        read = self._read.pop(document.id, ())
        for sentence in () if self._differences[document.id] else read:
            sentence.clauses.clear()  # it refers to its clauses, and they to it

    def rises(self, document: Document) -> list[Rise]:
        """The values of a document that rose by more than a circular that it cites allows."""
        until = self._as_of(document)
        cited = [(link, self.passages(link.higher, until)) for link in self.links(document) if not link.is_assumed]
        return list(rises(self.settings_of[document.id], cited)) if cited else []

    def _as_of(self, document: Document) -> date | None:
        """The day whose texts a circular is held against: that of its last change, else of its issue."""
        changed = [one.issued for id_ in document.record.amended_by if (one := self.by_id.get(id_)) and one.issued]
        return max(changed, default=document.issued)

    def passages(self, document: Document, until: date | None = None) -> Passages:
        """The clauses of a circular above as they read on a day (None: at last), found by what they are like."""
        amended = self.texts.on(document, until)
        key = document.id if amended is None else f"{document.id} {len(amended.text)} {until}"
        if key not in self._passages:
            is_last = amended is self.texts.on(document)
            self._passages[key] = Passages(self.sentences(document) if is_last else read_sentences(self, document, until))
        return self._passages[key]

    def sentences(self, document: Document) -> list[Sentence]:
        """The sentences of a circular as they are aligned."""
        if document.id not in self._read:
            self._read[document.id] = read_sentences(self, document)
        return self._read[document.id]

    def silences(self, document: Document, make: Callable[[], list[Silence]]) -> list[Silence]:
        """What `make` says of the requirements that a document was handed."""
        return self._silences.get(_from_carried_out(self, document), make)


def _pack_silences(silences: list[Silence]) -> Piece:
    return Piece([(name, found and found.kept()) for name, found in silences])


def _unpack_silences(piece: Piece) -> list[Silence]:
    return [(name, found and Finding.model_validate(found)) for name, found in piece.head]


class Scope(NamedTuple):
    """Into which parts a check falls, and all that the findings about one of them follow from (None: not kept)."""

    parts: Callable[[Context], Sequence[Any]]
    follow_from: Callable[[Context, Any], Iterator[str]] | None


def _documents(context: Context) -> Sequence[Document]:
    return context.documents


def _from_document(context: Context, document: Document) -> Iterator[str]:
    yield context.key_of(document)
    for forwarded in document.forwards:
        yield context.key_of(forwarded)


def _from_cited(context: Context, document: Document) -> Iterator[str]:
    yield context.key_of(document)
    for citation in document.cites():
        cited = context.target_of(citation)
        yield context.head_of(cited) if cited else ""
        yield context.titles.key_of_office(citation.number)
    yield context.citations.key_of(document)


def _from_carried_out(context: Context, document: Document) -> Iterator[str]:
    yield from _from_document(context, document)
    for higher, _ in context.above.carried_out(document):
        yield context.key_of(higher)


def _from_taken_over(context: Context, document: Document) -> Iterator[str]:
    yield from _from_carried_out(context, document)
    for link in context.links(document):
        yield f"{link.is_assumed} {context.key_of(link.higher)}"


def _values(context: Context) -> Sequence[Value]:
    return tuple(context.documents_by_value)


def _from_value(context: Context, value: Value) -> Iterator[str]:
    key, code = value
    yield from value
    for place in (code, *above(code)):
        yield context.key_of_value(key, place)


SCOPES: Mapping[str, Scope] = {
    "document": Scope(_documents, _from_document),
    "citations": Scope(_documents, _from_cited),
    "requirements": Scope(_documents, _from_carried_out),
    "sentences": Scope(_documents, _from_taken_over),
    "value": Scope(_values, _from_value),
    "corpus": Scope(lambda _: (None,), None),
}
"""`find` of a check is called with the context and one part of its scope: a document, or a value of a place."""
