"""Which circular a citation means, and which one it may have meant."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from extractor.consistency.index import Index
from extractor.kept import digest
from extractor.language.offices import number_key
from extractor.policy.documents import Document
from extractor.policy.titles import plain_title
from extractor.records.models import CitationRecord

SAME_TITLE = 85
"""Likeness (0 to 100) from which two titles are taken to be the same, issuers left out."""

_NUMBER = re.compile(r"^(?P<office>.+?)-(?P<year>\d{4})-第?(?P<serial>\d+)号$")
_DATED = re.compile(
    r"(\d{4})年(\d{1,2})月(\d{1,2})日"
    r"(?:(?![起前后止至第）)】]|以[前后]|根据|依据|按照|施行|实施|执行|生效|通过|修[订正]|批准)[^，。；《》]){0,12}?"
    r"(?:印发|发布|下发|公布|颁布|出台|制定)?的?$"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A 发文字号 in its parts: 鲁医保发, 2021, 42."""

    office: str
    year: str
    serial: str


@lru_cache(maxsize=50_000)
def read_number(printed: str | None) -> Number | None:
    found = _NUMBER.match(number_key(printed))
    return Number(**found.groupdict()) if found else None


class Titles:
    """The circulars of a corpus by their titles and numbers."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._keys: dict[str, str] = {}

    @cached_property
    def _by_office(self) -> dict[str, list[tuple[Number, Document]]]:
        found: defaultdict[str, list[tuple[Number, Document]]] = defaultdict(list)
        for document in self._index.documents:
            if number := read_number(document.record.number):
                found[number.office].append((number, document))
        return found

    def key_of_office(self, printed: str | None) -> str:
        """A key for the heads of all circulars of the office that a number names."""
        asked = read_number(printed)
        if asked is None:
            return ""
        if asked.office not in self._keys:
            self._keys[asked.office] = digest(
                self._index.head_of(document) for _, document in self._by_office.get(asked.office, ())
            )
        return self._keys[asked.office]

    def similar(self, citation: CitationRecord, cited_in: Document) -> list[Document]:
        """Circulars of the cited office whose number differs from the cited one by a slip.

        A slip is another year, one digit, or two swapped digits; a circular with another title was not meant.
        """
        asked = read_number(citation.number)
        if asked is None:
            return []
        return [
            document
            for number, document in self._by_office.get(asked.office, ())
            if (
                _is_slip(number.serial, asked.serial)
                if number.year == asked.year
                else number.serial == asked.serial
            )
            and document is not cited_in
            and is_same_title(citation, cited_in, document) is not False
        ]

    def of_same_office(self, printed: str | None) -> list[Document]:
        asked = read_number(printed)
        return [document for _, document in self._by_office.get(asked.office, ())] if asked else []

    def under_another_number(self, citation: CitationRecord, cited_in: Document) -> list[Document]:
        """Circulars of the cited office that bear exactly the cited title but not the cited number.

        A title that may come back every year without naming the year tells nothing about other numbers of other years.
        """
        asked = read_number(citation.number)
        if asked is None or not citation.title:
            return []
        title = plain_title(citation.title, cited_in)
        return [
            document
            for number, document in self._by_office.get(asked.office, ())
            if number != asked
            and (number.year == asked.year or number.serial == asked.serial or _years(title))
            and title == plain_title(document.record.title or "", document)
        ]


def is_same_title(citation: CitationRecord, cited_in: Document, document: Document) -> bool | None:
    """Whether the cited title is that of `document`; None where one of them has none."""
    from rapidfuzz.fuzz import ratio

    if not citation.title or not document.record.title:
        return None
    one = plain_title(citation.title, cited_in)
    other = plain_title(document.record.title, document)
    return one == other or one in other or other in one or (ratio(one, other) >= SAME_TITLE and _years(one) == _years(other))


def stated_date(index: Index, citation: CitationRecord, document: Document) -> date | None:
    """The date that the text gives to a cited circular (2021年8月18日印发的《…》)."""
    text = index.text_of(document)
    start = citation.span[0]
    found = _DATED.search(text.plain(max(0, start - 30), start))
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _years(title: str) -> list[str]:
    return re.findall(r"\d{4}", title)


def _is_slip(one: str, other: str) -> bool:
    """Whether two serial numbers differ by one digit, one missing digit or two swapped ones."""
    from rapidfuzz.distance import OSA

    return one != other and OSA.distance(one, other) == 1
