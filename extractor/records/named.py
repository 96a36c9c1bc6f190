"""Named: the concept of a value by what it is called, for concepts that list such names (`named`).

Only the value's own name is asked, never words farther away, so that a concept is not taken from a neighbour.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.language.concepts import Concept, load_concepts
from extractor.records.fitting import Situation, fits, name_words
from extractor.records.scope import Scope
from extractor.vocabulary import of_packs

_GROUP = re.compile(r"[\u4e00-\u9fff]+$")
_LONGEST_GROUP = 6
_WITHIN = r"[^，。；：]{0,10}?"


_LEFT_OUT = re.compile("（不[含包][^（）]*）")
"""What a remark leaves out is no cue (新建商品住房（不含车位）)."""


class Named(NamedTuple):
    """A concept that fits a value's name, how many characters of the name say so, and the doubts of fitting it."""

    concept: Concept
    length: int
    doubts: list[str]


def named_concept(scope: Scope, situation: Situation) -> Named | None:
    """The concept that the name says most of; None where none fits."""
    words, own = _called(scope, situation)
    if not words or not _any_name(situation.quantity.kind).search(words):
        return None
    sentence = _LEFT_OUT.sub("", scope.text[slice(*scope.passage.sentence(situation.quantity.start))])
    found: list[tuple[int, int, Concept]] = []
    for place, (named, bare, refused, concept) in enumerate(_names(situation.quantity.kind)):
        longest = _longest(named, words, own)
        if not longest and bare and any(cue in sentence for cue in concept.bare_cues):
            longest = _longest(bare, words, own)
        if longest and not (refused and refused.search(words)):
            found.append((-longest, place, concept))
    for length, _, concept in sorted(found, key=lambda one: one[:2]):
        doubts = fits(concept, scope, situation, "")
        if doubts is not None:
            return Named(concept, -length, doubts)
    return None


def concepts_called(words: str, kind: str) -> list[Concept]:
    """The concepts of a kind of which a name stands in these words, whatever else they ask of a value."""
    return [concept for named, _, refused, concept in _names(kind) if named.search(words) and not (refused and refused.search(words))]


def _called(scope: Scope, situation: Situation) -> tuple[str, int]:
    """What a value is called, after the group that stands right before it (困难残疾人|生活补贴), and where its own name begins in it."""
    words = name_words(scope.text, situation.name)
    if situation.name is None:
        return "", 0
    start = situation.name.spans[0].start
    group = _GROUP.search(scope.text, max(start - _LONGEST_GROUP, 0), start)
    return (group[0] + words, len(group[0])) if group else (words, 0)


def _longest(pattern: re.Pattern[str], words: str, own: int) -> int:
    """The most characters that a name says of a concept; those of the group before it count only with some of its own."""
    return max((len(hit[0]) for hit in pattern.finditer(words) if hit.end() > own), default=0)


@of_packs
def _any_name(kind: str) -> re.Pattern[str]:
    """Any name of any concept of a kind: most values have none."""
    return _any_of(tuple(word for concept in load_concepts().values() if concept.kind == kind for word in (*concept.named, *concept.bare)))


@of_packs
def _names(kind: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str] | None, re.Pattern[str] | None, Concept], ...]:
    """The concepts of a kind with the names that they have, those too bare to be sure, and those that they must not have."""
    return tuple(
        (_any_of(concept.named), _any_of(concept.bare) if concept.bare else None,
         _any_of(concept.not_named) if concept.not_named else None, concept)
        for concept in load_concepts().values() if concept.named and concept.kind == kind)


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some words, the longest first; … in a word stands for up to ten characters."""
    return re.compile("|".join(_WITHIN.join(map(re.escape, word.split("…"))) for word in sorted(words, key=lambda word: (-len(word), word))))
