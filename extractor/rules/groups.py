"""Groups of people as circulars name them: who is meant by 特困人员、低保对象等困难人员, and by what other names.

Which names mean the same group and which groups belong to another is `vocabulary/consistency/groups.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from extractor.rules.names import words
from extractor.vocabulary import load_yaml

_EVERYBODY = "_everybody"


class _Known(NamedTuple):
    canonical: Mapping[str, str]
    names: Mapping[str, frozenset[str]]
    includes: Mapping[str, frozenset[str]]
    everybody: frozenset[str]


@cache
def _known() -> _Known:
    entries: dict[str, Any] = load_yaml("consistency/groups.yaml")
    groups = {name: entry for name, entry in entries.items() if name != _EVERYBODY}
    names = {name: frozenset({name, *entry.get("also", ())}) for name, entry in groups.items()}
    canonical = {other: name for name, others in names.items() for other in others}
    includes: dict[str, frozenset[str]] = {}
    for name in groups:
        reached, left = {name}, [name]
        while left:
            inner = [canonical.get(one, one) for one in groups.get(left.pop(), {}).get("includes", ())]
            left += [one for one in inner if one not in reached]
            reached.update(inner)
        includes[name] = frozenset(reached)
    return _Known(canonical, names, includes, frozenset(entries[_EVERYBODY]))


@cache
def members(group: str) -> frozenset[str]:
    """The groups that a printed group names, each by its usual name."""
    separators = "|".join(map(re.escape, words()["member_separators"]))
    parts = re.split(f"(?:{separators})(?![以其])|{re.escape(words()['member_summary'])}", group)
    named = {_known().canonical.get(part.strip(), part.strip()) for part in parts if part.strip()}
    return frozenset(named) or frozenset({group})


def is_everybody(group: str | None) -> bool:
    """Whether a group is all whom a scheme covers: none is named, or 参保人员 and the like."""
    return group is None or group in _known().everybody


@cache
def reach(group: str) -> frozenset[str]:
    """The groups that a printed group takes in: its members, and who belongs to them."""
    return frozenset(inner for name in members(group) for inner in _known().includes.get(name, {name}))


def every_name(group: str) -> frozenset[str]:
    """Every name by which somebody of a printed group may be called."""
    return frozenset({group} | {name for inner in reach(group) for name in _known().names.get(inner, {inner})})


def covers(group: str | None, other: str | None) -> bool:
    """Whether `group` is `other` or names all of its members; everybody is covered only by everybody."""
    if group is None or other is None or is_everybody(group) or is_everybody(other):
        return is_everybody(group) and is_everybody(other)
    return group == other or members(other) <= members(group)


def same_group(printed: str, asked: str) -> bool:
    """Whether somebody of the group asked for is meant by a printed group."""
    return is_everybody(printed) or printed == asked or members(asked) <= reach(printed)
