"""The patterns of `vocabulary/frames`, put together from the word lists of its `words.yaml`.

Every pattern stands beside what it must and must not match; `load` compiles them, one test runs all the examples.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from re import Pattern as Expression

from extractor.vocabulary import load_yaml
from extractor.vocabulary.patterns import Pattern, load_patterns

__all__ = ["Pattern", "lists_of", "load", "pattern", "words"]

_FILES = ("patterns", "naming", "kinds", "bounds", "changes", "restrictions", "scopes")


@cache
def words(name: str) -> frozenset[str]:
    """The words of one list of `vocabulary/frames/words.yaml`."""
    return frozenset(load_yaml("frames/words.yaml")[name])


@cache
def lists_of() -> dict[str, tuple[str, ...]]:
    """The lists that each word of `vocabulary/frames/words.yaml` stands in."""
    found: dict[str, list[str]] = {}
    for name, chosen in load_yaml("frames/words.yaml").items():
        for word in chosen:
            found.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in found.items()}


def load() -> Mapping[str, Pattern]:
    """All patterns by name. Raises VocabularyError naming the entry that lacks a part or does not compile."""
    return load_patterns("frames", _FILES)


@cache
def pattern(name: str) -> Expression[str]:
    """The expression of one pattern."""
    return load()[name].expression
