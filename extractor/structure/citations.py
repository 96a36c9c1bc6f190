"""Citations: every 《…》 that names a policy document, law, plan or catalogue, and numbers that stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.spans import Span
from extractor.structure.model import Circular, Citation
from extractor.structure.names import issuer_names
from extractor.structure.patterns import pattern
from extractor.structure.relations import Relations

_TITLE = re.compile(r"《")
_TITLE_MARK = re.compile(r"[《》\n]")
_DEEPEST = 8  # title marks within title marks; more are no title
_STRAY = re.compile(r"(?<=\d)[）)](?= ?号)")
_YEAR = len("〔2031〕")
_LONGEST_NUMBER = 26
_LONGEST_BODIES = 60


def find_citations(text: str, circular: Circular) -> list[Citation]:
    """The citations of one circular, in text order. Titles nested in a title (〈…〉) are part of it."""
    found = list(_titled(text, circular))
    taken = {position for citation in found for position in range(citation.span.start, citation.span.end)}
    own = circular.number
    for citation in _numbered(text, circular):
        span = citation.span
        if span.start in taken or span.end - 1 in taken or text[span.start : span.end] == own or _is_own_line(text, span):
            continue
        found.append(citation)
    found.sort(key=lambda citation: citation.span)
    relations = Relations(text, circular, [citation.span for citation in found])
    for index, citation in enumerate(found):
        citation.relation = relations.of(index)
        if citation.relation == "repeals":
            citation.repealed_from = relations.repealed_from(index)
    return found


def _titled(text: str, circular: Circular) -> Iterator[Citation]:
    position = circular.start
    while hit := _TITLE.search(text, position, circular.end):
        close = _closing(text, hit.start(), circular.end)
        if close is None:
            position = hit.end()
            continue
        title = Span(hit.end(), close - 1)
        behind = pattern("behind_title").match(text, close)
        number = _pieces(text, *behind.span("number")) if behind else ()
        span = Span(hit.start(), behind.end() if behind else close)
        position = span.end
        if title.end - title.start >= 2 and (number or not pattern("papers").search(text, title.start, title.end)):
            yield Citation(span, title, number, "mentions")


def _closing(text: str, start: int, end: int) -> int | None:
    """Behind the 》 that closes the 《 at `start`, nested ones counted; None if unclosed within 200 characters."""
    depth = 0
    for hit in _TITLE_MARK.finditer(text, start, min(end, start + 200)):
        if hit[0] == "《":
            depth += 1
            if depth > _DEEPEST:
                return None
        elif hit[0] == "》":
            depth -= 1
            if depth == 0:
                return hit.end()
        elif depth == 1 and hit.start() - start > 120:
            return None
    return None


def _numbered(text: str, circular: Circular) -> Iterator[Citation]:
    """Numbers outside titles' brackets; 甲发〔2031〕5号、6号 are two, of which the second has the first one's sign."""
    for hit in pattern("inline").finditer(text, circular.start, circular.end):
        number = _reaching_back(text, circular.start, hit.start(), hit.end())
        if number is None:
            continue
        yield Citation(number, None, _pieces(text, *number), "mentions")
        sign, end = Span(number.start, hit.start() + _YEAR), number.end
        while hit[0][0] in "〔（" and (further := pattern("further_number").match(text, end, circular.end)):
            span = Span(*further.span("number"))
            yield Citation(span, None, (sign, span), "mentions")
            end = further.end()
    for hit in pattern("inline_decree").finditer(text, circular.start, circular.end):
        number = _with_bodies(text, circular.start, hit)
        if number:
            yield Citation(number, None, (number,), "mentions")


def _pieces(text: str, start: int, end: int) -> tuple[Span, ...]:
    """A number without a bracket too many before its 号."""
    stray = _STRAY.search(text, start, end)
    return (Span(start, stray.start()), Span(stray.end(), end)) if stray else (Span(start, end),)


def _reaching_back(text: str, low: int, year: int, end: int) -> Span | None:
    """The 发文字号 whose year stands at `year`: its sign has no fixed beginning, so it is read backwards."""
    low = max(low, end - _LONGEST_NUMBER)
    low = max((cut.end() for cut in pattern("number_breaks").finditer(text, low, year)), default=low)
    for start in range(low, year + 1):
        hit = pattern("number").match(text, start, end)
        if hit and hit.end() == end:
            lead = pattern("number_lead").match(text[start:year])
            return Span(start + (lead.end() if lead else 0), end)
    return None


def _with_bodies(text: str, low: int, hit: re.Match[str]) -> Span | None:
    """A decree's or announcement's number with the bodies before it; None where no body stands there."""
    bodies = pattern("body_before").search(text[max(low, hit.start() - _LONGEST_BODIES) : hit.start()])
    if bodies is None:
        return None
    start = hit.start() - len(bodies[0])
    lead = pattern("number_lead").match(bodies[0])
    return Span(start + (lead.end() if lead else 0), hit.end())


def _is_own_line(text: str, span: Span) -> bool:
    """Whether a number fills a line: a document's own number, not a citation."""
    before = text[text.rfind("\n", 0, span.start) + 1 : span.start].strip("（ ")
    stop = text.find("\n", span.end)
    behind = text[span.end : stop if stop >= 0 else len(text)].strip("） ★")
    if not before:
        return not behind
    letterhead = before.endswith("文件") and bool(issuer_names(before, 0, len(before)))
    return letterhead or before.endswith(("号：", "文号：")) or "号〕" in before[-3:]
