"""Whether two phrases say the same: the label of a value, and the conditions under which it applies.

Two people seldom cut a phrase alike (购房补贴, 给予购房补贴的标准), so phrases are compared by the pairs of neighbouring
characters that they share. What tells opposites apart (首套 and 二套, 上限 and 下限, figures) must be the same in both.
The words are data: `vocabulary/evaluation.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from extractor.evaluation.matching import comparable
from extractor.vocabulary import load_yaml

_PUNCTUATION = re.compile(r"[^\w%]|_")
_SHORT = 5
"""Up to so many characters a phrase has few pairs, and more of them must be shared."""
_SHARED, _SHARED_OF_SHORT = 0.6, 0.75
_SAID, _ASKED = 0.8, 0.6
"""How much of a wanted condition the record must say, and how much of what it says must have been wanted."""
_BETWEEN = "|"
"""Keeps the conditions of one side apart; it is in no condition."""


@dataclass(frozen=True, slots=True)
class _Words:
    joining: re.Pattern[str]
    placing: re.Pattern[str]
    explaining: re.Pattern[str]
    unsaid: re.Pattern[str]
    contrasts: re.Pattern[str]


@cache
def _words() -> _Words:
    data = load_yaml("evaluation.yaml")

    def either(words: Iterable[str]) -> str:
        return "|".join(sorted(words, key=len, reverse=True))

    def around(words: dict[str, list[str]]) -> re.Pattern[str]:
        return re.compile(f"^(?:{either(words['before'])})|(?:{either(words['behind'])})$")

    return _Words(
        around(data["joining"]),
        around(data["placing"]),
        re.compile(f"（(?:{either(data['explaining'])})[^（）]*）"),
        re.compile(either(data["unsaid"])),
        re.compile("|".join(entry["pattern"] for entry in data["contrasts"])),
    )


def contrasts(text: str) -> set[str]:
    """Figures, and words that tell opposites apart."""
    return set(_words().contrasts.findall(text))


def same_name(wanted: str, found: str | None, conditions: Iterable[str] = ()) -> bool:
    """Whether a record's label names what the gold's label names.

    It must hold every contrast of the gold's; of others only those of the value's own conditions (三级医院住院报销比例 for
    住院报销比例 at 三级医院). It may not be an essay, nor so short a part of the gold's that it could name anything.
    """
    here, there = (_words().unsaid.sub("", _phrase(text)) for text in (wanted, found))
    if not there or len(there) > 2 * len(here) + 8:
        return False
    known = set().union(*map(contrasts, conditions))
    if not contrasts(here) <= contrasts(there) <= contrasts(here) | known:
        return False
    short, long = sorted((here, there), key=len)
    if short in long:
        return here == there or (len(short) > 2 and 2 * len(short) >= len(here))
    shared = min(_covered(here, there), _covered(there, here))
    return shared >= (_SHARED_OF_SHORT if len(short) <= _SHORT else _SHARED)


def same_conditions(wanted: Sequence[str], found: Sequence[str]) -> bool:
    """Whether a record says every condition of the gold and nothing else of weight, into whatever phrases it cuts them."""
    asked = [_condition(text) for text in wanted]
    said = [text for text in map(_condition, found) if text]
    return _all_in(asked, said, _SAID) and _all_in(said, asked, _ASKED)


def _all_in(these: Sequence[str], those: Collection[str], share: float) -> bool:
    """Whether each of `these` is in `those` taken together: so much of its pairs, and all its contrasts."""
    whole = _BETWEEN.join(those)
    return all(_covered(text, whole) >= share and contrasts(text) <= contrasts(whole) for text in these)


def _phrase(text: object) -> str:
    """Without punctuation and the words that only join it to its sentence."""
    return _words().joining.sub("", _PUNCTUATION.sub("", comparable(text)))


def _condition(text: str) -> str:
    """A phrase without its own explanation and the words that only place it."""
    words = _phrase(_words().explaining.sub("", comparable(text))) or _phrase(text)
    return _words().placing.sub("", words)


def _covered(one: str, other: str) -> float:
    """The share of the pairs of neighbouring characters of `one` that are in `other`."""
    pairs = [one[at : at + 2] for at in range(len(one) - 1)] or [one]
    return sum(pair in other for pair in pairs) / len(pairs)
