"""Sentences and clauses of a source text, and the same words in plain simplified form."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from functools import cached_property, lru_cache

from extractor.normalize.characters import canonical
from extractor.normalize.script import mainland_terms, to_simplified

_SENTENCE_END = re.compile(
    r"[。；;！!？?]"
    r"|(?<=[：:])\s*\n"
    r"|[（(〔\[](?:责任|牵头|配合|主办|承办|落实)(?:单位|部门)[：:][^（）()〔〕\[\]\n]*[）)〕\]][ \u3000]*\n"
    r"|\n\s*\n?(?=\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十百]{1,4}条|\d{1,2}[.、．]))"
)
_HEADING = re.compile(
    r"^[ \u3000]*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.、．])[^\n，。；,;]{2,40}\n", re.MULTILINE
)
LABEL = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.、．])\s*")
_CLAUSE_END = re.compile(r"[，,。；;：:！!？?]")


class Text:
    """A source text cut into sentences, by the offsets of the text itself."""

    def __init__(self, text: str, *, is_traditional: bool) -> None:
        self.text = text
        self.is_traditional = is_traditional
        marks = {found.end() for pattern in (_SENTENCE_END, _HEADING) for found in pattern.finditer(text)}
        ends = sorted(marks)
        self._ends = ends if ends and ends[-1] == len(text) else [*ends, len(text)]
        self._plain: dict[tuple[int, int], str] = {}

    @cached_property
    def canonical(self) -> str:
        """The text in canonical characters: that of a sentence is the same by itself, for no number goes beyond one."""
        return canonical(self.text)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The span of the sentence that holds the character at `offset`."""
        index = min(bisect_right(self._ends, offset), len(self._ends) - 1)
        return (self._ends[index - 1] if index else 0), self._ends[index]

    def sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """The spans of the sentences that begin in `[start, end)`."""
        bounds = [0, *self._ends]
        return [(a, b) for a, b in zip(bounds, self._ends, strict=False) if start <= a < end and b > a]

    def clauses(self, start: int, end: int) -> list[tuple[int, int]]:
        """The spans between commas in `[start, end)`, without the number that a first clause begins with."""
        label = LABEL.match(self.text, start, end)
        start = label.end() if label else start
        marks = [found.end() for found in _CLAUSE_END.finditer(self.text, start, end)]
        bounds = [start, *marks, end]
        return [(a, b) for a, b in itertools.pairwise(bounds) if b > a]

    def plain(self, start: int, end: int) -> str:
        """The stretch without white space, in simplified characters and mainland terms."""
        key = start, end
        if key not in self._plain:
            self._plain[key] = plain(self.text[start:end], is_traditional=self.is_traditional)
        return self._plain[key]


def plain(text: str, *, is_traditional: bool) -> str:
    """Words without white space and in canonical form, so that those of two circulars can be compared."""
    words = "".join(canonical(text).split())
    return _simplified(words) if is_traditional else words


@lru_cache(maxsize=20_000)
def _simplified(text: str) -> str:
    text = to_simplified(text)
    done, out = 0, []
    for found in mainland_terms(text):
        out += [text[done : found.start], found.text]
        done = found.end
    return "".join([*out, text[done:]])
