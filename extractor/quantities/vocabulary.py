"""The words of the quantity grammar, from `extractor/vocabulary/quantities/*.yaml`, checked when loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, cast

from extractor.quantities.model import Kind
from extractor.vocabulary import VocabularyError, load_yaml


@dataclass(frozen=True, slots=True)
class Unit:
    """A word that makes a number a quantity. `factor` multiplies the number; `spoken`: also after 三, 两."""

    word: str
    kind: Kind
    unit: str
    factor: Decimal = Decimal(1)
    spoken: bool = True
    not_before: tuple[str, ...] = ()

    @property
    def is_latin(self) -> bool:
        """Whether Latin letters behind it would go on with it."""
        return self.word[-1:].isascii() and self.word[-1:].isalpha()


def read_words(name: str) -> dict[str, Any]:
    """The YAML file `quantities/<name>.yaml` of the vocabulary; VocabularyError when it is no mapping."""
    data = load_yaml(f"quantities/{name}.yaml")
    if not isinstance(data, dict):
        raise VocabularyError(f"quantities/{name}.yaml: must be a mapping of names to words")
    return cast(dict[str, Any], data)


def words_of(data: Any, place: str) -> tuple[str, ...]:
    """A list of words out of a YAML file; VocabularyError (naming `place`) when something in it is not a word."""
    if not isinstance(data, list) or not all(isinstance(word, str) and word for word in data):
        raise VocabularyError(f"quantities/{place}: must be a list of words (quote numbers, yes, no and null)")
    return tuple(data)


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


_LATIN = re.compile("/?[A-Za-z]")


class Units:
    """All units and measure words; `at` finds the longest that stands at a place of a text."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._by_first: dict[str, list[Unit]] = {}
        self.by_word: dict[str, Unit] = {}
        for unit in sorted(units, key=lambda unit: (-len(unit.word), unit.word)):
            if self.by_word.setdefault(unit.word, unit) is unit:
                self._by_first.setdefault(unit.word[0], []).append(unit)

    def at(self, text: str, position: int) -> Unit | None:
        """The longest unit at `position` that is not the beginning of another word (年 in 年级, m in mmol, mg in mg/L)."""
        for unit in self._by_first.get(text[position : position + 1], ()):
            if text.startswith(unit.word, position):
                end = position + len(unit.word)
                if unit.not_before and text.startswith(unit.not_before, end):
                    continue
                if unit.is_latin and _LATIN.match(text, end):
                    continue
                return unit
        return None


@cache
def units() -> Units:
    """The units of money, shares and time, and the measure words of counts."""
    data = read_words("units")
    stops = {word: words_of(after, f"units.yaml: not_before: {word}") for word, after in data["not_before"].items()}
    found = []
    for code, places in data["money"].items():
        found += [
            Unit(word, "money", code, not_before=stops.get(word, ()))
            for word in words_of(places["after"], f"units.yaml: money: {code}")
        ]
    for word, (code, factor) in data["parts"].items():
        found.append(Unit(word, "money", code, _factor(factor, word), not_before=stops.get(word, ())))
    for word, (unit, factor) in data["percent"].items():
        found.append(Unit(word, "percent", unit, _factor(factor, word), not_before=stops.get(word, ())))
    for unit, words in data["duration"].items():
        for word, factor in words.items():
            found.append(Unit(word, "duration", unit, _factor(factor, word), not_before=stops.get(word, ())))
    measures = read_words("measure_words")
    stops = {w: words_of(after, f"measure_words.yaml: not_before: {w}") for w, after in measures["not_before"].items()}
    for group, spoken in (("any_numeral", True), ("arabic_only", False)):
        found += [
            Unit(word, "count", word, spoken=spoken, not_before=stops.get(word, ()))
            for word in words_of(measures[group], f"measure_words.yaml: {group}")
        ]
    return Units(found)


@cache
def currency_prefixes() -> dict[str, str]:
    """Words that stand before an amount (新台币, ￥) and the ISO 4217 code that they say."""
    money = read_words("units")["money"]
    return {word: code for code, places in money.items() for word in places["before"]}


def _factor(text: str, word: str) -> Decimal:
    try:
        return Decimal(text)
    except (InvalidOperation, TypeError) as error:
        raise VocabularyError(f"quantities/units.yaml: {word}: {text!r} is no decimal string") from error
