"""The fixed forms of official documents (`vocabulary/structure`), dates, and what is an agency's name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from extractor.vocabulary import load_yaml
from extractor.vocabulary.patterns import Pattern, load_patterns

CN = "一二三四五六七八九十百零〇"
_FILES = ("lines", "heads", "citations", "amendments")

_YEAR = r"(?:(?P<y>\d{4})|(?P<cy>[一二三四五六七八九〇零]{4})|(?:中华)?民国 ?(?P<my>\d{2,3}|[一二三四五六七八九十百〇]{1,4}))"
_MONTH_DAY = r"(?:(?P<m>\d{1,2})|(?P<cm>[一二三四五六七八九十]{1,2})) ?月 ?(?:(?P<d>\d{1,2})|(?P<cd>[一二三四五六七八九十]{1,3})) ?日"
DATE = re.compile(_YEAR + r" ?年 ?" + _MONTH_DAY)
# A time of day may touch it (2031-02-0714:01).
ISO_DATE = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{2}(?=\d{2}:\d{2})|\d{1,2}(?!\d))")

BRACKETS_BEHIND = re.compile(r"（[^）]*）$")


@cache
def load() -> Mapping[str, Pattern]:
    """All patterns of `vocabulary/structure` by name. Raises VocabularyError naming the entry that is wrong."""
    return load_patterns("structure", _FILES)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The expression of one pattern."""
    return load()[name].expression


@cache
def words(name: str) -> frozenset[str]:
    """The words of one list of `vocabulary/structure/words.yaml`."""
    return frozenset(load_yaml("structure/words.yaml")[name])


_CN_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0}


def chinese_number(text: str) -> int:
    """A numeral below ten thousand, positional (二〇二一) or with 十 and 百 (二十三)."""
    if "十" not in text and "百" not in text:
        return int("".join(str(_CN_DIGIT[c]) for c in text))
    total, digit = 0, 0
    for char in text:
        if char in _CN_DIGIT:
            digit = _CN_DIGIT[char]
        else:
            total += (digit or 1) * (100 if char == "百" else 10)
            digit = 0
    return total + digit


def date_of(hit: re.Match[str]) -> str | None:
    """The ISO date that a `DATE` or `ISO_DATE` match names, or None where there is no such day (2月30日)."""
    group = hit.groupdict()
    if group.get("y"):
        year = int(group["y"])
    elif group.get("cy"):
        year = chinese_number(group["cy"])
    else:
        republic = group.get("my") or "0"
        year = 1911 + (int(republic) if republic.isdigit() else chinese_number(republic))
    month = int(group["m"]) if group.get("m") else chinese_number(group["cm"])
    day = int(group["d"]) if group.get("d") else chinese_number(group["cd"])
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def dates_in(text: str) -> list[tuple[int, str]]:
    """Offsets and ISO dates of the dates in a line."""
    found = []
    for expression in (DATE, ISO_DATE):
        for hit in expression.finditer(text):
            iso = date_of(hit)
            if iso:
                found.append((hit.start(), iso))
    return sorted(found)


def is_agency(text: str) -> bool:
    """Whether a stretch of a head or sign-off line is one agency's name."""
    return pattern("agency").fullmatch(text) is not None and "关于" not in text
