"""What places, conditions and groups are called in a tree, and the words of the rules stage.

A key is the printed name in simplified characters, reduced to letters, digits and Chinese characters, so that OpenFisca's dotted
access works and both scripts give one key: `困难人员`, `三级医疗机构`, `_5年以下含5年` (no name of Python begins with a digit).
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from extractor.policy.branches import Branch
from extractor.policy.patterns import expression, plain
from extractor.policy.places import chain, place_name
from extractor.vocabulary import load_yaml

_LONGEST = 60
_RESERVED = frozenset({"description", "metadata", "values", "brackets", "reference", "documentation", "unit", "index"})


@cache
def own_words() -> dict[str, str]:
    """The vocabulary of the rules stage."""
    found: dict[str, str] = load_yaml("rules.yaml")["words"]
    return found


@cache
def kind_words() -> dict[str, str]:
    """What the kinds of conditions are called, in the order in which a tree branches by them."""
    found: dict[str, str] = load_yaml("rules.yaml")["kinds"]
    return found


@lru_cache(maxsize=50_000)
def node_name(printed: str) -> str:
    """The key of a printed name, of a list that a word sums up (A、B等困难人员) that word; of a name without letters, digits or
    Chinese characters `_`."""
    text = unicodedata.normalize("NFKC", plain(printed) or "")
    if summed_up := expression("summed_up").search(text):
        text = summed_up["name"]
    for sign, words in load_yaml("rules.yaml")["signs"].items():
        text = text.replace(sign, words)
    text = re.sub(r"(?<=\d)\.(?=\d)", own_words()["point"], text)
    kept = "".join(character if f"a{character}".isidentifier() and character != "_" else " " for character in text)
    # Figures that something parts stay apart: 10—20年 is not 1020年.
    name = re.sub(r"(?<=\d) +(?=\d)", "_", kept).replace(" ", "")[:_LONGEST]
    if not name or not name.isidentifier() or keyword.iskeyword(name) or name in _RESERVED:
        return f"_{name}"
    return name


def unlike(branches: Iterable[Branch]) -> dict[Branch, str]:
    """The keys of conditions that stand side by side; of those that would be the same the later in order get a number."""
    taken: dict[str, Branch] = {}
    for branch in sorted(branches, key=lambda one: (one.text, one.kind)):
        key, number = node_name(branch.text), 1
        while key in taken:
            number += 1
            key = f"{node_name(branch.text)}_{number}"
        taken[key] = branch
    return {branch: key for key, branch in taken.items()}


@lru_cache(maxsize=50_000)
def place_path(code: str, place: str) -> tuple[str, ...]:
    """The folders of a place, the nation's first: 全国, 山东省, 威海市; `place` is the name of a functional area, which GB/T 2260 has
    no code for. A division that is in no list goes by its code, for several may have had one name.
    """
    names = [place_name(one) for one in reversed(chain(code))]
    if not code.isdigit():
        names[-1] = place
    return tuple(map(node_name, names))
