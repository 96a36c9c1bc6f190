"""Lengths of time that run from an event: 自受理之日起20个工作日内, 收到申请后5日内."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.quantities.model import Quantity, TimePoint
from extractor.spans import Span

_WIDTH = 64
# Between the event and the length of time: …之日起，经办机构应在 15日内.
_TAIL = re.compile(r"(?:的|算|计算|计|内|，)?，?[^，。；：\n\t0-9起后]{0,18}")
_DAY = re.compile(r"(?:之日|之时|之月|之次日|次日|次月|当日|当天|届满|期满|完毕|日|月)(?:的次日|的次月|次日|次月)?\Z")
_SINCE = re.compile(r"[自从](?![愿行主己身动助然费付负治业事而来由])")
_NOT_AFTER = ("以", "今", "此", "然", "最", "其", "前", "先", "之")
_NEW = re.compile(r"(?:对|对于)(?P<a>新[^，。；：\n\t]{2,20}?)(?:要|应|应当|须|必须|需|，)?(?:在|于)?\Z")
_LEAD = re.compile(
    r".*(?:应当?|须|必须|原则上|其中|且|并|(?<![存所现正实潜])在(?![职校线岗册内地编])|(?<![关对由用属等低高大小位基])于|[）)、])(?=.{2})"
)


def after_event(text: str, quantities: Sequence[Quantity]) -> Iterator[TimePoint]:
    """The upper bounds of time among the quantities that name the event from which they run."""
    for index, quantity in enumerate(quantities):
        if quantity.kind != "duration" or quantity.comparator not in ("le", "lt", "eq"):
            continue
        if quantity.comparator == "eq" and text[quantity.start - 1 : quantity.start] not in ("起", "后"):
            continue
        found = _event(text, quantity.start)
        if found is not None:
            start, event = found
            yield TimePoint(start, quantity.end, "after_event", duration=index, event=event)


def _event(text: str, end: int) -> tuple[int, Span] | None:
    """Where the phrase begins, and the words of its event (受理之日), for a duration that starts at `end`."""
    low = max(0, end - _WIDTH)
    low = max(low, max(text.rfind(sign, low, end) for sign in "。；：\n\t") + 1)
    window = text[low:end]
    stop = max(window.rfind("起"), window.rfind("后"))
    if stop > 1 and _TAIL.fullmatch(window, stop + 1):
        head_start = window.rfind("，", 0, stop) + 1
        head_end = stop
        if window[stop] == "后":
            head_end = stop - (window[stop - 1] in "之以")
            if head_end - head_start < 2 or window[head_end - 1] in _NOT_AFTER:
                return None
        *_, since = (None, *_SINCE.finditer(window, head_start, head_end - 1))
        if since is not None:
            return low + since.start(), Span(low + since.end(), low + head_end)
        if window[stop] == "起" and _DAY.search(window[head_start:head_end]) is None:
            return None
        begin = _trim(window, head_start, head_end)
        return low + begin, Span(low + begin, low + head_end)
    match = _NEW.search(window)
    if match is not None:
        return end, Span(low + match.start("a"), low + match.end("a"))
    return None


def _trim(window: str, begin: int, stop: int) -> int:
    """The event without the clause in front of it (重大事项应在|发生之日)."""
    match = _LEAD.match(window, begin, stop)
    return match.end() if match is not None else begin
