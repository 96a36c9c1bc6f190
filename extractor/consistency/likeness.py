"""How alike two wordings of an obligation are, by their content words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from extractor.kept import Shelf, Store, as_head, digest, from_head
from extractor.vocabulary import load_yaml

if TYPE_CHECKING:
    from jieba import Tokenizer

THRESHOLD = 75
"""Score (0 to 100) from which two wordings are taken to mean the same obligation."""

_FILE = "consistency/requirements.yaml"
_NOT_WORDS = re.compile(r"[\W\d_a-z％%]+")
_PLACE = re.compile(r"(?:省|市|县|区|自治区|州|盟|旗)$")
_LEAST_SHARED = 3
_LEAST_CHARACTERS = 6


@cache
def _tokenizer() -> Tokenizer:
    """A tokenizer of our own: the library's default one is shared by the whole process."""
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


@lru_cache(maxsize=50_000)
def content_words(text: str) -> tuple[str, ...]:
    """The words of a plain text that carry its meaning: no place, office or number, no word of one character."""
    light = _light()
    return tuple(
        word
        for word in _tokenizer().cut(text)
        if len(word) > 1 and word not in light and not _NOT_WORDS.search(word) and not _PLACE.search(word)
    )


class Words:
    """The content words of texts, kept by the document that they are wanted for: before a single text can be cut into
    words, a dictionary must be loaded, which takes longer than most rebuilds otherwise do."""

    def __init__(self, store: Store) -> None:
        self._shelf: Shelf[dict[str, list[str]]] = store.shelf("words", as_head, from_head)
        self._used: dict[str, dict[str, list[str]]] = {}

    def of(self, owner: str, text: str) -> tuple[str, ...]:
        """The content words of a text that is wanted for `owner`."""
        if not self._shelf.keeps:
            return content_words(text)
        used = self._used.setdefault(owner, {})
        if text not in used:
            known = (self._shelf.find(digest((owner,))) or {}).get(text)
            used[text] = list(content_words(text)) if known is None else known
        return tuple(used[text])

    def keep(self, owners: Iterable[str]) -> None:
        """Keep what has been used, and of owners for whom nothing was asked what was kept before."""
        for owner in owners:
            key = digest((owner,))
            if used := self._used.get(owner):
                self._shelf.keep(key, used)
            else:
                self._shelf.find(key)


def likeness(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """0 to 100: the token-set ratio of two lists of words; 0 where they share too little to tell."""
    from rapidfuzz.fuzz import token_set_ratio

    shared = set(one) & set(other)
    if len(shared) < min(_LEAST_SHARED, len(set(one))) or sum(map(len, shared)) < _LEAST_CHARACTERS:
        return 0
    return round(token_set_ratio(" ".join(one), " ".join(other)))


def can_be_matched(words: tuple[str, ...]) -> bool:
    """Whether an obligation has enough words of its own for its absence elsewhere to mean something."""
    return len(set(words)) >= _LEAST_SHARED and sum(map(len, set(words))) >= _LEAST_CHARACTERS


@cache
def _light() -> frozenset[str]:
    return frozenset(load_yaml(_FILE)["light"])
