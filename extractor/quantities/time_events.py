"""Lengths of time that run from an event: 自受理之日起20个工作日内, 收到申请后5日内."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.quantities.model import Quantity, TimePoint
from extractor.spans import Span

_WIDTH = 64
_FROM_DAY = re.compile(
    r"(?:(?P<from>自|从|于|在)(?P<a>[^，。；：\n\t]{1,40}?)|(?P<b>[^，。；：\n\t自从]{1,24}))(?<![0-9])"
    r"(?P<day>之日|之时|之月|之次日|次日|次月|当日|当天|届满|期满|完毕)(?:的次日|的次月|次日|次月)?(?:起|后|之后)(?:算|计算|计)?，?[^，。；：\n\t0-9]{0,18}\Z"
)
_FROM = re.compile(r"(?P<from>自|从)(?P<a>[^，。；：\n\t自从]{1,30})起，?[^，。；：\n\t0-9]{0,12}\Z")
_AFTER = re.compile(r"(?:(?P<from>自|从|于|在|应当在|应在)?)(?P<a>[^，。；：\n\t]{2,40}?)(?:之后|以后|后)(?:的|，)?(?:[一-龥]{0,14})\Z")
_NEW = re.compile(r"(?:对|对于)(?P<a>新[^，。；：\n\t]{2,20}?)(?:要|应|应当|须|必须|需|，)?(?:在|于)?\Z")
_LEAD = re.compile(r".*(?:应当?|须|必须|要|需|可|由|原则上|一般|其中|且|并|的|时间)(?=[^的]{2,})")


def after_event(text: str, quantities: Sequence[Quantity]) -> Iterator[TimePoint]:
    """The upper bounds of time among the quantities that name the event from which they run."""
    for index, quantity in enumerate(quantities):
        if quantity.kind != "duration" or quantity.comparator not in ("le", "lt", "eq"):
            continue
        found = _event(text, quantity.start)
        if found is not None:
            start, event = found
            yield TimePoint(start, quantity.end, "after_event", duration=index, event=event)


def _event(text: str, end: int) -> tuple[int, Span] | None:
    """Where the phrase begins, and the words of its event (受理之日), for a duration that starts at `end`."""
    low = max(0, end - _WIDTH)
    cut = max(text.rfind(sign, low, end) for sign in "。；：\n\t") + 1
    low = max(low, cut)
    window = text[low:end]
    if "起" in window or "后" in window:
        for pattern in (_FROM_DAY, _FROM, _AFTER):
            match = pattern.search(window)
            if match is None:
                continue
            group = "a" if match["a"] else "b"
            begin, stop = match.span(group)
            if pattern is _FROM_DAY:
                stop = match.end("day")
            if match["from"] is None:
                begin = _trim(window, begin, stop)
            start = match.start("from") if match["from"] else begin
            return low + start, Span(low + begin, low + stop)
    match = _NEW.search(window)
    if match is not None:
        return end, Span(low + match.start("a"), low + match.end("a"))
    return None


def _trim(window: str, begin: int, stop: int) -> int:
    """The event without the clause in front of it (…应在 发生之日)."""
    match = _LEAD.match(window, begin, stop)
    if match is not None and stop - match.end() >= 2:
        begin = match.end()
    while window[begin] in "在于" and stop - begin > 2:
        begin += 1
    return begin
