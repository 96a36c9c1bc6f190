"""By which ids of versions up to 2026-11 a finding may be known whose values or days were read in other words then.

Such an id is a hash, among others of what the value was said to be: its year, the group, and the concept's name or a label of the
text. A group or label was a stretch of the sentence, or of the one before, from the beginning or end of a clause, a 的 or the value to another
of them: every such stretch is tried, for both circulars and the same two values or days only.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeVar

from extractor.consistency.model import Concepts, Finding, Side
from extractor.policy.clauses import Text, plain
from extractor.policy.documents import Document
from extractor.records.models import DeadlineRecord, Line, ParameterRecord

R = TypeVar("R", bound=Line)
Earlier = tuple[str, str, str, str | None, str]
"""Check, quote below, quote above, concept, and what is said of them."""

_OF_VALUES = ("below-floor", "above-ceiling", "not-equal", "off-target")
_OF_DAYS = ("deadline-later", "deadline-missing")
_BORDER = re.compile(r"[，。；：、（）()《》]|的|\d[\d.]*|(?<=[）)、.])(?=\D)")
_GLOSS = re.compile(r"（[^）]*）$")


def earlier(finding: Finding, lower: Document, higher: Document, concepts: Concepts) -> Iterator[Earlier]:
    """What the id of a finding about two circulars may have been made of, besides their names."""
    sides = (lower, finding.lower), (higher, finding.higher or finding.lower)
    values = itertools.product(*(_within(document, side, ParameterRecord) for document, side in sides))
    for ours, theirs in values if finding.check not in _OF_DAYS else ():
        if None in (finding.lower.value, ours.value) or ours.value == finding.lower.value:
            for concept, about in _abouts(lower, ours, theirs, concepts):
                for check in _OF_VALUES:
                    yield check, ours.quote, theirs.quote, concept, about
    for mine, other in itertools.product(*(_within(document, side, DeadlineRecord) for document, side in sides)):
        for about in {*_stretches(higher, other), *_stretches(higher, other, after=True)}:
            for check in _OF_DAYS:
                yield check, mine.quote, other.quote, None, about


def _within(document: Document, side: Side, kind: type[R]) -> list[R]:
    start, end = side.span
    return [
        one for one in document.extraction.of(kind)
        if one.document == document.record.id and one.span[0] < end and start < one.span[1]
    ]  # fmt: skip


def _abouts(lower: Document, ours: ParameterRecord, theirs: ParameterRecord, concepts: Concepts) -> Iterator[tuple[str | None, str]]:
    years = {"", *(f"{year}年" for year in (ours.year, theirs.year, lower.year) if year)}
    before, behind = set(_stretches(lower, ours)), set(_stretches(lower, ours, after=True))
    for year in sorted(years):
        for label in sorted(before | behind):
            yield None, f"{year}{label}"
        for concept, known in concepts.items():
            name = _GLOSS.sub("", known.label)
            groups = [f"{words.removesuffix('的')}的" for words in sorted(before)] if concept in (ours.concept, theirs.concept) else []
            for group in ("", *groups):
                yield concept, f"{year}{group}{name}"


def _stretches(document: Document, record: Line, *, after: bool = False) -> Iterator[str]:
    """The stretches of the words before a record, the record's own included, or of those behind it in its sentence."""
    is_traditional = document.record.script == "hant"
    text = _text(document.extraction.text, is_traditional)
    start, end = text.sentence_at(record.span[0])
    begin = text.sentence_at(max(start - 1, 0))[0]
    words = plain(text.text[record.span[1] : end] if after else text.text[begin : record.span[1]], is_traditional=is_traditional)
    borders = sorted({0, len(words), *(place for hit in _BORDER.finditer(words) for place in hit.span())})
    return (words[a:b].rstrip("，。；：") for a, b in itertools.combinations(borders, 2))


@lru_cache(maxsize=4)
def _text(text: str, is_traditional: bool) -> Text:
    return Text(text, is_traditional=is_traditional)
