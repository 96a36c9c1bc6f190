"""The ids of findings: what they follow from, and by which earlier ids a finding may be known.

An id follows from what a finding is about: the check, place and title of both circulars, the concept, what is set for whom, and
both quotes without white space. File names, numbers, dates and offsets do not count, so that a circular may get its number
later, or another file name. Where a place says the same thing twice (a notice that comes back under one title), the dates of
the circulars tell the findings apart, and after them their order.

Versions up to 2026-11 hashed the circulars' numbers, else titles, else file names; a waiver with such an id still finds its
finding, also where the circular has got its number, or other fields of its head, since; or where its values are read in other
words now (`read_otherwise`).
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from extractor.consistency.model import Concepts, Finding, Side
from extractor.consistency.read_otherwise import earlier
from extractor.policy.documents import Document
from extractor.policy.titles import plain_title

_APART = "\x1f"
LENGTH = 12


def hashed(parts: Iterable[str]) -> str:
    """An id: twelve hexadecimal digits."""
    return sha256(_APART.join(parts).encode()).hexdigest()[:LENGTH]


def squeezed(quote: str) -> str:
    return "".join(quote.split())


def by_names(check: str, lower: tuple[str, str], higher: tuple[str, str] | None, concept: str | None, about: str) -> str:
    """The id as versions up to 2026-11 made it, of the name and the quote of each side."""
    name, quote = lower
    return hashed([check, name, concept or "", about, squeezed(quote), *((higher[0], squeezed(higher[1])) if higher else ())])


@dataclass(frozen=True, slots=True)
class _Known:
    """What an id takes from a circular's head, and what of it a person supplied and may have been missing before."""

    place: str
    title: str
    date: str
    supplied: frozenset[str]

    def heads(self) -> Iterator[tuple[str, str]]:
        """Place and title as they are, then as they were before a person supplied them."""
        places = (self.place, "") if self.supplied & {"place", "level", "issuers"} else (self.place,)
        titles = (self.title, "") if "title" in self.supplied else (self.title,)
        yield from itertools.product(places, titles)


_UNKNOWN = _Known("", "", "", frozenset())


class Identified:
    """Findings with their ids, which are all different, and the other ids that they may be known by."""

    def __init__(self, findings: Sequence[Finding], documents: Iterable[Document], concepts: Concepts) -> None:
        self._concepts = concepts
        self._documents: dict[tuple[str, str], Document] = {}
        for document in documents:
            self._documents.setdefault((document.record.source, document.record.id), document)
            self._documents.setdefault(("", document.record.id), document)
        self.findings = list(self._told_apart(findings))

    def _told_apart(self, findings: Sequence[Finding]) -> Iterator[Finding]:
        ids = [next(self._ids(one)) for one in findings]
        alike: defaultdict[str, list[int]] = defaultdict(list)
        for number, id_ in enumerate(ids):
            alike[id_].append(number)
        for id_, numbers in alike.items():
            if len(numbers) > 1:
                seen: defaultdict[str, int] = defaultdict(int)
                for number in numbers:
                    dated = hashed([id_, *(known.date for known in self._sides(findings[number]))])
                    seen[dated] += 1
                    ids[number] = dated if seen[dated] == 1 else hashed([dated, str(seen[dated])])
        return (one.model_copy(update={"id": id_}) for one, id_ in zip(findings, ids, strict=True))

    @cached_property
    def by_other_ids(self) -> Mapping[str, list[int]]:
        """The places of findings in `findings` by ids that they had, or would have had, before."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self.findings):
            for id_ in {*self._ids(one), *self._earlier_ids(one)}:
                found[id_].append(number)
        return found

    @cached_property
    def read_otherwise(self) -> Mapping[str, list[int]]:
        """The places of findings in `findings` by ids that they had where the same values or days were read otherwise."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self.findings):
            lower, higher = self._document(one.lower), self._document(one.higher) if one.higher else None
            if lower is None or higher is None:
                continue
            names = list(itertools.product(names_of(lower), names_of(higher)))
            made_of = earlier(one, lower, higher, self._concepts)
            for (check, below, above, concept, about), (ours, theirs) in itertools.product(made_of, names):
                id_ = by_names(check, (ours, below), (theirs, above), concept, about)
                if number not in found[id_]:
                    found[id_].append(number)
        return found

    def _ids(self, one: Finding) -> Iterator[str]:
        """The id, then those that it would have without what a person supplied."""
        quotes = [squeezed(side.quote) for side in (one.lower, one.higher) if side is not None]
        for heads in itertools.product(*(known.heads() for known in self._sides(one))):
            yield hashed(["2", one.check, one.concept or "", one.about, *quotes, *itertools.chain.from_iterable(heads)])

    def _earlier_ids(self, one: Finding) -> Iterator[str]:
        lower = [(name, one.lower.quote) for name in self._names(one.lower)]
        higher = [(name, one.higher.quote) for name in self._names(one.higher)] if one.higher else [None]
        for ours, theirs in itertools.product(lower, higher):
            yield by_names(one.check, ours, theirs, one.concept, one.about)

    def _sides(self, one: Finding) -> list[_Known]:
        return [self._known(side) for side in (one.lower, one.higher) if side is not None]

    def _known(self, side: Side) -> _Known:
        document = self._document(side)
        if document is None:
            return _UNKNOWN
        record = document.record
        place = document.code or record.place or ""
        title = plain_title(record.title, document) if record.title else ""
        return _Known(place, title, record.date or "", frozenset(record.supplied))

    def _document(self, side: Side) -> Document | None:
        return self._documents.get((side.source, side.document)) or self._documents.get(("", side.document))

    def _names(self, side: Side) -> list[str]:
        """What a circular may have been called in an id: by its number, its title, or its place in its file."""
        document = self._document(side)
        return names_of(document) if document else [side.document]


def names_of(document: Document) -> list[str]:
    """What a circular may have been called in an id up to 2026-11, its present name first."""
    record = document.record
    inside = [one.id for one in document.extraction.documents]
    position = inside.index(record.id) + 1 if record.id in inside else 1
    return list(dict.fromkeys(filter(None, (record.id, record.number, record.title, f"{record.source}#{position}"))))
