"""Comparison words: those that touch a value, those that govern it from further off, those that a list shares."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import NamedTuple

from extractor.quantities.model import Comparator, Quantity
from extractor.quantities.vocabulary import Unit, either, read_words, words_of

_INCLUDED = re.compile(r"（(不?)(?:包|未)?含([^（）\n]{0,12})）")
_SELF = re.compile(r"(?:本数|本级|该数|起止数|上限|下限|[0-9一二三四五六七八九十百千万两.]+[^（），]{0,6})?")
_CLAUSE = re.compile(r"[^，。；：、！？（）“”\n\t0-9]{2,32}\Z")
_KEPT_WITHIN = re.compile(r"控制在|(?:分别|依次)(?:不超过|在|为)")
_ALTERNATIVE = re.compile(r"或(?:[^，。；：\n\t]*的)?")
_WIDTH = 14


class Words(NamedTuple):
    """The comparison words of the vocabulary, worked out to what stands in a text."""

    before: dict[str, Comparator]
    longest: int
    after: dict[str, Comparator]
    after_pattern: re.Pattern[str]
    inclusive: frozenset[str]
    only_with: dict[str, tuple[str, ...]]
    before_not_after: dict[str, tuple[str, ...]]
    after_not_before: dict[str, tuple[str, ...]]
    floor: re.Pattern[str]
    governing: re.Pattern[str]
    breaks: re.Pattern[str]


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
    before |= data["governing"]
    after = {word: comparator for comparator, group in data["after"].items() for word in group}
    return Words(
        before,
        max(map(len, before)),
        after,
        re.compile(either(after)),
        frozenset(listed("inclusive")),
        {word: tuple(kinds) for word, kinds in data["only_with"].items()},
        {word: tuple(signs) for word, signs in data["before_not_after"].items()},
        {word: tuple(signs) for word, signs in data["after_not_before"].items()},
        re.compile(f"(?:{either(listed('floor_words'))})[一-龥]{{1,4}}\\Z"),
        re.compile(either([*bounds, *data["governing"]])),
        re.compile(either(listed("breaks_government"))),
    )


class Before(NamedTuple):
    """What stands before a value: where the comparison word starts, and what it says."""

    start: int
    comparator: Comparator


class After(NamedTuple):
    """What stands behind a value: where it ends, the comparator (None where only 含 stands), what 含 says."""

    end: int
    comparator: Comparator | None
    inclusive: bool | None


_BASIS = re.compile(r"(?:人均)?每[人户月年次](?:每[年月日天次])?\Z")


def read_before(text: str, start: int, unit: Unit) -> Before | None:
    """The comparison word that ends at `start`."""
    known = words()
    basis = _BASIS.search(text, max(0, start - 10), start)
    if basis is not None:  # 不低于每人每年640元
        inner = read_before(text, basis.start(), unit)
        if inner is not None and inner.comparator != "approx":
            return inner
    window = text[max(0, start - known.longest) : start]
    cut = max(window.rfind("\n"), window.rfind("\t")) + 1
    for length in range(len(window) - cut, 0, -1):
        word = window[-length:]
        comparator = known.before.get(word)
        if comparator is None:
            continue
        if word == "近" and unit.kind == "duration":
            continue
        at = start - length
        stops = known.before_not_after.get(word)
        if stops is not None and text[max(0, at - 1) : at] in stops:
            continue
        return Before(at, comparator)
    low = max(0, start - _WIDTH)
    floor = known.floor.search(text[low:start])
    return Before(low + floor.start(), "ge") if floor is not None else None


def read_after(text: str, end: int, unit: Unit) -> After:
    """（含）, 以上, 左右 … from `end` on, in any order."""
    known = words()
    inclusive: bool | None = None
    comparator: Comparator | None = None
    for _ in range(3):
        sign = text[end : end + 1]
        if sign == "（" and inclusive is None:
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
        only_with = known.only_with.get(word)
        if only_with is not None and unit.kind not in only_with and unit.word not in only_with:
            break
        stops = known.after_not_before.get(word)
        if stops is not None and text.startswith(stops, word_match.end()):
            break
        comparator = known.after[word]
        end = word_match.end()
        if word in known.inclusive:
            inclusive = True
    return After(end, comparator, inclusive)


def with_inclusion(comparator: Comparator, inclusive: bool | None) -> Comparator:
    """以下 (lt) with （含） is le, 以上 (ge) with （不含） is gt."""
    if inclusive is None:
        return comparator
    closed: dict[Comparator, Comparator] = {"lt": "le", "gt": "ge"}
    opened: dict[Comparator, Comparator] = {"le": "lt", "ge": "gt"}
    return (closed if inclusive else opened).get(comparator, comparator)


def governing(text: str, start: int, unit: Unit) -> Comparator | None:
    """A comparison word that governs a share without touching it (最高不超过…可支配收入的50%, 不超过低保标准2倍).

    Without 的 in front of a percentage only a negated word governs: 高于平均水平5% says by how much.
    """
    if not (unit.unit == "percent" or unit.word == "倍"):
        return None
    clause = _CLAUSE.search(text[max(0, start - 34) : start])
    if clause is None:
        return None
    known = words()
    best: re.Match[str] | None = None
    for match in known.governing.finditer(clause[0]):
        best = match
    if best is None or known.breaks.search(clause[0], best.end()):
        return None
    comparator = known.before[best[0]]
    if clause[0].endswith("的") or unit.word == "倍" or comparator in ("ge", "le"):
        return comparator
    return None


def share(text: str, found: list[Quantity], touched: dict[int, str]) -> None:
    """Comparison words that stand once for a list: 不低于400元、600元; 5%或…5‰以内. Changes `found` in place.

    `touched` says for the index of a quantity whether its own word stands "before" or "after" it.
    """
    for index in range(1, len(found)):
        previous, current = found[index - 1], found[index]
        between = text[previous.end : current.start]
        if previous.kind != current.kind or len(between) > 24 or previous.range_role or current.range_role:
            continue
        if touched.get(index - 1) == "before" and index not in touched and between in ("、", "和", "与", "及", "或"):
            current.comparator = previous.comparator
            touched[index] = "before"
        elif touched.get(index) == "after" and index - 1 not in touched and _ALTERNATIVE.fullmatch(between):
            previous.comparator = current.comparator
    for index in range(len(found) - 1, 0, -1):  # 分别控制在10%、8%、5%以内
        previous, current = found[index - 1], found[index]
        if (touched.get(index) == "after" and index - 1 not in touched and previous.kind == current.kind
                and text[previous.end : current.start] in ("、", "和") and _KEPT_WITHIN.search(text, max(0, previous.start - 24), current.start)
                and not (previous.range_role or current.range_role)):
            previous.comparator = current.comparator
            touched[index - 1] = "after"


def complement(found: list[Quantity], line_of: list[int], plain: set[int]) -> None:
    """3万元以上 beside 3万元（含）以下 in one line is gt, 以下 beside 以上（不含） le. Changes `found` in place.

    `line_of` says where the line (table, list) begins on which each stands, `plain` holds the indexes of quantities with
    a bare 以上 or 以下.
    """
    for index in sorted(plain):
        current = found[index]
        for other in range(max(0, index - 16), min(len(found), index + 17)):
            beside = found[other]
            if other == index or line_of[other] != line_of[index]:
                continue
            if (beside.value, beside.unit) != (current.value, current.unit):
                continue
            if current.comparator == "ge" and beside.comparator == "le" and beside.inclusive:
                current.comparator = "gt"
            elif current.comparator == "lt" and beside.comparator == "gt" and beside.inclusive is False:
                current.comparator = "le"
