"""The patterns of `vocabulary/frames`, put together from the word lists of its `words.yaml`."""

from __future__ import annotations

import re
from functools import cache

from extractor.vocabulary import load_yaml
from extractor.vocabulary.patterns import Pattern, load_patterns

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


@cache
def load() -> dict[str, Pattern]:
    """All patterns by name. Raises VocabularyError naming the entry that lacks a part or does not compile."""
    return load_patterns((f"frames/{file}.yaml" for file in _FILES), load_yaml("frames/words.yaml"))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The expression of one pattern."""
    return load()[name].expression
