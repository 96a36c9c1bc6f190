"""The place that a circular rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractor.language.places import Place, place_of_agency, places_in
from extractor.spans import Span
from extractor.structure.lines import Line
from extractor.structure.model import Circular

_RANK = {"national": 0, "province": 1, "city": 2, "county": 3}


def set_place(text: str, circular: Circular, issuers: Sequence[Span], signed: Sequence[Span], head: Sequence[Line]) -> None:
    place = place_of([text[s.start : s.end] for s in issuers], text[circular.start : circular.end])
    if place:
        circular.level, circular.place, circular.place_code = place.level, place.name, place.code


def place_of(issuers: Sequence[str], text: str) -> Place | None:
    """The place of the first issuer that has one; of the text where no issuer is named; else None."""
    for name in issuers:
        place = place_of_agency(name)
        if place:
            return place
    if issuers:
        return None
    counts = Counter(place for _, _, place in places_in(text[:8000]))
    if not counts:
        return None
    return min(counts, key=lambda place: (-counts[place], _RANK[place.level], place.code or ""))
