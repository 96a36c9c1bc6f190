"""Parts: from when until when the articles that a closing clause names apply (第一条、第二条有效期至…，其他条款至…)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.frames.validity import Validity
from extractor.quantities.numerals import parse_number
from extractor.structure.model import Paragraph

Days = tuple[str | None, str | None]

_NUMBER = "[一二三四五六七八九十百0-9]{1,4}"
_NAMES = re.compile(
    rf"(?<![》〕）法例则])(?:(?P<parts>第{_NUMBER}[条款项]?(?:[、和及至]第?{_NUMBER}[条款项]?){{0,20}}(?<=[条款项]))|(?P<rest>其[他余](?:各)?(?:条款?|[款项]|政策|措施|规定)))"
    r"(?:的|条款|政策|措施|规定){0,3}(?:适用于?|有效|执行|实施|施行)?(?:时间|期限?|期)?(?:暂定)?(?:为|至|到|自|从|截至)*"
    r"(?:自?本?[^，。；]{0,8}之日起?[至到]?)?$")
_EACH = re.compile(rf"(?P<first>{_NUMBER})[条款项]?(?:至第?(?P<last>{_NUMBER}))?")
_ARTICLE = re.compile(rf"第({_NUMBER})[条款]")
_ITEM = re.compile(r"([0-9]{1,3})[、．.]?")
_HEADINGS = (re.compile("([一二三四五六七八九十百]{1,4})、?"), re.compile(rf"[（(]({_NUMBER})[)）]"))
_LONGEST = 90


def of_parts(text: str, paragraphs: Sequence[Paragraph], dated: Sequence[Validity]) -> tuple[list[Days | None], list[Validity]]:
    """For each paragraph the first and last day that a clause elsewhere gives its article by number, or the rest of the articles;
    and what of `dated` says something else.

    An article is the first label of its kind that has all numbers named: 第N条, a heading 一、 or item （一）, by digits an item 1.
    """
    days: list[Days | None] = [None] * len(paragraphs)
    others: list[Validity] = []
    named: set[int] = set()
    rest: Days | None = None
    for one in dated:
        start = max(text.rfind(sign, max(0, one.span.start - _LONGEST), one.span.start) for sign in "。；\n，") + 1
        hit = _NAMES.search(text[start : one.span.start]) or _NAMES.search(text[start : one.span.start + 1])
        if hit is None or not any(paragraph.section for paragraph in paragraphs):
            others.append(one)
        elif hit["rest"]:
            rest = one.first, one.last
        else:
            forms = (_ARTICLE, _ITEM) if _ITEM.search(hit["parts"]) else (_ARTICLE, *_HEADINGS)
            places = _places(paragraphs, _numbers(hit["parts"]), forms)
            named |= places
            for place in places:
                days[place] = one.first, one.last
    if rest is not None:
        days = [known if place in named else rest for place, known in enumerate(days)]
    return days, others


def _numbers(words: str) -> set[int]:
    found: set[int] = set()
    for hit in _EACH.finditer(words):
        first = parse_number(hit["first"])
        last = parse_number(hit["last"]) if hit["last"] else first
        if first is not None and last is not None:
            found |= set(range(int(first), min(int(last), int(first) + 100) + 1))
    return found


def _places(paragraphs: Sequence[Paragraph], numbers: set[int], forms: Sequence[re.Pattern[str]]) -> set[int]:
    """The paragraphs of the articles with these numbers, by the first form of label that has them all."""
    for form in forms:
        of: dict[int, set[int]] = {}
        for place, paragraph in enumerate(paragraphs):
            for label in paragraph.section:
                if (hit := form.fullmatch(label)) and (number := parse_number(hit[1])) is not None:
                    of.setdefault(int(number), set()).add(place)
                    break
        if numbers <= of.keys():
            return set().union(*(of[number] for number in numbers))
    return set()
