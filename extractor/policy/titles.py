"""Titles as they are compared: in simplified characters, without issuers, white space and punctuation."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.policy.clauses import plain
from extractor.policy.documents import Document

_FROM = re.compile(r".*?(?=关于|印发|转发|批转)")
_NOT_WORDS = re.compile(r"[\W_]+")


def plain_title(title: str, document: Document) -> str:
    """A title that stands in a document."""
    return _plain_title(title, document.record.script == "hant")


@lru_cache(maxsize=50_000)
def _plain_title(title: str, is_traditional: bool) -> str:
    words = plain(title, is_traditional=is_traditional)
    shorter = _FROM.sub("", words, count=1) if _FROM.match(words) else words
    return _NOT_WORDS.sub("", shorter or words)
