"""From the circulars of a corpus to its rules, concept by concept and place by place.

What is in force of one concept at one place follows from the documents of that place alone, and from what the corpus
says about them (`_Corpus`): so each such part can be kept, and read again only where one of these has changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial

from extractor.kept import Piece, Store, digest, digests
from extractor.records.extraction import Extraction
from extractor.records.models import DocumentRecord, ParameterRecord
from extractor.rules.dating import first_day, issue_day, superseding_documents
from extractor.rules.in_force import series_of
from extractor.rules.model import RuleSet
from extractor.rules.names import plain, slug
from extractor.rules.scales import completed
from extractor.rules.statements import Said, sentence_of, statements

PartKey = tuple[str, str]
"""The code of a place, and a concept."""


def rules_of(extractions: Iterable[Extraction]) -> RuleSet:
    """The rules that the circulars of a corpus give, sorted by key; drafts apart."""
    ruling = Ruling(extractions, Store())
    found = [ruling.rules(key) for key in ruling.parts]
    left_out = (item for rules in found for item in rules.left_out)
    return RuleSet(
        in_force=tuple(series for rules in found for series in rules.in_force),
        drafts=tuple(series for rules in found for series in rules.drafts),
        left_out=tuple(sorted(left_out, key=lambda item: (item.reference.source, item.reference.span, item.reason))),
    )


class Ruling:
    """The parts of a corpus's rules: what each follows from, and its rules, made when asked for."""

    def __init__(self, extractions: Iterable[Extraction], store: Store) -> None:
        shelf = store.shelf("ruled", _Ruled.piece, lambda piece: _Ruled(None, piece))
        files = [(one, shelf.get(digests(one), partial(_Ruled, one)).of(one)) for one in extractions]
        self._corpus = _corpus(files)
        self._made: dict[PartKey, RuleSet] = {}
        parts: defaultdict[PartKey, list[_Use]] = defaultdict(list)
        for extraction, ruled in files:
            for document in extraction.documents:
                for concept in ruled.concepts.get(document.id, ()):
                    parts[code_of(document), concept].append(_Use(extraction, ruled, document))
        self.parts = {key: parts[key] for key in sorted(parts)}

    def follows_from(self, key: PartKey) -> Iterator[str]:
        """All that the rules of a part follow from."""
        code, concept = key
        corpus = self._corpus
        yield from (code, concept, corpus.names[code], str(corpus.newest.get(code)))
        for use in self.parts[key]:
            id_ = use.document.id
            yield from (use.ruled.head(use.document), use.ruled.digests[id_][concept])
            yield f"{corpus.repealed.get(id_)} {id_ in corpus.taking_over} {use.document.number in corpus.relayed}"

    def rules(self, key: PartKey) -> RuleSet:
        """The rules of a part."""
        if key not in self._made:
            said = [
                Said(use.document, use.ruled.records(use.document.id, key[1]), use.extraction) for use in self.parts[key]
            ]
            found, left_out = statements(said, self._corpus.relayed)
            found = completed(found)
            corpus, name = self._corpus, self._corpus.names[key[0]]
            newest = corpus.newest.get(key[0])
            in_force = [one for one in found if one.document.status != "draft"]
            drafts = [one for one in found if one.document.status == "draft"]
            self._made[key] = RuleSet(
                in_force=series_of(in_force, name, corpus.repealed, corpus.taking_over, newest, left_out),
                drafts=series_of(drafts, name, {}, frozenset(), newest, left_out),
                left_out=tuple(left_out),
            )
        return self._made[key]


def code_of(document: DocumentRecord) -> str:
    """The code of a document's place; one of our own where GB/T 2260 has none."""
    return document.place_code or slug("x", plain(document.place) or "")


class _Ruled:
    """What the rules need of a file: its values of each concept, each with a key for all that is taken from them."""

    def __init__(self, extraction: Extraction | None, kept: Piece | None = None) -> None:
        self._given = extraction
        self._kept = kept
        self._heads: dict[tuple[int, int], str] = {}

    def of(self, extraction: Extraction) -> _Ruled:
        """The same with the file at hand that it was kept of."""
        self._given = extraction
        return self

    @property
    def _extraction(self) -> Extraction:
        assert self._given is not None
        return self._given

    @cached_property
    def _records(self) -> dict[str, dict[str, list[ParameterRecord]]]:
        """The values that may become rules, by document and concept."""
        found: dict[str, dict[str, list[ParameterRecord]]] = {}
        for record in self._extraction.parameters:
            if record.concept and (record.value is not None or record.removed):
                found.setdefault(record.document, {}).setdefault(record.concept, []).append(record)
        return found

    def head(self, document: DocumentRecord) -> str:
        """All of a document's head."""
        if document.span not in self._heads:
            self._heads[document.span] = document.model_dump_json()
        return self._heads[document.span]

    def records(self, document_id: str, concept: str) -> list[ParameterRecord]:
        return self._records[document_id][concept]

    @cached_property
    def concepts(self) -> Mapping[str, Iterable[str]]:
        """The concepts that each document sets."""
        return self._records if self._kept is None else self._kept.head["values"]

    @cached_property
    def taking_over(self) -> Iterable[str]:
        """The documents that put themselves in the place of older rules."""
        return superseding_documents(self._extraction) if self._kept is None else self._kept.head["taking_over"]

    @cached_property
    def digests(self) -> Mapping[str, Mapping[str, str]]:
        """Keys for the values of each document and concept."""
        if self._kept is not None:
            values: Mapping[str, Mapping[str, str]] = self._kept.head["values"]
            return values
        return {
            document: {concept: digest(self._parts(records)) for concept, records in concepts.items()}
            for document, concepts in self._records.items()
        }

    def _parts(self, records: Iterable[ParameterRecord]) -> Iterator[str]:
        for record in records:
            yield from (record.model_dump_json(), sentence_of(self._extraction.text, *record.span))

    def piece(self) -> Piece:
        return Piece({"values": self.digests, "taking_over": sorted(self.taking_over)})


@dataclass(frozen=True, slots=True)
class _Use:
    """A document that speaks of a concept."""

    extraction: Extraction
    ruled: _Ruled
    document: DocumentRecord


@dataclass(frozen=True, slots=True)
class _Corpus:
    """What the circulars of a corpus say about each other.

    `relayed` are the numbers of circulars that are there themselves; `repealed` the day on which a document ends, and by
    which; `taking_over` those that put themselves in the place of older rules; `newest` the date of a place's newest
    circular: what it has not changed was still valid then.
    """

    names: dict[str, str] = field(default_factory=dict)
    relayed: set[str] = field(default_factory=set)
    repealed: dict[str, tuple[date, str]] = field(default_factory=dict)
    taking_over: set[str] = field(default_factory=set)
    newest: dict[str, date] = field(default_factory=dict)


def _corpus(files: Sequence[tuple[Extraction, _Ruled]]) -> _Corpus:
    found = _Corpus(repealed=_repeals([extraction for extraction, _ in files]))
    for extraction, ruled in files:
        found.taking_over.update(ruled.taking_over)
        for document in extraction.documents:
            code, day = code_of(document), issue_day(document)
            found.names[code] = plain(document.place) or code
            if document.number and document.status != "explainer":
                found.relayed.add(document.number)
            if day and document.place_code:
                found.newest[code] = max(found.newest.get(code, day), day)
    return found


def _repeals(files: Sequence[Extraction]) -> dict[str, tuple[date, str]]:
    """Repealed documents: the day that the repealing one takes effect, and its id; of several the first."""
    documents = {document.id: document for extraction in files for document in extraction.documents}
    by_number = {document.number: document.id for document in documents.values() if document.number}
    found: dict[str, tuple[date, str]] = {}
    for extraction in files:
        for citation in extraction.citations:
            if citation.relation != "repeals":
                continue
            target = citation.target or by_number.get(citation.number or "")
            repealing = documents.get(citation.document)
            if target in (None, citation.document) or repealing is None or repealing.status == "draft":
                continue
            day = _effects(extraction).get(repealing.id)
            if day and target:
                found[target] = min(found.get(target, (day, repealing.id)), (day, repealing.id))
    return found


def _effects(extraction: Extraction) -> dict[str, date]:
    """The day each document of a file takes effect: as stated, else the first day stated for one of its values."""
    found: dict[str, date] = {}
    for document in extraction.documents:
        stated = [
            began[0]
            for record in extraction.parameters
            if record.document == document.id and (began := first_day(record, document)) and began[1] == "stated"
        ]
        day = date.fromisoformat(document.effective_from) if document.effective_from else min(stated, default=None)
        day = day or issue_day(document)
        if day:
            found[document.id] = day
    return found
