"""Numbers of circulars (发文字号): how two are compared, and whose one may be (洛房公委, 鲁医保发, 榕政办)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from extractor.language.places import parent, place_by_code
from extractor.normalize.script import to_simplified
from extractor.vocabulary import load_yaml

_BRACKETS = re.compile(r"[〔〕\[\]【】［］()（）]")


@lru_cache(maxsize=50_000)
def number_key(number: str | None) -> str:
    """A 发文字号 with white space, kinds of brackets and scripts made equal: 鲁医保发-2031-42号."""
    return to_simplified(_BRACKETS.sub("-", "".join((number or "").split())))


@cache
def _by_names() -> dict[str, frozenset[str]]:
    """The one-character names of divisions by code."""
    entries: dict[str, Any] = load_yaml("places.yaml")["by_names"]
    return {code: frozenset(names) for code, names in entries.items()}


def may_be_number_of(number: str, code: str | None, level: str | None) -> bool:
    """Whether a number (as `number_key` gives it) may be one of an office of a place.

    A number of a province, city or county begins with a character of its name or of the city's above it, or with another name
    of it; one of a national office does not begin with the other name of a province.
    """
    provinces = {name for place, names in _by_names().items() if place.endswith("0000") for name in names}
    if level == "national":
        return number[:1] not in provinces
    place = place_by_code(code) if code else None
    if place is None:
        return True
    names: set[str] = set()
    here = place
    while here is not None and here.code is not None and (here == place or here.level == "city"):
        names |= {*here.name} | _by_names().get(here.code, frozenset())
        here = parent(here)  # type: ignore[assignment]
    return number[:1] in names
