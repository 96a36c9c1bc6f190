"""Head fields that a person gives by hand, put into a circular."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from extractor.language.places import NATION, Place, as_of, functional_area, leading_place, place_of_agency
from extractor.structure.model import Circular


def supply(circular: Circular, supplied: Mapping[str, Any]) -> None:
    """Put given fields in the place of those read; a given place, or given issuers without one, set code and level too."""
    for name, value in supplied.items():
        setattr(circular, name, tuple(value) if isinstance(value, list) else value)
    circular.supplied = tuple(sorted(supplied))
    if "place" in supplied:
        place = named_place(supplied["place"])
        circular.place_code = None
    else:
        named = (place_of_agency(name) for name in supplied.get("issuers", ()))
        place = next((found for found in named if found is not None), None)
    if place is not None:
        place = as_of(place, date.fromisoformat(circular.date) if circular.date else None)
        circular.place, circular.place_code = supplied.get("place", place.name), place.code
        circular.level = supplied.get("level", place.level)


def named_place(name: str) -> Place | None:
    """The place that a name means as a whole: 宜宾市长宁县, 武宁县, 南宁, 全国, 甲市高新区; None where it is no place, or several."""
    plain = "".join(name.split())
    if plain in (NATION.name, "国家", "中国"):
        return NATION
    found = leading_place(plain)
    return found[1] if found and found[0] == len(plain) else functional_area(plain)
