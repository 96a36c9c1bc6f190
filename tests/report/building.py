"""Extractions made by hand: a text, and records at phrases of it."""

from __future__ import annotations

from typing import Any, TypeVar

from extractor.records.extraction import Extraction
from extractor.records.models import DocumentRecord, Line

L = TypeVar("L", bound=Line)


class Builder:
    """An extraction under way; every record stands at the first (or `nth`) place of its words in the text."""

    def __init__(self, text: str, source: str = "notice.txt") -> None:
        self.text = text
        self.source = source
        self.document = f"{source}#1"
        self.records: list[Line] = []

    def head(self, **fields: Any) -> Builder:
        self.document = fields.get("number") or self.document
        first = self.text.split("\n")[0]
        return self._add(DocumentRecord, first, 1, {"id": self.document, **fields})

    def record(self, model: type[L], words: str, nth: int = 1, **fields: Any) -> Builder:
        return self._add(model, words, nth, fields)

    def at(self, model: type[L], words: str, nth: int = 1, **fields: Any) -> L:
        """A record at its place that is not added, such as the deadline within a task."""
        start = -1
        for _ in range(nth):
            start = self.text.index(words, start + 1)
        place = {"source": self.source, "document": self.document, "span": (start, start + len(words)), "quote": words}
        return model(**{**place, **fields})

    def _add(self, model: type[L], words: str, nth: int, fields: dict[str, Any]) -> Builder:
        self.records.append(self.at(model, words, nth, **fields))
        return self

    def done(self) -> Extraction:
        return Extraction(self.source, self.text, tuple(self.records))
