"""What a value is for each of (per): 每人每年, 元/月, 每次, 单店."""

from __future__ import annotations

import re
from functools import cache

from extractor.quantities.vocabulary import either, read_words

_CLAUSE = re.compile(r"[^，。；：\n\t]{1,48}\Z")
_SLASH_SEPARATORS = "/／·．每"


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str], re.Pattern[str], dict[str, str], dict[str, str]]:
    data = read_words("basis")
    who = {word: name for name, group in data["who"].items() for word in group}
    period = {word: name for name, group in data["period"].items() for word in group}
    slash = {str(word): name for word, name in data["slash"].items()}
    return (
        re.compile(either([*who, *period])),
        who,
        re.compile(f"[{_SLASH_SEPARATORS}]?({either(slash)})"),
        period,
        slash,
    )


def slash_basis(text: str, end: int) -> tuple[int, str | None]:
    """元/人/年 behind a unit: where it ends and what it says (person/year)."""
    if text[end : end + 1] not in ("/", "／"):
        return end, None
    _, _, pattern, _, slash = _words()
    names: list[str] = []
    position = end
    while len(names) < 2:
        if not names or text[position : position + 1] in tuple("/／·．每年月日") or names:
            match = pattern.match(text, position)
            if match is None or (names and match.end() - match.start() == len(match[1]) and slash[match[1]] not in (
                "year", "month", "day", "time"
            )):
                break
            names.append(slash[match[1]])
            position = match.end()
    return position, "/".join(names) or None


def printed_basis(text: str, start: int) -> str | None:
    """每人每年 and the like in the clause before a value."""
    clause = _CLAUSE.search(text[max(0, start - 48) : start])
    if clause is None:
        return None
    return combine(clause[0])


def combine(clause: str) -> str | None:
    """The basis that a stretch of words says: who, and which period."""
    pattern, who, _, period, _ = _words()
    name = when = None
    for match in pattern.finditer(clause):
        name = who.get(match[0], name)
        when = period.get(match[0], when)
    if name and when:
        return f"{name}/{when}"
    return name or when
