"""What agencies do: the words after their names (负责, 牵头, 配合, 会同, 征收 …) as patterns.

The words are in `vocabulary/assignments.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Predicates:
    """Patterns of what follows a list of agencies; each matches at the list's end."""

    lead: re.Pattern[str]
    support: re.Pattern[str]
    ends_in_support: re.Pattern[str]
    partner: re.Pattern[str]
    verb: re.Pattern[str]
    predicate: re.Pattern[str]
    adverbs: re.Pattern[str]
    no_predicate: re.Pattern[str]
    actors: frozenset[str]
    list_ends: tuple[str, ...]


def alternatives(words: Iterable[str]) -> str:
    """The words as the branches of a regular expression, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, Any]:
    """`vocabulary/assignments.yaml`, read once. Raises ValueError naming an entry that is no word."""
    import yaml

    text = resources.files("extractor.vocabulary").joinpath("assignments.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    groups = [(name, group) for name, group in data.items() if name != "labels"]
    for name, group in [*groups, *data["labels"].items()]:
        if wrong := [word for word in group if not isinstance(word, str) or not word]:
            raise ValueError(f"assignments.yaml: {name}: {wrong[0]!r} is not a word")
    return data


@lru_cache(maxsize=1)
def predicates() -> Predicates:
    """The patterns made of `vocabulary/assignments.yaml`, compiled once."""
    words = vocabulary()
    adverbs = f"(?:{alternatives(words['adverbs'])})"
    lead = f"(?:{alternatives(words['lead'])})(?!人(?![才口力均民员事])|制(?![定订作造])|任|同志|单位|部门|领导)"
    support = f"(?:{alternatives(words['support'])})(?!单位|部门|人)"
    partner = f"(?<![员工事合协总学商])(?:{alternatives(words['partner'])})(?!会|社|体)"
    verbs = f"(?:{alternatives(words['verbs'])})(?!及|下|上)"
    borders = f"(?:{alternatives(words['borders'])})(?!及|下|上)"
    return Predicates(
        lead=re.compile(f"{adverbs}{{0,3}}{lead}"),
        support=re.compile(f"{adverbs}{{0,3}}{support}"),
        ends_in_support=re.compile(f"(?:{alternatives(words['support'])})$"),
        partner=re.compile(partner),
        verb=re.compile(f"{adverbs}{{0,3}}{verbs}"),
        predicate=re.compile(f"{adverbs}|{lead}|{support}|{partner}|{verbs}|{borders}"),
        adverbs=re.compile(f"{adverbs}{{1,3}}"),
        no_predicate=re.compile(f"(?:{alternatives(words['not_predicates'])})"),
        actors=frozenset(words["actors"]),
        list_ends=("等", *words["actors"]),
    )
