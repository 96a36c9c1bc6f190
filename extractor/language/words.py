"""Words: jieba's dictionary (in rjieba, its Rust form), with or without the project's own terms.

Numbers are never taken from words: jieba cuts them badly. The dictionary is loaded when the first text is cut; extracting
needs none of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from extractor.language.facets import KINDS, terms_of

if TYPE_CHECKING:
    from rjieba import Jieba

_FREQUENCY = 20_000
"""High enough that a term of the vocabulary stays one word."""
_PARTS = re.compile(r"(-|(?<=[A-Za-z])\.|\.(?=[A-Za-z]))")
"""Part words as other signs do; jieba-rs would take 200-500 and mh.html for one word."""


def words(text: str) -> list[str]:
    """The words of a text, vocabulary terms kept whole."""
    return _cut(_with_terms().cut, text)


def plain_words(text: str) -> list[str]:
    """The words of a text by the dictionary alone."""
    import rjieba

    return _cut(rjieba.cut, text)


def _cut(cut: Callable[[str], list[str]], text: str) -> list[str]:
    return [word for part in _PARTS.split(text) for word in cut(part)]


@cache
def _with_terms() -> Jieba:
    """A dictionary of our own: the library's is shared by the whole process."""
    from rjieba import Jieba

    jieba = Jieba()
    for kind in KINDS:
        for term in terms_of(kind):
            jieba.add_word(term, _FREQUENCY, None)
    return jieba
