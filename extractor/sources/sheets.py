"""Pages of placed characters and ruling lines, from whatever format: their lines and tables in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median_low
from typing import Any

from extractor.sources.sheet_tables import SPACE, Piece, SheetLine, find_tables, inside, rounded, table_lines


@dataclass(slots=True)
class Sheet:
    """A page: its number from 1, its size in points, its characters and edges as pdfplumber describes them.

    A character has `text`, `x0`, `top`, `x1`, `bottom`, `size`; one of optical recognition, which may be a word, `score`, too.
    """

    number: int
    width: float
    height: float
    chars: list[dict[str, Any]] = field(default_factory=list)
    edges: list[dict[str, Any]] = field(default_factory=list)


def lines_of(sheet: Sheet) -> list[SheetLine]:
    """The page's lines and table rows from top to bottom."""
    tables = find_tables(sheet.edges)
    boxes = [table.bbox for table in tables]
    rest = [char for char in sheet.chars if not any(inside(char, box) for box in boxes)] if boxes else sheet.chars
    found = list(_printed(sheet, rest))
    for table in tables:
        found += table_lines(sheet.number, sheet.chars, table)
    return sorted(found, key=lambda line: line.top)


def _printed(sheet: Sheet, chars: list[dict[str, Any]]) -> Iterator[SheetLine]:
    from pdfplumber.utils.text import chars_to_textmap

    if not chars:
        return
    for line in chars_to_textmap(chars, x_tolerance_ratio=SPACE).extract_text_lines():
        held = line["chars"]
        box = rounded((line["x0"], line["top"], line["x1"], line["bottom"]))
        score = min((char["score"] for char in held if "score" in char), default=None)
        yield SheetLine(
            line["top"], [Piece(line["text"], box, sheet.number, score)], size=median_low(char["size"] for char in held))


def part(chars: list[dict[str, Any]]) -> None:
    """Move the left edge of characters that are drawn behind, but begin a little before, another, as drawn-in brackets do."""
    for one, other in pairwise(chars):
        if other["x0"] < one["x0"] < one["x1"] < other["x1"] and abs(one["bottom"] - other["bottom"]) < 0.5 * one["size"]:
            other["x0"] = one["x1"]


def once(chars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Characters, those only once that some programs print twice to make them bold."""
    from pdfplumber.utils.text import dedupe_chars

    places = {(char["text"], round(char["x0"]), round(char["top"])) for char in chars}
    return dedupe_chars(chars) if len(places) < len(chars) else chars
