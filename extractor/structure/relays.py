"""Explainers: press pieces and articles that relay a circular (甲局近日印发《…》), and what the article names of it."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.spans import Span
from extractor.structure.names import issuers_in_title
from extractor.structure.patterns import DATE, date_of, is_agency, pattern

_REACH = 3000
_OPENING = 600
_LEADING = 160  # behind this much of a text a passive sentence relays nothing
_INSIDE_NAMES = ("和", "与", "及")
_SENTENCE = re.compile(r"[。；\n]")
_MONTH_DAY = re.compile(r"(?<![年\d])(\d{1,2})月(\d{1,2})日")
_TO = tuple("至到起—-~～")  # behind the first day of a span, before its last
_CLAUSE = re.compile(r"[，：]")


class Relay(NamedTuple):
    """The circular that an explainer relays: spans of title and number, its issuers, the day of its issue (ISO)."""

    title: Span
    number: Span | None
    issuers: list[Span]
    date: str | None


def relayed(text: str, start: int, end: int) -> Relay | None:
    """The circular that an article says was issued, or what it reports to be laid down; None where it relays none.

    What the opening names first counts; an article in sections (起草背景) may name it further below.
    """
    opening, reach = min(end, start + _OPENING), min(end, start + _REACH)
    news = reports(text, start, end)
    explains = pattern("explaining").search(text, start, reach) is not None
    found = [hit for hit in pattern("relayed").finditer(text, start, reach if explains else opening)
             if not _is_ground(text, start, hit.start()) and not pattern("short_title").match(hit["title"])][:1]
    found += [hit for hit in (pattern("relayed_passive").search(text, start, min(end, start + _LEADING)),) if hit]
    if news:
        found += [hit for name in ("relayed_bare", "relayed_consulted") for hit in pattern(name).finditer(text, start, opening)][:1]
        found += [hit for hit in (pattern("relayed_text").search(text, start, reach),) if hit]
    if explains:
        found += [hit for hit in (pattern("relayed_reviewed").match(text, start, reach),
                                  pattern("relayed_drafted").search(text, start, reach)) if hit]
    if news and not found:
        found += [hit for hit in pattern("relayed_quoted").finditer(text, start, reach)
                  if text.count(f"《{hit['title']}》", start, reach) > 1][:1]
    found = [hit for hit in found if not pattern("short_title").match(hit["title"])]
    return _relay(text, start, min(found, key=lambda hit: hit.start())) if found else None


def reports(text: str, start: int, end: int) -> bool:
    """Whether a text reads like a press piece: by its opening or the words of its first sentences."""
    opening = pattern("news_opening").match(text, start) or pattern("reporting").search(text, start, min(end, start + _OPENING))
    return opening is not None


def _is_ground(text: str, start: int, end: int) -> bool:
    """Whether the clause only names what the text rests on (根据甲局印发《…》)."""
    low = max(start, text.rfind("\n", start, end) + 1, *(text.rfind(mark, start, end) + 1 for mark in "。；，"))
    return pattern("rests_on").search(text[low:end]) is not None


def _relay(text: str, start: int, hit: re.Match[str]) -> Relay:
    groups = hit.groupdict()
    number = Span(hit.start("number"), hit.end("number")) if groups.get("number") else None
    low = max((cut.end() for cut in _SENTENCE.finditer(text, start, hit.start())), default=start)
    title = Span(hit.start("title"), hit.end("title"))
    issuers = _issuers_before(text, low, hit.start()) or [
        Span(title.start + start, title.start + end) for start, end in issuers_in_title(text[title.start : title.end])]
    return Relay(title, number, issuers, _day(text, low, hit))


def _day(text: str, low: int, hit: re.Match[str]) -> str | None:
    """The day on which the sentence says that it was issued (2031年4月11日，甲局印发《…》).

    A day without its year has that of the one span of days that begins with it: what was issued holds from then.
    """
    low = max(low, hit.start() - 120)
    found = [iso for day in DATE.finditer(text, low, hit.start()) if (iso := date_of(day))]
    if found:
        return found[-1]
    bare = _MONTH_DAY.search(text, low, hit.start())
    if bare is None:
        return None
    same = {iso for day in DATE.finditer(text, hit.end(), hit.end() + _REACH)
            if text.startswith(_TO, day.end()) and not text.endswith(_TO, 0, day.start()) and (iso := date_of(day))
            and iso[5:] == f"{int(bare[1]):02}-{int(bare[2]):02}"}
    return same.pop() if len(same) == 1 else None


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
        if cut and cut[0] in _INSIDE_NAMES and not is_agency(text[position:piece_end]):
            continue  # 住房和城乡建设局
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
