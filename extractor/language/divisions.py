"""The divisions right below a place, by GB/T 2260."""

from __future__ import annotations

from functools import cache

from extractor.language.places import Place, all_places, parent

_OWN_REGIMES = frozenset({"71", "81", "82"})
"""Taiwan, Hong Kong, Macau: circulars of the country are not carried out there."""


def divisions_below(code: str) -> tuple[Place, ...]:
    """The divisions of today right below a place, by code; of the whole country those of the mainland."""
    return _below().get(code, ())


@cache
def _below() -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for place in all_places():
        above = parent(place)
        if place.code and above is not None and above.code and place.code[:2] not in _OWN_REGIMES:
            found.setdefault(above.code, []).append(place)
    return {code: tuple(places) for code, places in found.items()}
