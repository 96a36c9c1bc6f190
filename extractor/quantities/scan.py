"""Numbers with their units: the raw finds of one pass over a text, before comparison words are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.quantities import amounts, comparison
from extractor.quantities.counts import is_counted, is_date_day, is_label
from extractor.quantities.numerals import DIGITS, NUMERALS, TENS, parse_number
from extractor.quantities.vocabulary import Unit, currency_prefixes, units

_RUN = re.compile(f"(?!数[百千万]分之)[0-9{NUMERALS}几数半][0-9{NUMERALS}几.,点]*")
_SPACED = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?: [0-9]{3})* \Z")  # 15 000 (GB/T 15835)
_THREE_DIGITS = re.compile(r"[0-9]{3}(?![0-9])")
_RANGE = re.compile(r"[—–－−\-~～〜]{1,2}|至|到")
_OPENING, _MIXES, _ANDS = (frozenset(signs) for signs in ("（〔", "-—–/又", "与和及"))  # 100元与200元之间
_BETWEEN = ("之间", "区间")
_CLASSED = re.compile("[一二三四五六七八九][一二三四](?:[级类等线孩胎档])")  # 十分之一|二级医院
_MORE = re.compile(r"[多余来]([十百千万亿]{0,3})")
_PLACES = frozenset("十百千万亿")
_YEARS = re.compile(
    r"个(?:完整|连续|城乡|居民|职工|基本|社会|医疗|医保|养老|保险|自然|会计|财政|结算|缴费|参保|纳税|考核|预算|待遇|运行|征收|的){0,6}年度"
    r"(?!计划|工作|任务|重点|目标)"
)
_AND_A_HALF = re.compile("个半(月|小时|钟头)")
_YEAR = Unit("年度", "duration", "year")
_RATIO = re.compile(r"([1-8])/([2-9]|10)(?=[，。；、）]|(?![年月日号级类档次片粒支袋])[一-龥])")
_COEFFICIENT = re.compile(r"系数(?:分别|依次)?(?:为|是|取|按|：)?(?:[0-9.]{1,5}、){0,6}\Z")
_PLOT_RATIO = re.compile(
    r"容积率(?:上限|下限|指标|值)?(?P<link>(?:[在为是可应宜均由：]|统一|一般|原则上|调整|控制|确定|设定|设置|降低|提高|[到至]|达到?|按照?(?=[^，。；]{0,6}执行))*)\Z")
_PLOT_RATIO_REACH = 64
"""Characters on both sides of a number within which what it is of stands: its name, and the words of a bound between."""
_PLOT_RATIO_NEXT = re.compile(r" ?[〈<＜≤≦⩽]=? ?容积率")
_HIGHEST_PLOT_RATIO = 20
_LOWER_HELD = re.compile(r"（(?P<open>不)?含[^（）\n]{0,6}）(?=[—–－−\-~～〜至到])")  # 12（含）-24个月
HELD_INSIDE = re.compile(r"（(?P<open>不)?含(?:本数)?）")
_RATIO_STOPS = tuple("0123456789/.-—")
_ITEMED = re.compile(r"[0-9]{1,2}\.(?=[1-9][0-9]{2,}(?:元|万元|[家名户人个])|[1-9][0-9]?周?岁)")
_LATIN = re.compile(r"[A-Za-z][-.]?\Z")
_LATIN_OR_SIGN = re.compile(r"[A-Za-z×÷*=＝+]")
_LPR = re.compile(r"LPR[-+－＋]\Z")
_SHARES = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}
_COMPOUND = ("元", "圆", "角", "米")
_BARE = Unit("", "count", "")
_PERCENT = Unit("分之", "percent", "percent")
_ABOUT = re.compile(r"[上好]\Z|(?<![完建形达组促养])成\Z")
_LONGEST = 24


@dataclass(slots=True)
class Found:
    """A number with its unit. `value` is None where the words are vague; `lower` is the first end of a range.

    `start` counts a currency in front (人民币5万元), `number_start` does not. `lower_end` is where the first end
    of a range ends, `upper_start` where the second starts, if the first has its own unit (5万元至10万元). `open_ends`
    says which ends of an interval are left out: (3,5]万元.
    """

    start: int
    end: int
    number_start: int
    unit: Unit
    code: str
    value: Decimal | None
    lower: Decimal | None = None
    lower_end: int = 0
    upper_start: int = 0
    open_ends: tuple[bool, bool] = (False, False)


@dataclass(slots=True)
class _Numeral:
    start: int
    end: int
    value: Decimal | None
    spoken: bool


def scan(text: str) -> Iterator[Found]:
    """All numbers with a unit, in text order; ranges once, with both their ends."""
    done = 0
    for run in _RUN.finditer(text):
        if run.start() < done:
            continue
        found = _read(text, run)
        if found is not None:
            done = found.end
            yield found


def _read(text: str, run: re.Match[str]) -> Found | None:
    first = _numeral(text, run)
    if first is None:
        return None
    if text[first.start - 1 : first.start] in _OPENING and (found := _interval(text, first)) is not None:
        return found
    following = text[first.end : first.end + 2]
    if following == "分之":
        return _fraction(text, first)
    if text[first.start] == "半":
        return _half(text, first)
    if following[:1] in _MIXES and (mixed := amounts.mixed_percent(text, first.start)) is not None:
        return Found(first.start, mixed[1], first.start, _PERCENT, "percent", mixed[0])
    ratio = _RATIO.match(text, first.start)
    if ratio is not None and text[first.start - 1 : first.start] not in _RATIO_STOPS:
        share = (100 * Decimal(ratio[1]) / Decimal(ratio[2])).quantize(Decimal("0.01"))
        return Found(first.start, ratio.end(), first.start, _PERCENT, "percent", share)
    unit, end, value = _with_unit(text, first)
    held = _LOWER_HELD.match(text, end) if unit is None else None
    if held is not None and (connector := _RANGE.match(text, held.end())) is not None:
        ranged = _range(text, first, None, end, value, connector.end())
        if ranged is not None:
            ranged.open_ends = (bool(held["open"]), text.find("（不含", connector.end(), ranged.end) >= 0)
        return ranged
    connector = _RANGE.match(text, end)
    if connector is not None:
        ranged = _range(text, first, unit, end, value, connector.end())
        if ranged is not None:
            return ranged
    elif text[end : end + 1] in _ANDS:
        ranged = _range(text, first, unit, end, value, end + 1)
        if ranged is not None and text.startswith(_BETWEEN, ranged.end):
            return ranged
    if unit is None:
        return _bare_amount(text, first) or _coefficient(text, first)
    if value is None and not _is_vague(text, first):
        value = _round_amount(text, first, unit, end)
        if value is None:
            return None
    return _accept(text, first, unit, end, value, None)


def _numeral(text: str, run: re.Match[str]) -> _Numeral | None:
    start, end = run.span()
    if end - start > _LONGEST:
        return None
    while text[end - 1] in ".,点" and end > start:
        end -= 1
    if end > start + 1 and text[end - 1] in "千百" and units().at(text, end - 1):
        end -= 1  # 300万千瓦, 5百分点
    if end == start:
        return None
    if text[start] == "数" and (end == start + 1 or text[start + 1] not in _PLACES):
        start += 1  # 总数20%
        if start == end:
            return None
    if (start == 0 or text[start - 1] == "\n") and (item := _ITEMED.match(text, start)) is not None:
        start = item.end()  # 2.35岁以下: the number of an item, then the value
    words = text[start:end]
    if "0" <= words[0] <= "9" and _LATIN.search(text[max(0, start - 2) : start]) and not (
            _currency(text, start) or _LPR.search(text[max(0, start - 4) : start])):
        return None
    spaced = _SPACED.search(text[max(0, start - 16) : start]) if text[start - 1 : start] == " " else None
    if spaced is not None and "0" <= words[0] <= "9":
        if _THREE_DIGITS.match(words) is None:
            return None
        start, words = start - len(spaced[0]), spaced[0].replace(" ", "") + words
    if len(words) > 1 and words[0] == "0" and words[1].isdigit():
        return None
    value = None if "几" in words or words[0] == "数" else Decimal("0.5") if words == "半" else parse_number(words)
    return _Numeral(start, end, value, not "0" <= words[0] <= "9")


def _with_unit(text: str, numeral: _Numeral) -> tuple[Unit | None, int, Decimal | None]:
    """The unit behind a numeral, where it ends, and the value; a 多 or 余 between makes the value None."""
    end, value = numeral.end, numeral.value
    more = _MORE.match(text, end)
    if more is not None and (unit := units().at(text, more.end())) is not None:
        return unit, more.end() + len(unit.word), None
    half = _AND_A_HALF.match(text, end)
    if half is not None and value is not None:
        return units().by_word[f"个{half[1]}"], half.end(), value + Decimal("0.5")
    stretch = _YEARS.match(text, end)
    if stretch is not None:
        return _YEAR, stretch.end(), value
    found = units().at(text, end)
    if found is None and (held := HELD_INSIDE.match(text, end)) is not None and (found := units().at(text, held.end())) is not None:
        end = held.end()  # 90（含）平方米
    if found is None:
        is_amount = value is not None and text[end - 1] in amounts.BARE
        return (amounts.bare_amount(text, numeral.start, end) if is_amount else None), end, value
    end += len(found.word)
    if found.word in _COMPOUND and value is not None:
        value, end = amounts.with_small_change(text, found, end, value)
    if found.word == "折":
        value = _discount(text[numeral.start : numeral.end], value)
    if value is not None and found.kind == "duration" and text.startswith("半", end):
        value, end = value + Decimal("0.5"), end + 1  # 一年半
    return found, end, value


def _discount(words: str, value: Decimal | None) -> Decimal | None:
    """Tenths that are paid: 五折 5, 八五折 and 85折 8.5."""
    if len(words) == 2 and words[0] in DIGITS and words[1] in DIGITS:
        return Decimal(f"{DIGITS[words[0]]}.{DIGITS[words[1]]}")
    return value / 10 if value is not None and value >= 10 else value


def _range(
    text: str, first: _Numeral, unit: Unit | None, end: int, value: Decimal | None, second_start: int
) -> Found | None:
    """A range whose second number starts at `second_start`; the first may leave out unit and 万."""
    run = _RUN.match(text, second_start)
    second = _numeral(text, run) if run is not None else None
    if second is None or first.value is None or second.value is None:
        return None
    if text.startswith("分之", second.end) or text[second.start] == "半":
        return None
    last_unit, last_end, upper = _with_unit(text, second)
    if last_unit is None or upper is None or value is None:
        return None
    if unit is not None and unit.kind == "count" and unit.word != last_unit.word and last_unit.word.startswith(unit.word):
        unit, value = last_unit, first.value * last_unit.factor  # 1个至5个工作日
    if unit is not None and (unit.kind, unit.unit) != (last_unit.kind, last_unit.unit):
        return None
    if unit is None:
        value *= _shared_scale(text, first, second)
    if value > upper:
        return None
    found = _accept(text, first, last_unit, last_end, upper, value)
    if found is not None and unit is not None:
        found.lower_end, found.upper_start = end, second.start
    return found


def _shared_scale(text: str, first: _Numeral, second: _Numeral) -> Decimal:
    """5—10万元 counts both in 万; 8000—1.2万元 does not."""
    assert first.value is not None and second.value is not None
    scale = Decimal(1)
    for sign in reversed(text[second.start : second.end]):
        if sign not in "百千万亿":
            break
        scale *= TENS.get(sign) or {"万": 10**4, "亿": 10**8}[sign]
    ends_in_scale = text[first.end - 1] in "百千万亿"
    return scale if not ends_in_scale and first.value * scale < second.value else Decimal(1)


def _interval(text: str, first: _Numeral) -> Found | None:
    """(3,5]万元: both ends with the bracket that holds or leaves out each."""
    read = amounts.interval(text, first.start)
    if read is None:
        return None
    start, unit = first.start - 1, read.unit
    opened = (not read.lower_held, not read.upper_held)
    return Found(start, read.end, start, unit, unit.unit, read.upper, read.lower, open_ends=opened)


def _accept(
    text: str, first: _Numeral, unit: Unit, end: int, value: Decimal | None, lower: Decimal | None
) -> Found | None:
    """The find, unless the context says that it is a label, a date or part of a fixed expression."""
    number_start = first.start
    if is_label(text, number_start):
        return None
    word_start = end - len(unit.word)
    if unit.kind == "duration" and is_date_day(text, number_start, end, unit, value):
        return None
    if value is None and text[first.start] in _PLACES and _ABOUT.search(text, max(0, number_start - 2), number_start):
        number_start -= 1  # 上百家
    elif (first.spoken or unit.kind == "count") and not is_counted(
        text, number_start, word_start, end, unit, first.spoken
    ):
        return None
    prefix = _currency(text, number_start) if unit.kind == "money" else None
    code = unit.unit
    if prefix is not None and unit.word == "元":
        code = currency_prefixes()[prefix]
    factor = unit.factor
    return Found(
        number_start - len(prefix or ""),
        end,
        number_start,
        unit,
        code,
        None if value is None else value * factor,
        None if lower is None else lower * factor,
    )


def _bare_amount(text: str, first: _Numeral) -> Found | None:
    """An amount whose currency stands in front only (￥500, HK$1,000)."""
    prefix = _currency(text, first.start)
    if prefix is None or first.value is None or first.spoken:
        return None
    code = currency_prefixes()[prefix]
    return Found(first.start - len(prefix), first.end, first.start, Unit("", "money", code), code, first.value)


def _coefficient(text: str, first: _Numeral) -> Found | None:
    """系数为0.8, 容积率不高于1.2: the numbers that need no unit."""
    if first.value is None or first.spoken:
        return None
    if _COEFFICIENT.search(text, max(0, first.start - 32), first.start):
        return Found(first.start, first.end, first.start, _BARE, "", first.value)
    near = text.find("容积率", max(0, first.start - _PLOT_RATIO_REACH), first.end + _PLOT_RATIO_REACH)
    return _plot_ratio(text, first) if near >= 0 else None


def _plot_ratio(text: str, first: _Numeral) -> Found | None:
    """容积率不得低于1.0, 容积率可调整为1.0-1.2, 1.0＜容积率≤2.5: not the number of what follows (计入容积率3住宅)."""
    assert first.value is not None
    before = comparison.read_before(text, first.start, _BARE)
    bound = before.start if before else first.start
    named = _PLOT_RATIO.search(text, max(0, bound - 24), bound)
    is_left = _PLOT_RATIO_NEXT.match(text, first.end) is not None
    sure = before or is_left or (named and named["link"]) or "." in text[first.start : first.end]
    if not (named or is_left) or not sure or first.value > _HIGHEST_PLOT_RATIO or _LATIN_OR_SIGN.match(text, first.end):
        return None
    connector = _RANGE.match(text, first.end)
    run = _RUN.match(text, connector.end()) if connector else None
    second = _numeral(text, run) if run else None
    if second and second.value and first.value < second.value <= _HIGHEST_PLOT_RATIO and units().at(text, second.end) is None:
        return Found(first.start, second.end, first.start, _BARE, "", second.value, first.value)
    return Found(first.start, first.end, first.start, _BARE, "", first.value)


def _fraction(text: str, denominator: _Numeral) -> Found | None:
    """百分之七十, 千分之五, 三分之二 (66.67: a share that does not end is rounded to two places)."""
    run = _RUN.match(text, denominator.end + 2)
    numerator = _numeral(text, run) if run is not None else None
    if numerator is not None and _CLASSED.match(text, numerator.start):
        end = numerator.start + 1
        numerator = _Numeral(numerator.start, end, parse_number(text[numerator.start : end]), True)
    word = text[denominator.start : denominator.end]
    if numerator is not None and word == "百" and text[numerator.start : numerator.end] == "百":
        numerator = replace(numerator, value=Decimal(100))  # 百分之百
    if numerator is None or numerator.value is None or is_label(text, denominator.start):
        return None
    lower: Decimal | None = None
    end, value = numerator.end, numerator.value
    connector = _RANGE.match(text, end)
    if connector is not None:
        lower, end, value = _fraction_range(text, word, connector.end(), end, value)
    factor = _SHARES.get(word)
    if factor is None:
        if denominator.value is None or not denominator.value or lower is not None:
            return None
        value = (100 * value / denominator.value).quantize(Decimal("0.01"))
        factor = Decimal(1)
    return Found(
        denominator.start, end, denominator.start, _PERCENT, "percent", value * factor, lower and lower * factor
    )


def _fraction_range(text: str, word: str, start: int, end: int, value: Decimal) -> tuple[Decimal | None, int, Decimal]:
    """百分之五十至七十, 百分之五十至百分之七十: lower end, where it ends, upper end."""
    if text.startswith(f"{word}分之", start):
        start += len(word) + 2
    run = _RUN.match(text, start)
    upper = _numeral(text, run) if run is not None else None
    if upper is None or upper.value is None or upper.value <= value or units().at(text, upper.end):
        return None, end, value
    return value, upper.end, upper.value


def _half(text: str, half: _Numeral) -> Found | None:
    """一半, 半数, 半年, 半个月."""
    start, end = half.start, half.end
    before = text[max(0, start - 1) : start]
    if before == "一":
        return Found(start - 1, end, start - 1, _PERCENT, "percent", Decimal(50))
    if text.startswith("数", end) and before not in ("过", "多"):
        return Found(start, end + 1, start, _PERCENT, "percent", Decimal(50))
    unit = units().at(text, end)
    if unit is None or unit.kind != "duration" or (before and before in "上下每前后大各减过小另折"):
        return None
    return Found(start, end + len(unit.word), start, unit, unit.unit, Decimal("0.5") * unit.factor)


def _is_vague(text: str, numeral: _Numeral) -> bool:
    """Whether words without a value are a vague number (数百, 几十, 一千多, 近千, 三五), not part of another word."""
    words = text[numeral.start : numeral.end]
    if words[0] == "数" or ("几" in words and len(words) > 1) or _MORE.match(text, numeral.end):
        return True
    if all(sign in _PLACES for sign in words):
        return text[max(0, numeral.start - 1) : numeral.start] in ("上", "成", "好", "近", "逾", "超", "过")
    return len(words) == 2 and words[0] in "一二两三四五六七八" and words[1] in "二三四五六七八九"


def _round_amount(text: str, numeral: _Numeral, unit: Unit, end: int) -> Decimal | None:
    """亿元以上 is 一亿元以上; without the bound, 亿元 is only a magnitude."""
    words = text[numeral.start : numeral.end]
    is_bound = unit.kind == "money" and text.startswith(("以上", "及以上", "以下"), end)
    return parse_number("一" + words) if is_bound and _PLACES.issuperset(words) else None


def _currency(text: str, start: int) -> str | None:
    for length in (3, 2, 1):
        word = text[max(0, start - length) : start]
        if word in currency_prefixes():
            return word
    return None
