"""The clauses of a circular as they are aligned: plain words with their places in the source, and without what is its own.

What every circular says of itself is made equal: its place (武宁县, 我县, 本市) is one mark, a figure or date a mark of its
kind, so that a clause is like the one that it was taken from whatever number stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import chain

from extractor.consistency.aligned.figures import Figure, Mentions, read_figures
from extractor.consistency.aligned.words import expression
from extractor.consistency.index import Index
from extractor.normalize.script import to_simplified
from extractor.policy.clauses import Text
from extractor.policy.documents import Document
from extractor.policy.texts import Amended
from extractor.records.models import MentionRecord

_NOT_WORDS = " \t\n\r\x0b\x0c\u3000\u00a0\u200b“”‘’\"'"
_WITHOUT = dict.fromkeys(map(ord, _NOT_WORDS))
_CLOSE = "）〕"

_MARKS = {"date": "\ue001", "number": "\ue002"}
KINDS = ("cap", "together")
OWN_PLACE = "\ue000"
"""The mark for the place that a circular rules."""


class Sentence:
    """One sentence: its span in the source, its place among the sentences, the headings above it, its plain words and its
    clauses.

    `own` is what its circular calls its place, `mentions` are the quantities of the circular. `amended` is the text that the
    spans are of, where others have changed the circular's own.
    """

    __slots__ = ("_printed", "amended", "clauses", "end", "headings", "mentions", "number", "own", "start", "words")

    def __init__(
        self, printed: str, start: int, end: int, number: int, headings: tuple[str, ...], own: OwnPlace, mentions: Mentions,
        amended: Amended | None = None,
    ) -> None:  # fmt: skip
        self._printed, self.start, self.end, self.number, self.headings = printed, start, end, number, headings
        self.own, self.mentions, self.words, self.amended = own, mentions, _plain(printed), amended
        self.clauses: list[Clause] = []

    def offsets(self, places: Sequence[int]) -> Sequence[int]:
        """Where some characters of its plain words stand in the source."""
        first = self.start + len(self._printed) - len(self._printed.lstrip(_NOT_WORDS))
        if isinstance(places, range) and self.words == self._printed.strip(_NOT_WORDS):
            return range(first + places.start, first + places.stop)
        offsets = [at for at, sign in enumerate(self._printed, self.start) if sign not in _NOT_WORDS]
        for hit in reversed(list(expression("square_metre").finditer(self._printed.translate(_WITHOUT)))):
            start, end = hit.span()
            offsets[start:end] = [offsets[start], offsets[start], offsets[end - 1]]
        return [offsets[place] for place in places]

    def printed_at(self, document: Document, offset: int) -> tuple[str, int]:
        """Where a character of it is printed: the circular's id, and the offset in that one's file."""
        if self.amended is None:
            return document.id, offset
        found = self.amended.printed(offset, offset + 1)
        return found.document, found.span[0]


class Clause:
    """What stands between two commas of a sentence, without what stands in brackets; or what stands in them.

    `words` are plain; `number` counts the clauses of the document, `aside` says that it stands in brackets.
    """

    __slots__ = ("__dict__", "_hits", "_masked", "_placed", "_places", "aside", "number", "sentence", "words")

    def __init__(self, sentence: Sentence, number: int, words: str, places: Sequence[int], aside: bool) -> None:
        self.sentence, self.number, self.words, self._places, self.aside = sentence, number, words, places, aside
        # No cached properties: those of Python 3.11 take a lock, which costs more than all that these do.
        self._hits: list[re.Match[str]] | None = None
        self._placed: str | None = None
        self._masked: str | None = None

    @cached_property
    def offsets(self) -> Sequence[int]:
        """The place of each character of its words in the source."""
        return self.sentence.offsets(self._places)

    @property
    def hits(self) -> list[re.Match[str]]:
        """The numbers and dates in it."""
        if self._hits is None:
            self._hits = list(expression("marked").finditer(self.words))
        return self._hits

    @property
    def placed(self) -> str:
        """Its words with its own place as one mark."""
        if self._placed is None:
            self._placed = self.sentence.own.masked(self.words)
        return self._placed

    @property
    def masked(self) -> str:
        """Its words with each number, date and own place as one mark."""
        if self._masked is None:
            marked, done = "", 0
            for hit in self.hits:
                marked += self.words[done : hit.start()] + _mark(hit)
                done = hit.end()
            self._masked = self.sentence.own.masked(marked + self.words[done:]) if self.hits else self.placed
        return self._masked

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
    text = Text(amended.text, is_traditional=document.record.script == "hant") if amended else index.text_of(document)
    own, mentions = OwnPlace(document.record.place), Mentions(amended.mentions if amended else _mentions_of(document))
    sentences: list[Sentence] = []
    count = 0
    headings: tuple[str, ...] = ()
    for start, end in text.sentences(0, len(text.text)) if amended else index.spans_of(document):
        printed = text.canonical[start:end]
        printed = to_simplified(printed) if text.is_traditional else printed
        sentence = Sentence(printed, start, end, len(sentences), headings, own, mentions, amended)
        for words, places, aside in _clauses(sentence.words):
            sentence.clauses.append(Clause(sentence, count, words, places, aside))
            count += 1
        sentences.append(sentence)
        if sentence.clauses and (level := expression("heading").match(sentence.words)):
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


def _plain(printed: str) -> str:
    """Canonical words without white space and quotation marks, in one wording of square metres."""
    return expression("square_metre").sub("平方米", printed.translate(_WITHOUT))


def _clauses(words: str) -> Iterator[tuple[str, Sequence[int], bool]]:
    """The clauses of plain words, where their characters stand in them, and whether they stand in brackets.

    What stands in brackets is no part of the clause around it, which goes on behind them.
    """
    if found := expression("responsible").search(words):
        words = words[: found.start()]
    skipped = expression("label").match(words)
    begin = skipped.end() if skipped else 0
    ends = [hit.start() for hit in expression("clause_end").finditer(words, begin)]
    brackets = _brackets(words, begin)
    if not brackets:
        for end in (*ends, len(words)):
            if end > begin:
                yield words[begin:end], range(begin, end), False
            begin = end + 1
        return
    main: list[range] = []
    asides: list[list[range]] = []
    depth = 0
    for place in sorted((*ends, *brackets, len(words))):
        (asides[-1] if depth else main).append(range(begin, place))
        begin = place + 1
        sign = words[place : place + 1]
        if place in brackets and sign in _CLOSE:
            depth = max(0, depth - 1)
        elif place in brackets:
            asides.append([])
            depth += 1
        elif depth and sign:
            asides.append([])
        else:
            for stretches, aside in ((main, False), *((one, True) for one in asides)):
                if text := "".join(words[one.start : one.stop] for one in stretches):
                    yield text, tuple(chain.from_iterable(stretches)), aside
            main, asides = [], []


def _brackets(words: str, begin: int) -> set[int]:
    """Where brackets stand that are no part of a reference."""
    found = {hit.start() for hit in expression("bracket").finditer(words, begin)}
    if found:
        found.difference_update(*(range(*hit.span()) for hit in expression("kept_brackets").finditer(words)))
    return found
