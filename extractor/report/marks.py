"""A source text cut at the bounds of its records, so that every place can be marked in the page.

Records may share a place, nest, or cross. Those that share one get one mark of several kinds; a longer mark
holds the shorter ones; one that crosses the end of another is closed there and opened anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractor.records.extraction import Extraction
from extractor.records.models import Line
from extractor.report.names import PART, Span

_MARKED = ("parameter", "mention", "deadline", "assignment", "task", "citation", "note", "finding")
"""The kinds that are marked; where several share a place, the first one gives the colour."""
_LONGEST_LINE = 2000
"""How far a part of a text goes beyond its bounds to begin and end with a line."""


@dataclass(frozen=True, slots=True)
class Open:
    """A mark begins: its kinds, and its id on the page (None for the continuation of a crossed mark)."""

    kinds: tuple[str, ...]
    id: str | None


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of the text."""

    text: str


@dataclass(frozen=True, slots=True)
class Close:
    """The innermost open mark ends."""


Token = Open | Text | Close


def _kind(record: Line) -> str | None:
    kind = str(getattr(record, "type", ""))
    return kind if kind in _MARKED and record.span[0] < record.span[1] else None


def parts_of(text: str) -> list[Span]:
    """The stretches of a text that its pages show, one at least: of `PART` characters, then to the ends of their first and last
    lines, so that a line at a bound stands on both pages, whole."""
    found = []
    for start in range(0, max(len(text), 1), PART):
        first = text.rfind("\n", max(start - _LONGEST_LINE, 0), start) + 1 or start
        last = text.find("\n", start + PART, start + PART + _LONGEST_LINE)
        end = min(start + PART, len(text)) if last < 0 else last + 1
        found.append((first if start else 0, end))
    return found


def mark_up(
    extraction: Extraction, name: Callable[[Span], str], findings: Iterable[Span] = (), part: Span | None = None
) -> Iterator[Token]:
    """The text of a file, or a part of it, with the marks of its records and of `findings` about it, properly nested, in text order.

    `name` gives a place the id of its mark.
    """
    within = part or (0, len(extraction.text))
    kinds: dict[Span, set[str]] = defaultdict(set)
    for record in extraction.records:
        if kind := _kind(record):
            kinds[record.span].add(kind)
    for span in findings:
        kinds[span].add("finding")
    shown = {span: (max(span[0], within[0]), min(span[1], within[1])) for span in kinds}
    shown = {span: clipped for span, clipped in shown.items() if clipped[0] < clipped[1]}
    begins: dict[int, list[Span]] = defaultdict(list)
    for span in sorted(shown, key=lambda span: (shown[span][0], -shown[span][1], span)):
        begins[shown[span][0]].append(span)
    cuts = sorted({*within, *(bound for clipped in shown.values() for bound in clipped)})
    stack: list[Span] = []
    for start, end in pairwise(cuts):
        for span in begins[start]:
            stack.append(span)
            yield Open(_named(kinds[span]), name(span) if span[0] == start else None)
        yield Text(extraction.text[start:end])
        crossed: list[Span] = []
        while any(shown[span][1] <= end for span in stack):
            yield Close()
            span = stack.pop()
            if shown[span][1] > end:
                crossed.append(span)
        for span in reversed(crossed):
            stack.append(span)
            yield Open(_named(kinds[span]), None)


def _named(kinds: set[str]) -> tuple[str, ...]:
    return tuple(kind for kind in _MARKED if kind in kinds)
