"""Which circulars put themselves in the place of older rules that differ from theirs (与本通知不一致的，按本通知执行)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.normalize.script import to_simplified
from extractor.policy.patterns import expression
from extractor.records.extraction import Extraction

_MARKS = ("不", "抵")
"""What every sentence that puts older rules aside has in it, in either script."""


def superseding_documents(extraction: Extraction) -> list[str]:
    """The ids of the documents of a file that say so, sorted."""
    openings: list[tuple[int, str]] = sorted((record.span[0], record.id) for record in extraction.documents)
    found: set[str] = set()
    for start, sentence in _sentences(extraction.text):
        marked = "本" in sentence and any(mark in sentence for mark in _MARKS)
        if marked and expression("superseding").search(to_simplified("".join(sentence.split()))):
            found.update([name for opening, name in openings if opening <= start][-1:])
    return sorted(found)


def _sentences(text: str) -> Iterable[tuple[int, str]]:
    """Sentences with their places; a line break ends one only at the end of a paragraph (an empty line)."""
    start = 0
    for stop in re.finditer(r"[。；]|\n[ \t]*\n", text):
        yield start, text[start : stop.start()]
        start = stop.end()
    yield start, text[start:]
