"""Names of groups, tiers, regions and places: how they are compared and what they are called in a tree."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from typing import Any

from extractor.language.places import place_by_code
from extractor.normalize.script import to_simplified
from extractor.rules.model import NATION, Level
from extractor.vocabulary import load_yaml


def words() -> dict[str, Any]:
    """The vocabulary of the rules stage."""
    found: dict[str, Any] = load_yaml("rules.yaml")
    return found


@cache
def plain(name: str | None) -> str | None:
    """A name as it is compared: simplified, without white space; None for none."""
    return to_simplified("".join(name.split())) or None if name else None


@cache
def parts_of(names: str) -> frozenset[str]:
    """Names that stand side by side: 二级、三级 → 二级 and 三级."""
    separators = "|".join(map(re.escape, words()["member_separators"]))
    return frozenset(part.strip() for part in re.split(f"(?:{separators})(?![以其])", names) if part.strip())


def same_region(printed: str, asked: str) -> bool:
    """Whether a printed region is the one asked for or names it: 西部 and 西部地区, 广州 and 广州市."""
    return _stem(asked) in {_stem(part) for part in parts_of(printed)} | {_stem(printed)}


def _stem(region: str) -> str:
    ending = next((word for word in words()["region_endings"] if region.endswith(word) and len(region) > len(word) + 1), "")
    return region.removesuffix(ending)


@cache
def grades(tier: str) -> frozenset[int]:
    """The hospital grades of a printed tier, 0 the lowest: 一级及以下 → {0, 1}; empty for words of another kind."""
    ladder: list[list[str]] = words()["tiers"]
    found: set[int] = set()
    for part in parts_of(tier):
        for rank in [rank for rank, names in enumerate(ladder) if any(name in part for name in names)]:
            found.add(rank)
            if any(word in part for word in words()["tier_and_below"]):
                found.update(range(rank + 1))
            elif any(word in part for word in words()["tier_and_above"]):
                found.update(range(rank, len(ladder)))
    return frozenset(found)


def tier_stem(tier: str | None) -> str | None:
    """A tier without the words that make no difference: 三级定点医疗机构 and 三级 are one."""
    for word in words()["tier_filler"] if tier else ():
        shorter = tier.replace(word, "") if tier else None
        tier = shorter or tier
    return tier


def tier_covers(tier: str | None, asked: str) -> bool:
    """Whether a printed tier (None: all) takes in the one that is asked for."""
    if tier is None or asked in parts_of(tier) or tier_stem(asked) == tier_stem(tier):
        return True
    if any(word in tier and word not in asked for word in words()["tier_narrowing"]):
        return False
    if any((word in tier) != (word in asked) for word in words()["tier_elsewhere"]):
        return False
    return bool(grades(asked)) and grades(asked) <= grades(tier)


def tiers_covered_by(tier: str) -> frozenset[str]:
    """Every name that a printed tier takes in: its own, its parts', and the vocabulary's names of its grades."""
    ladder: list[list[str]] = words()["tiers"]
    named = {name for grade in grades(tier) for name in ladder[grade]}
    return frozenset({tier} | parts_of(tier) | {name for name in named if tier_covers(tier, name)})


def slug(prefix: str, name: str) -> str:
    """A short ASCII key for a Chinese name, the same on every build."""
    return f"{prefix}_{sha256(name.encode()).hexdigest()[:8]}"


def place_key(code: str) -> str:
    """The node of a place: `place_371000`."""
    return f"place_{code}"


@cache
def chain(code: str) -> tuple[str, ...]:
    """The codes of a place and of all above it, nearest first (GB/T 2260: two digits each level)."""
    if not (len(code) == 6 and code.isdigit()):
        return (code, NATION)
    return tuple(dict.fromkeys((code, f"{code[:4]}00", f"{code[:2]}0000", NATION)))


def place_name(code: str) -> str:
    """The name of the place with this code by GB/T 2260; the code itself where it has none."""
    place = place_by_code(code)
    return place.name if place else code


def level(code: str) -> Level:
    """The level that a code stands for."""
    if code == NATION:
        return "national"
    if code.endswith("0000") or not code.isdigit():
        return "province"
    return "city" if code.endswith("00") else "county"
