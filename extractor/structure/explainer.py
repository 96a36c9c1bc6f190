"""Explainers: press pieces and WeChat articles that relay a circular (近日印发《…》)."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.spans import Span
from extractor.structure.patterns import NUMBER, agencies_of

_ISSUED = re.compile(
    r"(?:印发|出台|发布|下发|制定|公布)了?《(?P<title>[^《》]{4,120}(?:《[^《》]{2,80}》[^《》]{0,30})?)》"
    rf"(?:（(?P<number>{NUMBER.pattern})）)?"
)
_FROM = re.compile(r"[。\n；]")
_ADVERB = re.compile(r"(?:近日|日前|已|已经|联合|共同|正式|最近|今日|于\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}月\d{1,2}日|[，、 ])+$")
_OPENING = re.compile(r"(?:近日|日前|近期|最近|\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|[，、 ])+")


class Relay(NamedTuple):
    """The circular that an explainer relays: spans of title and number, and of its issuers."""

    title: Span
    number: Span | None
    issuers: list[Span]


def relayed(text: str, start: int, end: int) -> Relay | None:
    """The circular that an article says was issued (甲局、乙局近日印发《…》（号）), or None."""
    hit = _ISSUED.search(text, start, min(end, start + 3000))
    if not hit:
        return None
    number = Span(hit.start("number"), hit.end("number")) if hit["number"] else None
    before = text[start : hit.start()]
    begin = max((cut.end() for cut in _FROM.finditer(before)), default=0)
    phrase = before[begin:]
    adverb = _ADVERB.search(phrase)
    names = phrase[: adverb.start()] if adverb else phrase
    opening = _OPENING.match(names)
    skipped = opening.end() if opening else 0
    issuers, offset = [], start + begin + skipped
    for piece in names[skipped:].split("、"):
        if agencies_of(piece):
            issuers.append(Span(offset, offset + len(piece)))
        offset += len(piece) + 1
    return Relay(Span(hit.start("title"), hit.end("title")), number, issuers)
