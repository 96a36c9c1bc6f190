"""Groups of people as printed, and whether one is the same as, a part of, or more than another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from extractor.normalize.script import to_simplified
from extractor.vocabulary import VocabularyError, load_yaml

Relation = Literal["same", "part", "whole", "other"]

_FILE = "consistency/groups.yaml"
_OWN = "consistency/own_groups.yaml"
_EVERYBODY = "_everybody"
_SPLIT = re.compile(r"以及|[、，,；;/和与及或（）()]")
_BEFORE = re.compile(r"^(?:对于|对|将|为|其中|完善|落实|做好|确保|实现|提高|符合条件的|参加居民医保的|参保的|各类)+")
_BEHIND = re.compile(r"(?:的|参保患者|患者|病人)+$")


@dataclass(frozen=True, slots=True)
class Group:
    """A named group: the names in it, everybody it covers, and whether its list was left open with 等."""

    names: frozenset[str]
    covers: frozenset[str]
    is_open: bool = False

    @property
    def is_favoured(self) -> bool:
        """Whether all its members are known to be treated better than everybody."""
        known = _vocabulary()
        return all(name in known and known[name]["favoured"] for name in self.names)


def group_of(printed: str | None, concept: str | None) -> Group | None:
    """The group that a value of a concept is for; None for everybody whom the concept is about."""
    group = read_group(printed)
    own = load_yaml(_OWN).get(concept)
    return None if group is not None and own and group.covers >= set(own) else group


@lru_cache(maxsize=10_000)
def read_group(printed: str | None) -> Group | None:
    """The group that a circular names, such as `特困人员、低保对象等困难群体`; None for everybody."""
    if printed is None:
        return None
    text = to_simplified("".join(printed.split()))
    listed, marker, after = text.partition("等")
    parts = [*_SPLIT.split(listed), *(_SPLIT.split(after) if marker else ())]
    names = frozenset(name for part in parts if (name := _name(part)))
    if names <= _everybody():
        return None
    return Group(names, frozenset(member for name in names for member in _members(name)), bool(marker))


def _name(part: str) -> str:
    """The usual name of a group, else its words without what is only grammar."""
    words = _BEFORE.sub("", part)
    if words in _vocabulary() or words in _canonical() or words in _everybody():
        return _canonical().get(words, words)
    plain = _BEHIND.sub("", words)
    return _canonical().get(plain, plain)


def relation(one: Group | None, other: Group | None) -> Relation:
    """How `one` stands to `other`; None is everybody. An open list (等) is taken to go on as the other does."""
    if one is None or other is None:
        return "same" if one is other else ("whole" if one is None else "part")
    if one.covers == other.covers:
        return "same"
    if (other.is_open and one.covers >= other.covers) or (one.is_open and other.covers >= one.covers):
        return "same"
    if one.covers < other.covers:
        return "part"
    return "whole" if one.covers > other.covers else "other"


@cache
def _vocabulary() -> dict[str, dict[str, Any]]:
    groups: dict[str, dict[str, Any]] = {}
    for name, entry in load_yaml(_FILE).items():
        if name == _EVERYBODY:
            continue
        if unknown := set(entry) - {"also", "includes", "exhaustive", "favoured"}:
            raise VocabularyError(f"vocabulary/{_FILE}: {name}: unknown keys {sorted(unknown)}")
        groups[name] = {"also": (), "includes": (), "exhaustive": False, "favoured": False} | entry
    for name, entry in groups.items():
        if missing := [part for part in entry["includes"] if part not in groups]:
            raise VocabularyError(f"vocabulary/{_FILE}: {name} includes what has no entry: {missing}")
    return groups


@cache
def _everybody() -> frozenset[str]:
    return frozenset(load_yaml(_FILE)[_EVERYBODY])


@cache
def _canonical() -> dict[str, str]:
    return {other: name for name, entry in _vocabulary().items() for other in entry["also"]}


@cache
def _members(name: str) -> frozenset[str]:
    entry = _vocabulary().get(name)
    if entry is None:
        return frozenset((name,))
    inner = frozenset(member for part in entry["includes"] for member in _members(part))
    return inner if entry["exhaustive"] else inner | {name}
