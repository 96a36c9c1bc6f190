"""The sentences of a circular, as a redline compares them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.normalize.model import CleanText
from extractor.structure.model import Circular, Paragraph, Role

_SENTENCE = re.compile(r"[^。；！？]*[。；！？]+[”’》）]*|[^。；！？]+")
_UNPRINTED = re.compile(r"[\s\W_]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence (up to 。；！？), heading or table row: its words, those without punctuation, and what its line is.

    `label` is the number in front of it (（一）), which is shown and not compared; `paragraph` counts the lines of its side.
    """

    text: str
    key: str
    role: Role
    label: str
    paragraph: int


def units(clean: CleanText, circulars: Iterable[Circular]) -> list[Unit]:
    """All sentences of circulars of one file, in text order, in simplified characters and one punctuation."""
    found: list[Unit] = []
    for number, paragraph in enumerate(one for circular in circulars for one in circular.paragraphs):
        found += _of_paragraph(clean, paragraph, number)
    return found


def _of_paragraph(clean: CleanText, paragraph: Paragraph, number: int) -> Iterator[Unit]:
    start = max(paragraph.body, paragraph.start)
    label = clean.text[paragraph.start : start].strip()
    words = clean.text[start : paragraph.end]
    pieces = [words] if paragraph.role in ("row", "head", "signoff") else _SENTENCE.findall(words)
    for piece in pieces or [""]:
        text = " | ".join(cell.strip() for cell in piece.split("\t")) if paragraph.role == "row" else piece.strip()
        if text or label:
            yield Unit(text, _UNPRINTED.sub("", text), paragraph.role, label, number)
        label = ""


