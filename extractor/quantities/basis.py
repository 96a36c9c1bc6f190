"""What a value is for each of (per): 每人每年, 元/月, 每次, 单店. Who comes before the period: person/year."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from extractor.quantities.model import Kind
from extractor.quantities.vocabulary import either, read_words, words_of

_CLAUSE = re.compile(r"[^，。；：\n\t]{1,48}\Z")
_YEAR_STRETCH = re.compile(
    r"(?:一个|1个|每一?个?|同一个?)[一-龥]{0,6}年度内?[^。；\n\t]{0,64}\Z"
    r"|(?:一|1)年(?:之)?内(?:只能|最多|至多|仅|限|只|累计|不超过|可)[^。；\n\t]{0,24}\Z"
)
_YEARS_LIMIT = re.compile(r"(?:一个|1个|每一?个?|同一个?)[一-龥]{0,6}年度内?的?[一-龥]{0,8}(?:上限|限额|封顶线|累计)[一-龥]{0,6}\Z")
# 月最低工资标准, 非全日制小时最低工资标准: the name itself says the period.
_NAMED = re.compile(
    r"(?<![0-9一二三四五六七八九十每个按当本次上逐隔满])(?P<month>月)(?!份|度|内|底|末|初|均)"
    r"|(?<![0-9一二三四五六七八九十每个按当本次上逐隔满去今明])(?P<year>年)(?=提取|缴费|补贴|补助|缴存|租金)"
    r"|(?<![0-9个每])(?P<hour>小时)(?=最低|工资|计酬)"
)
_NAME_OF_ANOTHER = re.compile(r"\d万?元的[^\d]{2,30}[和与及、]\Z")
_NAME = re.compile(r"[一-龥、]{1,22}(?:标准|工资|金|费|补贴|津贴|额度?)(?:[一-龥]{0,8})?(?<![和与及])\Z")
# A share is for each of what its clause says where the words are no part of its base: 对每套按…的5%; 每人每月30%; 按日加收0.5‰.
_OF_EACH = re.compile(
    r"每人每(?:次|月|年|餐|天|日)[一-龥]{1,10}的\Z|按季度?[^，。；：]{0,40}的\Z|每(?:人每)?月(?:在上述标准的?基础上)?(?:增加|减少|加发)?\Z|每[日天年](?:递增|递减|折旧|增加|加收|按)?\Z"
    r"|对每(?:套|户|人)[^，。；：]{0,8}按[^，。；：]{1,40}\Z|按日[一-龥]{0,4}\Z")


class _Words(NamedTuple):
    who: dict[str, str]
    whose: dict[str, str]
    time: frozenset[str]
    period: dict[str, str]
    slash: dict[str, str]
    printed: re.Pattern[str]
    after_slash: re.Pattern[str]
    counted: re.Pattern[str]
    units: dict[str, str]


@cache
def _words() -> _Words:
    data = read_words("basis")
    who, whose, period = (
        {word: name for name, group in data[part].items() for word in words_of(group, f"basis.yaml: {part}: {name}")}
        for part in ("who", "whose", "period")
    )
    time = words_of(data["time"], "basis.yaml: time")
    slash, units = data["slash"], data["counted"]
    basis = either(slash)
    return _Words(
        who,
        whose,
        frozenset(time),
        period,
        slash,
        re.compile(either([*who, *whose, *time, *period])),
        re.compile(f"[/／]({basis})(?:[/／·．每]({basis})|(年|月|日|天|次))?"),
        re.compile(f"每(?![人年月日周季天户家名位个次项套亩半学一二两三四五六七八九十几])[一-龥]{{1,12}}?(?:1|一)(?P<unit>{either(units)})[^，。；：0-9]{{0,16}}(?:，(?![^，。；：]{{0,30}}(?:累计|最高|最长|最多|合计|总|不超过))[^，。；：0-9]{{0,40}})?\\Z"),
        units,
    )


def slash_basis(text: str, end: int) -> tuple[int, str | None]:
    """元/人/年 behind a unit: where it ends, and what it says."""
    if text[end : end + 1] not in ("/", "／"):
        return end, None
    known = _words()
    match = known.after_slash.match(text, end)
    if match is None:
        return end, None
    names = [known.slash[word] for word in match.groups() if word]
    return match.end(), _join(names)


def printed_basis(text: str, start: int, kind: Kind) -> str | None:
    """每人每年 and the like in the clause before a value that starts at `start`; 一个自然年度内 says the year.

    Of a share only what it is a share of says so (每人每次就餐费用的四分之一).
    """
    low = max(0, start - 48)
    if kind == "percent" and _OF_EACH.search(text, low, start) is None:
        return None
    clause = _CLAUSE.search(text[low:start])
    known = _words()
    who: str | None = None
    time = False
    period: str | None = None
    if clause is not None:
        for match in known.printed.finditer(clause[0]):
            word = match[0]
            if kind == "duration" and word.startswith("同一"):
                continue  # 同一套住房在12个月内: whose time it is
            if word in known.period:
                period = known.period[word]
            elif word in known.time:
                time = True
            elif word in known.who or kind == "count":
                who = known.who.get(word) or known.whose[word]
        if period is None and kind == "money":
            named = _named_period(clause[0])
            period = "year" if named is None and _YEARS_LIMIT.search(clause[0]) else named
    if period is None and not time and (kind == "count" or (kind == "money" and who)):
        stretch = text[max(0, start - 90) : start]
        period = "year" if "年" in stretch and _YEAR_STRETCH.search(stretch) else None
    if not (who or time or period):
        each = known.counted.search(text, max(0, start - 90), start) if text.find("每", max(0, start - 90), start) >= 0 else None
        return known.units[each["unit"]] if each is not None else None
    return "/".join(filter(None, (who, "time" if time else None, period)))


def _named_period(clause: str) -> str | None:
    """月最低工资标准 is by the month; where a clause names both periods, or the name is another value's, neither."""
    if _NAME_OF_ANOTHER.search(clause):
        return None
    named = {hit.lastgroup for hit in _NAMED.finditer(clause) if _NAME.match(clause, hit.end())}
    return named.pop() if len(named) == 1 else None


def _join(names: list[str]) -> str | None:
    periods = set(_words().period.values())
    return "/".join(sorted(names, key=lambda name: name in periods)) or None
