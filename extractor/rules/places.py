"""The place that a person means: a name or a code, of the rules or of GB/T 2260."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.language.places import place_by_code, places_in
from extractor.rules.model import NATION, RulesError
from extractor.rules.names import plain


def find_place(asked: str, places: Mapping[str, str]) -> tuple[str, str]:
    """The code and the name of a place; `places` are those that have rules, names by code.

    Raises RulesError for a name that is unknown or that several places bear.
    """
    name = plain(asked) or ""
    if name in (NATION, "全国", "国家"):
        return NATION, "全国"
    known = {code: place for code, place in places.items() if name in (code, place)}
    if len(known) == 1:
        return next(iter(known.items()))
    if len(known) > 1:
        choices = "、".join(f"{place}（{code}）" for code, place in sorted(known.items()))
        raise RulesError(f"有不止一个“{asked}”：{choices}，请用代码指明")
    place = place_by_code(name)
    if place is None:
        found = places_in(name)
        place = found[-1][2] if found and found[-1][1] == len(name) else None
    if place is None or place.code is None:
        raise RulesError(f"不认识的地区“{asked}”，请写全称（如 济南市）或 GB/T 2260 代码（如 370100）")
    return place.code, place.name
