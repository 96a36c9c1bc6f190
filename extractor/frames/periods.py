"""Periods: from when until when what stands under a heading, a lead or a statement applies, where a value prints nothing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence, Set

from extractor.frames.parts import Days, of_parts
from extractor.frames.validity import Validity
from extractor.quantities.model import Quantity
from extractor.structure.model import Circular, Paragraph

_ENDS = re.compile(r"[。；\n]")
_GIVES = re.compile(r"有效期|执行期|政策期|期限|享受|给予|发放|补贴|优惠|奖励|推出|实施|执行")
_RUNNING = ("body", "heading")
_ACTS = re.compile(r"窗口|受理|申报|报名|提交|公示|征求意见")
# 购房补贴政策有效期至… says nothing of what else stands in the section.
_OF_ONE = re.compile(
    r"(?:补贴|补助|奖励|减免|优惠|贷款|提取|活动|促销)[^，。；：]{0,4}(?:政策|措施)?[^，。；：]{0,3}(?:有效期|执行期|期限|实施期限)[^，。；]{0,6}$")
# 延续实施支持换购住房的税收政策至…: one policy that goes on.
_GOES_ON = re.compile(r"(?:延续|延长|继续)[^。；]{2,34}(?:政策|措施)[至到]?$")
_PERIOD_HEADING = re.compile(
    r"[^，。；]{0,8}(?<!申请)(?<!申报)(?<!受理)(?<!办理)(?<!报名)(?<!兑付)(?<!发放)(?<!缴费)"
    r"(?:活动|执行|实施|政策|有效|优惠|补贴|补助|奖励|促销|购房)(?:活动|政策|有效|执行|实施)?(?:时间|期限|期|日期)(?:[为：。 ]|$)")
_IN_BRACKET = re.compile(r"（[^（）\n]*$")
# A text without numbered sections changes its subject at a short line, or behind a run-in heading.
_SAYS_NO_MORE = re.compile(r"(?:止|期间|有效|执行|（[^（）]{0,40}）)*\s*(?:[。；\n]|$)")
_HEADING_LINE = re.compile(r"[^，。；：]{1,24}\s*")
_NEW_SUBJECT = re.compile(r"[^，。；：]{4,30}。(?=.)|[^，。；：]{1,24}$")


def periods(text: str, circular: Circular, dated: Sequence[Validity], quantities: Sequence[Quantity]) -> list[Days]:
    """For each paragraph of a circular the first and last day that a sentence without values of its own gives its section.

    A lead (…自2024年5月1日起至8月31日购车的，可享受补贴。) holds for what follows in its section, until the next one; a
    statement (执行期限：…) for the values of its section before it, or where there are none for the whole section; both print
    values nowhere in their sentence. A section that is headed as a period (一、活动时间) dates what stands beside it.
    """
    days: list[Days] = [(None, None)] * len(circular.paragraphs)
    named, dated = of_parts(text, circular.paragraphs, dated)
    starts, values = [one.span.start for one in dated], [quantity.start for quantity in quantities]
    section: tuple[str, ...] = ()
    held: Days = (None, None)
    stated: set[int] = set()
    for index, paragraph in enumerate(circular.paragraphs):
        if paragraph.section[: len(section)] != section:
            held = (None, None)
        if not paragraph.section and _NEW_SUBJECT.match(text, paragraph.body, paragraph.end):
            held = (None, None)
        days[index] = held
        here = dated[bisect_left(starts, paragraph.body) : bisect_left(starts, paragraph.end)]
        if paragraph.role not in _RUNNING or not here:
            continue
        lead = next((one for one in here if not _holds_values(text, paragraph, one, values) and not _IN_BRACKET.search(
            text, paragraph.body, one.span.start)), None)
        if lead is None or any(one.search(text, max(paragraph.body, lead.span.start - 36), lead.span.start + 1) for one in (_OF_ONE, _GOES_ON)):
            continue
        said = lead.first, lead.last
        stated |= {index} if lead.states else set()
        closes = paragraph.section or _SAYS_NO_MORE.match(text, lead.span.end, paragraph.end)
        if lead.states and closes and bisect_left(values, paragraph.body) == bisect_left(values, lead.span.start) and _back(
                text, circular.paragraphs, index, days, said, values, stated):
            continue  # what closes the values before it says nothing of those behind it
        section, held = paragraph.section, said
    return [part or own for part, own in zip(named, _beside(text, circular.paragraphs, dated, starts, days), strict=True)]


def _beside(text: str, paragraphs: Sequence[Paragraph], dated: Sequence[Validity], starts: Sequence[int], days: list[Days]) -> list[Days]:
    """The days with those of a section that is headed as a period, for all beside it that have none."""
    for paragraph in paragraphs:
        here = dated[bisect_left(starts, paragraph.start) : bisect_left(starts, paragraph.end)]
        if not here or not paragraph.headings or paragraph.role not in _RUNNING:
            continue
        own = paragraph.headings[-1].span
        if _PERIOD_HEADING.match(text[slice(*own)]) is None:
            continue
        around = paragraph.section[:-1]
        days = [(here[0].first, here[0].last) if known == (None, None) and other.section[: len(around)] == around and other.section else known
                for other, known in zip(paragraphs, days, strict=True)]
    return days


def _holds_values(text: str, paragraph: Paragraph, one: Validity, values: Sequence[int]) -> bool:
    """Whether the sentence of a validity holds values, or gives nothing that the paragraphs behind it could detail."""
    start = max([paragraph.body, *(hit.end() for hit in _ENDS.finditer(text, paragraph.body, one.span.start))])
    end = _ENDS.search(text, one.span.end, paragraph.end)
    stop = end.start() if end else paragraph.end
    gives = one.states or (_GIVES.search(text, start, stop) and not _ACTS.search(text, start, stop))
    return bisect_left(values, start) < bisect_right(values, stop) or not gives


def _back(
    text: str, paragraphs: Sequence[Paragraph], index: int, days: list[Days], said: Days, values: Sequence[int], stated: Set[int],
) -> bool:
    """Gives a stated period to the paragraphs of its section before it, without sections up to a heading line; tells whether one
    of them has values."""
    section = paragraphs[index].section
    found = False
    for before in range(index - 1, -1, -1):
        paragraph = paragraphs[before]
        if paragraph.section[: len(section)] != section or before in stated or (section and days[before] != (None, None)) or (
                not section and _HEADING_LINE.fullmatch(text, paragraph.body, paragraph.end)):
            break
        days[before] = said
        found = found or bisect_left(values, paragraph.body) < bisect_left(values, paragraph.end)
    return found
