"""Holiday notices of the corpus (…年部分节假日安排的通知): the days off, and the days worked to make up for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from extractor.quantities import TimePoint, find_times
from extractor.quantities.festivals import holidays_by_law
from extractor.quantities.working_days import HolidayNotice, WorkingDays
from extractor.records.extraction import Extraction
from extractor.records.models import DocumentRecord
from extractor.vocabulary.patterns import load_patterns

_REMARK = re.compile(r"（[^（）]*）|\([^()]*\)|“[^”]*”")
_END = re.compile("[。；;！]")
_SATURDAY = 5
_LONGEST = 15
"""How many days a holiday may last; more is a misreading."""


@dataclass(frozen=True, slots=True)
class HolidayNotices:
    """The notices that were read, and the ids of the circulars that are called so and could not be."""

    notices: tuple[HolidayNotice, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def calendar(self) -> WorkingDays:
        """The working days by these notices."""
        return WorkingDays(self.notices)


def holiday_notices(extractions: Iterable[Extraction]) -> HolidayNotices:
    """The holiday notices among the circulars of a corpus, a year each; the nation's own before one that passes it on."""
    found: dict[int, tuple[tuple[bool, str], HolidayNotice]] = {}
    unread: dict[int, str] = {}
    for extraction in extractions:
        for document in extraction.documents:
            year = _year(document)
            if year is None or document.status in ("draft", "ended"):
                continue
            notice = read_notice(_words(extraction, document), year, document.id)
            rank = (document.level != "national", document.id)
            if notice is None:
                unread[year] = document.id
            elif year not in found or rank < found[year][0]:
                found[year] = rank, notice
    return HolidayNotices(
        tuple(found[year][1] for year in sorted(found)), tuple(sorted(unread[year] for year in unread if year not in found)))


def _year(document: DocumentRecord) -> int | None:
    hit = load_patterns("holidays", ("patterns",))["notice"].expression.search("".join((document.title or "").split()))
    return int(hit["year"]) if hit is not None else None


def _words(extraction: Extraction, document: DocumentRecord) -> str:
    """The words of a circular up to the next one of its file, without white space."""
    ends = [other.span[0] for other in extraction.documents if other.span[0] > document.span[0]]
    return "".join(extraction.text[document.span[0] : min(ends, default=None)].split())


def read_notice(text: str, year: int, source: str = "") -> HolidayNotice | None:
    """What the words of a notice say of the days of `year`; None where one of the festivals that the law makes
    holidays is missing in it."""
    off: set[date] = set()
    worked: set[date] = set()
    for sentence in _END.split(_REMARK.sub("", text)):
        for time, is_worked in _said(sentence):
            days = _days(time, year)
            (worked if is_worked else off).update(days)
    off -= worked
    whole = all(day in off or day.weekday() >= _SATURDAY for day in holidays_by_law(year))
    return HolidayNotice(year, frozenset(off), frozenset(worked), source) if whole else None


def _said(sentence: str) -> Iterator[tuple[TimePoint, bool]]:
    """The days of a sentence, each with whether the next word behind it says that they are worked."""
    verbs = list(load_patterns("holidays", ("patterns",))["whether_worked"].expression.finditer(sentence))
    for time in find_times(sentence):
        verb = next((hit for hit in verbs if hit.start() >= time.end), None)
        if verb is not None and time.kind in ("date", "window"):
            yield time, verb["worked"] is not None


def _days(time: TimePoint, year: int) -> list[date]:
    assert time.period is not None
    if time.period.precision != "day":
        return []
    last = time.period.last_day(year)
    first = time.opens.first_day(year) if time.opens is not None else last
    if first is None or last is None or not 0 <= (last - first).days < _LONGEST:
        return []
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
