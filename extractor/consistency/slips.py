"""Slips that show in the text of one circular alone: words against figures, days that do not exist, numbering, annexes."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from extractor.consistency.index import Index
from extractor.consistency.model import Side
from extractor.consistency.reporting import paragraph_around, side_at
from extractor.policy.documents import Document
from extractor.policy.wording import day_text, quantity_text
from extractor.quantities.effective import find_effective_dates
from extractor.structure.patterns import chinese_number
from extractor.vocabulary import load_yaml
from extractor.vocabulary.patterns import Pattern, load_patterns

NEAR = 24
"""Characters around an amount in words in which the figures stand."""
FEWEST = 3
"""Numbers of a series from which a gap in it is one."""
_LINES_OF_A_NAME = 3
_SCALE = {"": 1, "万": 10_000, "亿": 100_000_000}


class Slip(NamedTuple):
    """Where a slip stands, and what is wrong, in words."""

    side: Side
    problem: str


def load() -> Mapping[str, Pattern]:
    """The patterns by name."""
    return load_patterns("slips", ("patterns",))


@cache
def _expression(name: str) -> re.Pattern[str]:
    return load()[name].expression


def slips(index: Index, document: Document) -> Iterator[Slip]:
    """The slips of a circular, each with its place."""
    spans = index.spans_of(document)
    if not spans:
        return
    start, end = spans[0][0], spans[-1][1]
    yield from _amounts(document)
    yield from _weekdays(document, start, end)
    yield from _days(document, start, end)
    if document.record.status != "explainer" and not _expression("left_out").search(document.extraction.text, start, end):
        yield from _numbering(document, start, end)
        yield from _annexes(document, start, end)
    if (ends := document.record.effective_to) and document.issued and date.fromisoformat(ends) < document.issued:
        ended, issued = day_text(date.fromisoformat(ends)), day_text(document.issued)
        yield Slip(side_at(document, *document.record.span, ends), f"有效期至{ended}，而成文日期为{issued}，成文时有效期已届满")


def effect_stated(index: Index, document: Document) -> tuple[int, int] | None:
    """The paragraph that prints the day from which a whole document holds; None where a standard holds from it (新标准自…), or
    it is that of a draft for comment."""
    text = document.extraction.text
    for start, end in index.spans_of(document):
        hit = _expression("holds_from").search(text, start, end)
        if hit is None or _expression("for_comment").search(text, document.record.span[0], start):
            continue
        start, end = paragraph_around(text, start, end, hit.start())
        sentence = text[start:end]
        if find_effective_dates(index.text_of(document).plain(start, end), document.issued)[0] == document.record.effective_from:
            return None if _expression("of_standard").match(sentence) else (start, end)
    return None


def reaches_back(index: Index, document: Document) -> bool:
    """Whether a circular says that it holds for a time before it."""
    spans = index.spans_of(document)
    return bool(spans) and _expression("back_dated").search(document.extraction.text, spans[0][0], spans[-1][1]) is not None


def _amounts(document: Document) -> Iterator[Slip]:
    """Amounts of money in words whose figures say another sum."""
    text = document.extraction.text
    for one in document.extraction.mentions:
        if one.document != document.record.id or one.kind != "money" or one.value is None:
            continue
        words = "".join(one.quote.split())
        if not _expression("in_words").match(words):
            continue
        start, end = one.span
        hit = _expression("figures_behind").match(text[end : end + NEAR]) or _expression("figures_before").search(
            text[max(0, start - NEAR) : start]
        )
        if hit is None:
            continue
        figures = Decimal(re.sub("[,，]", "", hit["amount"])) * _SCALE[hit["scale"]]
        if figures != Decimal(one.value):
            said = quantity_text(Decimal(one.value), one.unit)
            yield Slip(side_at(document, start, end, one.value), f"金额大小写不一致：“{words}”为{said}，数字为{quantity_text(figures, one.unit)}")


def _weekdays(document: Document, start: int, end: int) -> Iterator[Slip]:
    names: list[str] = load_yaml("slips/words.yaml")["weekdays"]
    for hit in _expression("weekday").finditer(document.extraction.text, start, end):
        if not _exists(int(hit["year"]), int(hit["month"]), int(hit["day"])):
            continue
        right = date(int(hit["year"]), int(hit["month"]), int(hit["day"])).weekday()
        if right != min(names.index(hit["weekday"]), 6):
            said = f"星期{hit['weekday']}"
            yield Slip(side_at(document, *hit.span()), f"“{hit[0]}”日期与星期不符：该日为星期{names[right]}，文中为{said}")


def _days(document: Document, start: int, end: int) -> Iterator[Slip]:
    for hit in _expression("day").finditer(document.extraction.text, start, end):
        year = int(hit["year"]) if hit["year"] else 2000  # a leap year: 2月29日 without its year may be right
        if not _exists(year, int(hit["month"]), int(hit["day"])):
            yield Slip(side_at(document, *hit.span()), f"“{hit[0]}”这一天不存在")


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


class _Label(NamedTuple):
    number: int
    start: int
    end: int
    printed: str


def _numbering(document: Document, start: int, end: int) -> Iterator[Slip]:
    """Numbers of articles and sections that are left out, or stand twice, in a series that is otherwise whole."""
    text = document.extraction.text
    series: dict[str, list[_Label]] = {"article": [], "top": [], "inner": []}
    is_first = True
    for hit in _expression("label").finditer(text, start, end):
        kind = hit.lastgroup or ""
        label = _Label(chinese_number(hit[kind]), *hit.span(), hit[0].strip())
        if is_first and label.number != 1:
            return  # an excerpt
        is_first = False
        if label.number == 1:
            yield from _broken(document, series[kind])
            series[kind] = []
        if kind == "top":
            yield from _broken(document, series["inner"])
            series["inner"] = []
        series[kind].append(label)
    for labels in series.values():
        yield from _broken(document, labels)


def _broken(document: Document, labels: list[_Label]) -> Iterator[Slip]:
    if len(labels) < FEWEST or labels[0].number != 1:
        return
    steps = [(two.number - one.number, one, two) for one, two in pairwise(labels)]
    odd = [step for step in steps if step[0] != 1]
    if len(odd) != 1:
        return
    (step, one, two) = odd[0]
    text = document.extraction.text
    if step == 0:
        yield Slip(side_at(document, two.start, two.end), f"序号“{two.printed}”重复")
    elif step == 2:
        missing = one.printed.replace(_chinese(one.number), _chinese(one.number + 1))
        otherwise = (hit["numeral"] for hit in _expression("numeral").finditer(text, one.end, two.start))  # 六.开展…
        if missing not in text[one.end : two.start] and one.number + 1 not in map(chinese_number, otherwise):
            yield Slip(side_at(document, two.start, two.end), f"序号“{one.printed}”之后即为“{two.printed}”，缺“{missing}”")


def _chinese(number: int) -> str:
    """A number up to 99 in Chinese numerals, empty for a larger one."""
    if number > 99:
        return ""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("十" if tens == 1 else digits[tens] + "十" if tens else "") + (digits[ones] if ones or not tens else "")


def _annexes(document: Document, start: int, end: int) -> Iterator[Slip]:
    """Numbered annexes that the text names and neither its list has nor the file holds."""
    text = document.extraction.text
    listed = _expression("annex_list").search(text, start, end)
    if listed is None:
        return
    known = set(range(1, _last_listed(text, listed.end(), end) + 1))
    known |= {int(hit["number"]) for hit in _expression("annex_heading").finditer(text)}
    seen: set[int] = set()
    for hit in _expression("annex_named").finditer(text, start, end):
        number = int(hit["number"])
        if number not in known | seen:
            seen.add(number)
            yield Slip(side_at(document, *hit.span()), f"文中提到的附件{number}不在所列附件之中（所列附件至附件{max(known)}）")


def _last_listed(text: str, start: int, end: int) -> int:
    """The last number of a list of annexes whose first line ends at `start`; a name may go on for some lines."""
    last, beside = 1, 0
    for line in text[start:end].splitlines():
        hit = _expression("annex_item").match(line)
        if hit and int(hit["number"]) == last + 1:
            last, beside = last + 1, 0
        elif line.strip():
            beside += 1
        if beside > _LINES_OF_A_NAME:
            break
    return last
