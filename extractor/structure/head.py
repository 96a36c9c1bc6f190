"""The head of a circular: issuers, 发文字号, title over several lines, recipients, a page's data (GB/T 9704)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.spans import Span
from extractor.structure.lines import Line
from extractor.structure.names import issuer_names
from extractor.structure.patterns import BRACKETS_BEHIND, is_agency, pattern
from extractor.structure.published import status_of
from extractor.structure.titles import find_title, headline, title_span

_LONGEST_HEAD = 80  # lines
_LIST_END = re.compile(r"[，；]")


@dataclass(slots=True)
class Head:
    """What the lines above the running text say; spans index the cleaned text, `first_body` the document's lines."""

    first_body: int = 0
    number: Span | None = None
    title: Span | None = None
    explained: Span | None = None
    headline: Span | None = None
    issuers: list[Span] = field(default_factory=list)
    recipients: list[Span] = field(default_factory=list)
    fields: dict[str, Span] = field(default_factory=dict)
    draft: bool = False
    lapsed: bool = False


def read_head(lines: Sequence[Line], text: str) -> Head:
    """The head of the document whose lines these are (its first line first) in the cleaned text."""
    head = Head()
    top = lines[:_LONGEST_HEAD]
    recipients = next((i for i, line in enumerate(top) if line.kind == "recipients"), None)
    body = next((i for i, line in enumerate(top) if line.runs), None)
    if body is None:
        body = _end_without_sentences(top)
    if recipients is not None and recipients > body + 1:
        recipients = None
    end = recipients if recipients is not None else body
    head.first_body = end + 1 if recipients is not None else end
    if recipients is not None:
        head.recipients = split_recipients(lines[recipients])
    region = lines[:end]
    _read_fields(region, head)
    head.number = next((line.number for line in region if line.number), None)
    found = find_title(region)
    if found:
        head.title, number = title_span(region[found[0]], region[found[1]])
        head.number = head.number or number
        head.explained = _explained(region[found[0] : found[1] + 1])
    else:
        head.explained = next((span for i in range(len(region)) if (span := _explained(region[i : i + 1]) or _explained(
            region[i : i + 2]))), None)
        head.headline = headline(region, lines[end] if end < len(lines) else None)
    above = region[: found[0]] if found else region
    head.issuers = _issuers_on(above) or (_issuers_on(region[found[1] + 1 :]) if found else [])
    head.draft = any(pattern("draft").search(line.text) for line in region)
    head.lapsed = head.lapsed or any(pattern("lapsed_note").search(line.text) for line in region)
    head.title = head.title or head.fields.get("title")
    _read_decree(lines, head)
    _read_promulgation(region, head)
    head.number = head.number or _number_in(text, head.fields.get("number"))
    if not head.issuers:
        head.issuers = _adopters(region)
    return head


def _adopters(region: Sequence[Line]) -> list[Span]:
    """Who adopted a law or rule first (2031年9月28日 甲省第十三届人大常委会第三次会议通过), where nobody else is said to issue it."""
    for line in region:
        hit = pattern("adopted").match(line.text)
        if hit and is_agency(hit["who"]):
            return [Span(line.start + hit.start("who"), line.start + hit.end("who"))]
    return []


def _number_in(text: str, span: Span | None) -> Span | None:
    """The number of a page's data; its keys also hold codes of registers and 无."""
    hit = (pattern("number").search(text, *span) or pattern("decree").search(text, *span)) if span else None
    return Span(*hit.span()) if hit else None


def _explained(lines: Sequence[Line]) -> Span | None:
    """The circular that the head says it explains (《…》政策解读, over two lines too)."""
    text = "".join(line.text for line in lines)
    hit = pattern("explained").fullmatch(text)
    if hit is None:
        return None
    first = lines[0]
    if hit.end("title") > len(first.text):
        return None
    return Span(first.start + hit.start("title"), first.start + hit.end("title"))


def _read_decree(lines: Sequence[Line], head: Head) -> None:
    """某某令 / 第735号 / 《条例》已经…通过，现予公布: number, issuer and title of a decree."""
    for index, line in enumerate(lines[: head.first_body + 1]):
        announced = pattern("announcement_head").fullmatch(line.text)
        if announced:
            head.number = Span(line.start, line.end)
            head.issuers = issuer_names(line.text, 0, announced.end("who")) or []
            head.issuers = [Span(line.start + span.start, line.start + span.end) for span in head.issuers]
            return
        hit = pattern("decree_head").fullmatch(line.text)
        if not hit or not is_agency(hit["who"]):
            continue
        below = lines[index + 1] if index + 1 < len(lines) else line
        if hit["number"]:
            head.number = Span(line.start, line.end)
        elif pattern("decree_number").fullmatch(below.text):
            head.number = Span(line.start, below.end)
        else:
            continue
        head.issuers = [Span(line.start + hit.start("who"), line.start + hit.end("who"))]
        for body in lines[index + 1 : index + 8]:
            enacted = pattern("enacted").match(body.text)
            if enacted:
                head.title = Span(body.start + enacted.start("title"), body.start + enacted.end("title"))
                break
        return


def _read_promulgation(region: Sequence[Line], head: Head) -> None:
    """2031年3月10日甲省人民政府令第7号公布, under a title: number and issuer of a text whose head names neither."""
    for line in region:
        hit = pattern("promulgated").search(line.text) if pattern("enacting_line").match(line.text) else None
        if hit and hit["number"] and head.number is None:
            head.number = Span(line.start + hit.start("number"), line.start + hit.end("number"))
            if not head.issuers and is_agency(hit["who"]):
                head.issuers = [Span(line.start + hit.start("who"), line.start + hit.end("who"))]


def _end_without_sentences(lines: Sequence[Line]) -> int:
    """Where the head of a text without sentences ends: behind its issuers, number and title."""
    end = 0
    for index, line in enumerate(lines[:12]):
        if line.kind == "row":
            break
        if line.kind in ("number", "issuers", "fields", "title"):
            end = index + 1
    return end


def _read_fields(region: Sequence[Line], head: Head) -> None:
    """A page's data, each key's first value, on its line or the next."""
    for index, line in enumerate(region):
        for entry in line.fields:
            span = entry.span
            if span.start == span.end and entry is line.fields[-1] and index + 1 < len(region) and _is_value(region[index + 1]):
                span = Span(region[index + 1].start, region[index + 1].end)
            if entry.name == "validity":
                said = line.text[span.start - line.start : span.end - line.start] if span.end <= line.end else region[index + 1].text
                head.lapsed = head.lapsed or status_of(said)[0] == "ended"
            if span.start < span.end and entry.name != "other":
                head.fields.setdefault(entry.name, span)


def _is_value(line: Line) -> bool:
    """Whether a line holds no key, so that it is the value of the key above it."""
    return all(entry.span == (line.start, line.end) for entry in line.fields)


def _issuers_on(lines: Sequence[Line]) -> list[Span]:
    """Issuers printed on lines of their own, each once."""
    found: dict[str, Span] = {}
    for line in lines:
        if not line.furniture and line.kind in ("issuers", "recipients", "text", "title"):
            for span in line.names:
                found.setdefault(line.text[span.start - line.start : span.end - line.start], span)
    return list(found.values())


def split_recipients(line: Line) -> list[Span]:
    """主送机关, split between agencies (各市、自治州医疗保障局 is one, 市政府各委、办、局 too)."""
    text = line.text[:-1]
    spans: list[Span] = []
    start, depth = 0, 0
    for index, char in enumerate(text + "；"):
        depth += (char == "（") - (char == "）")
        if char not in "、，；" or depth > 0:
            continue
        piece = text[start:index]
        ends = pattern("agency_end").search(BRACKETS_BEHIND.sub("", piece)) or pattern("recipient_end").search(piece) or (
            not piece.startswith("各") and pattern("area_end").search(piece) and pattern("area_end").search(_LIST_END.split(text[index:], maxsplit=1)[0]))
        if char == "、" and index < len(text) and (not ends or pattern("organ_follows").match(text[index + 1 :])):
            continue
        if piece.strip():
            spans.append(Span(line.start + start, line.start + index))
        start = index + 1
    return spans
