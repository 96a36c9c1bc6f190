"""What a person calls a place: 鲁, 山东, 聊城, 东昌府区, 山东聊城, 3715, 章丘市; and the places that a wrong name may mean.

For words that a person types, not for running text, where short names are words as well (`places.places_in`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import extract

from extractor.language.past_places import past_places
from extractor.language.places import (
    CORPS,
    NATION,
    Place,
    all_names,
    all_places,
    functional_area,
    is_within,
    parent,
    place_by_code,
    short_name,
)
from extractor.normalize.script import to_simplified
from extractor.vocabulary import load_yaml

_CODE = re.compile(r"\d\d(?:\d\d){0,2}")
_DIGITS = 6
_RANKS = {"national": 0, "province": 1, "city": 2, "county": 3}
_OF_THE_NATION = (NATION.name, "国家", "中国", "中央")
_LEAST = 0.5
"""Likeness (0 to 1) from which a name is near a word."""


def places_called(asked: str) -> tuple[Place, ...]:
    """The places that words or a code name: one, several that bear the name, or none.

    Short names count, alone or behind those above them. A full name comes before a short one; of short names that of a province
    comes before that of a city, that of a city before that of a county (长沙 is 长沙市, not 长沙县).
    """
    words = to_simplified("".join(asked.split()))
    if words in _OF_THE_NATION:
        return (NATION,)
    if _CODE.fullmatch(words):
        found = place_by_code(words.ljust(_DIGITS, "0"))
        return (found,) if found else ()
    if places := _called(words, None):
        return places
    area = functional_area(words)
    return (area,) if area else ()


def _called(words: str, within: Place | None) -> tuple[Place, ...]:
    for length in range(len(words), 0, -1):
        here = [one for one in _candidates(words[:length]) if within is None or (one != within and is_within(one, within))]
        if length < len(words):
            here = list(dict.fromkeys(inner for one in here for inner in _called(words[length:], one)))
        if here:
            return tuple(here)
    return ()


def _candidates(name: str) -> Sequence[Place]:
    """The bearers of a name: of a full name all of them, of a short one those of the highest level."""
    if full := all_names().get(name):
        return full
    bearers = _short().get(name, ())
    highest = min((_RANKS[one.level] for one in bearers), default=0)
    return [one for one in bearers if _RANKS[one.level] == highest]


@cache
def _short() -> Mapping[str, Sequence[Place]]:
    """The places by short names: 山东, 聊城, 东昌府, and those of one character in the numbers of circulars (鲁)."""
    found: defaultdict[str, dict[Place, None]] = defaultdict(dict)
    for place in all_places():
        found[short_name(place)][place] = None
    for code, names in load_yaml("places.yaml")["by_names"].items():
        for name in names:
            found[name][_known(code)] = None
    for name, code in load_yaml("places.yaml")["aliases"].items():
        found[name][_known(code) if code else CORPS] = None
    later: defaultdict[str, dict[Place, None]] = defaultdict(dict)  # 襄樊, 雄安: where no division of today is called so
    for places in all_names().values():
        for place in places:
            if (name := short_name(place)) not in found:
                later[name][place] = None
    return {name: tuple(places) for name, places in (found | later).items()}


def _known(code: str) -> Place:
    place = place_by_code(code)
    if place is None:
        raise ValueError(f"places.yaml: {code} is no code of GB/T 2260")
    return place


def places_with(words: str) -> list[Place]:
    """The places, of today and of the past, whose name holds words, those of higher levels first."""
    plain = to_simplified("".join(words.split()))
    found = dict.fromkeys(place for name, places in all_names().items() if plain in name for place in places)
    return sorted(found, key=lambda one: (_RANKS[one.level], one.code or "", one.name))


def near_places(asked: str, count: int = 3) -> list[str]:
    """The names of places that are most like a name that is none, the likest first, each with the one above it."""
    both = ((name, place) for table in (_short(), all_names()) for name, places in table.items() for place in places)
    names: defaultdict[str, list[Place]] = defaultdict(list)
    for name, place in both:
        if years_of(place) is None:
            names[name].append(place)
    plain = to_simplified("".join(asked.split()))
    found = extract(plain, sorted(names), scorer=JaroWinkler.similarity, limit=4 * count, score_cutoff=_LEAST)
    ranked = sorted(found, key=lambda one: (-one[1], min(_RANKS[place.level] for place in names[one[0]])))
    return list(dict.fromkeys(whole_name(place) for name, _, _ in ranked for place in names[name]))[:count]


def whole_name(place: Place) -> str:
    """The name of a place behind those of the places above it: 山东省聊城市东昌府区."""
    above = parent(place)
    return place.name if above is None or above == NATION or place.name.startswith(above.name) else whole_name(above) + place.name


def years_of(place: Place) -> tuple[int, int] | None:
    """The first and last year of a division that is no more, as the revisions of GB/T 2260 have it; None for one of today."""
    return next(((int(one.first[:4]), int(one.last[:4])) for one in past_places().get(place.name, ()) if one.code == place.code), None)
