"""Groups of people as circulars name them: who is meant by 特困人员、低保对象等困难人员, by what other names, and who is a part of whom.

Which names mean the same group and which groups belong to another is `vocabulary/policy/groups.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from extractor.policy.patterns import expression, plain
from extractor.vocabulary import VocabularyError, load_yaml

Relation = Literal["same", "part", "whole", "other"]

_FILE = "policy/groups.yaml"
_OWN = "policy/own_groups.yaml"
_EVERYBODY = "_everybody"
_BRACKETS = str.maketrans("()（）", "、、、、")


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
    """The group that a circular names, such as `特困人员、低保对象等困难群体`; None for everybody (also 参保人员 and the like)."""
    text = plain(printed)
    if text is None:
        return None
    listed, *behind = expression("open_list").split(text.translate(_BRACKETS), maxsplit=1)
    parts = [part for stretch in (listed, *behind) for part in expression("joint").split(stretch)]
    names = frozenset(name for part in parts if (name := _name(part.strip())))
    if names <= _everybody():
        return None
    return Group(names, frozenset(member for name in names for member in _members(name)), bool(behind))


def _name(part: str) -> str:
    """The usual name of a group, else its words without what is only grammar."""
    words = expression("group_lead").sub("", part)
    if words in _vocabulary() or words in _canonical() or words in _everybody():
        return _canonical().get(words, words)
    shorter = expression("group_tail").sub("", words)
    return _canonical().get(shorter, shorter)


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


def members(printed: str) -> frozenset[str]:
    """The groups that a printed group names, each by its usual name."""
    group = read_group(printed)
    return group.names if group else frozenset({printed})


def is_everybody(printed: str | None) -> bool:
    """Whether a printed group is all whom a scheme covers: none is named, or 参保人员 and the like."""
    return read_group(printed) is None


def is_known(printed: str) -> bool:
    """Whether a printed group names groups of the vocabulary and nothing else."""
    group = read_group(printed)
    return group is not None and group.names <= _vocabulary().keys()


def reach(printed: str) -> frozenset[str]:
    """The groups that a printed group takes in: its members, and who belongs to them."""
    group = read_group(printed)
    return group.names | group.covers if group else frozenset({printed})


@cache
def every_name(printed: str) -> frozenset[str]:
    """Every name by which somebody of a printed group may be called."""
    known = _vocabulary()
    return frozenset({printed, *(name for inner in reach(printed) for name in (inner, *known.get(inner, {}).get("also", ())))})


def names_all(printed: str | None, other: str | None) -> bool:
    """Whether a printed group is the other, or names all of its members; everybody is named only by everybody."""
    ours, theirs = read_group(printed), read_group(other)
    if ours is None or theirs is None:
        return ours is theirs
    return theirs.names <= ours.names


def same_group(printed: str, asked: str) -> bool:
    """Whether somebody of the group asked for is meant by a printed group."""
    ours, theirs = read_group(printed), read_group(asked)
    return ours is None or (theirs is not None and theirs.covers <= ours.covers)


def meant_by(asked: str, printed: Iterable[str]) -> list[str]:
    """The groups that a person can mean: what was asked for, where the vocabulary or one of the printed groups knows it, else those
    of which it is the beginning of a name (特困 is 特困人员); none, or several where it does not tell."""
    group = read_group(asked)
    if group is None or group.names <= _vocabulary().keys():
        return [asked]
    known = {inner for name in printed for inner in reach(name)}
    if asked in printed or group.names <= known:
        return [asked]
    names = {name: (name, *_vocabulary().get(name, {}).get("also", ())) for name in {*_vocabulary(), *known}}
    return sorted(name for name, also in names.items() if any(one.startswith(asked) for one in also))


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
