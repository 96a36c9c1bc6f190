"""Where a circular or a value holds: the code of a place, the places above it, and the place or region that a person means.

Codes are those of GB/T 2260. A functional area (雄安新区, 甲市高新区) has none; it gets one of our own, the code of the division
that it lies in and a hash of its name, so that it stands below that division everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from types import MappingProxyType
from typing import Protocol

from extractor.language.place_names import near_places, places_called, places_with, whole_name, years_of
from extractor.language.places import Place, is_within, leading_place, parent, place_by_code, places_in, today
from extractor.policy.patterns import listed, parts_of, plain
from extractor.policy.wording import words
from extractor.records.models import Level
from extractor.refusal import Refusal
from extractor.vocabulary import load_yaml

NATION = "000000"
_DIGITS = 6


class PlaceError(Refusal):
    """A place that is unknown, or whose name several bear (a Chinese sentence)."""


class Placed(Protocol):
    """Something of a place: the head of a circular, a task."""

    @property
    def level(self) -> Level | None: ...
    @property
    def place(self) -> str | None: ...
    @property
    def place_code(self) -> str | None: ...


def code_of(one: Placed) -> str | None:
    """The code of a circular's place; None where it is not known. National circulars have `000000` whatever their head says.

    A division that has become another of the same short name has the code of that one (章丘市 and 章丘区 are one place).
    """
    if one.level == "national":
        return NATION
    if one.place_code:
        return _code_today(one.place_code)
    return _own_code(plain(one.place) or "") if one.place else None


@cache
def _code_today(code: str) -> str:
    place = place_by_code(code)
    return (today(place).code if place else None) or code


@cache
def _own_code(name: str) -> str:
    """The code of a place that GB/T 2260 has none for."""
    found = leading_place(name)
    within = None
    if found:
        _, place = found
        while place.code is None and (above := parent(place)) is not None:
            place = above
        within = place.code if place.code != NATION else None
    return f"{within or 'x'}_{sha256(name.encode()).hexdigest()[:8]}"


@cache
def chain(code: str) -> tuple[str, ...]:
    """The codes of a place and of all above it, nearest first, `000000` last."""
    own = code[:_DIGITS]
    here = place_by_code(own) if own.isdigit() else None
    codes = [code, *([own] if own != code and own.isdigit() else [])]
    if here is None and own.isdigit():  # a division that is no more: two digits each level
        codes += [f"{own[:4]}00", f"{own[:2]}0000"]
    while here is not None and (here := parent(here)) is not None:
        codes += [here.code] if here.code is not None else []
    return tuple(dict.fromkeys((*codes, NATION)))


def above(code: str) -> tuple[str, ...]:
    """The codes of the divisions above a place, nearest first, `000000` last."""
    return chain(code)[1:]


def name_of(one: Placed) -> str | None:
    """What the place of a circular is called: as it stands there, but a division that is no more as it is called today."""
    code = code_of(one)
    name = place_name(code) if code is not None and code != one.place_code and code.isdigit() else plain(one.place)
    return name or code


def place_name(code: str) -> str:
    """The name of the place with this code by GB/T 2260; the code itself where it has none."""
    place = place_by_code(code)
    return place.name if place else code


def level(code: str) -> Level:
    """The level that a code stands for."""
    if code == NATION:
        return "national"
    own, is_area = code[:_DIGITS], len(code) > _DIGITS
    if not own.isdigit():
        return "province"
    place = place_by_code(own)
    found: Level = place.level if place else "province" if own.endswith("0000") else "city" if own.endswith("00") else "county"
    return _BELOW[found] if is_area else found


_BELOW: Mapping[Level, Level] = {"province": "city", "city": "county", "county": "county", "national": "province"}


def find_place(asked: str, places: Mapping[str, str] = MappingProxyType({})) -> tuple[str, str]:
    """The code and the name of the place that a person means: 鲁, 山东, 聊城, 聊城东昌府区, 371502, a functional area, a past name.

    `places` are those in question, names by code: of several bearers of a name the one among them is meant. Raises PlaceError, with
    those that there are or that are near, for a name that several places bear or that is unknown.
    """
    found = {code: name for code, name in places.items() if asked in (code, name)}
    found = found or {code: place_name(code) if code.isdigit() else one.name for one in places_called(asked) for code in (code_of_place(one),)}
    found = {code: name for code, name in found.items() if code in places} or found
    if len(found) == 1:
        return next(iter(found.items()))
    if found:
        choices = "、".join(f"{_whole(code, name)}（{code}）" for code, name in sorted(found.items()))
        raise PlaceError(f"有不止一个“{asked}”：{choices}，请写上其上级地区，或用代码指明")
    raise _unknown(asked)


def _unknown(asked: str) -> PlaceError:
    near = "、".join(near_places(asked))
    return PlaceError(f"不认识的地区“{asked}”" + (f"；相近的有：{near}" if near else "；请写名称（如 济南）或 GB/T 2260 代码（如 370100）"))


FOUND_HEADINGS = ("代码", "地区", "级别", "说明")


def found_places(asked: str) -> list[tuple[str, str, str, str]]:
    """Code, whole name, level and remark of the places that words name, and of past ones with the words in their name; where nothing
    is called so, of all with the words. Raises PlaceError where there are none.
    """
    named, holding = places_called(asked), places_with(asked)
    found = dict.fromkeys((*named, *(one for one in holding if years_of(one)))) if named else holding
    if not found:
        raise _unknown(asked)
    return [(one.code or "无", whole_name(one), words("levels")[one.level], _remark(one)) for one in found]


def _remark(place: Place) -> str:
    years = years_of(place)
    if years is None:
        return "" if place.code else "没有国家标准代码"
    now = today(place)
    until = f"已撤销或改名（{years[0]}—{years[1]}年在用）"
    return f"{until}，今为{now.name}（{now.code}）" if now != place else until


def is_of(one: Placed, code: str) -> bool:
    """Whether a circular or task is of the place with this code, or of one in it."""
    own = code_of(one)
    return own is not None and (own == code or (code != NATION and code in above(own)))


def code_of_place(place: Place) -> str:
    """The code of a place as that of its circulars (`code_of`): of a past division that of today, else one of our own."""
    place = today(place)
    return place.code or _own_code(place.name)


def _whole(code: str, name: str) -> str:
    place = place_by_code(code)
    return whole_name(place) if place else name


def same_region(printed: str, asked: str) -> bool:
    """Whether a printed region is the one asked for or names it: 西部 and 西部地区, 广州 and 广州市."""
    return _region_stem(asked) in {_region_stem(part) for part in (*parts_of(printed), printed)}


def is_region(name: str) -> bool:
    """Whether a name is a region of national policy or a division."""
    return any(same_region(one, name) for one in load_yaml("policy/regions.yaml")) or bool(places_in(name))


def _region_stem(region: str) -> str:
    ends = (word for word in listed("region_endings") if region.endswith(word) and len(region) > len(word) + 1)
    return region.removesuffix(next(ends, ""))


@cache
def lies_in(code: str, region: str) -> bool:
    """Whether a place lies in a printed region: one of national policy (西部地区), or places by name (甲县、乙县)."""
    place = place_by_code(code[:_DIGITS])
    if place is None:
        return False
    of_nation = load_yaml("policy/regions.yaml")
    named = [name for name in of_nation if name in region]
    if named:
        return any(code[:2] in of_nation[name] for name in named)
    return any(is_within(place, inside) for _, _, inside in places_in(region))
