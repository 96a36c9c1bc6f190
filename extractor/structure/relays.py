"""Explainers: press pieces and articles that relay a circular (甲局近日印发《…》), and what the article names of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.spans import Span
from extractor.structure.patterns import DATE, date_of, is_agency, pattern

_REACH = 3000
_OPENING = 600
_LEADING = 160  # behind this much of a text a passive sentence relays nothing
_SENTENCE = re.compile(r"[。；\n]")
_CLAUSE = re.compile(r"[，：]")


class Relay(NamedTuple):
    """The circular that an explainer relays: spans of title and number, its issuers, the day of its issue (ISO)."""

    title: Span
    number: Span | None
    issuers: list[Span]
    date: str | None


def relayed(text: str, start: int, end: int) -> Relay | None:
    """The circular that an article says was issued, or what it reports to be laid down; None where it relays none."""
    reach = min(end, start + _REACH)
    news = pattern("reporting").search(text, start, min(end, start + _OPENING)) is not None
    explains = pattern("explaining").search(text, start, reach) is not None
    for name in ("relayed", "relayed_passive"):
        hit = pattern(name).search(text, start, reach if name == "relayed" else min(reach, start + _LEADING))
        if hit:
            return _relay(text, start, hit)
    if explains:
        for name in ("relayed_reviewed", "relayed_drafted"):
            hit = pattern(name).search(text, start, reach) if name == "relayed_drafted" else pattern(name).match(text, start, reach)
            if hit:
                return _relay(text, start, hit)
    if news:
        for name in ("relayed_bare", "relayed_quoted"):
            hit = pattern(name).search(text, start, reach)
            if hit:
                return _relay(text, start, hit)
    return None


def _relay(text: str, start: int, hit: re.Match[str]) -> Relay:
    groups = hit.groupdict()
    number = Span(hit.start("number"), hit.end("number")) if groups.get("number") else None
    low = max((cut.end() for cut in _SENTENCE.finditer(text, start, hit.start())), default=start)
    return Relay(Span(hit.start("title"), hit.end("title")), number, _issuers_before(text, low, hit.start()),
                 _day(text, low, hit))


def _day(text: str, low: int, hit: re.Match[str]) -> str | None:
    """The day on which the sentence says that it was issued (2031年4月11日，甲局印发《…》)."""
    found = [iso for day in DATE.finditer(text, max(low, hit.start() - 120), hit.start()) if (iso := date_of(day))]
    return found[-1] if found else None


def _issuers_before(text: str, low: int, end: int) -> list[Span]:
    """The bodies named right before the verb, joined by 、 or 联合; none where anything else stands there."""
    adverbs = pattern("issuing_adverbs").search(text[low:end])
    stop = low + adverbs.start() if adverbs else end
    begin = max((cut.end() for cut in _CLAUSE.finditer(text, low, stop)), default=low)
    opening = pattern("issuing_opening").match(text[begin:stop])
    begin += opening.end() if opening else 0
    return joined_bodies(text, begin, stop)


def joined_bodies(text: str, begin: int, stop: int) -> list[Span]:
    """The bodies of a list that fills `[begin, stop)`: its longest end in which every member is one."""
    pieces: list[Span] = []
    position = begin
    for cut in [*pattern("joined").finditer(text, begin, stop), None]:
        piece_end = cut.start() if cut else stop
        if piece_end > position:
            pieces.append(Span(position, piece_end))
        position = cut.end() if cut else stop
    found: list[Span] = []
    for piece in reversed(pieces):
        name = text[piece.start : piece.end]
        if not is_agency(name) or pattern("no_issuer").search(name):
            break
        found.insert(0, piece)
    return found


def bodies(text: str, spans: Sequence[Span]) -> list[str]:
    """The words of spans."""
    return [text[span.start : span.end] for span in spans]
