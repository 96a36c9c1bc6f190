"""What surrounds a circular on web pages: names of elements and lines, from `vocabulary/web_furniture.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.vocabulary import VocabularyError, load_yaml

_FILE = "web_furniture.yaml"
_LISTS = ("containers", "furniture", "titles", "title_metas", "documents", "number_labels", "lines", "tails")


@dataclass(frozen=True, slots=True)
class Furniture:
    """The entries of the file, ready for matching; patterns match whole names and whole lines."""

    containers: re.Pattern[str]
    furniture: re.Pattern[str]
    titles: tuple[str, ...]
    title_metas: tuple[str, ...]
    documents: re.Pattern[str]
    number: re.Pattern[str]
    lines: re.Pattern[str]
    tails: re.Pattern[str]


@cache
def furniture() -> Furniture:
    """The furniture of web pages, loaded once. Raises VocabularyError for a file that does not hold it."""
    entries = load_yaml(_FILE)
    if not isinstance(entries, dict) or set(entries) != set(_LISTS):
        raise VocabularyError(f"vocabulary/{_FILE}: needs exactly the lists {', '.join(_LISTS)}")
    for name, values in entries.items():
        if not values or not all(isinstance(value, str) and value for value in values):
            raise VocabularyError(f"vocabulary/{_FILE}: {name} must be a list of words")
    documents = "|".join(map(re.escape, entries["documents"]))
    labels = "|".join("\\s*".join(map(re.escape, label)) for label in entries["number_labels"])
    return Furniture(
        containers=_names(entries["containers"]),
        furniture=_names(entries["furniture"]),
        titles=tuple(entries["titles"]),
        title_metas=tuple(entries["title_metas"]),
        documents=re.compile(rf"关于|(?:{documents})(?:[（(].{{0,40}})?$"),
        number=re.compile(rf"(?:^|\t)\s*(?:{labels})\s*[:：]?\s*(\S[^\t]{{0,60}})", re.MULTILINE),
        lines=_lines("lines", entries),
        tails=_lines("tails", entries),
    )


def _names(names: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(name).replace(r"\*", r"[\w-]*") for name in names))


def _lines(name: str, entries: dict[str, Any]) -> re.Pattern[str]:
    try:
        return re.compile("|".join(f"(?:{line})" for line in entries[name]))
    except re.error as error:
        raise VocabularyError(f"vocabulary/{_FILE}: {name}: {error}") from error
