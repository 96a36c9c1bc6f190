"""Hospital grades as circulars print them: 一、二级, 一级及以下, 三级甲等; which is which, and which takes in which.

The words are `vocabulary/policy/words.yaml`: 0 is the lowest grade (基层), 3 the highest.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractor.policy.patterns import expression, listed, parts_of, plain

_NAMED = 1
"""From here on grades have numbers; a value for all of them is for every hospital that has one."""


@cache
def _ladder() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(names) for names in listed("grades"))


@cache
def _word() -> tuple[re.Pattern[str], dict[str, int]]:
    ranks = {name: rank for rank, names in enumerate(_ladder()) for name in names}
    return re.compile("|".join(sorted(ranks, key=len, reverse=True))), ranks


@lru_cache(maxsize=10_000)
def grades(printed: str) -> frozenset[int]:
    """The hospital grades of a printed tier, 0 the lowest: 一级及以下 → {0, 1}, 一、二级 → {1, 2}; empty for words of another kind."""
    text = expression("elided_grade").sub(r"\g<grade>级", plain(printed) or "")
    pattern, ranks = _word()
    found: set[int] = set()
    for hit in pattern.finditer(text):
        rank, behind = ranks[hit[0]], text[hit.end() :]
        if expression("and_below").match(behind):
            found.update(range(rank + 1))
        elif expression("and_above").match(behind):
            found.update(range(rank, len(_ladder())))
        else:
            found.add(rank)
    return frozenset(found)


@lru_cache(maxsize=10_000)
def read_tier(printed: str | None) -> frozenset[int | str]:
    """The grades of hospital that a circular names (一级及以下 → 0 and 1), or its own words; empty for all.

    What narrows a grade (三级甲等) or is of hospitals elsewhere (市外三级) is no grade but words of its own.
    """
    text = plain(printed)
    if text is None:
        return frozenset()
    stem = _stem(text)
    found = grades(text)
    if not found or any(word in stem for word in (*listed("tier_narrowing"), *listed("tier_elsewhere"))):
        return frozenset((stem,))
    return frozenset() if found >= set(range(_NAMED, len(_ladder()))) else found


def is_graded(tier: frozenset[int | str]) -> bool:
    """Whether a read tier is made of grades, not of words of another kind."""
    return all(isinstance(one, int) for one in tier)


def _stem(tier: str) -> str:
    """A tier without the words that make no difference: 三级定点医疗机构 and 三级 are one."""
    for word in listed("tier_filler"):
        tier = tier.replace(word, "") or tier
    return tier


def same_tier(one: str | None, other: str | None) -> bool:
    """Whether two printed tiers are one; None is all."""
    return read_tier(one) == read_tier(other)


def tier_covers(tier: str | None, asked: str) -> bool:
    """Whether a printed tier (None: all) takes in the one that is asked for."""
    if tier is None or asked in parts_of(tier) or _stem(asked) == _stem(tier):
        return True
    if any(word in tier and word not in asked for word in listed("tier_narrowing")):
        return False
    if any((word in tier) != (word in asked) for word in listed("tier_elsewhere")):
        return False
    return bool(grades(asked)) and grades(asked) <= grades(tier)


def tiers_covered_by(tier: str) -> frozenset[str]:
    """Every name that a printed tier takes in: its own, its parts', and the vocabulary's names of its grades."""
    named = {name for grade in grades(tier) for name in _ladder()[grade]}
    return frozenset({tier} | {name for name in {*parts_of(tier), *named} if tier_covers(tier, name)})
