"""Patterns as data: each stands beside what it must and must not match, put together from lists of words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from extractor.vocabulary import VocabularyError, load_yaml

_FRAGMENT = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Pattern:
    """One kind of chunk: what it says, its expression as written, and its examples (【】 marks what is found)."""

    name: str
    about: str
    written: str
    matches: tuple[str, ...]
    misses: tuple[str, ...]
    where: str

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The expression, compiled when first asked for: few commands need all. Raises VocabularyError where it does not compile."""
        try:
            return re.compile(self.written)
        except re.error as error:
            raise VocabularyError(f"{self.where}: {error}") from error


@cache
def load_patterns(folder: str, files: tuple[str, ...]) -> Mapping[str, Pattern]:
    """The patterns of `vocabulary/FOLDER/FILE.yaml` by name, with the word lists of its `words.yaml`.

    `{name}` stands for any word of a list, or for a pattern of an earlier file. Raises VocabularyError naming the entry
    that lacks a part.
    """
    lists: dict[str, Sequence[str]] = load_yaml(f"{folder}/words.yaml")
    written: dict[str, str] = {}
    loaded: dict[str, Pattern] = {}
    entries = [(file, name, entry) for file in files for name, entry in load_yaml(f"{folder}/{file}.yaml").items()]
    for file, name, entry in entries:
        where = f"vocabulary/{folder}/{file}.yaml: {name}"
        if name in loaded:
            raise VocabularyError(f"{where}: a pattern has this name already")
        if not isinstance(entry, dict) or {"about", "pattern", "matches", "misses"} != entry.keys():
            raise VocabularyError(f"{where}: needs about, pattern, matches and misses")
        text = _FRAGMENT.sub(lambda hit, where=where: _fragment(lists, written, hit[1], where), entry["pattern"])  # type: ignore[misc]
        written[name] = text
        loaded[name] = Pattern(name, entry["about"], text, tuple(entry["matches"]), tuple(entry["misses"]), where)
    return loaded


def _fragment(lists: Mapping[str, Sequence[str]], written: Mapping[str, str], name: str, where: str) -> str:
    if name in lists:
        return "(?:" + "|".join(map(re.escape, sorted(lists[name], key=lambda word: (-len(word), word)))) + ")"
    if name in written:
        return f"(?:{written[name]})"
    raise VocabularyError(f"{where}: no word list {name}")
