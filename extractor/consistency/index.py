"""The corpus indexed: documents by place, settings by concept and place, sentences by file."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property, partial
from typing import NamedTuple

from pydantic import TypeAdapter

from extractor.consistency.likeness import Words
from extractor.consistency.model import Concept, Concepts
from extractor.kept import Piece, Store, digest, digests
from extractor.policy.clauses import Text
from extractor.policy.documents import Document, read_documents, standing_of
from extractor.policy.implements import Implements
from extractor.policy.in_force import STATED, Ending, Setting, State, endings, read_setting, state_on
from extractor.policy.texts import Texts, changers
from extractor.records.extraction import Extraction
from extractor.records.models import CitationRecord, ParameterRecord

_NEARBY = 150
_PAYER = re.compile(r"中央|省级|省财政|市级|市财政|县级|县财政|区级|区财政|县\(区\)|地方财政|集体|单位|个人|市、县|市县")
_BASE = re.compile(r"\s*的?\s*基[础礎]上")
_ITEM_START = re.compile(r"[，、；：](?!县)")


class Index:
    """What a corpus holds, found by what is asked for; each index is made once, when first asked for.

    `concepts` is the vocabulary of concepts by id.
    """

    def __init__(self, extractions: Sequence[Extraction], concepts: Concepts, store: Store) -> None:
        self.standing = standing_of(extractions, store)
        self.documents = read_documents(extractions, self.standing)
        self.implements = Implements(self.documents)
        self._carried_out: dict[str, frozenset[str]] = {}
        self.texts = Texts(extractions)
        self.concepts = concepts
        self.by_id = {document.id: document for document in self.documents}
        self.settings_of = _OfDocument(self._read_settings)
        self.words = Words(store)
        self._position = {document.id: place for place, document in enumerate(self.documents)}
        self._texts: dict[tuple[int, bool], Text] = {}
        self._sentences: dict[str, tuple[tuple[int, int, str], ...]] = {}
        self._settings: dict[tuple[str, str], list[Setting]] = {}
        self._endings: dict[tuple[str, str], list[tuple[Setting, Ending]]] = {}
        self._effective: dict[tuple[str, str, int, bool], tuple[Setting, ...]] = {}
        self._heads: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._value_keys: dict[tuple[str, str], str] = {}
        self._values = store.shelf("values", _pack, _unpack)
        self._alone: dict[tuple[str, int], Setting] = {}
        """Values that were read without the rest of their document, by its id and their place among its values."""

    def concept_of(self, setting: Setting) -> Concept | None:
        return self.concepts.get(setting.concept) if setting.concept else None

    def text_of(self, document: Document) -> Text:
        """The sentences of the file that a document is in."""
        key = id(document.extraction), document.record.script == "hant"
        if key not in self._texts:
            self._texts[key] = Text(document.extraction.text, is_traditional=key[1])
        return self._texts[key]

    def sentences_of(self, document: Document) -> tuple[tuple[int, int, str], ...]:
        """The sentences of one document of its file, with their plain words."""
        if document.id not in self._sentences:
            text = self.text_of(document)
            self._sentences[document.id] = tuple((a, b, text.plain(a, b)) for a, b in self.spans_of(document))
        return self._sentences[document.id]

    def spans_of(self, document: Document) -> list[tuple[int, int]]:
        """The spans of the sentences of one document of its file."""
        starts = sorted(one.span[0] for one in document.extraction.documents)
        start = document.record.span[0]
        end = next((one for one in starts if one > start), len(document.extraction.text))
        return self.text_of(document).sentences(start, end)

    def target_of(self, citation: CitationRecord) -> Document | None:
        """The document of the corpus that a citation means."""
        return self.implements.target_of(citation)

    def _read_settings(self, document_id: str) -> list[Setting]:
        """The values of a document."""
        document = self.by_id[document_id]
        found: list[Setting] = []
        for record in document.extraction.of(ParameterRecord):
            if record.document == document.record.id and (setting := read_setting(document, record)):
                alone = self._alone.get((document_id, len(found)))
                if alone is not None:
                    alone.record, setting = record, alone
                elif self._is_base(setting) or self._is_share(setting):
                    setting.key = None
                found.append(setting)
        return found

    def _is_base(self, setting: Setting) -> bool:
        """Whether a value is only what a change starts from (在610元的基础上增加20元)."""
        end = setting.record.span[1]
        return _BASE.match(setting.document.extraction.text, end) is not None

    def _is_share(self, setting: Setting) -> bool:
        """Whether a value is only what one payer contributes to a total (640元，其中中央财政补助384元)."""
        start = setting.record.span[0]
        nearby = setting.document.extraction.text[max(0, start - _NEARBY) : start]
        if "其中" not in nearby and "分担" not in nearby and "分擔" not in nearby:
            return False
        text = self.text_of(setting.document)
        words = text.plain(text.sentence_at(start)[0], start)
        _, among, listing = words.rpartition("其中")
        return bool(among or "分担" in words) and _PAYER.search(_ITEM_START.split(listing)[-1]) is not None

    @cached_property
    def documents_by_value(self) -> dict[tuple[str, str], list[tuple[Document, _Values]]]:
        """By what is set and the place's code the documents that set it, each with the values that it sets."""
        found: defaultdict[tuple[str, str], list[tuple[Document, _Values]]] = defaultdict(list)
        for document in self.documents:
            if document.code is not None:
                follows = itertools.chain((document.id,), digests(document.extraction))
                for key, values in self._values.get(follows, partial(self._values_of, document)).items():
                    found[key, document.code].append((document, values))
        return dict(found)

    def _values_of(self, document: Document) -> dict[str, _Values]:
        """What a document sets, by what it is that is set."""
        text = self.text_of(document)
        found: dict[str, list[tuple[int, Setting]]] = {}
        for place, setting in enumerate(self.settings_of[document.id]):
            if setting.key is not None:
                found.setdefault(setting.key, []).append((place, setting))
        if not self._values.keeps:  # nobody will ask for more than the keys
            return {key: _Values("", (), b"") for key in found}
        values = {}
        for key, placed in found.items():
            records = [setting.record.model_dump_json(by_alias=True) for _, setting in placed]
            sentences = [text.sentence_at(setting.record.span[0]) for _, setting in placed]
            words = (text.text[slice(*sentence)] for sentence in sentences)
            places = tuple(place for place, _ in placed)
            values[key] = _Values(digest((*records, *words)), places, f"[{','.join(records)}]".encode())
        return values

    def settings_at(self, key: str, code: str) -> list[Setting]:
        """The values that a place has set for the same thing, earliest document first."""
        if (key, code) not in self._settings:
            of_documents = self.documents_by_value.get((key, code), ())
            found = [one for document, values in of_documents for one in self._settings_in(document, key, values)]
            self._settings[key, code] = sorted(found, key=lambda setting: setting.document.order)
        return self._settings[key, code]

    def _settings_in(self, document: Document, key: str, values: _Values) -> list[Setting]:
        """What a document sets for one thing; of a document that nobody has asked for, without reading the rest."""
        if document.id not in self.settings_of and self._values.keeps:
            settings = [read_setting(document, record) for record in _RECORDS.validate_json(values.records)]
            alone = {(document.id, place): one for place, one in zip(values.places, settings, strict=True) if one}
            self._alone |= alone
            return list(alone.values())
        return [one for one in self.settings_of[document.id] if one.key == key]

    def position(self, setting: Setting) -> tuple[int, int]:
        """Where a setting stands: its document's place among the files, and its own in the document."""
        return self._position[setting.document.id], setting.record.span[0]

    def head_of(self, document: Document) -> str:
        """A key for what other documents see of a document: its head, whether it is repealed, whether it repeals."""
        if document.id not in self._heads:
            standing = f"{document.repealed} {document.takes_over}"
            self._heads[document.id] = digest((document.record.model_dump_json(), standing))
        return self._heads[document.id]

    def key_of(self, document: Document) -> str:
        """A key for all of a document, and for how it stands to others."""
        if document.id not in self._keys:
            forwards = (forwarded.id for forwarded in document.forwards)
            self._keys[document.id] = digest((self.head_of(document), *self.digests_of(document), *forwards))
        return self._keys[document.id]

    def digests_of(self, document: Document) -> Iterator[str]:
        """Keys for the files of a document and of those that have changed its text."""
        return digests(document.extraction, *changers(document, self.by_id))

    def key_of_value(self, key: str, code: str) -> str:
        """A key for all that a place sets for one thing."""
        if (key, code) not in self._value_keys:
            documents = self.documents_by_value.get((key, code), ())
            self._value_keys[key, code] = digest(
                part for document, values in documents for part in (self.head_of(document), values.digest)
            )
        return self._value_keys[key, code]

    @property
    def by_number(self) -> dict[str, Document]:
        return self.implements.by_number

    def carries_out(self, lower: Document, higher: Document) -> bool:
        """Whether a document carries out one of a higher level."""
        if lower.id not in self._carried_out:
            self._carried_out[lower.id] = frozenset(one.id for one, _ in self.implements.carried_out(lower))
        return higher.id in self._carried_out[lower.id]

    def effective(self, key: str, code: str, year: int, *, drafts: bool = False) -> tuple[Setting, ...]:
        """What a place sets for a year, earliest first: what is in force in it and has not been replaced before it ends.

        What is only carried on from an earlier year is left out. A draft counts only with `drafts`, and then beside what is in
        force.
        """
        asked = key, code, year, drafts
        if asked not in self._effective:
            self._effective[asked] = tuple(
                setting
                for setting, (end, by) in self._ended(key, code)
                if setting.applies_in(year)
                and (end is None or end.year > year or (end.year == year and (by == STATED or end == date(year, 12, 31))))
                and (drafts or not setting.document.is_draft)
            )
        return self._effective[asked]

    def in_force(self, key: str, code: str, day: date) -> Iterator[tuple[Setting, State, date | None]]:
        """What a place sets for one thing on a day, drafts beside the rest, earliest first: in force, or carried on beyond its
        year, and its last day, where something ends it."""
        for setting, (end, by) in self._ended(key, code):
            state = state_on(_Course(setting.claim.start, end, setting.year, by), day)
            if state in ("holds", "carried"):
                yield setting, state, end

    def _ended(self, key: str, code: str) -> list[tuple[Setting, Ending]]:
        """What a place has set for one thing, in the order of its first days, and when each ends."""
        if (key, code) not in self._endings:
            found: list[tuple[Setting, Ending]] = []
            for of_drafts in (False, True):
                settings = [one for one in self.settings_at(key, code) if one.document.is_draft == of_drafts]
                claims = sorted(((one.claim, one) for one in settings), key=lambda pair: pair[0].order)
                ends = endings([claim for claim, _ in claims], self.standing.repealed, self.standing.taking_over)
                found += [(one, end) for (_, one), end in zip(claims, ends, strict=True)]
            self._endings[key, code] = found
        return self._endings[key, code]


class _Course(NamedTuple):
    """From when to when a value holds, what ends it, and the year that it is for."""

    start: date
    end: date | None
    year: int | None
    ended_by: str | None


class _Values(NamedTuple):
    """The values that a document sets for one thing: a key for them and their sentences, their places, their records."""

    digest: str
    places: tuple[int, ...]
    records: bytes


_RECORDS = TypeAdapter(tuple[ParameterRecord, ...])


def _pack(values: dict[str, _Values]) -> Piece:
    return Piece([[key, one.digest, one.places] for key, one in values.items()], tuple(one.records for one in values.values()))


def _unpack(piece: Piece) -> dict[str, _Values]:
    heads = zip(piece.head, piece.texts, strict=True)
    return {key: _Values(digested, tuple(places), records) for (key, digested, places), records in heads}


class _OfDocument(dict[str, list[Setting]]):
    """The values of each document by its id, read when first asked for."""

    def __init__(self, read: Callable[[str], list[Setting]]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, document_id: str) -> list[Setting]:
        self[document_id] = self._read(document_id)
        return self[document_id]
