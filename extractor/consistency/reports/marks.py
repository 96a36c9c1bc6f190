"""Which words of two clauses differ in meaning: what a finding tells, else figures and words, never punctuation or script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

from extractor.consistency.aligned.units import OwnPlace
from extractor.consistency.model import Finding
from extractor.normalize.characters import canonical
from extractor.normalize.script import to_simplified
from extractor.vocabulary import load_yaml

ALIKE = 0.5
"""Share of equal words from which two clauses are the same one, changed; of others only what is quoted differs."""
LONGEST_QUOTE = 40
"""Characters of a quote that is marked whole; a longer one is a clause."""
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?:[%％‰]|[万亿千百]?(?:元|平方米|个月|个百分点|年|月|日|天|倍))?|\w", re.ASCII)
_WORD = re.compile(r"[\u3400-\u9fff]")
_OWN = "\ue000"

Clause = tuple[str, str, str]
"""The words before a quote, the quote, and the words behind it."""
Spans = list[tuple[int, int]]


class _Token(NamedTuple):
    key: str
    start: int
    end: int


def marked(finding: Finding, lower: Clause, higher: Clause, places: tuple[str | None, str | None]) -> tuple[set[int], set[int]]:
    """The offsets at which each of two clauses says what the other does not; `places` are those that their circulars rule.

    Of sentences that were taken over, what the finding tells; of citations, the number or the title; of other clauses that
    are alike, the words that differ; else the quotes, where they are short and differ.
    """
    ours, theirs = "".join(lower), "".join(higher)
    if finding.evidence == "sentences" and (told := _told(finding, ours, theirs)):
        return told
    values = finding.lower.value, finding.higher.value if finding.higher else None
    if all(values) and values[0] != values[1]:
        numbers = [_spans_of(words, value or "")[:1] for words, value in zip((ours, theirs), values, strict=True)]
        if finding.evidence != "values" and all(numbers):
            return _offsets(numbers[0]), _offsets(numbers[1])
        if max(len(lower[1]), len(higher[1])) <= LONGEST_QUOTE:
            return _quote(lower), _quote(higher)
    one, other = (_tokens(words, OwnPlace(place)) for words, place in zip((ours, theirs), places, strict=True))
    matcher = SequenceMatcher(None, [token.key for token in one], [token.key for token in other], autojunk=False)
    if matcher.ratio() >= ALIKE:
        return _changed(matcher, one, other)
    if _squeezed(lower[1]) == _squeezed(higher[1]) or max(len(lower[1]), len(higher[1])) > LONGEST_QUOTE:
        return set(), set()
    return _quote(lower), _quote(higher)


def _quote(clause: Clause) -> set[int]:
    return set(range(len(clause[0]), len(clause[0]) + len(clause[1])))


def _told(finding: Finding, ours: str, theirs: str) -> tuple[set[int], set[int]] | None:
    """Where the words stand that a finding tells of both clauses; None where it tells none that can be found."""
    below: Spans = []
    above: Spans = []
    for pair in finding.about.split("；"):
        word, _, other = pair.partition("/")
        below += _spans_of(ours, word)[:1]
        above += _spans_of(theirs, other)[:1]
    return (_offsets(below), _offsets(above)) if below or above else None


def _spans_of(words: str, wanted: str) -> Spans:
    """Where words stand whole, in whatever script and width; a figure is no part of a longer one."""
    wanted = _plain(wanted)
    if not wanted:
        return []
    edge = r"(?<![\d.])" if wanted[0].isdigit() else ""
    return [hit.span() for hit in re.finditer(edge + re.escape(wanted), _plain(words))]


def _plain(words: str) -> str:
    """Words in one script and width, character for character."""
    plain = to_simplified(canonical(words))
    return plain if len(plain) == len(words) else words


def _squeezed(words: str) -> str:
    return "".join(token.key for token in _tokens(words, OwnPlace(None)))


def _tokens(words: str, own: OwnPlace) -> list[_Token]:
    """Figures with their units, what a circular calls its own place, and single characters; no punctuation."""
    plain = _plain(words)
    places = sorted(own.spans(plain))
    found = [_Token(_OWN, start, end) for start, end in places]
    for hit in re.finditer(rf"{_TOKEN.pattern}|{_WORD.pattern}", plain, re.ASCII):
        if not any(start < hit.end() and hit.start() < end for start, end in places):
            found.append(_Token(hit[0], *hit.span()))
    return sorted(found, key=lambda token: token.start)


def _changed(matcher: SequenceMatcher[str], one: Sequence[_Token], other: Sequence[_Token]) -> tuple[set[int], set[int]]:
    ours: Spans = []
    theirs: Spans = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            ours += _weighty(one[a:b])
            theirs += _weighty(other[c:d])
    return _offsets(ours), _offsets(theirs)


def _weighty(tokens: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """The stretch of changed tokens, where not all of them are words without weight (的, 了)."""
    if tokens and not all(token.key in _light() for token in tokens):
        yield tokens[0].start, tokens[-1].end


@cache
def _light() -> frozenset[str]:
    return frozenset(load_yaml("consistency/marks.yaml")["light"])


def _offsets(spans: Spans) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}
