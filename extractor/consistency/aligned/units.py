"""The clauses of a circular as they are aligned: plain words with their places in the source, and without what is its own.

What every circular says of itself is made equal: its place (武宁县, 我县, 本市) is one mark, a figure or date a mark of its
kind, so that a clause is like the one that it was taken from whatever number stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from extractor.consistency.aligned.figures import Figure, Mentions, read_figures
from extractor.consistency.aligned.words import expression
from extractor.consistency.index import Index
from extractor.normalize.characters import canonical
from extractor.normalize.script import to_simplified
from extractor.policy.clauses import Text
from extractor.policy.documents import Document
from extractor.policy.texts import Amended
from extractor.records.models import MentionRecord

_NOT_WORDS = " \t\n\r\x0b\x0c\u3000\u00a0\u200b“”‘’\"'"
_OPEN, _CLOSE = "（〔", "）〕"

_MARKS = {"date": "\ue001", "number": "\ue002"}
KINDS = ("cap", "together")
OWN_PLACE = "\ue000"
"""The mark for the place that a circular rules."""


@dataclass(slots=True, eq=False)
class Sentence:
    """One sentence: its span in the source, its place among the sentences, the headings above it, and its clauses.

    `own` is what its circular calls its place, `mentions` are the quantities of the circular. `amended` is the text that the
    spans are of, where others have changed the circular's own.
    """

    start: int
    end: int
    number: int
    headings: tuple[str, ...]
    own: OwnPlace
    mentions: Mentions
    clauses: list[Clause]
    amended: Amended | None = None

    def printed_at(self, document: Document, offset: int) -> tuple[str, int]:
        """Where a character of it is printed: the circular's id, and the offset in that one's file."""
        if self.amended is None:
            return document.id, offset
        found = self.amended.printed(offset, offset + 1)
        return found.document, found.span[0]


class Clause:
    """What stands between two commas of a sentence, without what stands in brackets; or what stands in them.

    `words` are plain, `offsets` the place of each of their characters in the source; `number` counts the clauses of
    the document, `aside` says that it stands in brackets. `hits` are its numbers and dates; `placed` are its words with its
    own place as one mark, `masked` those with each number and date as one mark, too.
    """

    __slots__ = ("__dict__", "aside", "hits", "masked", "number", "offsets", "placed", "sentence", "words")

    def __init__(self, sentence: Sentence, number: int, words: str, offsets: Sequence[int], aside: bool) -> None:
        self.sentence, self.number, self.words, self.offsets, self.aside = sentence, number, words, offsets, aside
        self.hits = list(expression("marked").finditer(words))
        self.masked = self.placed = sentence.own.masked(words)
        if self.hits:
            marked, done = "", 0
            for hit in self.hits:
                marked += words[done : hit.start()] + _mark(hit)
                done = hit.end()
            self.masked = sentence.own.masked(marked + words[done:])

    @cached_property
    def figures(self) -> list[Figure]:
        """The figures and dates in it, in the order of its words."""
        return read_figures(self.words, self.hits, self.offsets, self.sentence.mentions)

    @cached_property
    def marked(self) -> tuple[str, tuple[tuple[int, int, int], ...]]:
        """Its words with each number, date and own place as one mark; and of each mark where it stands among those
        characters, and where what it stands for begins and ends in `words`."""
        spans = [(*hit.span(), _mark(hit)) for hit in self.hits]
        for start, end in self.sentence.own.spans(self.words):
            if all(end <= first or last <= start for first, last, _ in spans):
                spans.append((start, end, OWN_PLACE))
        text, marks, done = "", [], 0
        for start, end, mark in sorted(spans):
            text += self.words[done:start] + mark
            marks.append((len(text) - 1, start, end))
            done = end
        return text + self.words[done:], tuple(marks)

    @cached_property
    def tokens(self) -> list[tuple[str, int, int]]:
        """The characters of `marked`, and where they stand in `words`."""
        text, marks = self.marked
        spans = {place: (start, end) for place, start, end in marks}
        tokens: list[tuple[str, int, int]] = []
        at = 0
        for place, sign in enumerate(text):
            start, end = spans.get(place, (at, at + 1))
            tokens.append((sign, start, end))
            at = end
        return tokens

    @cached_property
    def kind(self) -> str:
        """What it is of the clauses that every circular has in its own words: a mere cap, what may be had together; or empty."""
        return next((name for name in KINDS if expression(name).search(self.words)), "")

    @property
    def has_figure(self) -> bool:
        """Whether a number or date stands in it."""
        return bool(self.hits)


def _mark(hit: re.Match[str]) -> str:
    return _MARKS[hit.lastgroup or "number"]


def read_sentences(index: Index, document: Document, day: date | None = None) -> list[Sentence]:
    """The sentences of a circular with their clauses, as others have changed them until a day (None: at last), without what
    says who is responsible."""
    amended = index.texts.on(document, day)
    text = amended.text if amended else document.extraction.text
    is_traditional = document.record.script == "hant"
    own, mentions = OwnPlace(document.record.place), Mentions(amended.mentions if amended else _mentions_of(document))
    spans = Text(text, is_traditional=is_traditional).sentences(0, len(text)) if amended else index.spans_of(document)
    sentences: list[Sentence] = []
    count = 0
    headings: tuple[str, ...] = ()
    for start, end in spans:
        words, offsets = _plain(text, start, end, is_traditional)
        sentence = Sentence(start, end, len(sentences), headings, own, mentions, [], amended)
        for clause, places, aside in _clauses(words, offsets):
            sentence.clauses.append(Clause(sentence, count, clause, places, aside))
            count += 1
        sentences.append(sentence)
        if sentence.clauses and (level := expression("heading").match(words)):
            headings = (*(headings[:1] if level["inner"] else ()), sentence.clauses[0].words)
    return sentences


def _mentions_of(document: Document) -> Iterator[MentionRecord]:
    return (one for one in document.extraction.mentions if one.document == document.record.id)


class OwnPlace:
    """What a circular calls the place that it rules: its name, with or without the kind of division, and 我市, 本县, 全省."""

    def __init__(self, name: str | None) -> None:
        stem = expression("division").sub("", name or "")
        self._names = [one for one in dict.fromkeys((name or "", stem)) if len(one) > 1]

    def spans(self, words: str) -> Iterator[tuple[int, int]]:
        """Where the place is named in plain words."""
        taken: list[tuple[int, int]] = []
        for name in self._names:
            start = words.find(name)
            while start >= 0:
                if all(start >= last or start + len(name) <= first for first, last in taken):
                    taken.append((start, start + len(name)))
                start = words.find(name, start + len(name))
        yield from taken
        for hit in expression("own_place").finditer(words):
            if all(hit.start() >= last or hit.end() <= first for first, last in taken):
                yield hit.span()

    def masked(self, words: str) -> str:
        """The words with the place as one mark."""
        for name in self._names:
            words = words.replace(name, OWN_PLACE)
        return expression("own_place").sub(OWN_PLACE, words)


def _plain(text: str, start: int, end: int, is_traditional: bool) -> tuple[str, Sequence[int]]:
    """The stretch without white space and quotation marks, in canonical simplified characters, with their offsets."""
    stretch = canonical(text[start:end])
    stretch = to_simplified(stretch) if is_traditional else stretch
    words = stretch.lstrip(_NOT_WORDS)
    start += len(stretch) - len(words)
    words = words.rstrip(_NOT_WORDS)
    offsets: Sequence[int] = range(start, start + len(words))
    if expression("no_words").search(words):
        offsets = [at for at, sign in enumerate(words, start) if sign not in _NOT_WORDS]
        words = "".join(words[at - start] for at in offsets)
    for hit in reversed(list(expression("square_metre").finditer(words))):
        words = f"{words[: hit.start()]}平方米{words[hit.end() :]}"
        offsets = [*offsets[: hit.start()], *[offsets[hit.start()]] * 2, offsets[hit.end() - 1], *offsets[hit.end() :]]
    return words, offsets


def _clauses(words: str, offsets: Sequence[int]) -> Iterator[tuple[str, Sequence[int], bool]]:
    """The clauses of plain words, where their characters stand, and whether they stand in brackets.

    What stands in brackets is no part of the clause around it, which goes on behind them.
    """
    if found := expression("responsible").search(words):
        words = words[: found.start()]
    skipped = expression("label").match(words)
    begin = skipped.end() if skipped else 0
    if not expression("bracket").search(words, begin):
        for end in (*(hit.start() for hit in expression("clause_end").finditer(words, begin)), len(words)):
            if end > begin:
                yield words[begin:end], offsets[begin:end], False
            begin = end + 1
        return
    ends = {hit.start() for hit in expression("clause_end").finditer(words)}
    kept = {place for hit in expression("kept_brackets").finditer(words) for place in range(*hit.span())}
    main: list[int] = []
    asides: list[list[int]] = []
    depth = 0
    for place in (*range(begin, len(words)), len(words)):
        sign = words[place : place + 1]
        if not sign or (place in ends and not depth):
            for places, aside in ((main, False), *((one, True) for one in asides)):
                if places:
                    yield "".join(words[at] for at in places), [offsets[at] for at in places], aside
            main, asides = [], []
        elif sign in _OPEN and place not in kept:
            asides.append([])
            depth += 1
        elif sign in _CLOSE and place not in kept:
            depth = max(0, depth - 1)
        elif place in ends:
            asides.append([])
        else:
            (asides[-1] if depth else main).append(place)
