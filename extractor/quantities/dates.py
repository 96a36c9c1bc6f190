"""Dates and parts of years as official texts print them: one match at one place of a text → `Period`."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Literal, NamedTuple

from extractor.quantities.model import Cycle, Period, Precision, Recurs, Unit
from extractor.quantities.numerals import DIGITS, parse_number
from extractor.quantities.vocabulary import either, read_words

MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DAY = r"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
DASH = r"[—–\-~～至到]"
_YEAR = (
    rf"(?:(?P<y>(?:19|20)[0-9]{{2}})(?:年?{DASH}(?P<y2>(?:19|20)[0-9]{{2}}))?年度?|(?P<short>[12][0-9])年(?=(?:1[0-2]|0?[1-9])月|[底末])|(?P<cy>[一二][〇零○一二三四五六七八九]{{3}})年"
    r"|民国(?P<roc>[0-9]{2,3}|[一二三四五六七八九十百零〇]{1,5})年|(?P<roc2>1[0-2][0-9])年(?=[0-9]{1,2}月)"
    r"|(?P<roc3>一百[零〇]?[一二三四五六七八九十]{1,3})年(?=[一二三四五六七八九十]{1,2}月)"
    r"|(?P<rel>%s)|“?(?P<plan>十[一二三四五六七八九]五)”?(?P<planpart>规划期末|时期末|期末|末))"
)
_PART = (
    r"(?:(?P<yy>年?)(?P<yp>底|末(?!端)|终(?![止身端审结生于点])|内(?![部容外科地资设控])|初(?![步级中次始审稿诊评定衷心])|中(?=[，。、；）\n\t前底]|\Z|完成|实现|评估|考核|调整))"
    r"|(?P<h>上半年|下半年)|第?(?P<q>[一二三四1-4])季度(?P<qp>[末底初内])?"
    rf"|(?:(?P<m0>{MONTH}){DASH})?(?P<m>{MONTH})月(?!龄|度|均|薪|供|经|结|报|租)份?"
    rf"(?:(?P<d>{DAY})(?:[日号]|(?=(?:之|以)?前(?!后)|止|{DASH}[0-9]))|(?P<mp>上旬|中旬|下旬|初(?![步级中次始审诊评定])|中(?=[，。、；）\n\t前]|\Z|完成)|月?[底末]))?)"
)
_ISO = re.compile(r"((?:19|20)[0-9]{2})([-./])(1[0-2]|0?[1-9])\2(3[01]|[12][0-9]|0?[1-9])(?![0-9.])")
_DAY_ONLY = re.compile(rf"({DAY})日")
_BARE_DAY = re.compile(rf"({DAY})(?=[，。；、）\n]|\Z)")
_RELATIVE_TAILS: dict[str, re.Pattern[str]] = {
    "week": re.compile(r"(?P<w>[一二三四五六日天])?(?P<p>[末内])?"),
    "month": re.compile(rf"的?(?:(?P<d>{DAY})[日号]|(?P<mp>上旬|中旬|下旬|初|中(?=[，。、；）\n\t前]|\Z|完成))|(?P<p>月?[底末内]))?"),
    "quarter": re.compile(r"(?P<p>[末底内])?"),
    "half_year": re.compile(r"(?P<p>[末底内])?"),
}
_WEEKDAYS = {sign: number for number, sign in enumerate("一二三四五六日")} | {"天": 6}
_TEN_DAYS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 0), "初": (1, 10), "中": (11, 20)}
_YEAR_PARTS: dict[str, tuple[tuple[int, int], tuple[int, int], Precision]] = {
    "底": ((12, 1), (12, 0), "year"),
    "末": ((12, 1), (12, 0), "year"),
    "终": ((12, 1), (12, 0), "year"),
    "内": ((1, 1), (12, 0), "year"),
    "初": ((1, 1), (3, 31), "quarter"),
    "中": ((6, 1), (6, 30), "month"),
}
WHOLE_YEAR = Period((1, 1), (12, 31), "year")
_RECURRING_TAILS: dict[str, re.Pattern[str]] = {
    "month": re.compile(rf"的?(?:(?:({DAY})日?{DASH})?(?P<d>{DAY})[日号]|(?P<p>月?[底末]|上旬|中旬|下旬))"),
    "quarter": re.compile(
        rf"(?:(?P<p>[末底])|初?(?P<d1>{DAY})[日号](?=(?:之|以)?前)|(?:首|(?P<last>末)|第(?P<n>[一二三123]))个?月的?(?:(?P<d>{DAY})[日号]|(?P<mp>[底末]|上旬|中旬|下旬))?)"
    ),
    "half_year": re.compile(r"(?P<p>[末底])"),
}


class Core(NamedTuple):
    """A date without the words around it; `is_year` where nothing finer than a year is printed."""

    end: int
    period: Period
    recurs: Recurs | None = None
    is_year: bool = False
    printed_year: bool = False


@cache
def _patterns() -> tuple[re.Pattern[str], dict[str, int], re.Pattern[str], dict[str, tuple[Cycle, int]], int]:
    words = read_words("times")
    relative: dict[str, int] = words["relative_years"]
    recurring = {word: (every, offset) for word, (every, offset) in words["recurring"].items()}
    core = re.compile(f"(?:{_YEAR % either(relative)})?(?:{_PART})?")
    return core, relative, re.compile(either(recurring)), recurring, words["five_year_plan"]["tenth_ends"]


def read_date(text: str, position: int) -> Core | None:
    """The date, part of a year, or recurring day that begins at `position`."""
    core, relative, lead_pattern, recurring, tenth_ends = _patterns()
    if "0" <= text[position] <= "9" and (match := _ISO.match(text, position)) is not None:
        day = (int(match[3]), int(match[4]))
        return Core(match.end(), Period(day, day, "day", int(match[1])), None, False, True)
    relative_lead, units = _relative()
    near = relative_lead.match(text, position)
    if near is not None:
        return _near(text, near, *units[near[0]])
    lead = lead_pattern.match(text, position)
    if lead is not None:
        return _recurring(text, lead, *recurring[lead[0]])
    match = core.match(text, position)
    if match is None or match.end() == position:
        return None
    if match["rel"] == "全年" and text[match.end("rel") : match.end("rel") + 1] in tuple("龄级制日累"):
        return None
    year, offset, printed = _year(match, relative, tenth_ends)
    has_year = printed or match["rel"] is not None
    if match["yp"] and not match["yy"] and not has_year:
        return None
    part = _part(match)
    if part is None:
        if not has_year:
            return None
        return Core(match.end(), replace(WHOLE_YEAR, year=year, offset=offset), None, not match["plan"], printed)
    return Core(match.end(), replace(part, year=year, offset=offset), None, False, printed)


def with_bare_day(text: str, core: Core) -> Core:
    """The end of a window whose 日 is left out (1月1至2月10); the month as it is where no number stands behind it."""
    match = _BARE_DAY.match(text, core.end) if text[core.end - 1] == "月" else None
    if match is None:
        return core
    day = (core.period.last[0], _small(match[1]))
    return core._replace(end=match.end(), period=replace(core.period, first=day, last=day, precision="day"))


@cache
def _relative() -> tuple[re.Pattern[str], dict[str, tuple[Unit, int]]]:
    units = {word: (unit, offset) for word, (unit, offset) in read_words("times")["relative_periods"].items()}
    return re.compile(either(units)), units


def _near(text: str, lead: re.Match[str], unit: Unit, offset: int) -> Core | None:
    """A part of the week, month or quarter counted from the document's own (下月10日, 本季度末, 下周五)."""
    tail = _RELATIVE_TAILS[unit].match(text, lead.end())
    if tail is None:
        return None
    groups = tail.groupdict()
    if not (any(groups.values()) or text.startswith(("前", "内", "之前", "以前"), tail.end())):
        return None  # 本月, 本周边
    first, last = 1, 0
    precision: Precision = {"half_year": "half", "week": "day"}.get(unit, unit)  # type: ignore[assignment]
    if groups.get("d"):
        first = last = _small(groups["d"])
        precision = "day"
    elif groups.get("mp"):
        first, last = _TEN_DAYS[groups["mp"]]
    elif groups.get("w"):
        first = last = _WEEKDAYS[groups["w"]] + 1
    return Core(tail.end(), Period((0, first), (0, last), precision, relative=(unit, offset)))


def read_day_only(text: str, position: int, month: int) -> Core | None:
    """The end of a window that leaves out the month (9月15日至20日)."""
    match = _DAY_ONLY.match(text, position)
    if match is None:
        return None
    day = (month, _small(match[1]))
    return Core(match.end(), Period(day, day, "day"))


def _year(match: re.Match[str], relative: dict[str, int], tenth_ends: int) -> tuple[int | None, int, bool]:
    """The year, its offset from the document's, and whether it is printed."""
    if match["y"]:
        return int(match["y2"] or match["y"]), 0, True
    if match["short"]:
        return 2000 + int(match["short"]), 0, True
    if match["cy"]:
        return int("".join(str(DIGITS[sign]) for sign in match["cy"])), 0, True
    taiwan = match["roc"] or match["roc2"] or match["roc3"]
    if taiwan:
        roc = parse_number(taiwan)
        return (None, 0, False) if roc is None else (int(roc) + 1911, 0, True)
    if match["plan"]:
        plan = parse_number(match["plan"][:-1])
        return (None, 0, False) if plan is None else (tenth_ends + 5 * (int(plan) - 10), 0, True)
    return None, relative.get(match["rel"] or "", 0), False


def _part(match: re.Match[str]) -> Period | None:
    if match["yp"]:
        return Period(*_YEAR_PARTS[match["yp"]])
    if match["h"]:
        return Period((1, 1), (6, 30), "half") if match["h"][0] == "上" else Period((7, 1), (12, 31), "half")
    if match["q"]:
        last = 3 * _small(match["q"])
        return Period((last - 2, 1), (last, 0), "quarter")
    if not match["m"]:
        return None
    month = _small(match["m"])
    if match["d"]:
        day = (month, _small(match["d"]))
        return Period(day, day, "day")
    if match["mp"] in _TEN_DAYS:
        first, last = _TEN_DAYS[match["mp"]]
        return Period((month, first), (month, last), "month")
    return Period((_small(match["m0"]) if match["m0"] else month, 1), (month, 0), "month")


def _recurring(text: str, lead: re.Match[str], every: Cycle, offset: int) -> Core | None:
    if every == "year":
        match = _patterns()[0].match(text, lead.end() + text.startswith("的", lead.end()))
        part = _part(match) if match is not None and not match["y"] else None
        if match is None or part is None:
            return None
        month, day = part.last
        return Core(match.end(), part, Recurs("year", offset, month, day or "last"))
    tail = _RECURRING_TAILS[every].match(text, lead.end())
    if tail is None:
        return None
    groups = tail.groupdict()
    if lead[0] in ("季", "季度") and not groups.get("p"):
        return None
    if groups.get("d1"):
        return Core(tail.end(), Period((12, 1), (12, 31), "day"), Recurs(every, offset, 1, _small(groups["d1"])))
    month_part = groups.get("mp") or (groups.get("p") if every == "month" else None)
    last = _TEN_DAYS.get(month_part or "", (0, 0))[1]
    day_of: int | Literal["last"] = _small(groups["d"]) if groups.get("d") else last or "last"
    month_of = None
    if every == "quarter" and not groups.get("p"):
        month_of = 3 if groups["last"] else _small(groups["n"]) if groups["n"] else 1
    precision: Precision = "day" if groups.get("d") else {"half_year": "half"}.get(every, every)  # type: ignore[assignment]
    period = Period((12, 1), (12, 31), precision)
    return Core(tail.end(), period, Recurs(every, offset, month_of, day_of))


def _small(text: str) -> int:
    """A month or day, in digits or Chinese numerals."""
    value = parse_number(text)
    if value is None:
        raise ValueError(f"not a small number: {text!r}")
    return int(value)
