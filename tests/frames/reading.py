"""Reads invented sentences as frames do."""

from __future__ import annotations

from extractor.frames.passage import PassageReader
from extractor.frames.view import View
from extractor.quantities import read_quantities
from extractor.records.changes import find_changes
from extractor.records.passages import Passage
from extractor.spans import Span


def read(text: str) -> tuple[View, PassageReader]:
    quantities, _ = read_quantities(text)
    changes = dict(enumerate(find_changes(text, quantities, Passage(text, 0, len(text)))))
    view = View(text, quantities, changes)
    return view, PassageReader(view, Span(0, len(text)))


def values(text: str) -> list[str]:
    """The values of a sentence, as printed, in text order."""
    view, reader = read(text)
    return [text[view.quantities[index].start : view.quantities[index].end] for index in sorted(reader.frames)]
