"""Comparison words that touch a value: 不超过 in front of it, 以上 and （含） behind it."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import NamedTuple

from extractor.quantities.model import Comparator
from extractor.quantities.vocabulary import Unit, either, read_words, words_of

_INCLUDED = re.compile(r"[（〔]([不未]?)(?:包括|包含|含)([^（）〔〕\n]{0,12})[）〕]")
_SELF = re.compile(r"(?:本数|本级|该数|起止数|上限|下限|(?![一二三][手孩胎])[0-9一二三四五六七八九十百千万两.]+[^（），]{0,6})?(?:，下同)?")
_TITLE_END = re.compile(r"〈(?!\d)[^〈〉\n]{1,40}\Z")
_TITLE_START = re.compile(r"[^〈〉\n]{1,40}〉(?!=?\d)")
_WIDTH = 14


class Words(NamedTuple):
    """The comparison words of the vocabulary, worked out to what stands in a text; `bounds` are part of `before`."""

    bounds: dict[str, Comparator]
    before: dict[str, Comparator]
    longest: int
    after: dict[str, Comparator]
    after_pattern: re.Pattern[str]
    inclusive: frozenset[str]
    only_with: dict[str, tuple[str, ...]]
    before_not_after: dict[str, tuple[str, ...]]
    after_not_before: dict[str, tuple[str, ...]]
    gives_way: frozenset[str]
    floor: re.Pattern[str]


@cache
def words() -> Words:
    """Comparison words from `comparison.yaml`: negated, emphasized and with verbs, as a text prints them."""
    data = read_words("comparison")

    def listed(name: str) -> tuple[str, ...]:
        return words_of(data[name], f"comparison.yaml: {name}")

    bounds: dict[str, Comparator] = dict.fromkeys(listed("over"), "gt")
    bounds |= dict.fromkeys(listed("under"), "lt")
    for negation, over in product(listed("negations"), listed("over")):
        bounds[negation + over] = "le"
    for negation, under in product(listed("negations"), listed("under")):
        bounds[negation + under] = "ge"
    before: dict[str, Comparator] = {e + w: c for e, (w, c) in product(("", *listed("emphasis")), bounds.items())}
    for comparator, plain_words in data["before"].items():
        before |= dict.fromkeys(words_of(plain_words, f"comparison.yaml: before: {comparator}"), comparator)
    for (cap, comparator), verb in product(data["capping"].items(), listed("capped_verbs")):
        before[cap + verb] = comparator
    after = {word: comparator for comparator, group in data["after"].items() for word in group}
    return Words(
        bounds,
        before,
        max(map(len, before)),
        after,
        re.compile(either(after)),
        frozenset(listed("inclusive")),
        {word: tuple(kinds) for word, kinds in data["only_with"].items()},
        {word: tuple(signs) for word, signs in data["before_not_after"].items()},
        {word: tuple(signs) for word, signs in data["after_not_before"].items()},
        frozenset(listed("gives_way")),
        re.compile(f"(?:{either(listed('floor_words'))})[一-龥]{{1,4}}\\Z"),
    )


class Before(NamedTuple):
    """What stands before a value: where the comparison word starts, and what it says."""

    start: int
    comparator: Comparator


class After(NamedTuple):
    """What stands behind a value: where it ends, the comparator (None where only 含 stands), what 含 says.

    `gives_way` says that the bound is open to what a neighbouring part of a scale says (以上 without 含).
    """

    end: int
    comparator: Comparator | None
    inclusive: bool | None
    gives_way: bool


_BASIS = re.compile(r"(?:人均)?(?:每[一-龥]{1,4}){1,2}\Z")


def read_before(text: str, start: int, unit: Unit) -> Before | None:
    """The comparison word that ends at `start`, or at what the figure is for each of that ends there."""
    low = max(0, start - 10)
    basis = _BASIS.search(text, low, start) if text.find("每", low, start) >= 0 else None
    if basis is not None:  # 不低于每人每年640元
        inner = _ends_at(text, basis.start(), unit)
        if inner is not None and inner.comparator != "approx":
            return inner
    return _ends_at(text, start, unit)


def _ends_at(text: str, start: int, unit: Unit) -> Before | None:
    known = words()
    window = text[max(0, start - known.longest) : start]
    cut = max(window.rfind("\n"), window.rfind("\t")) + 1
    for length in range(len(window) - cut, 0, -1):
        word = window[-length:]
        comparator = known.before.get(word)
        if comparator is None:
            continue
        if (word == "近" and unit.kind == "duration") or not _fits(known, word, unit):
            continue
        at = start - length
        stops = known.before_not_after.get(word)
        if stops is not None and text[max(0, at - 1) : at] in stops:
            continue
        if word in _TITLE_MARKS and not _is_sign(text, at, word):
            continue
        return Before(at, comparator)
    low = max(0, start - _WIDTH)
    floor = known.floor.search(text[low:start])
    return Before(low + floor.start(), "ge") if floor is not None else None


def _fits(known: Words, word: str, unit: Unit) -> bool:
    only_with = known.only_with.get(word)
    return only_with is None or unit.kind in only_with or unit.word in only_with


_TITLE_MARKS = ("〈", "〉")


def _is_sign(text: str, at: int, sign: str) -> bool:
    """Whether 〈 or 〉 before a number is a sign of comparison (which normalizing writes so), not a mark of a title."""
    if sign == "〉":
        return _TITLE_END.search(text, max(0, at - 42), at) is None
    return _TITLE_START.match(text, at + 1) is None


def read_after(text: str, end: int, unit: Unit) -> After:
    """（含）, 以上, 左右 … from `end` on, in any order."""
    known = words()
    inclusive: bool | None = None
    comparator: Comparator | None = None
    gives_way = False
    for _ in range(3):
        sign = text[end : end + 1]
        if sign in ("（", "〔") and inclusive is None:
            match = _INCLUDED.match(text, end)
            if match is None or not _SELF.fullmatch(match[2]):
                break
            inclusive = not match[1]
            end = match.end()
            continue
        word_match = known.after_pattern.match(text, end) if comparator is None else None
        if word_match is None:
            break
        word = word_match[0]
        if not _fits(known, word, unit):
            break
        stops = known.after_not_before.get(word)
        if stops is not None and text.startswith(stops, word_match.end()):
            break
        comparator = known.after[word]
        end = word_match.end()
        if word in known.inclusive:
            inclusive = True
        gives_way = word in known.gives_way
    return After(end, comparator, inclusive, gives_way and inclusive is None)


def with_inclusion(comparator: Comparator, inclusive: bool | None) -> Comparator:
    """以下 (le) with （不含） is lt, 超过 (gt) with （含） ge."""
    if inclusive is None:
        return comparator
    closed: dict[Comparator, Comparator] = {"lt": "le", "gt": "ge"}
    opened: dict[Comparator, Comparator] = {"le": "lt", "ge": "gt"}
    return (closed if inclusive else opened).get(comparator, comparator)
