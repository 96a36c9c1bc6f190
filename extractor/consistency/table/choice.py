"""Which concept or label a person means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from extractor.consistency.index import Index
from extractor.normalize.script import to_simplified
from extractor.refusal import Refusal

_SHOWN = 12


class UnknownValueError(Refusal):
    """No value of the corpus has the concept or label that was asked for, or several different ones have it."""


class Choice(NamedTuple):
    """What a table is about: its name, and the keys of the values (a concept's id, or `=` and a plain label)."""

    name: str
    keys: tuple[str, ...]


def choose(index: Index, asked: str) -> Choice:
    """The concept of an id or name, else the one whose name holds the words, else the values whose label holds them.

    Raises UnknownValueError, with what there is, where there is none or where several concepts have the words.
    """
    words = to_simplified("".join(asked.split()))
    keys = Counter(key for key, _ in index.documents_by_value)
    named = {key: index.concepts[key].label for key in keys if key in index.concepts}
    for exact in (key for key, label in named.items() if asked == key or words == label):
        return Choice(named[exact], (exact,))
    holding = sorted(key for key, label in named.items() if words in label or key.startswith(f"{asked}."))
    if len(holding) == 1:
        return Choice(named[holding[0]], (holding[0],))
    if holding:
        raise UnknownValueError(f"“{asked}” may be {_listed(named[key] + ' (' + key + ')' for key in holding)}; name one of them")
    labels = sorted(key for key in keys if key.startswith("=") and words.removeprefix("=") in key)
    if not labels:
        raise UnknownValueError(f"no value is called “{asked}”; there are {_listed(sorted(named.values()))}")
    return Choice(words, tuple(labels))


def _listed(names: Iterable[str]) -> str:
    found = list(names)
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return "、".join(found[:_SHOWN]) + more
