"""What a value is said of beside group, grade and region, as the branches of a tree: each condition under its printed name.

What restricts nothing is no branch: when it happens, the value's own name and scheme, the bounds of its bracket, what its
fields say already, what a sentence aims at. A condition that only tells cases apart (购买首套住房的) goes by the usual word of
its case (首套), so that later circulars go on where earlier ones ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractor.frames.conditions import kind_of
from extractor.language.concepts import load_concepts
from extractor.policy.cases import beside_cases, cases_of, words_of
from extractor.policy.patterns import expression, plain
from extractor.records.models import Condition, ParameterRecord
from extractor.spans import Span

KINDS = ("object", "order", "area", "term", "amount", "case")
"""The kinds of branches, in the order in which a tree branches, below group, grade and region."""
_NO_BRANCH = frozenset({"event", "time", "scheme"})
_TAIL = re.compile(r"[的时，,、：；]+$")
_COVERED = re.compile("^(?:城乡)?(?:居民|职工|参保人员?)")
_PART = re.compile("部分的?$")
_ALIKE = 90


class Branch(NamedTuple):
    """One condition: its kind, and the words that it is known by."""

    kind: str
    text: str


def branches_of(record: ParameterRecord) -> tuple[Branch, ...]:
    """The branches that lead to a value, in the order of `KINDS`, then by their words."""
    fields = [plain(words) or "" for words in (record.population, record.tier, record.region) if words]
    name = plain(load_concepts()[record.concept].label) if record.concept in load_concepts() else None
    found = dict.fromkeys(_read(record, fields, (name or "", plain(record.label) or "")))
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.kind), one.text)))


def _read(record: ParameterRecord, fields: Sequence[str], names: Sequence[str]) -> Iterator[Branch]:
    told = set(cases_of(*fields))
    texts = [(condition, _TAIL.sub("", plain(condition.text) or "")) for condition in record.conditions]
    for condition, text in texts:
        if condition.kind in _NO_BRANCH or _is_told(condition, text, fields) or _is_part(condition, record):
            continue
        if any(text != other and text in other for _, other in texts):
            continue
        if not _says_nothing(text, fields, names):
            told |= cases_of(text).keys()
            yield Branch(condition.kind if condition.kind in KINDS else "case", text)
        else:
            yield from _cases(text, told)
    yield from _cases(record.label or "", told)


def _cases(text: str, told: set[int]) -> Iterator[Branch]:
    """The cases that a text names, each by its usual word, but for those that are told; who names both ways restricts nothing."""
    cases = {line: ways for line, ways in cases_of(text).items() if line not in told and len(ways) == 1}
    told |= cases.keys()
    yield from (Branch(_kind(word), word) for word in words_of(cases))


@lru_cache(maxsize=1000)
def _kind(word: str) -> str:
    found = kind_of(word, Span(0, len(word)))
    return found if found in KINDS else "case"


def _says_nothing(text: str, fields: Sequence[str], names: Sequence[str]) -> bool:
    """Whether nothing of a condition restricts: what fields, the value's name or any condition may say left aside."""
    rest = beside_cases(text)
    for field in fields:
        rest = rest.replace(field, "")
    rest = _COVERED.sub("", rest)
    return len(rest) < 2 or bool(expression("no_branch").search(text)) or any(rest in name for name in names)


def _is_told(condition: Condition, text: str, fields: Sequence[str]) -> bool:
    """Whether a field says what the condition says."""
    of_field = condition.kind in ("population", "tier", "region")
    return any(text in field or (of_field and field in text) or _TAIL.sub("", field) == text for field in fields)


def _is_part(condition: Condition, record: ParameterRecord) -> bool:
    """Whether the condition is the part of a base that the value is for, or that one beside it is for: a limit has no parts."""
    bracket = record.bracket
    if condition.kind == "amount" and _PART.search(condition.text):
        return bracket is not None or record.unit != "percent"
    if bracket is None or condition.kind not in ("amount", "case", "term", "area"):
        return False
    return not condition.unit or (condition.lower, condition.upper) == (bracket.lower, bracket.upper)


@lru_cache(maxsize=50_000)
def same_branches(ours: tuple[Branch, ...], theirs: tuple[Branch, ...]) -> bool:
    """Whether two values are said of the same, however it is worded."""
    if ours == theirs:
        return True
    if cases_of(*(one.text for one in ours)) != cases_of(*(one.text for one in theirs)):
        return False
    words, others = ([rest for one in side if (rest := beside_cases(one.text))] for side in (ours, theirs))
    return _each_has_one_alike(words, others) and _each_has_one_alike(others, words)


def _each_has_one_alike(words: Sequence[str], others: Sequence[str]) -> bool:
    from rapidfuzz.fuzz import ratio

    return all(any(_digits(one) == _digits(other) and ratio(one, other) >= _ALIKE for other in others) for one in words)


def _digits(words: str) -> list[str]:
    return re.findall(r"\d+", words)
