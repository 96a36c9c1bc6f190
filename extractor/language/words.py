"""Words: jieba with the project's own terms.

Numbers are never taken from words: jieba cuts them badly. Its dictionary takes most of a second to load, so that is done
when the first text is cut; extracting needs none of it.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.language.facets import KINDS, terms_of

if TYPE_CHECKING:
    from jieba import Tokenizer

_FREQUENCY = 20_000
"""High enough that a term of the vocabulary stays one word."""


def words(text: str) -> list[str]:
    """The words of a text, vocabulary terms kept whole."""
    return list(_tokenizer().cut(text))


@cache
def _tokenizer() -> Tokenizer:
    """A tokenizer of our own: the library's default one is shared by the whole process.

    Its cache lies in a folder of the user's: a file in the common temporary folder would be trusted unchecked.
    """
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "hongtou"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        tokenizer.tmp_dir = str(folder)
    except OSError:
        pass  # jieba then builds its dictionary anew each time
    tokenizer.initialize()
    for kind in KINDS:
        for term in terms_of(kind):
            tokenizer.add_word(term, _FREQUENCY)
    return tokenizer
