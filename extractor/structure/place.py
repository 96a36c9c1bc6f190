"""The place that a circular rules: from its issuers, else from the place that its text names most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractor.language.places import NATION, Place, leading_place, place_of_agency, places_in

_RANK = {"national": 0, "province": 1, "city": 2, "county": 3}


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


def named_place(name: str) -> Place | None:
    """The place that a name means as a whole: 宜宾市长宁县, 武宁县, 南宁, 全国; None where it is no place, or several."""
    plain = "".join(name.split())
    if plain in (NATION.name, "国家", "中国"):
        return NATION
    found = leading_place(plain)
    return found[1] if found and found[0] == len(plain) else None
