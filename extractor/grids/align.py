"""Rows of plain text that print fewer cells than the table has columns: where each of their cells belongs.

A merged cell leaves no trace in tab-separated text. The full rows say what each column holds; a short row is laid over
the columns so that its cells fit them best, each over one or more, what a group above covers left out at the left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.grids.cells import FIRM, Kind, kind_of
from extractor.grids.words import is_axis, is_name, is_total
from extractor.sources.model import Cell

_WIDER, _UNDER, _MISSING = 0.1, 0.08, 0.5
"""What it costs a fit that a cell covers one more column, hangs under the group above, or is missing."""
_SUMMED = 0.3
_MOST = 24
"""Columns up to which short rows are fitted; wider tables are taken as printed."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a printed cell stands: its first column and how many it covers."""

    column: int
    span: int = 1


class Profile:
    """What the columns of a table hold, by its full rows."""

    def __init__(self, width: int, rows: Sequence[Sequence[str]]) -> None:
        self.counts: list[Counter[Kind]] = [Counter() for _ in range(width)]
        for row in rows:
            for column, cell in enumerate(row):
                kind = kind_of(cell)
                if kind not in ("empty", "dash"):
                    self.counts[column][kind] += 1
        self.main = [count.most_common(1)[0][0] if count else None for count in self.counts]
        self.ordinal = bool(rows) and all(cell[0].isdigit() for cell in rows)

    def cost(self, column: int, cell: str) -> float:
        """How badly a cell fits a column, 0 to 1."""
        kind, count = kind_of(cell), self.counts[column]
        if kind in ("empty", "dash") or not count:
            return 0.3 if self.main[column] in FIRM else 0.4
        return 1 - count[kind] / count.total()


def full_width(counts: Sequence[int]) -> int:
    """The columns of a table by the numbers of cells of its rows: the most that more than a stray row has."""
    often = Counter(counts)
    enough = max(2, len(counts) // 5)
    return max((count for count, times in often.items() if times >= enough), default=max(counts))


def fit(texts: Sequence[str], profile: Profile, like: Sequence[Place] | None) -> list[Place]:
    """The places of a short body row's cells; of equal fits the one `like` that of the short row above."""
    width = len(profile.counts)
    if len(texts) > width or width > _MOST:
        return [Place(column) for column in range(len(texts))]
    best: dict[tuple[int, int], tuple[float, tuple[Place, ...]]] = {}
    for skipped in range(width - len(texts) + 1):
        cost = skipped * _UNDER + (_SUMMED if skipped and is_total(texts[0]) else 0)
        best[0, skipped] = (cost, ())
    for index, text in enumerate(texts):
        for start in range(width):
            if (index, start) not in best:
                continue
            cost, places = best[index, start]
            fits = 0.0
            for end in range(start + 1, width + 1):
                fits += profile.cost(end - 1, text)
                span = end - start
                total = cost + fits / span + _WIDER * (span - 1)
                if like and index < len(like) and like[index] == Place(start, span):
                    total -= 0.02
                key = (index + 1, end)
                if key not in best or total < best[key][0]:
                    best[key] = (total, (*places, Place(start, span)))
    ends = {end: found for (index, end), found in best.items() if index == len(texts)}
    return list(min((cost + _MISSING * (width - end), places) for end, (cost, places) in (
        (end, found) for end, found in ends.items()))[1]) if ends else [Place(c) for c in range(len(texts))]


def fit_heads(rows: Sequence[Sequence[str]], profile: Profile) -> list[list[Place]] | None:
    """The places of the cells of one or two short heading rows; None where they do not come out even.

    A heading of several columns stands over as many cells of the row below; the others go down to the body.
    """
    width = len(profile.counts)
    first = rows[0]
    if width > _MOST or len(first) > width:
        return None
    below = len(rows[1]) if len(rows) > 1 else None
    found = min(_spans(first, width, below if below != width else None, profile), default=None)
    if found is None:
        return None
    spans = found[1]
    starts = [sum(spans[:index]) for index in range(len(spans))]
    places = [[Place(start, span) for start, span in zip(starts, spans, strict=True)]]
    if below == width:
        places.append([Place(column) for column in range(width)])
    elif below is not None:
        under = [column for place in places[0] if place.span > 1 for column in range(place.column, place.column + place.span)]
        places.append([Place(column) for column in under])
    return places


def _spans(
    heads: Sequence[str], width: int, below: int | None, profile: Profile
) -> Iterator[tuple[float, tuple[int, ...]]]:
    """The ways in which heads cover all columns, those wider than one together `below` columns, with their costs."""
    states: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(0, 0): (0.0, ())}
    for head in heads:
        following: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {}
        for (start, wide), (cost, spans) in states.items():
            for span in range(1, width - start + 1):
                shared = wide + (span if span > 1 else 0)
                if below is not None and shared > below:
                    break
                total = cost + _head_cost(head, range(start, start + span), profile)
                key = (start + span, shared)
                if key not in following or (total, (*spans, span)) < following[key]:
                    following[key] = (total, (*spans, span))
        states = following
    for (end, wide), found in states.items():
        if end == width and (below is None or wide == below):
            yield found


def _head_cost(head: str, columns: range, profile: Profile) -> float:
    """How badly a heading stands over some columns: they should be alike, and values under what names values."""
    mains = [profile.main[column] for column in columns]
    cost = _WIDER * (len(mains) - 1) + sum(one != other for one, other in pairwise(mains))
    if columns[0] == 0 and profile.ordinal and len(mains) > 1:
        cost += 2
    values = sum(main in FIRM for main in mains) / len(mains)
    return cost + (1 - values if is_name(head) else 0.5 * values if is_axis(head) else 0)


def placed(cells: Sequence[Cell], places: Sequence[Place]) -> list[Cell]:
    """The cells at their places."""
    return [replace(cell, column=place.column, colspan=place.span) for cell, place in zip(cells, places, strict=True)]
