"""What the circulars of a corpus cite, whether or not the cited ones are in it: titles by number, numbers by title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from extractor.consistency.citations import Number, read_number
from extractor.consistency.index import Index
from extractor.kept import digest
from extractor.policy.documents import Document
from extractor.policy.titles import plain_title
from extractor.records.models import CitationRecord

SHORTEST = 8
"""Characters of a title that is no abbreviation (《通知》)."""
OTHER_TITLE = 60
"""Likeness (0 to 100) below which two titles are not of one circular."""


class Cited(NamedTuple):
    """One citation with a number and a title that can be read: by whom, the number, and the plain title."""

    document: Document
    citation: CitationRecord
    number: Number
    title: str


class Citations:
    """All citations of a corpus by the title and by the number that they give."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._keys: dict[str | Number, str] = {}
        self._numbers: dict[str, tuple[Number, ...]] = {}

    def of(self, document: Document) -> Iterator[Cited]:
        """The citations of a circular whose number and title can both be read, each number once."""
        seen: set[Number] = set()
        for citation in document.cites():
            number = read_number(citation.number)
            title = plain_title(citation.title, document) if citation.title else ""
            if number is not None and number not in seen and len(title) >= SHORTEST:
                seen.add(number)
                yield Cited(document, citation, number, title)

    @cached_property
    def _all(self) -> list[Cited]:
        return [one for document in self._index.documents for one in self.of(document)]

    @cached_property
    def by_title(self) -> dict[str, list[Cited]]:
        found: defaultdict[str, list[Cited]] = defaultdict(list)
        for one in self._all:
            found[one.title].append(one)
        return found

    @cached_property
    def by_number(self) -> dict[Number, list[Cited]]:
        found: defaultdict[Number, list[Cited]] = defaultdict(list)
        for one in self._all:
            found[one.number].append(one)
        return found

    def key_of(self, document: Document) -> str:
        """A key for all that is cited under the titles and numbers that a circular cites."""
        own = tuple(self.of(document))
        numbers = dict.fromkeys(number for one in own for number in (*self._numbers_of(one.title), one.number))
        titles = (self._key(one.title, self.by_title[one.title]) for one in own)
        return digest((*titles, *(self._key(number, self.by_number[number]) for number in numbers)))

    def _numbers_of(self, title: str) -> tuple[Number, ...]:
        """The numbers under which a title is cited, taken once."""
        if title not in self._numbers:
            self._numbers[title] = tuple(dict.fromkeys(one.number for one in self.by_title[title]))
        return self._numbers[title]

    def _key(self, name: str | Number, group: list[Cited]) -> str:
        """The key of what is cited under one title or number, taken once."""
        if name not in self._keys:
            self._keys[name] = digest(f"{one.document.id} {one.citation.model_dump_json()}" for one in group)
        return self._keys[name]

    def otherwise(self, one: Cited) -> Cited | None:
        """A citation of the same title with another number, where this one is the likelier slip.

        The numbers must be of one office and of one year, or differ in the year alone: a title may come back every year.
        """
        others = [
            other
            for other in self.by_title[one.title]
            if other.number != one.number
            and other.number.office == one.number.office
            and (other.number.year == one.number.year or other.number.serial == one.number.serial)
            and other.document is not one.document
        ]
        if not others:
            return None
        ours = self._weight(one)
        likelier = [other for other in others if self._weight(other) > ours]
        return min(likelier, key=lambda other: (-self._weight(other)[0], other.document.id), default=None)

    def _weight(self, one: Cited) -> tuple[int, int, str]:
        """How much speaks for a number: not cited for another circular, cited by many for this one."""
        elsewhere = sum(_is_another(one, other) for other in self.by_number[one.number])
        same = sum(other.number == one.number for other in self.by_title[one.title])
        return same - elsewhere, same, f"{one.number.year} {one.number.serial:>6}"

    def other_title(self, one: Cited) -> Cited | None:
        """A citation of the same number for another circular, where most cite it so."""
        others = [other for other in self.by_number[one.number] if _is_another(one, other)]
        same = sum(not _is_another(one, other) for other in self.by_number[one.number])
        return min(others, key=lambda other: other.document.id) if len(others) > same else None


def _is_another(one: Cited, other: Cited) -> bool:
    """Whether two titles are of two circulars: neither is a part of the other, and they are not worded alike."""
    from rapidfuzz.fuzz import partial_ratio

    if one.title in other.title or other.title in one.title:
        return False
    return partial_ratio(one.title, other.title) < OTHER_TITLE
