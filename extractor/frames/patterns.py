"""The patterns of `vocabulary/frames`, put together from the word lists of its `words.yaml`.

Every pattern stands beside what it must and must not match; `load` compiles them, one test runs all the examples.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractor.vocabulary import VocabularyError, load_yaml

_FILES = ("dues", "modality", "patterns", "naming", "kinds", "bounds", "changes", "restrictions", "scopes")
_FRAGMENT = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One kind of chunk: what it says, its expression, and its examples (【】 marks what is found)."""

    name: str
    about: str
    expression: re.Pattern[str]
    matches: tuple[str, ...]
    misses: tuple[str, ...]


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
    lists = load_yaml("frames/words.yaml")
    loaded: dict[str, Pattern] = {}
    entries = [(file, name, entry) for file in _FILES for name, entry in load_yaml(f"frames/{file}.yaml").items()]
    for file, name, entry in entries:
        where = f"vocabulary/frames/{file}.yaml: {name}"
        if name in loaded:
            raise VocabularyError(f"{where}: a pattern has this name already")
        if not isinstance(entry, dict) or {"about", "pattern", "matches", "misses"} != entry.keys():
            raise VocabularyError(f"{where}: needs about, pattern, matches and misses")
        try:
            expression = re.compile(_put_together(lists, entry["pattern"], where))
        except re.error as error:
            raise VocabularyError(f"{where}: {error}") from error
        loaded[name] = Pattern(name, entry["about"], expression, tuple(entry["matches"]), tuple(entry["misses"]))
    return loaded


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The expression of one pattern."""
    return load()[name].expression


def _put_together(lists: dict[str, list[str]], written: str, where: str) -> str:
    return _FRAGMENT.sub(lambda hit: _any(lists, hit[1], where), written)


def _any(lists: dict[str, list[str]], name: str, where: str) -> str:
    if name not in lists:
        raise VocabularyError(f"{where}: no word list {name}")
    return "(?:" + "|".join(map(re.escape, sorted(lists[name], key=lambda word: (-len(word), word)))) + ")"
