"""Which numbers count nothing: ordinals and labels, days of a date, numerals in fixed expressions and slogans."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from extractor.quantities.vocabulary import Unit, either, read_words, words_of

_NUMBER = "[（(]?[0-9一二三四五六七八九十百]{%d,4}[)）]?"
_ORDINAL = re.compile(rf"第{_NUMBER % 1}(?:[、和及与或至到—–~～-]第?{_NUMBER % 0}){{0,4}}\Z")
_DAY_CONTEXT = re.compile(
    r"(?:[0-9一二三四五六七八九十]月|[每当次本上下]月|日(?:至|到|[—–\-~～])|[截至从自]|(?<![少低多高大小])于|(?:号|日)、|截至)\Z"
)
_DAY_AFTER = re.compile(
    r"前|之前|以前|起(?!施)|至|到|电|讯|从|印发|凌晨|上午|下午|晚|中午|，记者|[—–~～-][0-9]|发布|召开|举行|，[^，。]{2,12}(?:召开|发布|印发)"
)
_CLASS = re.compile(r"地区|区|人员|救助对象|对象|城市|标准|费率|岗位|功能|资产|市场")  # 三类地区 is the third class
_CLASSES = re.compile(r"[一二][类、]")
_BEFORE = dict(zip("二三四五六", "一二三四五", strict=True))
_FAR = 150  # 二类人才…。对三类人才给予…: the classes of a list are told apart by number
_NO_LENGTH_AFTER = tuple("第同每某任上下另这那周期")
_QUOTED = re.compile(r"[“「‘][^“”「」‘’\n]{0,9}\Z")


@cache
def _lists() -> tuple[
    re.Pattern[str], re.Pattern[str], frozenset[str], re.Pattern[str], re.Pattern[str], frozenset[str], frozenset[str]
]:
    fixed = read_words("fixed_expressions")
    measures = read_words("measure_words")
    return (
        re.compile(either(words_of(fixed["expressions"], "fixed_expressions.yaml: expressions"))),
        re.compile(either(words_of(fixed["slogan_after_measure"], "fixed_expressions.yaml: slogan_after_measure"))),
        frozenset(words_of(fixed["not_after"], "fixed_expressions.yaml: not_after")),
        re.compile(f"(?:{either(words_of(fixed['limiting'], 'fixed_expressions.yaml: limiting'))})[一-龥]{{0,4}}\\Z"),
        re.compile(f"(?:{either(words_of(fixed['held'], 'fixed_expressions.yaml: held'))})[一-龥]{{0,2}}\\Z"),
        frozenset(words_of(measures["label_after_one_two"], "measure_words.yaml: label_after_one_two")),
        frozenset(words_of(measures["weak_after_one"], "measure_words.yaml: weak_after_one")),
    )


_YEARLY = re.compile(r"的?(?:支付|报销|补助|救助)?(?:限额|封顶|最高|累计|额度)")  # 一年限额300元: what the value is for each of
_CAPTION = re.compile(r"(?:^|[\n（，。；：照按见附])[附]?[表图]\Z|附件\Z")
_SHORT_YEAR = re.compile(r"(?:1[0-2]|0?[1-9])月|[底末初]|(?P<since>以来)")  # 24年6月, 21年以来
_NUMBERED_YEAR = re.compile(r"[0-9]{1,2}\.(?:19|20)[0-9]{2}年")  # 2.2024年12月31日前: a number of a list and a date
_NO_STRETCH = re.compile(r"(?<!近|满|达|这)(?<!过去|连续|累计)\Z")
_SINCE = re.compile(r"(?:\A|[，。；、（\n自从])\Z")  # not 建立40年以来
_SHEETS = re.compile(r"[0-9，。；]|(?:价值|面值|面额)|[一-龥]{0,3}[票券卡]")  # 一张购房券, not 一张网
_CLOCK = re.compile(r"(?:上午|下午|中午|凌晨|早上|晚上|早|晚|[0-9]日|[时至到—～-])\Z")
_CLOCK_AFTER = re.compile(r"[前后至到整半钟—～-]|之前|之后|以前|[0-9]{1,2}分")
_SLOGAN_ONE = re.compile(r"1(?![0-9.,万千百])")  # 1户1策, not 1人1000元
_QUOTED_AFTER = ("个", "项", "种", "类", "条", "大")


def is_label(text: str, start: int) -> bool:
    """Whether the number at `start` is an ordinal (第二批, 第一、二项), a table's (表1), or part of a document number."""
    before = text[max(0, start - 12) : start]
    if _CAPTION.search(before):
        return True
    return before.endswith(("第", "〔", "［", "No.", "№", "×", "*")) or (
        "第" in before and _ORDINAL.search(before) is not None
    )


_SPOKEN = frozenset("一二三四五六七八九十")


@cache
def _event_ends() -> tuple[str, ...]:
    """What an event ends in that so many days come before (会议召开|10日前)."""
    return words_of(read_words("times")["event_ends"], "times.yaml: event_ends")


def is_date_day(text: str, start: int, end: int, unit: Unit, value: Decimal | None) -> bool:
    """Whether a number with 年 or 日 is a date, not a length of time (2025年, 次月15日, 15日前)."""
    if unit.word == "年" and text[start:end] == "一年" and _YEARLY.match(text, end):
        return True
    if unit.word == "年":
        if _NUMBERED_YEAR.match(text, start):
            return True
        short = _SHORT_YEAR.match(text, end) if value is not None and 10 <= value <= 49 else None
        if short is not None and (_SINCE if short["since"] else _NO_STRETCH).search(text[max(0, start - 4) : start]):
            return True
        return (value is not None and (1900 <= value <= 2200 or value > 100)) or text[
            max(0, start - 2) : start
        ] == "民国"
    if unit.word == "年度":
        return value == 1  # 一个医疗年度内 is a basis, no length of time
    if unit.word != "日":
        return text[max(0, start - 1) : start] in ("上", "下", "每", "头") and text[start] in "一"
    before = text[max(0, start - 6) : start]
    if _DAY_CONTEXT.search(before):
        return not text.startswith(("内", "以内", "之内"), end)
    if text[start] in _SPOKEN and text.startswith(("前", "之前", "以前"), end):
        return False  # 会议召开的七日前
    return _DAY_AFTER.match(text, end) is not None and not before.endswith(("提前", "至少", "不少于", *_event_ends()))


def is_counted(text: str, start: int, word_start: int, end: int, unit: Unit, spoken: bool) -> bool:
    """Whether a number before a measure word, or a Chinese numeral before any unit, really counts something."""
    expressions, slogans, not_after, limiting, held, labels, weak = _lists()
    if unit.word in _QUOTED_AFTER and text.startswith(("“", "‘", "「"), end):
        return False  # 三个“全覆盖”
    if unit.word == "点" and (_CLOCK.search(text[max(0, start - 3) : start]) or _CLOCK_AFTER.match(text, end)):
        return False  # 下午5点
    if unit.word == "分" and text[start - 1 : start] in ("时", "点"):
        return False  # 9时30分
    if not spoken:
        following = text[end : end + 1]
        if unit.word in ("个", "项") and following.isdigit():
            return False  # 3个100%
        at_head = start == 0 or text[start - 1] == "\n"
        if at_head and ("." in text[start:word_start] or (unit.word == "个" and following == "人")):
            return False  # the number of a section: 2.2本项目, 1个人账户
        before = text[max(0, start - 2) : max(0, start - 1)]
        return not (text[start:word_start] == "1" and (before == "1" or _SLOGAN_ONE.match(text, end)))
    if any(match.start() <= start - low < match.end() for low, match in _around(expressions, text, start)):
        return False
    before = text[max(0, start - 2) : start]
    if before.endswith("每") and text[start] != "一":
        before = ""  # 每四个月, 每两年
    if unit.kind in ("money", "percent") or before in ("以上", "以下"):
        before = ""
    if before[-1:] in not_after or before in not_after:
        return unit.kind == "duration" and before[-1:] not in _NO_LENGTH_AFTER
    if unit.kind != "count":
        return True
    if not unit.spoken:
        return False
    if slogans.match(text, end):
        return False
    numeral = text[start:word_start]
    if unit.word == "期":
        return held.search(text[max(0, start - 6) : start]) is not None
    if unit.word == "类" and (
        _CLASS.match(text, end) or _CLASSES.search(text[max(0, start - 30) : start])
        or ((before_it := _BEFORE.get(numeral)) and text.find(f"{before_it}类", max(0, start - _FAR), start) >= 0)
    ):
        return False
    quoted = _QUOTED.search(text[max(0, start - 10) : start])
    if quoted is not None:
        return False
    if numeral in ("一", "二"):
        if text[end : end + 1] == "一" or text[max(0, start - 2) : max(0, start - 1)] == "一":
            return False  # 一人一档
        if unit.word in labels and not (numeral == "一" and unit.word in ("次", "套", "台")):
            return False
    if numeral == "一":
        return _one(text, start, end, unit, limiting, weak)
    return True


def _one(text: str, start: int, end: int, unit: Unit, limiting: re.Pattern[str], weak: frozenset[str]) -> bool:
    """一 counts where something limits or completes it (每年一次, 已有一套住房), not as an article (一项重要工作)."""
    window = text[max(0, start - 9) : start].rpartition("\n")[2]
    if limiting.search(window) or text.startswith(("及以上", "或以上", "（含）以上"), end):
        return True
    if unit.word == "张" and _SHEETS.match(text, end):
        return True
    if unit.word in weak:
        return False
    if unit.word == "次":
        return text[end : end + 1] in ("", "。", "，", "；", "、", "）", "\n", "\t", "为") or text.startswith(("或多次", "或者多次"), end)
    return True


def _around(pattern: re.Pattern[str], text: str, start: int) -> list[tuple[int, re.Match[str]]]:
    low = max(0, start - 6)
    return [(low, match) for match in pattern.finditer(text[low : start + 10])]
