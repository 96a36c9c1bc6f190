"""Validity: from when until when a value itself applies (自2024年8月15日起执行, 至2025年12月31日止, 期间)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from extractor.quantities.model import TimePoint
from extractor.spans import Span

_UNTIL_BEFORE = re.compile(r"(?:执行|施行|实施|有效期?|延长|延续|延期|期限|优惠|政策期?|顺延|保留|截止|试行)[^，。；]{0,6}$|日起(?:至|到)?$")
_UNTIL_BEHIND = re.compile(r"止|期间|(?:自动)?失效|有效|前有效")
_ENDS = re.compile(r"[。；\n]")
_ACTS_IN = re.compile(r"缴费期|申报期|申报时间|申请时间|受理时间|报名|集中|缴费时间|参保时间|办理时间|登记时间")
# 契税缴清时间由…延长至…: when something has to be paid or applied for, not when a value applies.
_TO_ACT_BY = re.compile(r"(?:缴清|缴纳|缴费|缴款|还款|交付|申报|申请|受理|报名|办理)[^，。；]{0,6}(?:时间|期限|时限|截止)[^，。；（）]{0,24}$")
_BORN = re.compile(r"[^，。；]{0,10}(?:出生|生育|参加|毕业|入职|退休|退职|因病|死亡|发生的)|[^，。；]{0,16}(?:招录|招聘|录用|引进|落户|评定|认定)的")
# 2021年11月24日后新取得预售许可的项目: which ones, not from when.
_GOT = re.compile(r"(?:新|首次)?(?:取得|出让|供应|立项|开工|拍卖|受让|签订|购买|网签|缴纳|毕业|入职|落户|就业|来)[^，。；]{1,30}的")
_HISTORY = re.compile(r"[^，。；]{0,20}(?:以来|曾|已经|已(?!婚|满|按|缴|取|结))")
# 在2025年6月30日前购房的: who may have it at all; no day of payment, none that is past.
_CUT_OFF = re.compile(
    r"(?:（[^（）\n]{0,30}）)?(?![^，。；]{0,6}(?:缴|足额|完成|投入|办理|竣工|交房|办结|已))[^，。；]{0,20}?"
    r"(?:购房|购买|网签|备案|申请|出售|签订|成交|认购|新开工|落户)[^，。；]{0,40}?(?:的|者|户|家庭)(?=[，由按给可享])(?!，?仍|，?按原|，?不)"
)
_BECOMES = re.compile(r"(?:全部|逐步)?(?:统一|调整|提高|降低|达到|过渡)(?:为|到|至)")
_HEAD = re.compile(
    r"(?:^|[。\n])\s*(?:[自从在于至到]|即日起|(?:本|自)?[一-龥]{0,8}之日起)*$"
    r"|(?:有效期|执行期|政策期|实施期)限?(?:为|：)?(?:至|到|截至|自|从)*$"
)
_STATES = re.compile(
    r"(?:^|[。；\n（〔])(?:注：)?(?:该|上述|以上|此|此项|新|本次|这一|本)?(?:项|些|次|条)?"
    r"(?:[^，。；：（）\n\d]{0,8}?(?:政策|标准|措施|规定|优惠|活动|补贴|待遇|调整|额度|比例))?"
    r"的?(?:执行|实施|有效|优惠|活动|政策|政行|施行|享受)?(?:时间|期限|期|日期)?(?:为|：|自|从|于|截至|截止到?|至|到|均){0,3}$"
)
# 执行时间以合同备案日期为准，自…起至…止: by which day it is told stands between.
_STATES_BY = re.compile(
    r"(?:^|[。；\n（〔])(?:注：)?(?:该|上述|以上|此|此项|本次)?(?:政策|措施|优惠|活动|补贴)?的?(?:执行|实施|有效|优惠|活动|政策|施行)(?:时间|期限|期)"
    r"(?:依据|以|按照?|根据|均?从)[^。；\n]{2,60}，[自从]?$")
_STATED = re.compile(r"政策|标准|措施|优惠|活动|补贴|待遇|调整|额度|比例|执行|实施|有效|施行|政行")


@dataclass(frozen=True, slots=True)
class Validity:
    """A stretch that dates values: its place and line, first and last day (ISO), None where it says none.

    `opens` says that it stands at the head of its sentence, `states` that its sentence or bracket says nothing but it
    (执行期限：…), so that it holds for what stands before it.
    """

    span: Span
    line: Span
    first: str | None
    last: str | None
    opens: bool = False
    states: bool = False


def validities(text: str, times: Sequence[TimePoint], year: int | None) -> list[Validity]:
    """The stretches of a text that date values, in text order; `year` is the document's, for days without one."""
    found: list[Validity] = []
    for time in times:
        if time.period is None or time.kind not in ("window", "date"):
            continue
        behind = text[time.end : time.end + 24]
        lead = text[max(0, time.start - 40) : time.start]
        if _BORN.match(behind) or (text[time.end - 1] == "后" and _GOT.match(behind)) or _HISTORY.match(behind) or lead.endswith(("次年", "次年的", "每年")):
            continue
        first, last = _days(text, time, lead, year)
        if first or last:
            stated = _STATES.search(lead + text[time.start : time.end] if time.boundary else lead) or _STATES.search(lead) or (
                _STATES_BY.search(text, max(0, time.start - 90), time.start + 1))
            found.append(Validity(
                Span(time.start, time.end), _line(text, time.start), first, last, bool(_HEAD.search(lead) or time.start == 0),
                bool(stated and _STATED.search(stated[0] + text[time.end : time.end + 6]))))
    return found


def _line(text: str, offset: int) -> Span:
    end = text.find("\n", offset)
    return Span(text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(text))


def _days(text: str, time: TimePoint, lead: str, year: int | None) -> tuple[str | None, str | None]:
    """The first and the last day on which what a time dates applies; None and None where it dates no value."""
    assert time.period is not None
    if time.kind == "window":
        if time.opens is None or time.opens.precision == "year" or _ACTS_IN.search(lead[-14:] + _ENDS.split(text[time.start : time.end + 12], maxsplit=1)[0]):
            return None, None
        opens = time.opens.first_day(year)
        closes = time.period.last_day(opens.year if opens and time.period.year is None else year)
        return opens.isoformat() if opens else None, closes.isoformat() if closes else None
    reached = time.boundary == "until" or (time.boundary is None and lead.endswith(("到", "从", "自")))
    if time.boundary == "from" or (reached and _BECOMES.match(text, time.end)):
        opens = time.period.first_day(year)
        return opens.isoformat() if opens else None, None
    ends = time.boundary in ("until", "before") and not _TO_ACT_BY.search(lead) and (
        _UNTIL_BEHIND.match(text, time.end) or text[time.end - 1] == "止" or _UNTIL_BEFORE.search(lead[-12:])
        or (time.boundary == "before" and _CUT_OFF.match(text, time.end) and (year is None or (time.period.year or year) >= year)))
    closes = time.period.last_day(year) if time.boundary == "during" or ends else None
    return None, closes.isoformat() if closes else None


def of_value(
    found: Sequence[Validity], starts: Sequence[int], clause: Span, segment: Span, sentence: Span, value: int, following: int,
) -> tuple[str | None, str | None]:
    """The first and last day of the value at `value`: what dates it in its clause, segment, or at its sentence's head; else
    what is stated behind it in the paragraph, or opens an earlier sentence of it.

    `found` are those of the text, at `starts`. `following` is where the next value of the segment stands: what is said behind it is
    not of this one.
    """
    def within(low: int, high: int) -> Sequence[Validity]:
        return found[bisect_left(starts, low) : bisect_left(starts, high)]

    for stretch in (within(clause.start, value), within(segment.start, value)):
        if stretch:
            return _joined(stretch[-2:])
    behind = within(value, min(following, segment.end))
    if behind:
        return _joined(behind)
    ahead = within(sentence.start, value)
    if ahead:
        return _joined(ahead[:1])
    here = bisect_left(starts, value)
    stated = next((one for one in takewhile(lambda one: one.line.start <= value, islice(found, here, None)) if one.states), None)
    before = takewhile(lambda one: value < one.line.end, (found[at] for at in range(bisect_left(starts, sentence.start) - 1, -1, -1)))
    opened = next((one for one in before if one.opens and not one.states), None)
    if stated is not None and not (opened and stated.first is None and stated.last == opened.last):
        return stated.first, stated.last
    return (opened.first, opened.last) if opened else (None, None)


def _joined(stretch: Sequence[Validity]) -> tuple[str | None, str | None]:
    """One validity of several stretches: the last one that says something, of its first and of its last day."""
    first = last = None
    for one in stretch:
        if one.first is not None:
            first, last = one.first, one.last
        elif one.last is not None:
            last = one.last
    return first, last
