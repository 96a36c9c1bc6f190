"""Where the documents of one file begin: a notice may carry the circular that it forwards."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.spans import Span
from extractor.structure.lines import Line
from extractor.structure.patterns import pattern


def document_starts(lines: Sequence[Line], text: str) -> list[int]:
    """Indexes of the first line of each document; always begins with 0."""
    starts = [0]
    numbers: set[str] = set()
    seen_body = False
    closed_at: int | None = None
    for index, line in enumerate(lines):
        number = _said(text, line.number)
        below_key = index > 0 and bool(lines[index - 1].fields)
        opens = number is not None and not below_key and number not in numbers
        if number is not None:
            numbers.add(number)
        if closed_at is not None and seen_body:
            titled = line.kind == "recipients" and any(above.ends_title for above in lines[closed_at + 1 : index])
            if opens or titled:
                starts.append(closed_at + 1)
                seen_body, closed_at = False, None
                continue
        elif seen_body and line.kind == "recipients" and index >= 2 and _heads_page(lines[index - 2 : index]):
            starts.append(index - 2)
            seen_body = False
            continue
        if line.runs:
            seen_body, closed_at = True, None
        elif seen_body and line.closes:
            closed_at = index
    return sorted({*starts, *_signed_apart(lines, text, starts)})


def _signed_apart(lines: Sequence[Line], text: str, starts: Sequence[int]) -> list[int]:
    """Where the next of several notices of a page begins: behind a dated sign-off, where other bodies sign further below."""
    found: list[int] = []
    before: tuple[int, frozenset[str | None]] | None = None
    names: list[Span] = []
    for index, line in enumerate(lines):
        if line.kind == "annex" or index in starts:
            before = None
        if line.kind not in ("issuers", "dated"):
            names = []
            continue
        names += line.names
        if line.kind == "dated" and names:
            signed = frozenset(_said(text, name) for name in names)
            if before and not before[1] & signed and any(between.runs for between in lines[before[0] : index]):
                found.append(before[0] + 1)
            before = index, signed
    return found


def _heads_page(above: Sequence[Line]) -> bool:
    """Whether the two lines above recipients are a title and a web page's data: the next page of a file of several."""
    title, data = above
    return title.kind == "title" and pattern("opens_title").search(title.text) is not None and (
        bool(data.fields) or pattern("page_data").search(data.text) is not None)


def _said(text: str, span: Span | None) -> str | None:
    return text[span.start : span.end] if span else None
