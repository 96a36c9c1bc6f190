"""Validity: from when until when a value itself applies (自2024年8月15日起执行, 至2025年12月31日止, 期间)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.quantities.model import TimePoint
from extractor.spans import Span

_UNTIL_BEFORE = re.compile(r"(?:执行|施行|实施|有效期?|延长|延续|延期|期限|优惠|政策期?|顺延|保留|截止|试行)[^，。；]{0,6}$|日起(?:至|到)?$")
_UNTIL_BEHIND = re.compile(r"止|期间|(?:自动)?失效|有效|前有效")
_ACTS_IN = re.compile(r"缴费期|申报期|申报时间|申请时间|受理时间|报名|集中|缴费时间|参保时间|办理时间|登记时间")
_BORN = re.compile(r"[^，。；]{0,10}(?:出生|生育|参加工作|毕业|入职|发生的)")
_HISTORY = re.compile(r"[^，。；]{0,20}(?:以来|曾|已经|已(?!婚|满|按|缴|取|结))")


@dataclass(frozen=True, slots=True)
class Validity:
    """A stretch that dates values: its place, first and last day (ISO), None where it says none."""

    span: Span
    first: str | None
    last: str | None


def validities(text: str, times: Sequence[TimePoint], year: int | None) -> list[Validity]:
    """The stretches of a text that date values, in text order; `year` is the document's, for days without one."""
    found: list[Validity] = []
    for time in times:
        if time.period is None or time.kind not in ("window", "date"):
            continue
        span = Span(time.start, time.end)
        behind = text[time.end : time.end + 24]
        if _BORN.match(behind) or _HISTORY.match(behind):
            continue
        if time.kind == "window":
            if time.opens is None or time.opens.precision == "year" or _ACTS_IN.search(text[max(0, time.start - 14) : time.end + 12]):
                continue
            opens = time.opens.first_day(year)
            closes = time.period.last_day(opens.year if opens and time.period.year is None else year)
            found.append(Validity(span, opens.isoformat() if opens else None, closes.isoformat() if closes else None))
        elif time.boundary == "from":
            opens = time.period.first_day(year)
            if opens:
                found.append(Validity(span, opens.isoformat(), None))
        elif time.boundary == "during" or (time.boundary in ("until", "before") and (
                _UNTIL_BEHIND.match(text, time.end) or text[time.end - 1] == "止"
                or _UNTIL_BEFORE.search(text[max(0, time.start - 12) : time.start]))):
            closes = time.period.last_day(year)
            if closes:
                found.append(Validity(span, None, closes.isoformat()))
    return found


def of_value(
    found: Sequence[Validity], starts: Sequence[int], clause: Span, segment: Span, sentence: Span, value: int, following: int,
) -> tuple[str | None, str | None]:
    """The first and last day of the value at `value`: what dates it in its clause, segment, or at its sentence's head.

    `following` is where the next value of the segment stands: what is said behind it is not of this one.
    """
    def within(low: int, high: int) -> Sequence[Validity]:
        return found[bisect_left(starts, low) : bisect_left(starts, high)]

    for stretch in (within(clause.start, value), within(segment.start, value)):
        if stretch:
            return _joined(stretch[-2:])
    behind = within(value, min(following, segment.end))
    if behind:
        return _joined(behind)
    ahead = within(sentence.start, value)
    return _joined(ahead[:1]) if ahead else (None, None)


def _joined(stretch: Sequence[Validity]) -> tuple[str | None, str | None]:
    """One validity of several stretches: the last one that says something, of its first and of its last day."""
    first = last = None
    for one in stretch:
        if one.first is not None:
            first, last = one.first, one.last
        elif one.last is not None:
            last = one.last
    return first, last
