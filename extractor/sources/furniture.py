"""What surrounds a circular on web pages: names of elements and lines, from `vocabulary/web_furniture.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.vocabulary import VocabularyError, load_yaml

_FILE = "web_furniture.yaml"
_LISTS = ("containers", "furniture", "titles", "title_metas", "documents", "box", "lines", "tails", "annexes", "ornaments")
_BOX = ("number", "written", "effective", "expires", "status", "statuses")


@dataclass(frozen=True, slots=True)
class Furniture:
    """The entries of the file, ready for matching; patterns match whole names and whole lines."""

    containers: re.Pattern[str]
    furniture: re.Pattern[str]
    titles: tuple[str, ...]
    title_metas: tuple[str, ...]
    documents: re.Pattern[str]
    box: re.Pattern[str]
    statuses: re.Pattern[str]
    lines: re.Pattern[str]
    tails: re.Pattern[str]
    annexes: re.Pattern[str]
    ornaments: re.Pattern[str]


@cache
def furniture() -> Furniture:
    """The furniture of web pages, loaded once. Raises VocabularyError for a file that does not hold it."""
    entries = load_yaml(_FILE)
    if not isinstance(entries, dict) or set(entries) != set(_LISTS):
        raise VocabularyError(f"vocabulary/{_FILE}: needs exactly the lists {', '.join(_LISTS)}")
    box = entries.pop("box")
    if not isinstance(box, dict) or set(box) != set(_BOX):
        raise VocabularyError(f"vocabulary/{_FILE}: box needs exactly the lists {', '.join(_BOX)}")
    for name, values in (*entries.items(), *box.items()):
        if not values or not all(isinstance(value, str) and value for value in values):
            raise VocabularyError(f"vocabulary/{_FILE}: {name} must be a list of words")
    documents = "|".join(map(re.escape, entries["documents"]))
    labels = "|".join(f"(?P<{name}>{_spaced(box[name])})" for name in _BOX[:-1])
    return Furniture(
        containers=_names(entries["containers"]),
        furniture=_names(entries["furniture"]),
        titles=tuple(entries["titles"]),
        title_metas=tuple(entries["title_metas"]),
        documents=re.compile(rf"关于|(?:{documents})(?:[（(].{{0,40}})?$"),
        box=re.compile(rf"(?<![^\s|；;【〔\[])(?:{labels})[ \u3000]{{0,4}}[】〕\]]?[:：]?[\t \u3000]{{0,8}}"),
        statuses=re.compile("|".join(map(re.escape, sorted(box["statuses"], key=lambda word: (-len(word), word))))),
        lines=_lines("lines", entries),
        tails=_lines("tails", entries),
        annexes=_lines("annexes", entries),
        ornaments=_lines("ornaments", entries),
    )


def _names(names: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(name).replace(r"\*", r"[\w-]*") for name in names))


def _lines(name: str, entries: dict[str, Any]) -> re.Pattern[str]:
    try:
        return re.compile("|".join(f"(?:{line})" for line in entries[name]))
    except re.error as error:
        raise VocabularyError(f"vocabulary/{_FILE}: {name}: {error}") from error


def _spaced(labels: list[str]) -> str:
    """Labels of which the longest wins; spaces may part their characters (文　　号)."""
    longest_first = sorted(labels, key=lambda label: (-len(label), label))
    return "|".join("\\s{0,8}".join(map(re.escape, label)) for label in longest_first)
