"""The corpus indexed: documents by place, settings by concept and place, sentences by file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from extractor.consistency.clauses import Text
from extractor.consistency.documents import Document, above, number_key, read_documents
from extractor.consistency.values import Concept, Concepts, Setting, read_setting
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

    def __init__(self, extractions: Sequence[Extraction], concepts: Concepts) -> None:
        self.documents = read_documents(extractions)
        self.concepts = concepts
        self.by_id = {document.id: document for document in self.documents}
        self._texts: dict[int, Text] = {}
        self._sentences: dict[str, tuple[tuple[int, int, str], ...]] = {}
        self._effective: dict[tuple[str, str, int, bool], tuple[Setting, ...]] = {}

    def concept_of(self, setting: Setting) -> Concept | None:
        return self.concepts.get(setting.concept) if setting.concept else None

    def text_of(self, document: Document) -> Text:
        """The sentences of the file that a document is in."""
        key = id(document.extraction)
        if key not in self._texts:
            self._texts[key] = Text(document.extraction.text, is_traditional=document.record.script == "hant")
        return self._texts[key]

    def sentences_of(self, document: Document) -> tuple[tuple[int, int, str], ...]:
        """The sentences of one document of its file, with their plain words."""
        if document.id not in self._sentences:
            starts = sorted(one.span[0] for one in document.extraction.documents)
            start = document.record.span[0]
            end = next((one for one in starts if one > start), len(document.extraction.text))
            text = self.text_of(document)
            spans = text.sentences(start, end)
            self._sentences[document.id] = tuple((a, b, text.plain(a, b)) for a, b in spans)
        return self._sentences[document.id]

    def target_of(self, citation: CitationRecord) -> Document | None:
        """The document of the corpus that a citation means."""
        found = self.by_id.get(citation.target or "")
        return found or self.by_number.get(number_key(citation.number)) if citation.number else found

    @cached_property
    def settings(self) -> tuple[Setting, ...]:
        """All values of all documents, in document order."""
        return tuple(setting for document in self.documents for setting in self.settings_of[document.id])

    @cached_property
    def settings_of(self) -> dict[str, list[Setting]]:
        """The values of each document by its id."""
        found: dict[str, list[Setting]] = {document.id: [] for document in self.documents}
        for document in self.documents:
            for record in document.extraction.of(ParameterRecord):
                if record.document == document.id and (setting := read_setting(document, record)):
                    if self._is_base(setting) or self._is_share(setting):
                        setting.key = None
                    found[document.id].append(setting)
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
    def settings_by_place(self) -> dict[tuple[str, str], list[Setting]]:
        """The values by what they set and the place's code, earliest document first."""
        found: defaultdict[tuple[str, str], list[Setting]] = defaultdict(list)
        for setting in self.settings:
            if setting.key is not None and setting.document.code is not None:
                found[setting.key, setting.document.code].append(setting)
        for settings in found.values():
            settings.sort(key=lambda setting: setting.document.order)
        return dict(found)

    @cached_property
    def by_number(self) -> dict[str, Document]:
        return {number_key(one.record.number): one for one in self.documents if one.record.number}

    def effective(self, key: str, code: str, year: int, *, drafts: bool = False) -> tuple[Setting, ...]:
        """What a place sets for a year: of each scope the value of its latest document.

        A draft counts only with `drafts`, and then beside what is in force.
        """
        asked = key, code, year, drafts
        if asked not in self._effective:
            yearly, standing = (self._by_year.get((key, code, when), []) for when in (year, None))
            candidates = sorted([*yearly, *standing], key=lambda one: one.document.order)
            self._effective[asked] = tuple(self._latest(candidates, year, drafts))
        return self._effective[asked]

    @cached_property
    def _by_year(self) -> dict[tuple[str, str, int | None], list[Setting]]:
        """The values of a place by the year they are for, standing rules under None."""
        found: defaultdict[tuple[str, str, int | None], list[Setting]] = defaultdict(list)
        for (key, code), settings in self.settings_by_place.items():
            for setting in settings:
                found[key, code, setting.year].append(setting)
        return dict(found)

    def _latest(self, settings: Iterable[Setting], year: int, drafts: bool) -> Iterable[Setting]:
        speaking: dict[tuple[object, ...], Document] = {}
        wanted = [one for one in settings if one.applies_in(year) and (drafts or not one.document.is_draft)]
        for setting in wanted:  # earliest first, so that the latest document has the last word
            speaking[_people(setting)] = setting.document
        return (setting for setting in wanted if speaking[_people(setting)] is setting.document)


def _people(setting: Setting) -> tuple[object, ...]:
    """Whom a setting is for; a later document rules anew on their tiers and brackets too."""
    return setting.document.is_draft, setting.group and setting.group.covers, setting.region


@lru_cache(maxsize=10_000)
def chain(code: str) -> tuple[str, ...]:
    """The codes above a place, nearest first."""
    return above(code)

