"""Words of which only one can be said of a value (首套 and 二套): which cases a stretch of text speaks of."""

from __future__ import annotations

from functools import cache, lru_cache

from extractor.normalize.script import to_simplified
from extractor.policy.patterns import expression
from extractor.vocabulary import load_yaml

Cases = dict[int, frozenset[int]]
"""By the number of a line of opposites the numbers of the ways that are named."""


@lru_cache(maxsize=50_000)
def cases_in(words: str) -> tuple[tuple[int, int], ...]:
    """The lines of opposites with the ways of each that the words name."""
    plain = to_simplified("".join(words.split()))
    return tuple(
        (line, way)
        for line, ways in enumerate(_opposites())
        for way, names in enumerate(ways)
        if any(_says(plain, name) for name in names)
    )


def _says(words: str, name: str) -> bool:
    """Whether words hold a name, not as a part of others: 在职 is no part of 在|职工医保, 限购区域 none of 非限购区域."""
    at = words.find(name)
    while at >= 0 and (words.startswith("非", at - 1) or (name.endswith("职") and words.startswith("工", at + len(name)))):
        at = words.find(name, at + 1)
    return at >= 0


def cases_of(*stretches: str) -> Cases:
    """The cases that stretches of text name together."""
    found: dict[int, set[int]] = {}
    for words in stretches:
        for line, way in cases_in(words):
            found.setdefault(line, set()).add(way)
    return {line: frozenset(ways) for line, ways in found.items()}


def are_apart(one: Cases, other: Cases) -> bool:
    """Whether the two can never be the same case."""
    return any(ways.isdisjoint(other[line]) for line, ways in one.items() if line in other)


def beside_cases(words: str) -> str:
    """The words without what tells cases apart and what any condition may say."""
    plain = to_simplified("".join(words.split()))
    for ways in _opposites():
        for names in ways:
            for name in sorted(names, key=len, reverse=True):
                plain = plain.replace(name, "")
    return expression("any_condition").sub("", plain)


def case_words(*stretches: str) -> str | None:
    """The cases that stretches of text name together, in the usual words (首套、三孩); None where they name none."""
    return "、".join(words_of(cases_of(*stretches))) or None


def words_of(cases: Cases) -> list[str]:
    """The usual words of cases, in the order of their lines."""
    return [_opposites()[line][way][0] for line in sorted(cases) for way in sorted(cases[line])]


@lru_cache(maxsize=10_000)
def is_case(words: str | None) -> bool:
    """Whether what stands for a group, or as a condition, only tells cases apart (二套住房)."""
    return bool(words and cases_in(words) and not beside_cases(words))


@cache
def _opposites() -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(tuple(tuple(words) for words in line) for line in load_yaml("frames/opposites.yaml"))
