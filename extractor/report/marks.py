"""A source text cut at the bounds of its records, so that each stretch can be marked with what stands there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractor.records.extraction import Extraction
from extractor.records.models import Line

_MARKED = ("parameter", "mention", "deadline", "assignment", "citation")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, the kinds of the records that cover it, and the ids of the places that begin with it."""

    text: str
    kinds: tuple[str, ...]
    ids: tuple[str, ...]


def place_id(source: str, span: tuple[int, int]) -> str:
    """The id of a place on the page: the same for every record that stands there."""
    return f"{source}:{span[0]}-{span[1]}"


def marked(extraction: Extraction) -> Iterator[Piece]:
    """The whole text in pieces, in order; overlapping and nested records share pieces."""
    begins: dict[int, list[Line]] = defaultdict(list)
    bounds = {0, len(extraction.text)}
    for record in extraction.records:
        if record.span[1] > record.span[0]:
            begins[record.span[0]].append(record)
            bounds |= set(record.span)
    cuts = sorted(bounds)
    open_: list[Line] = []
    for start, end in pairwise(cuts):
        open_ = [record for record in open_ if record.span[1] > start] + begins[start]
        kinds = {record.model_dump(include={"type"})["type"] for record in open_}
        yield Piece(
            extraction.text[start:end],
            tuple(kind for kind in _MARKED if kind in kinds),
            tuple(dict.fromkeys(place_id(record.source, record.span) for record in begins[start])),
        )
