"""The figures and dates of a clause, read so that those of two circulars can be held against each other."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from extractor.consistency.aligned.words import expression
from extractor.quantities import Quantity, find_quantities

Role = Literal["from", "until", "before", "since", "on", "year"]

_DAYS = {"hour": Decimal(1) / 24, "day": Decimal(1), "week": Decimal(7)}
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, or a date, at `[start, end)` of a clause.

    Of a number `value` and `unit` are in the unit in which such numbers are compared, and `quantity` is how it was
    read. Of a date `first` and `last` are the days that it names, None both for the day of issue (自印发之日起); `role` says
    whether something begins, ends or is due then.
    """

    start: int
    end: int
    words: str
    value: Decimal | None = None
    unit: str = ""
    quantity: Quantity | None = None
    first: date | None = None
    last: date | None = None
    role: Role | None = None

    @property
    def is_date(self) -> bool:
        return self.role is not None and self.role != "year"


def read_figures(words: str) -> list[Figure]:
    """The figures of a clause in the order of its words, those in titles left out."""
    if not expression("may_count").search(words):
        return []
    found = _dates(words)
    taken = {place for one in found for place in range(one.start, one.end)}
    for one in find_quantities(words):
        if taken.isdisjoint(range(one.number_start, one.number_end)) and (figure := _number(words, one)):
            found.append(figure)
    return sorted(found, key=lambda figure: figure.start)


def _number(words: str, one: Quantity) -> Figure | None:
    try:
        value = Decimal(one.value)
    except ArithmeticError:
        return None
    unit = one.unit
    if one.kind == "duration" and unit in _MONTHS:
        value, unit = value * _MONTHS[unit], "month"
    elif one.kind == "duration" and unit in _DAYS:
        value, unit = value * _DAYS[unit], "day"
    start, end = one.number_start, one.number_end
    return Figure(start, end, words[start:end], value, unit, one)


def _dates(words: str) -> list[Figure]:
    found = [
        Figure(hit.start(), hit.end(), hit[0], role="from") for hit in expression("day_of_issue").finditer(words)
    ]
    for hit in expression("date").finditer(words):
        days = _days(hit)
        if days is None:
            continue
        role = _role(words, hit)
        found.append(Figure(hit.start(), hit.end(), hit[0], first=days[0], last=days[1], role=role))
    return found


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
