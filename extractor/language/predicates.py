"""How sentences say who does something: the words and patterns of `vocabulary/assignments`.

`pattern("lead")` finds what follows the names of who leads; each pattern stands beside its examples in the vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from extractor.vocabulary import VocabularyError, load_yaml
from extractor.vocabulary.patterns import Pattern, load_patterns


@cache
def words(name: str) -> frozenset[str]:
    """One list of `vocabulary/assignments/words.yaml`. Raises VocabularyError naming an entry that is no word."""
    return frozenset(_lists()[name])


def load() -> Mapping[str, Pattern]:
    """All patterns by name."""
    return load_patterns("assignments", ("names", "patterns"))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The expression of one pattern."""
    return load()[name].expression


@cache
def _lists() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = load_yaml("assignments/words.yaml")
    for name, chosen in lists.items():
        if wrong := [word for word in chosen if not isinstance(word, str) or not word]:
            raise VocabularyError(f"vocabulary/assignments/words.yaml: {name}: {wrong[0]!r} is not a word")
    return lists
