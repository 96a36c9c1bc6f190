"""From the circulars of a corpus to its rules, concept by concept and place by place.

What is in force of one concept at one place follows from the documents of that place alone, and from what the corpus
says about them (`Standing`): so each such part can be kept, and read again only where one of these has changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

from extractor.kept import Piece, Store, digest, digests
from extractor.policy.documents import standing_of
from extractor.policy.places import code_of
from extractor.records.extraction import Extraction
from extractor.records.models import DocumentRecord, ParameterRecord
from extractor.rules.in_force import series_of
from extractor.rules.model import RuleSet
from extractor.rules.scales import completed
from extractor.rules.statements import Said, sentence_of, statements
from extractor.rules.unnamed import unnamed

PartKey = tuple[str, str]
"""The code of a place, and a concept."""


class Ruling:
    """The parts of a corpus's rules: what each follows from, and its rules, made when asked for."""

    def __init__(self, extractions: Iterable[Extraction], store: Store) -> None:
        shelf = store.shelf("ruled", _Ruled.piece, lambda piece: _Ruled(None, piece))
        files = [(one, shelf.get(digests(one), partial(_Ruled, one)).of(one)) for one in extractions]
        self._corpus = standing_of([extraction for extraction, _ in files], store)
        self._made: dict[PartKey, RuleSet] = {}
        parts: defaultdict[PartKey, list[_Use]] = defaultdict(list)
        for extraction, ruled in files:
            for document in extraction.documents:
                for concept in ruled.concepts.get(document.id, ()):
                    parts[code_of(document) or "", concept].append(_Use(extraction, ruled, document))
        self.parts = {key: parts[key] for key in sorted(parts)}
        self._heads: dict[str, dict[str, DocumentRecord]] = {}
        for (code, _), uses in self.parts.items():
            for use in uses:
                self._heads.setdefault(code, {}).setdefault(use.document.id, use.document)

    def heads(self, code: str) -> Mapping[str, DocumentRecord]:
        """The circulars of a place that set values, by their ids; of one that several files carry the first."""
        return self._heads.get(code, {})

    def files(self, code: str) -> dict[str, str]:
        """The file that each circular of a place is read from."""
        return {id_: record.source for id_, record in self.heads(code).items()}

    def newest(self, code: str) -> date | None:
        """The day of a place's newest circular."""
        return self._corpus.newest.get(code)

    def follows_from(self, key: PartKey) -> Iterator[str]:
        """All that the rules of a part follow from."""
        code, concept = key
        corpus = self._corpus
        yield from (code, concept, corpus.names.get(code, code))
        files = self.files(code)
        for use in self.parts[key]:
            id_ = use.document.id
            yield files[id_]
            yield from (use.ruled.head(use.document), use.ruled.digests[id_][concept])
            yield f"{corpus.repealed.get(id_)} {id_ in corpus.taking_over} {use.document.number in corpus.relayed}"

    def rules(self, key: PartKey) -> RuleSet:
        """The rules of a part."""
        if key not in self._made:
            said = [
                Said(use.document, use.ruled.records(use.document.id, key[1]), use.extraction) for use in self.parts[key]
            ]
            corpus, name = self._corpus, self._corpus.names.get(key[0], key[0])
            if not key[1]:
                self._made[key] = RuleSet((), (), tuple(unnamed(said, key[0], name, corpus.repealed)))
                return self._made[key]
            found, left_out = statements(said, corpus.relayed)
            found = completed(found)
            newest = corpus.newest.get(key[0])
            in_force = [one for one in found if one.document.status != "draft"]
            drafts = [one for one in found if one.document.status == "draft"]
            self._made[key] = RuleSet(
                in_force=series_of(in_force, name, corpus.repealed, corpus.taking_over, newest, left_out),
                drafts=series_of(drafts, name, {}, frozenset(), newest, left_out),
                left_out=tuple(left_out),
            )
        return self._made[key]


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
        """The values, by document and concept ("" for those without one)."""
        found: dict[str, dict[str, list[ParameterRecord]]] = {}
        for record in self._extraction.parameters:
            if record.value is not None or record.removed:
                found.setdefault(record.document, {}).setdefault(record.concept or "", []).append(record)
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
        return self._records if self._kept is None else self._kept.head

    @cached_property
    def digests(self) -> Mapping[str, Mapping[str, str]]:
        """Keys for the values of each document and concept."""
        if self._kept is not None:
            values: Mapping[str, Mapping[str, str]] = self._kept.head
            return values
        return {
            document: {concept: digest(self._parts(records)) for concept, records in concepts.items()}
            for document, concepts in self._records.items()
        }

    def _parts(self, records: Iterable[ParameterRecord]) -> Iterator[str]:
        for record in records:
            yield from (record.model_dump_json(), sentence_of(self._extraction.text, *record.span))

    def piece(self) -> Piece:
        return Piece(self.digests)


@dataclass(frozen=True, slots=True)
class _Use:
    """A document that speaks of a concept."""

    extraction: Extraction
    ruled: _Ruled
    document: DocumentRecord
