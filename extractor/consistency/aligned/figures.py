"""The figures and dates of a clause, read so that those of two circulars can be held against each other."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from extractor.consistency.aligned.words import expression
from extractor.records.models import MentionRecord

Role = Literal["from", "until", "before", "since", "on", "year"]

_DAYS = {"hour": Decimal(1) / 24, "day": Decimal(1), "week": Decimal(7)}
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


class Figure(NamedTuple):
    """A number with its unit, or a date, at `[start, end)` of a clause.

    Of a number `value` and `unit` are those in which such numbers are compared, and `mention` is how it was read. Of a date
    `first` and `last` are the days that it names, None both for the day of issue (自印发之日起); `role` says whether something
    begins, ends or is due then.
    """

    start: int
    end: int
    words: str
    value: Decimal | None = None
    unit: str = ""
    mention: MentionRecord | None = None
    first: date | None = None
    last: date | None = None
    role: Role | None = None

    @property
    def is_date(self) -> bool:
        return self.role is not None and self.role != "year"


class Mentions:
    """The quantities of a text by their places in it."""

    def __init__(self, mentions: Iterable[MentionRecord]) -> None:
        self._mentions = sorted((one for one in mentions if one.value is not None), key=lambda one: one.span)
        self._starts = [one.span[0] for one in self._mentions]

    def at(self, offset: int) -> MentionRecord | None:
        """The quantity that holds the character at an offset."""
        place = bisect_right(self._starts, offset) - 1
        found = self._mentions[place] if place >= 0 else None
        return found if found and offset < found.span[1] else None


def read_figures(words: str, hits: Iterable[re.Match[str]], offsets: Sequence[int], mentions: Mentions) -> list[Figure]:
    """The figures of a clause in the order of its words; `hits` are its numbers and dates, `offsets` the places of its
    characters in the source."""
    found: list[Figure] = []
    for hit in hits:
        if hit.lastgroup == "date":
            found += _dates(words, hit)
        elif mention := mentions.at(offsets[hit.start()]):
            found += _number(words, hit.start(), offsets, mention)
    return found


def _number(words: str, start: int, offsets: Sequence[int], mention: MentionRecord) -> Iterator[Figure]:
    end = bisect_left(offsets, mention.span[1], start)
    if bound := expression("bound_behind").search(words, start, end):
        end = bound.start()
    try:
        value, unit = Decimal(mention.value or ""), mention.unit
    except ArithmeticError:
        return
    if mention.kind == "duration" and unit in _MONTHS:
        value, unit = value * _MONTHS[unit], "month"
    elif mention.kind == "duration" and unit in _DAYS:
        value, unit = value * _DAYS[unit], "day"
    yield Figure(start, end, words[start:end], value, unit, mention)


def _dates(words: str, marked: re.Match[str]) -> Iterator[Figure]:
    hit = expression("date").fullmatch(words, marked.start(), marked.end())
    if hit is None:
        yield Figure(marked.start(), marked.end(), marked[0], role="from")
    elif days := _days(hit):
        yield Figure(hit.start(), hit.end(), hit[0], first=days[0], last=days[1], role=_role(words, hit))


def _days(hit: re.Match[str]) -> tuple[date, date] | None:
    year, month, day = int(hit["year"]), int(hit["month"] or 0), int(hit["day"] or 0)
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        first, last = (month, month) if month else (1, 12)
        if hit["end"]:
            first = last
        end = calendar.monthrange(year, last)[1]
        return date(year, first, end if hit["end"] else 1), date(year, last, end)
    except (ValueError, calendar.IllegalMonthError):
        return None


def _role(words: str, hit: re.Match[str]) -> Role:
    before, after = words[: hit.start()], words[hit.end() :]
    if expression("until_it").search(before) or expression("ends_with_it").match(after):
        return "until"
    if expression("before_it").match(after):
        return "before"
    if expression("since_it").match(after):
        return "since"
    if expression("from_it").search(before) or expression("begins_with_it").match(after):
        return "from"
    return "year" if not (hit["month"] or hit["end"]) else "on"
