"""Gold files: what a person found in a circular, each item anchored by its words.

A gold file is JSON: `{"source": FILE NAME, "documents": [...], "items": [...]}`. An item carries `type`, its `quote`
(verbatim) and a `context` (a longer verbatim stretch around it), and the fields that the export gives for its type.
White space does not count when a quote is looked up; `nth` picks among equal contexts, `nth_in_context` among equal
quotes in the context (both from 1), and an explicit `span` is taken as it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.sources.model import SourceError
from extractor.spans import Span

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GoldFile:
    """The gold of one source file, as written."""

    path: Path
    source: str
    documents: tuple[Item, ...]
    items: tuple[Item, ...]

    def located(self, text: str) -> tuple[Sequence[Item], Sequence[Item]]:
        """Documents and items, each with its `span` in `text` (a document's is that of its `opens_with`).

        Raises SourceError for an item whose words are not in `text`.
        """
        squeezed = Squeezed(text)
        documents = [{**item, "span": self._place(squeezed, item, item["opens_with"])} for item in self.documents]
        items = [{**item, "span": self._place(squeezed, item, item["quote"])} for item in self.items]
        return documents, items

    def _place(self, squeezed: Squeezed, item: Item, quote: str) -> Span:
        if item.get("span"):
            return Span(*item["span"])
        span = squeezed.find(quote, item.get("context") or quote, item.get("nth", 1), item.get("nth_in_context", 1))
        if span is None:
            raise SourceError(str(self.path), f"“{quote}” is not in {self.source}", "correct its quote, context or nth")
        return span


class Squeezed:
    """A text without its white space, and where in the text each character stands that stayed."""

    def __init__(self, text: str) -> None:
        self.text = "".join(text.split())
        self.offsets = [offset for offset, character in enumerate(text) if not character.isspace()]

    def find(self, quote: str, context: str, nth: int = 1, nth_in_context: int = 1) -> Span | None:
        """Where in the original text `quote` stands within the `nth` occurrence of `context`."""
        frame = self._nth(context, nth, Span(0, len(self.text)))
        place = frame and self._nth(quote, nth_in_context, frame)
        return Span(self.offsets[place.start], self.offsets[place.end - 1] + 1) if place else None

    def _nth(self, words: str, nth: int, within: Span) -> Span | None:
        needle = "".join(words.split())
        start = within.start - len(needle)
        for _ in range(nth):
            start = self.text.find(needle, start + len(needle), within.end)
            if start < 0 or not needle:
                return None
        return Span(start, start + len(needle))


def load(paths: Sequence[Path]) -> list[GoldFile]:
    """The gold files given, folders replaced by the `*.json` in them, sorted by file name.

    Raises SourceError where there are none, or for one that is not a gold file; OSError for one that cannot be read.
    """
    files = [file for path in paths for file in (path.glob("*.json") if path.is_dir() else [path])]
    if not files:
        raise SourceError(
            ", ".join(map(str, paths)), "no gold files there", "name a folder that holds *.json gold files"
        )
    return [_read(file) for file in sorted(files, key=lambda file: (file.name, str(file)))]


def _read(path: Path) -> GoldFile:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        for part, anchor in (("documents", "opens_with"), ("items", "quote"), ("items", "type")):
            if any(anchor not in entry for entry in content[part]):
                raise ValueError(f"an entry of {part} without {anchor}")
        return GoldFile(path, content["source"], tuple(content["documents"]), tuple(content["items"]))
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(str(path), f"not a gold file ({error!r})", "see docs/evaluation.md for the format") from error
