"""Automatic numbering of Word files (ECMA-376 part 1, 17.9): `numbering.xml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.sources.numbering import LEVELS, Level, NumberedList

if TYPE_CHECKING:
    from lxml.etree import _Element


class Numbering:
    """The lists of a file; `label` gives what each next paragraph prints. `root` is `numbering.xml`, None without lists."""

    def __init__(self, root: _Element | None) -> None:
        self._lists: dict[str, NumberedList] = {}
        self._numbers: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        for abstract in _children(root, "abstractNum"):
            levels = [Level() for _ in range(LEVELS)]
            for one in _children(abstract, "lvl"):
                index = _number(one, "ilvl", of=one)
                if index is not None and 0 <= index < LEVELS:
                    levels[index] = _level(one)
            self._lists[attribute(abstract, "abstractNumId") or ""] = NumberedList(levels)
        for number in _children(root, "num"):
            overrides: dict[int, Level] = {}
            starts: dict[int, int] = {}
            for override in _children(number, "lvlOverride"):
                index = _number(override, "ilvl", of=override)
                if index is None or not 0 <= index < LEVELS:
                    continue
                own = next(_children(override, "lvl"), None)
                if own is not None:
                    overrides[index] = _level(own)
                start = _number(override, "startOverride")
                if start is not None:
                    starts[index] = start
            abstract_id = next((attribute(one, "val") or "" for one in _children(number, "abstractNumId")), "")
            self._numbers[attribute(number, "numId") or ""] = (abstract_id, overrides, starts)

    def level_of_style(self, number: str, style: str) -> int:
        """The level of a list that belongs to a paragraph style; 0 where none says so."""
        numbered = self._lists.get(self._numbers.get(number, ("", {}, {}))[0])
        levels = numbered.levels if numbered else []
        return next((index for index, level in enumerate(levels) if level.style == style), 0)

    def label(self, number: str, level: int) -> str:
        """The label of the next paragraph at a level of a list, with the space behind it; empty for bullets and unknown lists."""
        abstract, overrides, starts = self._numbers.get(number, ("", {}, {}))
        numbered = self._lists.get(abstract)
        if numbered is None or not 0 <= level < LEVELS:
            return ""
        start = starts.get(level) if (number, level) not in self._begun else None
        self._begun.add((number, level))
        return numbered.next(level, overrides, start)


def attribute(node: _Element, name: str) -> str | None:
    """An attribute of WordprocessingML, in whichever of its namespaces."""
    return next((value for key, value in node.items() if key.rpartition("}")[2] == name), None)


def whole(value: str | None) -> int | None:
    """A whole number of few digits, None for anything else."""
    digits = (value or "").strip()
    return int(digits) if digits.isascii() and digits.removeprefix("-").isdigit() and len(digits) < 7 else None


def _children(node: _Element, name: str) -> Iterator[_Element]:
    return (child for child in node if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == name)


def _number(node: _Element, name: str, of: _Element | None = None) -> int | None:
    """A number in the child `name` of a node, or in an attribute of `of`."""
    if of is not None:
        return whole(attribute(of, name))
    return next((whole(attribute(child, "val")) for child in _children(node, name)), None)


def _level(node: _Element) -> Level:
    words = {child.tag.rpartition("}")[2]: attribute(child, "val") or "" for child in node if isinstance(child.tag, str)}
    start = whole(words.get("start"))
    return Level(
        1 if start is None else start, words.get("numFmt", "decimal"), words.get("lvlText", ""), whole(words.get("lvlRestart")),
        "isLgl" in words and words["isLgl"] not in ("0", "false"), words.get("pStyle"))
