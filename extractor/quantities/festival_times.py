"""The times that circulars count from festivals: 国庆节前, 春节前10个工作日, 节后第一个工作日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from extractor.quantities.festivals import festival_names, solar_day
from extractor.quantities.model import Boundary, Feast, Period, Recurs, TimePoint
from extractor.quantities.numerals import parse_number
from extractor.quantities.vocabulary import either, read_words

_NUMBER = "(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})"


def _count(name: str) -> str:
    """A number of days or working days, as the groups `name` and `name`_unit."""
    return f"(?P<{name}>{_NUMBER})个?(?P<{name}_unit>工作日|工作天|天|日|周)"


_TAIL = (
    rf"(?:(?:到来|来临)?(?:之|以)?前的?{_count('back')}(?:之?前|(?P<inside>内))?"
    r"|(?:到来|来临)?(?:之|以)?(?P<before>前)夕?(?![往后述期款置列瞻身景天日年半三两几一二])"
    r"|(?:结束|收假)?(?:之|以)?后的?首个(?P<first_unit>工作日)"
    rf"|(?:结束|收假)?(?:之|以)?后的?第{_count('nth')}(?P<till>之?前|内)?"
    rf"|(?:结束|收假)?(?:之|以)?后的?{_count('within')}(?:之|以)?(?:内|前))"
)
_ANY_YEAR = 2001
_NAMED, _GOES_ON = ("元旦", "节", "假", "”"), ("期间", "假", "放假", "、", "和", "及")
"""How a festival's name ends, or what goes on behind it, where it is none of a street or an estate."""
_NEAR = 1500
"""How many characters before 节前 or 节后 its festival may be named."""



@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, int]]:
    words, relative = festival_names(), read_words("times")["relative_years"]
    name = f"“?(?:{either(words)})”?(?:(?:佳|长|小长)?假期?|放假|佳节|节日?)?"
    year = f"(?:(?P<yearly>每年|每逢)的?|(?P<year>(?:19|20)[0-9]{{2}})年的?|(?P<offset>{either(relative)})的?)?"
    listed = f"{year}(?P<others>(?:{name}[、和及与]?){{0,3}})“?(?P<name>{either(words)})”?(?:(?:佳|长|小长)?假期?|放假|佳节|节日?)?"
    return (
        re.compile(rf"(?<![每逢历一二三四五六七八九十〇零]){listed}(?:(?:期间)?{_TAIL})?"),
        re.compile(rf"(?:(?<![一-龥])|(?<=[应须在于并至到]))节(?:假日)?{_TAIL}"),
        relative,
    )


def festival_times(text: str) -> Iterator[TimePoint]:
    """The times of a text that are counted from a festival (国庆节前, 春节前10个工作日, 节后第一个工作日), in text order."""
    if "节" not in text and not any(word in text for word in festival_names()):
        return
    named, bare, relative = _patterns()
    mentions: list[re.Match[str]] = []
    found = []
    for hit in named.finditer(text):
        if hit[0].endswith(_NAMED) or text.startswith(_GOES_ON, hit.end()):
            mentions.append(hit)
        time = _time(hit, hit, relative)
        if time is not None:
            found.append(time)
    for hit in bare.finditer(text):
        near = [one for one in mentions if hit.start() - _NEAR < one.start() < hit.start()]
        inside = any(one.start() <= hit.start() < one.end() for one in mentions)
        if near and not inside and not near[-1]["others"]:  # 元旦、春节期间…节后: after which?
            time = _time(near[-1], hit, relative)
            if time is not None:
                found.append(time)
    yield from sorted(found, key=lambda time: time.start)


def _time(mention: re.Match[str], hit: re.Match[str], relative: dict[str, int]) -> TimePoint | None:
    """The time that the words behind a festival's name (in `hit`) count from it (as named by `mention`)."""
    counted = _counted({name: value for name, value in hit.groupdict().items() if value})
    if counted is None:
        return None
    days, workdays, boundary = counted
    feast = Feast(festival_names()[mention["name"]], days, workdays)
    period = Period((0, 0), (0, 0), "day", feast=feast)
    if mention["yearly"]:
        day = None if workdays else solar_day(feast.name)
        last = date(_ANY_YEAR, *day) + timedelta(days=days) if day is not None else None
        recurs = Recurs("year", 0, last.month, last.day) if last is not None else None
        return TimePoint(hit.start(), hit.end(), "recurring", period, None, boundary, recurs)
    if mention["year"]:
        year = int(mention["year"])
        return TimePoint(hit.start(), hit.end(), "date", period.of_year(year), None, boundary, year_from="text")
    offset = mention["offset"]
    period = replace(period, offset=relative[offset]) if offset else replace(period, relative=("festival", 0))
    return TimePoint(hit.start(), hit.end(), "date", period, None, boundary)


def _counted(groups: dict[str, str]) -> tuple[int, int, Boundary | None] | None:
    """How many days and working days a time is from its festival, and what bounds it."""
    if "before" in groups or "inside" in groups:
        return -1, 0, "before"
    if "first_unit" in groups:
        return 0, 1, None
    for name, sign, boundary in (("back", -1, "before"), ("nth", 1, "before" if "till" in groups else None), ("within", 1, "before")):
        if name in groups:
            value = parse_number(groups[name])
            if value is None or not value:
                return None
            number = sign * int(value)
            unit = groups[f"{name}_unit"]
            if unit.startswith("工作"):
                return 0, number, boundary  # type: ignore[return-value]
            return number * (7 if unit == "周" else 1), 0, boundary  # type: ignore[return-value]
    return None
