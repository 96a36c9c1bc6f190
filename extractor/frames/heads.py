"""Heads: which words over and beside a cell of a table name its value, and which only tell cases apart."""

from __future__ import annotations

import re

from extractor.frames import phrases
from extractor.frames.conditions import kind_of
from extractor.frames.masks import MASK
from extractor.frames.patterns import words
from extractor.grids.words import axis_kind, groups, is_name, role_of
from extractor.language.facets import terms_of
from extractor.language.groups import tiers
from extractor.spans import Span

_UNIT = re.compile(r"\s*(?:（[^（）]{0,30}）|[/／][^/／（）]{1,8})\Z")
_NUMBERED = re.compile(r"\s*(?:（[一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十]{1,3}、|\d{1,2}(?:[、．]|\.(?!\d)))\s*")
_CAPTION_TAIL = re.compile(
    r"(?:（[^（）]*）|\s|[：:。]|如?下?(?:见|详见)?(?:如?下|附|上|本)?表(?:所示)?|如下|(?:情况|明细|一览|对照|汇总|统计|标准表?)?表|一览|清单|[·])+\Z")
_RATES = re.compile(r"比例|[利费税比]率|占比|比重|(?<=[\u4e00-\u9fff]{2})率")
_AMOUNTS = re.compile(r"标准|限额|额度|金额|起付线|封顶线|价格|单价|工资|补贴|补助|津贴|奖励|费用|[收缴]费")
_ONLY_AMOUNTS = re.compile(r"(?:标准|限额|额度|金额|起付线|价格)\Z")
_ONLY_RATES = re.compile(r"(?:比例|[利费税比]率|占比|比重)\Z")
_SHORT_TITLE = 20
_AWARD_STANDARD = re.compile(r"标准\Z")
_CLASS = re.compile(r"第?[一二三四五六七八九十甲乙丙丁A-E]{1,2}[类批组]")


def squeezed(text: str, span: Span) -> str:
    """The words of a cell without its white space."""
    return "".join(text[slice(*span)].split())


def head_words(text: str, span: Span) -> Span:
    """A heading cell without its number and the unit in brackets at its end."""
    start, end = cell_words(text, span)
    unit = _UNIT.search(text[start:end])
    return Span(start, start + unit.start()) if unit and unit.start() else Span(start, end)


def cell_words(text: str, span: Span) -> Span:
    """A cell without its number (1. 高血压)."""
    number = _NUMBERED.match(text, *span)
    return Span(number.end(), span.end) if number and number.end() < span.end else span


def names_value(text: str, span: Span) -> bool:
    """Whether the words of a cell name what a value is (起付标准, 支付比例), not for whom or in which case it applies."""
    phrase = squeezed(text, span)
    named = is_name(phrase) or (phrases.is_attribute(phrase) and phrase not in terms_of("scheme"))
    return named and role_of(phrase) not in ("old", "value")


def parted(text: str, span: Span) -> tuple[Span | None, Span]:
    """The group that a head begins with, and what it names (退休人员|支付比例, 三级医院|起付标准); None and the whole where none does."""
    phrase = text[slice(*span)]
    for cut in range(len(phrase) - 2, 1, -1):
        group, rest = Span(span.start, span.start + cut), phrase[cut:]
        if not phrases.is_attribute(rest) or phrase[:cut] in words("everybody"):
            continue
        if phrase[:cut] in groups():
            return group, Span(group.end, span.end)
        graded = any(tier.start == span.start and (tier.end == group.end or phrases.ends_in(phrase[:cut], "bodies"))
                     for tier in tiers(text, *group))
        if graded or (phrases.ends_in(phrase[:cut], "people") and phrase[:cut] not in words("people")):
            return group, Span(group.end, span.end)
    return None, span


def restriction_kind(text: str, span: Span, head: str | None) -> str:
    """Which kind of restriction a cell is, by the head of its column, by its own words, or by being a scheme's name."""
    phrase = squeezed(text, span)
    own = "population" if phrase in groups() else kind_of(text, span)
    if own != "population" and phrase in terms_of("scheme"):
        return "scheme"
    said = axis_kind(head) if head else None
    graded = any(tier.start == span.start and tier.end == span.end for tier in tiers(text, *span))
    if graded and said != "population":
        return "tier"
    if said == "tier" and own in ("population", "region"):
        return own
    if said:
        return said
    if own == "case" and phrase in terms_of("population"):
        return "population"
    return "object" if own == "tier" and is_class(phrase) else own


def is_class(phrase: str) -> bool:
    """Whether a cell only says to which class the name beside it belongs (一类, 甲类)."""
    return _CLASS.fullmatch(phrase) is not None


def caption_name(text: str, masked: str, line: Span) -> Span | None:
    """The noun phrase by which a line entitles a table (住院待遇标准表, 救助比例如下：); None where it has none.

    `masked` is the text with its remarks covered.
    """
    tail = _CAPTION_TAIL.search(masked[slice(*line)])
    end = line.start + tail.start() if tail else line.end
    while end > line.start and masked[end - 1] in f"{MASK} ：":
        end -= 1
    return _phrase(text, masked, Span(line.start, end))


def short_title(text: str, line: Span | None) -> Span | None:
    """A short title of a table without its number, whatever it names; None for a sentence."""
    title = head_words(text, line) if line is not None else None
    return title if title is not None and title.end - title.start <= _SHORT_TITLE and not re.search("[，。；：]", text[slice(*title)]) else None


def said_of(text: str, masked: str, line: Span, kind: str) -> Span | None:
    """The last noun phrase of a line that names values of a kind (percent: 支付比例); None where none does."""
    pattern = _RATES if kind == "percent" else _AMOUNTS if kind == "money" else None
    hits = list(pattern.finditer(masked, *line)) if pattern else []
    return next((phrase for hit in reversed(hits) if (phrase := _phrase(text, masked, Span(line.start, hit.end())))), None)


def fits(text: str, phrase: Span, kind: str) -> bool:
    """Whether a name may be that of a value of a kind: a percentage is no 标准, an amount no 比例."""
    ending = squeezed(text, phrase)
    return not (_ONLY_AMOUNTS if kind == "percent" else _ONLY_RATES).search(ending)


def _phrase(text: str, masked: str, stretch: Span) -> Span | None:
    """The noun phrase at the end of a stretch, where it names a value."""
    start = max(stretch.start, *(masked.rfind(sign, *stretch) + 1 for sign in "，。；：、\t"))
    if (number := _NUMBERED.match(text, start, stretch.end)) is not None:
        start = number.end()
    phrase = phrases.phrase_before(masked, stretch.end, start)
    return phrase if phrase is not None and phrases.is_attribute(text[slice(*phrase)]) else None


def joined(text: str, outer: Span, inner: Span) -> tuple[Span, ...] | None:
    """A name from a longer phrase and a head that says too little alone (住院待遇标准, 支付比例 → 住院待遇支付比例).

    None where the phrase is of something else (起付标准 beside 比例).
    """
    long, short = squeezed(text, outer), squeezed(text, inner)
    if short in long:
        return (outer,) if long.endswith(short) else None
    standard = _AWARD_STANDARD.search(long)
    bare = long[: standard.start()] if standard else long
    if phrases.is_generic(bare) and len(short) > 2:
        return None  # 待遇标准 over 支付比例 adds nothing
    if phrases.ends_in(bare, "awards"):
        cut = Span(outer.start, outer.end - 2) if standard and text[slice(*outer)].endswith("标准") else outer
        shared = next((size for size in range(len(short) - 1, 1, -1) if squeezed(text, cut).endswith(short[:size])), 0)
        return (cut, Span(inner.start + shared, inner.end) if text[inner.start :].startswith(short[:shared]) else inner)
    return None
