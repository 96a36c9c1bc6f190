"""The sample circulars as office files: their paragraphs as normalized, numbered automatically, with the head in a text box."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from extractor.normalize import normalize
from extractor.records.extraction import Extraction
from extractor.records.models import to_line
from extractor.sources import read_source
from extractor.sources.numbering import printed_number
from tests.sources import office

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "corpus").glob("*.txt"))
_LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
_LABELS = tuple(re.compile(pattern) for pattern in (r"([一二三四五六七八九十]+)、", r"（([一二三四五六七八九十]+)）", r"(\d{1,2})\.(?!\d)"))
_HEAD = 3
"""Lines that stand in the text box."""
_PLACES = frozenset({"source", "span", "quote", "id", "document", "target"})
"""What a record has of its file and of the place in it."""
RECOGNIZED = frozenset({"page", "confidence", "reasons", "warnings"})
"""What a record says of being read by optical recognition from a page."""


def lines_of(path: Path) -> list[str]:
    """The paragraphs of a sample in its own characters, a row's cells parted by tabs."""
    source = read_source(path)
    clean = normalize(source)
    found = []
    start = 0
    for line in clean.text.split("\n"):
        cells, at = [], start
        for cell in line.split("\t"):
            printed = source.text[slice(*clean.alignment.to_source(at, at + len(cell)))] if cell else ""
            cells.append("".join(printed.splitlines()).strip())
            at += len(cell) + 1
        start += len(line) + 1
        found.append("\t".join(cells))
    return [line for line in found if line.strip()]


def as_docx(lines: list[str], head: int = _HEAD) -> bytes:
    """A Word file of these lines, the first `head` of them in a text box, its numbers printed by Word, rows as a table."""
    numbers: dict[int, tuple[int, dict[int, int]]] = {1: (0, {})}
    counters = [0, 0, 0]
    body = [office.box("".join(map(office.paragraph, lines[:head])))] if head else []
    rows: list[list[str]] = []
    for line in [*lines[head:], ""]:
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            body.append(office.table(rows))
            rows = []
        for level, pattern in enumerate(_LABELS):
            label = pattern.match(line)
            value = label and next((one for one in range(1, 100) if printed_number(one, _LEVELS[level][0]) == label[1]), None)
            if label and value and value in (1, counters[level] + 1):
                if counters[level] + 1 != value:  # a list of its own
                    numbers[len(numbers) + 1] = len(numbers), {}
                counters[level:] = [value] + [0] * (2 - level)
                body.append(office.numbered(line[label.end() :], len(numbers), level))
                break
        else:
            body.append(office.paragraph(line))
    return office.docx("".join(body), numbering=office.numbering({key: office.levels(*_LEVELS) for key, _ in numbers.values()}, numbers))


def told(extraction: Extraction, besides: frozenset[str] = frozenset()) -> Counter[str]:
    """What the records say, wherever in whichever file they say it, and `besides` some fields."""
    return Counter(f"{type(record).__name__} {_bare(to_line(record), _PLACES | besides)}" for record in extraction.records)


def agreement(one: Extraction, other: Extraction, besides: frozenset[str] = frozenset()) -> float:
    """F1 of what two extractions say `besides` some fields."""
    left, right = told(one, besides), told(other, besides)
    return 2 * (left & right).total() / (left.total() + right.total())


def without_warnings(extraction: Extraction) -> Extraction:
    """The same without what its file was said to have: that it was recognized, say."""
    records = [one for one in extraction.records if getattr(one, "code", "") != "source_warning"]
    return Extraction(extraction.source, extraction.text, records)


def _bare(value: Any, besides: frozenset[str]) -> str:
    if isinstance(value, dict):
        return str({key: _bare(inner, besides) for key, inner in sorted(value.items()) if key not in besides})
    if isinstance(value, list | tuple):
        return str([_bare(inner, besides) for inner in value])
    return "".join(str(value).split())
