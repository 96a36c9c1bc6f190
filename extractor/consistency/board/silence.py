"""Which clauses of a higher circular those that carry it out at a place say nothing of.

A clause counts where its sentence sets a value, a due date or a task and leaves nothing open to those below. It is answered
where any of its sentence was taken over (`aligned`), or a passage of a circular below has so many of its words that it may be
of the same matter. Circulars that took over little were made for something else, and are silent on nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extractor.consistency.aligned.pairing import align
from extractor.consistency.aligned.units import Sentence
from extractor.consistency.aligned.words import expression
from extractor.consistency.context import Context
from extractor.consistency.likeness import can_be_matched, content_words
from extractor.consistency.requirements import asks_of, is_of_another
from extractor.policy.documents import Document

ENOUGH, SHARE = 3, 0.2
"""Sentences of a circular, and share of those that set something, that others must have taken over to be silent on the rest: a
fund's circular that carries out one section is not."""
SAID = 0.35
"""Share of a sentence's words (by characters) that a passage may have at most, and still be of another matter."""
PASSAGE = 3
"""Sentences of a passage."""
_SHORTEST = 16
"""Characters of a sentence that says more than a heading does."""


def measures(context: Context, higher: Document) -> list[Sentence]:
    """The sentences of a circular that set something for those below, in its order; none of one that others have changed, whose
    records are not those of the words in force."""
    if any(one.amended for one in context.sentences(higher)):
        return []
    extraction = higher.extraction
    records = (*extraction.parameters, *extraction.deadlines, *extraction.tasks)
    starts = [one.span[0] for one in records if one.document == higher.record.id]
    return [
        one
        for one in context.sentences(higher)
        if any(one.start <= start < one.end for start in starts) and _says_enough(one)
    ]


def _says_enough(sentence: Sentence) -> bool:
    words = "".join(clause.words for clause in sentence.clauses)
    if len(words) < _SHORTEST or expression("not_binding").search(words):
        return False
    of_its_own = ("own_effect", "own_body")
    return not any(expression(name).search(clause.words) for name in of_its_own for clause in sentence.clauses)


class Answers:
    """What the circulars that carry a higher one out at one place took over from it, and what else they say."""

    def __init__(self, context: Context, higher: Document, lower: Sequence[Document]) -> None:
        self._lower = lower
        self._measures = {sentence.number for sentence in measures(context, higher)}
        self._taken: set[int] = set()
        self._passages: list[str] = []
        for document in lower:
            sentences = context.sentences(document)
            clauses = [clause for sentence in sentences for clause in sentence.clauses]
            for pairs in align(clauses, context.passages(higher)).values():
                self._taken.update(pair.higher.sentence.number for pair in pairs)
            words = [sentence.words for sentence in sentences]
            self._passages += ["".join(words[at : at + PASSAGE]) for at in range(len(words))]

    def took_over(self, sentences: Collection[int]) -> bool:
        """Whether something of one of these sentences, by their numbers, was taken over."""
        return not self._taken.isdisjoint(sentences)

    def is_silent_on(self, sentence: Sentence) -> bool:
        """Whether nothing below answers a sentence that asks something of the place."""
        took_little = len(self._taken) < ENOUGH or len(self._taken & self._measures) < SHARE * len(self._measures)
        if took_little or sentence.number in self._taken:
            return False
        begin = "".join(clause.words for clause in sentence.clauses[:1])
        if any(is_of_another(begin, one) or not asks_of(sentence.words, one.record.level or "") for one in self._lower):
            return False
        words = content_words(sentence.words)
        size = sum(map(len, set(words)))
        return can_be_matched(words) and all(
            sum(len(word) for word in set(words) if word in passage) <= SAID * size for passage in self._passages
        )
