"""Words of a clause: jieba with the project's own terms, as a spaCy `Doc` whose entities are those terms.

Numbers are never taken from words: jieba cuts them badly. Loading both libraries takes about a second, so they are
loaded when the first clause is read; most circulars need it for few clauses.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.language.facets import KINDS, terms_of

if TYPE_CHECKING:
    from jieba import Tokenizer
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_FREQUENCY = 20_000
"""High enough that a term of the vocabulary stays one word."""


def words(text: str) -> list[str]:
    """The words of a text, vocabulary terms kept whole."""
    return list(_tokenizer().cut(text))


def read_clause(text: str) -> Doc:
    """A spaCy `Doc` of one clause; `doc.ents` are its scheme, benefit, attribute and group terms."""
    return _pipeline()(text)


class ClauseWords:
    """The words of clauses by `read_clause`; those of `known` clauses are not cut again, `used` holds all asked for."""

    def __init__(self, known: Mapping[str, Sequence[str]] | None = None) -> None:
        self._known = known or {}
        self.used: dict[str, list[str]] = {}

    def of(self, clause: str) -> list[str]:
        """The words of a clause, in order, one behind the other."""
        if clause not in self.used:
            known = self._known.get(clause)
            if known is None or "".join(known) != clause:
                known = [token.text for token in read_clause(clause)]
            self.used[clause] = list(known)
        return self.used[clause]


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


class _Words:
    """The tokenizer of the spaCy pipeline: jieba's words, no spaces between them."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        found = words(text)
        return Doc(self.vocab, words=found, spaces=[False] * len(found))


@cache
def _pipeline() -> Language:
    """A blank `zh` pipeline over jieba's words with the vocabulary's terms as entities."""
    import spacy
    from spacy.pipeline import EntityRuler

    nlp = spacy.blank("zh")
    nlp.tokenizer = _Words(nlp.vocab)
    ruler = nlp.add_pipe("entity_ruler")
    assert isinstance(ruler, EntityRuler)
    ruler.add_patterns([
        {"label": kind.upper(), "pattern": term} for kind in KINDS for term in sorted(terms_of(kind))])
    return nlp
