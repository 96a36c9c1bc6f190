"""Which higher circulars a circular may have taken its sentences from, and how one knows.

A circular implements what it cites as its basis, implements, forwards or amends. Where it cites nothing of the kind, clauses
that it shares word for word, but for figures, with a circular of a place above are taken as a sign that it does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from zlib import crc32

from extractor.consistency.aligned.units import Clause, Sentence
from extractor.consistency.aligned.words import expression
from extractor.consistency.index import Index
from extractor.kept import Store, as_head, from_head
from extractor.policy.documents import Document
from extractor.policy.places import above as places_above

LEAST = 10
"""Characters of a clause that two circulars do not share by chance."""
ENOUGH = 40
"""Characters of shared clauses, a figure among them, from which one circular is taken to carry out the other."""
ENOUGH_WORDS = 150
"""The same where no figure is among them."""
LONGEST = 3 * 366
"""Days after which a circular no longer takes over from another that it does not cite."""

Print = tuple[int, int, int]
"""A clause: a hash of its words without figures, one with them, and the number of characters, negative where it has no figure."""


@dataclass(frozen=True, slots=True)
class Link:
    """A circular of a place above, and whether it is cited or only assumed to be carried out."""

    higher: Document
    is_assumed: bool


class Prints:
    """The clauses of a corpus by a hash of their words, own places left out, with and without figures.

    `read` gives the sentences of a circular.
    """

    def __init__(self, index: Index, store: Store, read: Callable[[Document], Iterable[Sentence]]) -> None:
        self._index, self._sentences_of = index, read
        self._shelf = store.shelf("clauses", as_head, from_head)
        self._of: dict[str, dict[int, int]] = {}
        self._exact: dict[str, frozenset[int]] = {}

    def of(self, document: Document) -> dict[int, int]:
        """The clauses of a circular: the number of their characters by their hash, negative where no figure is in them."""
        if document.id not in self._of:
            follows = chain((document.record.place or "", str(document.record.span)), self._index.digests_of(document))
            prints = self._shelf.get(follows, lambda: list(self._read(document)))
            self._of[document.id] = {key: length for key, _, length in prints}
            self._exact[document.id] = frozenset(exact for _, exact, length in prints if length > 0)
        return self._of[document.id]

    def _read(self, document: Document) -> Iterator[Print]:
        figure = expression("number")
        for sentence in self._sentences_of(document):
            for clause in sentence.clauses:
                if len(clause.words) < LEAST:
                    continue
                placed = clause.placed
                masked, count = figure.subn("#", placed)
                if len(masked) >= LEAST:
                    yield crc32(masked.encode()), crc32(placed.encode()), len(masked) if count else -len(masked)

    @cached_property
    def _by_place(self) -> dict[tuple[str, int], list[Document]]:
        found: defaultdict[tuple[str, int], list[Document]] = defaultdict(list)
        for document in self._index.documents:
            if self.is_above(document) and document.code and not document.is_draft:
                for key in self.of(document):
                    found[document.code, key].append(document)
        return found

    @cached_property
    def _codes_above(self) -> frozenset[str]:
        return frozenset(code for one in self._index.documents if one.code for code in places_above(one.code))

    def is_above(self, document: Document) -> bool:
        """Whether a circular is of a place above that of another."""
        return document.code in self._codes_above

    def sharing(self, document: Document, cited: Sequence[Document]) -> list[Document]:
        """The circulars of the places above that share enough clauses with one, the nearest place first.

        What a cited circular has as well, or one of a nearer place, does not count again.
        """
        left = {key: length for key, length in self.of(document).items() if not any(key in self.of(one) for one in cited)}
        found: list[Document] = []
        for code in places_above(document.code or ""):
            while best := self._best(code, left, document, (*cited, *found)):
                found.append(best)
                left = {key: length for key, length in left.items() if key not in self.of(best)}
        return found

    def _best(self, code: str, left: dict[int, int], document: Document, known: Sequence[Document]) -> Document | None:
        """The circular of a place that shares most, where it shares enough."""
        figures: defaultdict[str, int] = defaultdict(int)
        words: defaultdict[str, int] = defaultdict(int)
        candidates: dict[str, Document] = {}
        for key, length in left.items():
            for higher in self._by_place.get((code, key), ()):
                candidates[higher.id] = higher
                words[higher.id] += abs(length)
                figures[higher.id] += max(length, 0)
        enough = [
            higher
            for id_, higher in candidates.items()
            if (words[id_] >= ENOUGH_WORDS or (words[id_] >= ENOUGH and figures[id_]))
            and higher not in known
            and _may_follow(document, higher)
        ]
        return max(enough, key=lambda one: (words[one.id], one.order), default=None)

    def prints_as(self, document: Document, clause: Clause) -> list[Document]:
        """The circulars of the places above that print a clause of one just so, its figures included."""
        masked = crc32(expression("number").sub("#", clause.placed).encode())
        exact = crc32(clause.placed.encode())
        return [
            higher
            for code in places_above(document.code or "")
            for higher in self._by_place.get((code, masked), ())
            if exact in self._exact[higher.id] and not _is_over(higher, document.issued)
        ]


def links(index: Index, prints: Prints, cited: list[Document], lower: Document) -> list[Link]:
    """The circulars above that one was made after: those that it cites, then others that it shares sentences with."""
    if lower.code is None or lower.code == "000000":
        return []
    in_force = [higher for higher in cited if not _is_over(higher, lower.issued)]
    assumed = [higher for higher in prints.sharing(lower, in_force) if not _is_over(higher, lower.issued)]
    return [*(Link(higher, False) for higher in in_force), *(Link(higher, True) for higher in assumed)]


def _may_follow(lower: Document, higher: Document) -> bool:
    """Whether a circular may have been made after one that it does not cite."""
    if lower.issued is None or higher.issued is None:
        return False
    years = expression("year").findall(lower.record.title or ""), expression("year").findall(higher.record.title or "")
    return 0 <= (lower.issued - higher.issued).days <= LONGEST and (not all(years) or bool(set(years[0]) & set(years[1])))


def _is_over(document: Document, when: date | None) -> bool:
    """Whether a circular had ended, or been repealed, before a day."""
    if when is None:
        return False
    ends = date.fromisoformat(document.record.effective_to) if document.record.effective_to else None
    return bool((ends and ends < when) or (document.repealed and document.repealed < when))
