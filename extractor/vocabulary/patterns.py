"""Patterns as data: each beside what it says, what it must match and what it must not, put together from word lists.

A file of patterns is a mapping from names to `{about, pattern, matches, misses}`; `{words}` inside a pattern stands for
any word of that list. One test runs the examples of all files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractor.vocabulary import VocabularyError, load_yaml

_FRAGMENT = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One kind of chunk: what it says, its expression, and its examples (【】 marks what is found)."""

    name: str
    about: str
    expression: re.Pattern[str]
    matches: tuple[str, ...]
    misses: tuple[str, ...]


def load_patterns(files: Iterable[str], lists: Mapping[str, Sequence[str]]) -> dict[str, Pattern]:
    """All patterns of some vocabulary files by name, with the words of `lists` put in.

    Raises VocabularyError naming the entry that lacks a part or does not compile.
    """
    loaded: dict[str, Pattern] = {}
    entries = [(file, name, entry) for file in files for name, entry in load_yaml(file).items()]
    for file, name, entry in entries:
        where = f"vocabulary/{file}: {name}"
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


def any_of(words: Iterable[str]) -> str:
    """The words as the branches of a regular expression, longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) + ")"


def _put_together(lists: Mapping[str, Sequence[str]], written: str, where: str) -> str:
    def branches(hit: re.Match[str]) -> str:
        if hit[1] not in lists:
            raise VocabularyError(f"{where}: no word list {hit[1]}")
        return any_of(lists[hit[1]])

    return _FRAGMENT.sub(branches, written)
