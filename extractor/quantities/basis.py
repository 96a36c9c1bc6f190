"""What a value is for each of (per): 每人每年, 元/月, 每次, 单店. Who comes before the period: person/year."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from extractor.quantities.model import Kind
from extractor.quantities.vocabulary import either, read_words

_CLAUSE = re.compile(r"[^，。；：\n\t]{1,48}\Z")
_YEAR_STRETCH = re.compile(r"一个[一-龥]{0,6}年度内?[^。；\n\t]{0,40}\Z")


class _Words(NamedTuple):
    who: dict[str, str]
    period: dict[str, str]
    slash: dict[str, str]
    printed: re.Pattern[str]
    after_slash: re.Pattern[str]


@cache
def _words() -> _Words:
    data = read_words("basis")
    who = {word: name for name, group in data["who"].items() for word in group}
    period = {word: name for name, group in data["period"].items() for word in group}
    slash: dict[str, str] = data["slash"]
    basis = either(slash)
    return _Words(
        who,
        period,
        slash,
        re.compile(either([*who, *period])),
        re.compile(f"[/／]({basis})(?:[/／·．每]({basis})|(年|月|日|天|次))?"),
    )


def slash_basis(text: str, end: int) -> tuple[int, str | None]:
    """元/人/年 behind a unit: where it ends, and what it says."""
    if text[end : end + 1] not in ("/", "／"):
        return end, None
    known = _words()
    match = known.after_slash.match(text, end)
    if match is None:
        return end, None
    names = [known.slash[word] for word in match.groups() if word]
    return match.end(), _join(names)


def printed_basis(text: str, start: int, kind: Kind) -> str | None:
    """每人每年 and the like in the clause before a value that starts at `start`; 一个自然年度内 says the year."""
    clause = _CLAUSE.search(text[max(0, start - 48) : start])
    known = _words()
    names: dict[bool, str] = {}
    if clause is not None:
        for match in known.printed.finditer(clause[0]):
            is_period = match[0] in known.period
            names[is_period] = (known.period if is_period else known.who)[match[0]]
    yearly = True not in names and (kind == "count" or (kind == "money" and names))
    if yearly and "年度" in text[max(0, start - 60) : start] and _YEAR_STRETCH.search(text[max(0, start - 60) : start]):
        names[True] = "year"
    return _join(list(names.values()))


def _join(names: list[str]) -> str | None:
    periods = set(_words().period.values())
    return "/".join(sorted(names, key=lambda name: name in periods)) or None
