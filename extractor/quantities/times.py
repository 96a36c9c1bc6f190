"""Every time expression of a text: dates, windows, recurring days, lengths of time from an event."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from extractor.quantities.dates import DASH, Core, read_date, read_day_only, with_bare_day
from extractor.quantities.festival_times import festival_times
from extractor.quantities.mentions import TITLE, find_quantities
from extractor.quantities.model import Boundary, Period, Quantity, Recurs, TimePoint
from extractor.quantities.time_events import after_event
from extractor.quantities.vocabulary import either, read_words, words_of

LISTED = ("、", "和", "及", "以及", "与")
_STARTS = re.compile(
    rf"[0-9](?=[0-9]{{0,3}}(?:[年月季./]|{DASH}))|[一二三四五六七八九十](?=[一二三四五六七八九十〇零○百]{{0,5}}(?:[年月季”末规时期]|{DASH}))"
    r"|第(?=[一二三四1-4]季)|[今本明后去上前次下翌当每各全](?=.{0,2}[年月季周星])|年(?=度?[底末]|[终内初中])|季(?=度?[末底])|“(?=十)|民(?=国)"
)
"""Where a date may begin: what `read_date` reads has one of these signs not far behind its first one."""
_CONNECTOR = re.compile(
    r"(?:（[^（）\n]{1,6}）)?(?:上午|下午|晚)?(?:[0-9]{1,2}[:：时点][0-9]{0,2}分?)?起?(?:[—–－\-~～]{1,2}|至|到)"
)
_BOUNDARY = re.compile(
    r"(?:（[^（）\n]{1,6}）)?(?:下班|中午|下午|上午|晚|[0-9]{1,2}[:：时点][0-9]{0,2}分?){0,3}(?P<before>之前|以前|前(?![后述期款往置列瞻夕身景年]|[0-9一二三四五六七八九十两几]{1,2}个?[月季周天年]|提(?![出交供请前高升报取])))|(?P<from>起(?!草|诉|至|步|点)|开始|以后|后(?![期续勤备来]))|(?P<until>止|为止|截止)|(?P<since>以来)|(?P<during>期间)"
)
_BOUNDARIES: tuple[Boundary, ...] = ("before", "from", "until", "since", "during")
_ITEM = re.compile(r"(?:^|(?<=\n))\d{1,2}\.\Z", re.MULTILINE)
_SENTENCE = re.compile(r"[。！？\n]")
_REACH = 120
_FURTHER = re.compile(r"(?:、|和|及|与|或)(?P<day>(?P<number>3[01]|[12][0-9]|0?[1-9])[日号](?P<before>之前|以前|前)?)")


@cache
def _monthly() -> re.Pattern[str]:
    return re.compile(either(words_of(read_words("times")["comes_back"], "times.yaml: comes_back")))


@cache
def _prefixes() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = read_words("times")

    def ending(name: str) -> re.Pattern[str]:
        return re.compile(f"(?:{either(words_of(words[name], f'times.yaml: {name}'))})\\Z")

    return ending("before_words"), ending("until_words"), ending("from_words")


def find_times(text: str, quantities: Sequence[Quantity] | None = None) -> list[TimePoint]:
    """All time expressions in text order; those inside a title in 《》 are left out.

    `quantities` are those of `find_quantities(text)`, which is called where they are not given: `duration` of a
    length of time from an event indexes them.
    """
    if quantities is None:
        quantities = find_quantities(text)
    found = _beside(list(festival_times(text)), [*_dates(text), *after_event(text, quantities)], quantities)
    found.sort(key=lambda time: (time.start, time.end))
    _inherit_years(text, found)
    _share_boundary(text, found)
    return found


def _beside(festivals: list[TimePoint], others: list[TimePoint], quantities: Sequence[Quantity]) -> list[TimePoint]:
    """The times that are counted from festivals, and those of the others that are no part of them (2026年|春节前)."""
    if not festivals:
        return others
    for time in festivals:
        first = bisect_left(quantities, time.start, key=lambda quantity: quantity.start)
        if first < len(quantities) and quantities[first].start < time.end and quantities[first].kind == "duration":
            time.duration = first
    return [*festivals, *(one for one in others if all(one.end <= time.start or time.end <= one.start for time in festivals))]


def _dates(text: str) -> list[TimePoint]:
    found: list[TimePoint] = []
    titles = [match.span() for match in TITLE.finditer(text)] if "《" in text else []
    titles.reverse()
    done = 0
    for hit in _STARTS.finditer(text):
        start = hit.start()
        while titles and titles[-1][1] <= start:
            titles.pop()
        if start < done or (titles and titles[-1][0] <= start):
            continue
        if not _begins(text, start):
            continue
        core = read_date(text, start)
        if core is None:
            continue
        time = _time(text, start, core)
        found.append(time)
        found += _further_days(text, time)
        done = found[-1].end
    return found


def _further_days(text: str, time: TimePoint) -> Iterator[TimePoint]:
    """The days of a month that follow one that comes back (每月5日、20日前)."""
    while time.recurs is not None and time.recurs.every == "month" and time.recurs.day != "last":
        hit = _FURTHER.match(text, time.end)
        if hit is None:
            return
        before = hit["before"] is not None
        time = TimePoint(
            hit.start("day"), hit.end(), "recurring", time.period, None, "before" if before else None,
            replace(time.recurs, day=int(hit["number"])))
        yield time


def _begins(text: str, start: int) -> bool:
    """Whether a date can begin here: not inside a number, a numeral or another word."""
    before = text[start - 1 : start]
    sign = text[start]
    if "0" <= sign <= "9":
        if before == "." and _ITEM.search(text, max(0, start - 5), start):
            return True  # 3.6月底前: the number of an item, and a date
        return not ("0" <= before <= "9" or before in (".", "〔", "第", "/"))
    if sign in "年季":
        return before not in tuple(
            "0123456789一二三四五六七八九十百两几半个多数余每当今本去明次各前后整周成老少青壮近往历同上下该本"
        )
    if sign in "一二三四五六七八九十":
        return before not in tuple("一二三四五六七八九十百千万两第每逐同前")
    if sign == "全":
        return before not in tuple("健安完齐保周成")
    if sign in "前后上下":
        return before not in tuple("以之往今此会年月日事")
    return True


def _time(text: str, start: int, core: Core) -> TimePoint:
    before_words, until_words, from_words = _prefixes()
    window = text[max(0, start - 4) : start]
    prefix: Boundary | None = None
    lead = start
    for name, pattern in (("before", before_words), ("until", until_words), ("from", from_words)):
        match = pattern.search(window)
        if match is not None:
            prefix, lead = name, start - len(window) + match.start()  # type: ignore[assignment]
            break
    second = _window_end(text, core)
    if second is not None and core.recurs is not None:
        month, day = second.period.last
        recurs = replace(core.recurs, month=month, day=day or "last")
        return TimePoint(start, _past(text, second.end), "recurring", second.period, core.period, recurs=recurs)
    if second is not None:
        return TimePoint(
            lead if prefix == "from" else start, _past(text, second.end), "window", second.period, core.period,
            year_from="text" if second.period.year is not None else None,
        )  # fmt: skip
    if core.period.relative is not None and core.recurs is None and core.period.relative[0] == "month" and _comes_back(text, start):
        first, last = core.period.first, core.period.last
        core = core._replace(recurs=Recurs("month", core.period.relative[1], None, last[1] or "last"))
        core = core._replace(period=Period((12, first[1]), (12, last[1]), core.period.precision))
    boundary, end = _boundary(text, core)
    if boundary == "before" and core.period.precision == "day" and core.period.last[1] > 1 and "不含" in text[core.end : end]:
        month, day = core.period.last
        core = core._replace(period=replace(core.period, first=(month, day - 1), last=(month, day - 1)))  # 10月22日（不含）前
    if prefix == "from" and boundary != "from":
        lead = start if boundary is not None else lead
        boundary = boundary or "from"
    elif boundary in (None, "end"):
        boundary = prefix or boundary
    return TimePoint(
        lead, end, "recurring" if core.recurs else "date", core.period, None, boundary, core.recurs,
        year_from="text" if core.printed_year else None,
    )  # fmt: skip


def _comes_back(text: str, start: int) -> bool:
    """Whether a month is one of many: its sentence has spoken of every month, or of the one it follows."""
    begin = max(text.rfind(mark, max(0, start - _REACH), start) for mark in "。；\n") + 1
    return _monthly().search(text, max(begin, start - _REACH), start) is not None


def _boundary(text: str, core: Core) -> tuple[Boundary | None, int]:
    match = _BOUNDARY.match(text, core.end)
    if match is not None:
        return next(name for name in _BOUNDARIES if match[name]), match.end()
    last = text[core.end - 1]
    if last in "底末终":
        return "end", core.end
    if last == "内":
        return "within", core.end
    return None, core.end


def _past(text: str, end: int) -> int:
    """Where a window ends: 止, 前 and the like belong to it, 期间 does not."""
    match = _BOUNDARY.match(text, end)
    return match.end() if match is not None and (match["before"] or match["until"]) else end


def _window_end(text: str, core: Core) -> Core | None:
    """The second date of a window (2024年9月15日至12月31日, 9月至12月), its year filled from the first."""
    if core.recurs is not None and core.recurs.every != "year":
        return None
    connector = _CONNECTOR.match(text, core.end)
    if connector is None or connector.end() >= len(text):
        return None
    second = read_date(text, connector.end())
    if second is None and core.period.precision == "day":
        second = read_day_only(text, connector.end(), core.period.last[0])
    if second is None or second.recurs is not None or second.period.relative is not None:
        return None
    if core.period.precision == "day":
        second = with_bare_day(text, second)
    if second.period.year is None and core.period.year is not None:
        later = second.period.last >= core.period.first or second.period.last[1] == 0
        year = core.period.year + second.period.offset
        if not later and not second.period.offset:
            year += 1
        second = second._replace(period=replace(second.period, year=year, offset=0))
    return second


def _inherit_years(text: str, found: list[TimePoint]) -> None:
    """A date without a year takes that of the date before it in its sentence, or its 每年."""
    previous: TimePoint | None = None
    for time in found:
        if time.period is None:
            continue
        if previous is not None and _SENTENCE.search(text, previous.end, time.start) and not (
                previous.recurs is not None and previous.recurs.every == "year" and time.boundary == "before"
                and "\n" not in text[previous.end : time.start]):
            previous = None
        bare = time.kind in ("date", "window") and time.period.year is None and not time.period.offset and (
            time.period.relative is None)
        if bare and previous is not None and not text.startswith(("今年", "本年"), time.start):
            assert previous.period is not None
            cycle = previous.recurs
            if cycle is not None:
                if cycle.every == "year" and time.kind == "date":
                    month, day = time.period.last
                    time.kind, time.recurs = "recurring", replace(cycle, month=month, day=day or "last")
            elif previous.period.year is not None:
                time.period = replace(time.period, year=previous.period.year)
                if time.opens is not None and time.opens.year is None:
                    time.opens = replace(time.opens, year=previous.period.year)
                time.year_from, time.inherited = "text", True
        if not (time.period.offset and previous is not None and previous.recurs):  # 每年4月底前报送上年度情况，5月底前清算
            previous = time


def _share_boundary(text: str, found: list[TimePoint]) -> None:
    """What bounds one date of a list bounds all: 每年1月、7月底前; 到2025年、2030年."""
    for time, following in pairwise(found):
        if time.boundary == "until" and following.boundary is None and text[time.end : following.start] in LISTED:
            following.boundary = "until"
    for following, time in pairwise(reversed(found)):
        alike = time.kind == following.kind and time.boundary is None and following.boundary == "before"
        if alike and text[time.end : following.start] in LISTED:
            time.boundary = "before"
