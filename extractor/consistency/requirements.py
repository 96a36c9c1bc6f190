"""What higher documents require by a date or a number, and what became of it in the documents that carry it out.

A requirement is a clause with a due date, or a value that binds. A lower document answers it where it sets the same
concept, or where one of its clauses is worded alike (`likeness`).
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from extractor.consistency.comparable import bound_of
from extractor.consistency.index import Index
from extractor.consistency.likeness import THRESHOLD, can_be_matched, likeness
from extractor.language.places import leading_place, places_in
from extractor.policy.clauses import plain
from extractor.policy.documents import LEVELS, Document
from extractor.policy.places import above as places_above
from extractor.records.models import CitationRecord, DeadlineRecord, DocumentRecord, Line
from extractor.vocabulary import load_yaml

_FILE = "consistency/requirements.yaml"
ENOUGH_WITH_CONCEPT = 50
"""The likeness that is enough where both clauses set the same concept; below it, a document is silent on a matter."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A clause of a document that is due or numbered: its record, plain words, due date and concepts."""

    document: Document
    line: Line
    action: str
    words: tuple[str, ...]
    due: date | None
    concepts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """A clause of a lower document that answers a requirement: its span, how alike it is, and its due date.

    `line` is the deadline that it carries, None where it has none; `is_dated` also where a time word stands in its
    sentence that no deadline was read from.
    """

    start: int
    end: int
    score: int
    line: DeadlineRecord | None
    is_dated: bool


@dataclass(frozen=True, slots=True)
class Handover:
    """A requirement, its number in its document, a document below that carries the higher one out, and its answer.

    `link` is the citation that says so, or the head of a document that cites nothing but has the same title.
    """

    requirement: Requirement
    number: int
    lower: Document
    link: CitationRecord | DocumentRecord
    answer: Answer | None
    is_silent: bool


def handovers(index: Index, above: HigherDocuments, lower: Document) -> list[Handover]:
    """Every requirement of the documents that `lower` carries out, and what became of it there."""
    found: list[Handover] = []
    for higher, link in above.carried_out(lower):
        for number, requirement in enumerate(above.requirements(higher)):
            ended = requirement.line.ended
            has_ended = ended is not None and lower.issued is not None and ended.date <= lower.issued.isoformat()
            if not has_ended and _is_asked(index, requirement, lower):
                answer, silent = _answer(index, requirement, lower)
                found.append(Handover(requirement, number, lower, link, answer, silent))
    return found


class HigherDocuments:
    """The documents of a corpus as those that others carry out, with what they require."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._required: dict[str, list[Requirement]] = {}

    def requirements(self, document: Document) -> list[Requirement]:
        if document.id not in self._required:
            self._required[document.id] = list(_requirements(self._index, document))
        return self._required[document.id]

    def carried_out(self, lower: Document) -> Iterator[tuple[Document, CitationRecord | DocumentRecord]]:
        """The documents of levels above that a document carries out, each with what says so."""
        return self._index.implements.carried_out(lower)


def keep_words(index: Index) -> None:
    """Keep the words of all documents of the corpus."""
    index.words.keep(owner for document in index.documents for owner in (document.id, _asking(document)))


def _asking(document: Document) -> str:
    """For whom the words of a document's requirements are wanted: itself, but not as the one that answers."""
    return f"{document.id} requires"


def _requirements(index: Index, document: Document) -> Iterator[Requirement]:
    text = index.text_of(document)
    by_sentence: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for setting in index.settings_of[document.id]:
        if setting.concept:
            by_sentence[text.sentence_at(setting.record.span[0])].add(setting.concept)
    for deadline in document.extraction.deadlines:
        if deadline.document != document.record.id or deadline.date is None or deadline.recurs is not None:
            continue
        if deadline.opens is not None:
            continue  # a period in which something holds, no date by which it is due
        action = plain(deadline.action, is_traditional=text.is_traditional)
        if action.endswith("的"):
            continue  # in which case something holds (在年底前缴清契税的), nothing to be done
        words = index.words.of(_asking(document), action)
        clause = _clause_of(index, document, deadline)
        concepts = frozenset(by_sentence[text.sentence_at(deadline.span[0])]) if clause else frozenset()
        yield Requirement(document, deadline, action, words, date.fromisoformat(deadline.date), concepts)
    for setting in index.settings_of[document.id]:
        if setting.concept and setting.is_sure and bound_of(index, setting) and not setting.document.is_draft:
            start, end = text.sentence_at(setting.record.span[0])
            words = index.words.of(_asking(document), text.plain(start, end))
            label = plain(setting.record.label or "", is_traditional=text.is_traditional)
            yield Requirement(document, setting.record, label, words, None, frozenset((setting.concept,)))


def _clause_of(index: Index, document: Document, deadline: DeadlineRecord) -> bool:
    """Whether the sentence of a deadline has no other deadline, so that its concepts are those of this one."""
    text = index.text_of(document)
    sentence = text.sentence_at(deadline.span[0])
    return sum(
        text.sentence_at(other.span[0]) == sentence
        for other in document.extraction.deadlines
        if other.document == document.record.id
    ) == 1


def _is_asked(index: Index, requirement: Requirement, lower: Document) -> bool:
    """Whether a requirement is addressed to the level of `lower`, and to all of that level."""
    document = requirement.document
    text = index.text_of(document)
    start, end = text.sentence_at(requirement.line.span[0])
    words = text.plain(start, end)
    before = text.plain(start, requirement.line.span[1])
    if any(word in words for word in _vocabulary()["some"]) or is_of_another(requirement.action, lower):
        return False
    addressed = _addressed(before + requirement.action)
    if requirement.due is None:  # a standing value holds by itself; only a target for somebody is a requirement
        return lower.record.level in addressed
    return lower.record.level in (addressed or _recipients(document))


def is_of_another(words: str, lower: Document) -> bool:
    """Whether words begin with the name of a place (郑州市力争…) that is neither that of a document nor above it."""
    code = _leading_code(words)
    if code is None or lower.code is None or code in (lower.code, *places_above(lower.code)):
        return False
    return not any(one.code == lower.code for _, _, one in places_in(words))


@lru_cache(maxsize=10_000)
def _leading_code(words: str) -> str | None:
    found = leading_place(words)
    return found[1].code if found else None


def asks_of(words: str, level: str) -> bool:
    """Whether what a sentence asks may be asked of every place of a level: it names no other, and not only some."""
    addressed = _addressed(words)
    return not any(word in words for word in _vocabulary()["some"]) and (not addressed or level in addressed)


def _addressed(words: str) -> frozenset[str]:
    """The levels that a clause names first; empty where it names none."""
    pattern, levels = _addressees()
    found = pattern.search(words)
    if found is None:
        return frozenset()
    level = levels[found[0]]
    return frozenset(LEVELS) if level == "everybody" else frozenset((level,))


def _recipients(document: Document) -> frozenset[str]:
    """The levels of a document's recipients; the level right below where they do not say."""
    script = document.record.script == "hant"
    named = _addressed(plain("".join(document.record.recipients[:1]), is_traditional=script))
    below = {level for level in named if LEVELS.index(level) > document.rank}
    return frozenset(below) or frozenset(LEVELS[document.rank + 1 : document.rank + 2])


def _answer(index: Index, requirement: Requirement, lower: Document) -> tuple[Answer | None, bool]:
    """The clause of `lower` that answers best, if one does, and whether the document is silent on the matter."""
    set_here = {one.concept for one in index.settings_of[lower.id]}
    text = index.text_of(lower)
    with_concept = {
        text.sentence_at(one.record.span[0])
        for one in index.settings_of[lower.id]
        if one.concept in requirement.concepts
    }
    if requirement.due is None:
        if requirement.concepts & set_here or not can_be_matched(requirement.words):
            return None, False
        best = max((score for _, _, score in _alike(index, requirement, lower)), default=0)
        return None, best < ENOUGH_WITH_CONCEPT
    found = list(_alike(index, requirement, lower))
    best = max((score for _, _, score in found), default=0)
    answers = [
        _dated(index, lower, start, end, score)
        for start, end, score in found
        if score >= (ENOUGH_WITH_CONCEPT if text.sentence_at(start) in with_concept else THRESHOLD)
    ]
    if not answers:
        is_silent = best < ENOUGH_WITH_CONCEPT and not requirement.concepts & set_here
        return _same_words(index, requirement, lower), is_silent and can_be_matched(requirement.words)
    dated = [one for one in answers if one.line is not None]
    in_time = [one for one in dated if one.line and one.line.date and one.line.date <= requirement.due.isoformat()]
    return max(in_time or dated or answers, key=lambda one: (one.score, -one.start)), False


def _same_words(index: Index, requirement: Requirement, lower: Document) -> Answer | None:
    """The deadline with just the words of a short requirement (完成清算), in a sentence like its own."""
    text = index.text_of(requirement.document)
    sentence = index.words.of(lower.id, text.plain(*text.sentence_at(requirement.line.span[0])))
    found = []
    for one in lower.extraction.deadlines if requirement.words else ():
        here = index.text_of(lower)
        action = index.words.of(lower.id, plain(one.action, is_traditional=here.is_traditional))
        if one.document == lower.record.id and set(action) == set(requirement.words):
            score = likeness(sentence, index.words.of(lower.id, here.plain(*here.sentence_at(one.span[0]))))
            if score >= THRESHOLD:
                found.append(Answer(*one.span, score, one, is_dated=True))
    return max(found, key=lambda one: (one.score, -one.start), default=None)


def _alike(index: Index, requirement: Requirement, lower: Document) -> Iterator[tuple[int, int, int]]:
    """Clauses of `lower` that share enough words with a requirement to be compared, with their likeness."""
    wanted = set(requirement.words)
    least = min(3, len(wanted))
    if not wanted:
        return
    for start, end, words in index.sentences_of(lower):
        if sum(word in words for word in wanted) < least:
            continue
        text = index.text_of(lower)
        clauses = [(a, b) for a, b in text.clauses(start, end) if text.plain(a, b)]
        stretches = [*clauses, *((a, d) for (a, _), (_, d) in itertools.pairwise(clauses)), (clauses[0][0], end)]
        scored = [(likeness(requirement.words, index.words.of(lower.id, text.plain(a, b))), a - b, a, b) for a, b in stretches]
        score, _, a, b = max(scored)
        if score:
            yield a, b, score


def _dated(index: Index, lower: Document, start: int, end: int, score: int) -> Answer:
    """An answer with the deadline that belongs to its clause, else to its sentence."""
    text = index.text_of(lower)
    sentence = text.sentence_at(start)
    deadlines = [
        one
        for one in lower.extraction.deadlines
        if one.document == lower.record.id and sentence[0] <= one.span[0] < sentence[1]
    ]
    within = [one for one in deadlines if start <= one.span[0] < end]
    before = [one for one in deadlines if one.span[0] < end]
    line = within[0] if within else (before[-1] if before else None)
    return Answer(start, end, score, line, bool(deadlines) or _dates().search(text.plain(*sentence)) is not None)


@cache
def _vocabulary() -> dict[str, list[str]]:
    entries: dict[str, list[str]] = load_yaml(_FILE)
    return entries


@cache
def _addressees() -> tuple[re.Pattern[str], dict[str, str]]:
    by_level: dict[str, list[str]] = load_yaml(_FILE)["addressees"]
    levels = {word: level for level, words in by_level.items() for word in words}
    return re.compile("|".join(sorted(map(re.escape, levels), key=len, reverse=True))), levels


@cache
def _dates() -> re.Pattern[str]:
    return re.compile("|".join(_vocabulary()["dates"]))
