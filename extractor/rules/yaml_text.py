"""YAML that a person likes to read in a review: plain where it can be plain, short mappings on one line, long texts folded.

Columns are those of a terminal, where a Chinese character takes two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import yaml

WIDTH = 120
"""The columns of a line, what is before it in the line included."""
_PLAIN_PART = r"[^\s:,\[\]{}\"'\\&*!|>@`]*"
_MAY_BE_PLAIN = re.compile(rf"(?:[^\W\d]|[（(《“]){_PLAIN_PART}|\d{_PLAIN_PART}[\u2e80-\uffff%]{_PLAIN_PART}")
_BREAKS = "，。；、：）》”,;:)"
# What YAML does not let stand as it is, or what a terminal might obey: controls, separators of lines, reversals of the reading order.
_NOT_AS_IT_IS = re.compile("[\x00-\x1f\x7f-\xa0\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")


def width(text: str) -> int:
    """The columns that a text takes."""
    return sum(2 if character > "\u2e7f" else 1 for character in text)


@lru_cache(maxsize=20_000)
def scalar(text: str) -> str:
    """A text as a scalar on one line that stands in a block or in a flow."""
    if _MAY_BE_PLAIN.fullmatch(text) and not _NOT_AS_IT_IS.search(text) and _is_text(text):
        return text
    return f'"{_escaped(text)}"'


def _is_text(text: str) -> bool:
    """Whether YAML takes a plain scalar for a text, not for a number, a day or a truth value."""
    found: str = _resolver().resolve(yaml.ScalarNode, text, (True, False))
    return found == "tag:yaml.org,2002:str" and text.lower() not in ("y", "n")


@cache
def _resolver() -> Any:
    return yaml.resolver.Resolver()


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return _NOT_AS_IT_IS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def folded(text: str, column: int, indent: int) -> str:
    """A text that begins in `column`: on one line where it fits, else folded, its further lines indented."""
    whole = scalar(text)
    if column + width(whole) <= WIDTH:
        return whole
    lines: list[str] = []
    tokens, room = _TOKEN.findall(_escaped(text)), WIDTH - column - 2
    while tokens:
        count = _fitting(tokens, room)
        lines.append("".join(tokens[:count]))
        tokens, room = tokens[count:], WIDTH - indent - 2
        if tokens and tokens[0] == " ":  # White space at the start of a continued line would be lost.
            tokens[0] = "\\x20"
    return '"' + ("\\\n" + " " * indent).join(lines) + '"'


_TOKEN = re.compile(r"\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\.|[0-9.%]{1,30}|[A-Za-z]{1,30}|.", re.DOTALL)
"""What is not parted: an escape, a number, a word, any other character."""


def _fitting(tokens: Sequence[str], room: int) -> int:
    """How many tokens stand on a line: as many as fit, up to a mark of punctuation where one is not far back; at least one."""
    count = taken = 0
    for token in tokens:
        taken += width(token)
        if taken > room:
            break
        count += 1
    if count == len(tokens):
        return count
    marks = (position for position in range(count, count * 2 // 3, -1) if tokens[position - 1] in _BREAKS)
    return next(marks, max(count, 1))


def written(value: Any, column: int, indent: int, longest: int = WIDTH) -> str:
    """What stands behind a colon in `column`: a value on the same line where it fits into `longest` columns, else a text folded, a
    mapping or a list over lines of its own, indented.

    Numbers and days are given as `Raw`.
    """
    line = flat(value)
    if column + 1 + width(line) <= longest or not value:
        return f" {line}"
    start = f"\n{' ' * indent}"
    if isinstance(value, Mapping):
        keys = {flat(key): inner for key, inner in value.items()}
        return "".join(
            f"{start}{key}:{written(inner, indent + width(key) + 1, indent + 2, longest)}" for key, inner in keys.items()
        )
    if isinstance(value, str):
        return " " + (value if isinstance(value, Raw) else folded(value, column + 1, indent))
    return "".join(f"{start}-{written(inner, indent + 1, indent + 2, longest)}" for inner in value)


class Raw(str):
    """A number, a day or null, which stands as it is."""

    __slots__ = ()


def flat(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Raw):
        return value
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{flat(key)}: {flat(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(flat, value)) + "]"
    return str(value)
