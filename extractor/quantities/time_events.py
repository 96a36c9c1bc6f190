"""Lengths of time that run from an event, or up to one: 自受理之日起20个工作日内, 收到申请后5日内, 会议召开10日前."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractor.quantities.model import Quantity, TimePoint
from extractor.quantities.vocabulary import either, read_words, words_of
from extractor.spans import Span

_WIDTH = 64
# Between the event and the length of time: …之日起，经办机构应在 15日内.
_TAIL = re.compile(r"(?:的|算|计算|计|内|，)?，?[^，。；：\n\t0-9起后]{0,18}")
_DAY = re.compile(r"(?:之日|之时|之月|之次日|次日|次月|当日|当天|届满|期满|完毕|日|月)(?:的次日|的次月|次日|次月)?\Z")
_SINCE = re.compile(r"自(?![愿行主己身动助然费付负治来有住持]|建(?!立|设|成)|由(?!于)|用(?!工|人))|从(?![业事而来此严速])")
_NOT_AFTER = ("以", "今", "此", "然", "最", "其", "前", "先", "之")
_NEW = re.compile(r"(?:对|对于)(?P<a>新[^，。；：\n\t]{2,20}?)(?:要|应|应当|须|必须|需|，)?(?:在|于)?\Z")
_LEAD = re.compile(
    r".*(?:应当?|须|必须|原则上|其中|且|并|(?:期限|时限|期间|时间)[为是]|(?<![存所现正实潜])在(?![职校线岗册内地编])|(?<![关对由用属等低高大小位基])于|[）)、])(?=.{2})"
)
_LABEL = re.compile(r"(?:第[一二三四五六七八九十百零〇0-9]{1,6}条|[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．])\s*|出售(?=自有)")
_RECEIVED = re.compile(r"(?:收到|接到|收齐)(?=.*（)")
# 在事故发生之日或者被诊断、鉴定之日起: two days, of which the second has a 、 in it.
_IN_DAYS = re.compile(r"(?<=在)[^在于]{2,24}之日(?:或者?|以及)(?=.*、.*日\Z)")
# Between the event and who is to act, the length of time coming last: 提交申请后，|民政部门应当在 3日内.
_ACTOR = re.compile(r"，(?=[^，]{2})(?!(?:应当?|须|必须|要|需|原则上|最[迟晚])?(?:在|于)?\Z)")
# 不得超过30天（自批准之日起计算）.
_BEHIND = re.compile(r"（(?:从|自)(?P<event>[^（），。；\n]{2,24}?)(?:起|开始)?(?:计算?|算起?)?）")
# 时效期间为一年，自知道之日起计算.
_COUNTED = re.compile(r"[，。；][^，。；：\n]{0,16}?(?:从|自)(?P<event>[^，。；\n]{2,48}?)起(?:开始|重新)?计?算")
_LIMITED = re.compile(r"(?:时效|期限|期间|时限|时间)[^，。；：\n]{0,6}[为是]\Z")
# What is bounded or allowed does not happen (不超过法定退休年龄|后5年).
_NO_EVENT = re.compile(r"不超过|不得超过|不低于|最长|最高|可以")
_AHEAD = re.compile(r"(?:之|以)?前(?![后述期款往置列来])")
_BEFORE = re.compile(
    r"(?:^|[，：）]|应当?|须|必须|要(?!求|约)|需(?!求|要)|最迟|至少|原则上|(?<![存所现正实潜])在(?![职校线岗册内地编])|(?<![关对由用属等低高大小位基])于)"
)
_BOUND = re.compile(r"(?:应当?|须|必须)[在于]?[^，。；：\n]{0,12}(?:满|届|到期|终止|结束|召开|开始|施行)前\Z")
_SHORT = ("day", "workday", "week", "month")
_TIME = re.compile(r"[0-9一二三四五六七八九十][年月日号]|期间|\Z")


@cache
def _happenings() -> re.Pattern[str]:
    verbs = either(words_of(read_words("times")["happenings"], "times.yaml: happenings"))
    return re.compile(rf"(?:(?<![存所现正实潜])[在于]|(?<=，)|^)(?P<event>[^，。；：\n\t0-9内在于]{{0,30}}?(?:{verbs}))(?:的)?\Z")


@cache
def _receipts() -> re.Pattern[str]:
    verbs = either(words_of(read_words("times")["receipts"], "times.yaml: receipts"))
    return re.compile(rf"[自从在于]?(?P<event>(?:{verbs})(?!时限|期限|时间|范围|条件|地)[^，。；：\n\t0-9内]{{2,48}}?)(?:的|之日|之后)?(?:起|后)?(?:的|，)?\Z")


def after_event(text: str, quantities: Sequence[Quantity]) -> Iterator[TimePoint]:
    """The bounds of time among the quantities that name the event from which they run, or before which they end."""
    for index, quantity in enumerate(quantities):
        if quantity.kind != "duration":
            continue
        upper = quantity.comparator in ("le", "lt")
        if upper or (quantity.comparator == "eq" and text[quantity.start - 1 : quantity.start] in ("起", "后")):
            behind = _BEHIND.match(text, quantity.end)
            if behind is not None and upper:
                yield TimePoint(quantity.start, behind.end(), "after_event", duration=index, event=Span(*behind.span("event")))
                continue
            found = _event(text, quantity.start, within=text.startswith("内", quantity.end - 1))
        elif _LIMITED.search(text, max(0, quantity.start - _WIDTH // 4), quantity.start) and (
                behind := _COUNTED.match(text, quantity.end)) is not None:
            found = quantity.start, Span(*behind.span("event"))
        else:
            found = None
        if found is not None:
            start, event = found
            yield TimePoint(start, quantity.end, "after_event", duration=index, event=event)
        elif (ahead := _before_event(text, quantity)) is not None:
            yield TimePoint(ahead[0].start, ahead[1], "after_event", duration=index, event=ahead[0], ahead=True)


def _event(text: str, end: int, *, within: bool) -> tuple[int, Span] | None:
    """Where the phrase begins, and the words of its event (受理之日), for a duration that starts at `end`.

    `within` says that 内 stands behind it, so that an event needs no 起 or 后 before it.
    """
    low = max(0, end - _WIDTH)
    low = max(low, max(text.rfind(sign, low, end) for sign in "。；：\n\t") + 1)
    opened = text.rfind("（", low, end)
    if opened >= 0 and "）" not in text[opened:end]:
        low = opened + 1
    window = text[low:end]
    stop = max(window.rfind("起"), window.rfind("后"), window.rfind("日开始") + 2 if window.endswith("日开始") else -1)
    if "前" in window[stop + 1 :]:
        return None  # 自购房之日起前3年内
    if stop > 1 and _TAIL.fullmatch(window, stop + 1):
        head_start = window.rfind("，", 0, stop) + 1
        head_end = stop - (window[stop] == "始")
        if window[stop] == "后":
            head_end = stop - (window[stop - 1] in "之以")
            if head_end - head_start < 2 or window[head_end - 1] in _NOT_AFTER:
                return None
        *_, since = (None, *_SINCE.finditer(window, head_start, head_end - 1))
        if since is not None:
            return _start(window, low, since.start(), stop, end), Span(low + since.end(), low + head_end)
        if window[stop] in "起始" and _DAY.search(window[head_start:head_end]) is None:
            return None
        begin = _trim(window, head_start, head_end)
        if _NO_EVENT.search(window, begin, head_end):
            return None
        return _start(window, low, begin, stop, end), Span(low + begin, low + head_end)
    match = _NEW.search(window)
    if match is not None:
        return end, Span(low + match.start("a"), low + match.end("a"))
    head = window.rfind("，") + 1
    receipt = _receipts().search(window, head)
    receipt = receipt or _happenings().search(window, head)
    if receipt is not None and within and not window.endswith("、"):
        start, begin = receipt.start(), receipt.start("event")
        while (label := _LABEL.match(window, begin, receipt.end("event") - 1)) is not None:
            start = begin = label.end()
        return low + start, Span(low + begin, low + receipt.end("event"))
    return None


def _start(window: str, low: int, begin: int, stop: int, end: int) -> int:
    """Where the time phrase begins: at its length of time alone where who is to act stands between it and the event."""
    return end if _ACTOR.search(window, stop) else low + begin


def _trim(window: str, begin: int, stop: int) -> int:
    """The event without the clause in front of it (重大事项应在|发生之日)."""
    received = _RECEIVED.search(window, begin, stop) or _IN_DAYS.search(window, begin, stop)
    match = _LEAD.match(window, begin, stop) if received is None else None
    begin = match.end() if match is not None else received.start() if received is not None else begin
    while (label := _LABEL.match(window, begin, stop - 1)) is not None:
        begin = label.end()
    return begin


def _before_event(text: str, quantity: Quantity) -> tuple[Span, int] | None:
    """The event that a length of time comes before, and where the phrase ends (开标|5个工作日前)."""
    before = text.startswith("前", quantity.start - 1) and (  # 期满前30日内; 应于期满前六个月
        quantity.comparator in ("le", "lt") or _BOUND.search(text, max(0, quantity.start - _WIDTH // 2), quantity.start) is not None)
    behind = None if before else _AHEAD.match(text, quantity.number_end)
    end = quantity.end if before else behind.end() if behind else 0
    if not end or quantity.start != quantity.number_start or quantity.unit not in _SHORT:
        return None
    low = max(0, quantity.start - _WIDTH // 2)
    low = max(low, max(text.rfind(sign, low, quantity.start) for sign in "。；：，\n\t") + 1)
    cut = low
    for hit in _BEFORE.finditer(text, low, quantity.start):
        cut = hit.end()
    event = text[cut : quantity.start].rstrip("的前之")
    if len(event) < 2 or _TIME.match(event[-2:]):
        return None
    return Span(cut, cut + len(event)), end
