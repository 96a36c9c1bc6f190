"""The words of `vocabulary/tables.yaml`, checked when loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extractor.vocabulary import VocabularyError, load_yaml

_FILE = "tables.yaml"
_BRACKET = re.compile(r"(?:（[^（）]{0,30}）|[/／][^/／（）]{1,8})\Z")


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns over the words of a cell; `kinds` and `roles` in the order in which they are tried."""

    names: re.Pattern[str]
    axes: re.Pattern[str]
    beside: re.Pattern[str]
    totals: re.Pattern[str]
    groups: frozenset[str]
    kinds: dict[str, re.Pattern[str]]
    roles: dict[str, re.Pattern[str]]
    not_roles: re.Pattern[str]
    shared: re.Pattern[str]


@cache
def words() -> Words:
    """The words, loaded once. Raises VocabularyError for a file that does not hold them."""
    entries = load_yaml(_FILE)
    if not isinstance(entries, dict) or set(entries) != set(Words.__dataclass_fields__):
        raise VocabularyError(f"vocabulary/{_FILE}: needs exactly {', '.join(Words.__dataclass_fields__)}")
    return Words(
        names=re.compile(f"(?:{_either('names', entries['names'])})\\Z"),
        axes=re.compile(f"(?:{_either('axes', entries['axes'])})\\Z"),
        beside=re.compile(_either("beside", entries["beside"])),
        totals=re.compile(f"(?:{_either('totals', entries['totals'])})\\Z"),
        groups=frozenset(_listed("groups", entries["groups"])),
        kinds={kind: re.compile(_either(f"kinds: {kind}", listed)) for kind, listed in entries["kinds"].items()},
        roles={role: re.compile(_either(f"roles: {role}", listed)) for role, listed in entries["roles"].items()},
        not_roles=re.compile(_either("not_roles", entries["not_roles"])),
        shared=re.compile(_either("shared", entries["shared"])),
    )


def _either(place: str, listed: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(_listed(place, listed)), key=lambda word: (-len(word), word))))


def _listed(place: str, listed: Iterable[str]) -> Iterable[str]:
    if not isinstance(listed, list) or not listed or not all(isinstance(word, str) and word for word in listed):
        raise VocabularyError(f"vocabulary/{_FILE}: {place} must be a list of words")
    return listed


def bare(cell: str) -> str:
    """The words of a head without spaces and the unit or remark in brackets at its end."""
    return _BRACKET.sub("", "".join(cell.split()))


def is_name(cell: str) -> bool:
    """Whether a cell names what a value is (起付标准（元）, 支付比例)."""
    return words().names.search(bare(cell)) is not None


def is_axis(cell: str) -> bool:
    """Whether a cell heads a column of what restricts values (人员类别, 费用段)."""
    return words().axes.search(bare(cell)) is not None


def is_beside(head: str) -> bool:
    """Whether the cells of a column restrict the values to the left of it (适用地区)."""
    return words().beside.search("".join(head.split())) is not None


def is_total(cell: str) -> bool:
    """Whether a cell begins a row that sums up (合计)."""
    return words().totals.match("".join(cell.split())) is not None


def groups() -> frozenset[str]:
    """Groups of people that cells name by one word (在职, 退休)."""
    return words().groups


def axis_kind(head: str) -> str | None:
    """Which kind of restriction the cells of a column are by its head (病种 → population); None where it does not say."""
    head = bare(head)
    return next((kind for kind, pattern in words().kinds.items() if pattern.search(head)), None)


def role_of(head: str) -> str | None:
    """What a column's head says of its cells, as `vocabulary/tables.yaml` lists it; None where it says nothing."""
    known = words()
    head = "".join(head.split())
    if known.not_roles.search(head):
        return None
    return next((role for role, pattern in known.roles.items() if pattern.search(head)), None)
