"""Structure: `CleanText` → `Circular`s: head, sections, paragraphs, sign-off (GB/T 9704)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from extractor.normalize.model import CleanText
from extractor.quantities.effective import find_effective_dates
from extractor.spans import Span
from extractor.structure.citations import find_citations
from extractor.structure.dates import news_day, set_dates
from extractor.structure.documents import document_starts
from extractor.structure.head import Head, read_head
from extractor.structure.lines import Line, read_lines
from extractor.structure.model import Circular, Citation
from extractor.structure.names import issuer_names, issuers_in_title
from extractor.structure.paragraphs import paragraphs_of
from extractor.structure.patterns import BRACKETS_BEHIND, pattern
from extractor.structure.place import set_place
from extractor.structure.published import published_of
from extractor.structure.relays import relayed, reports
from extractor.structure.supplied import supply
from extractor.structure.tables import CellContext, Grid, read_grids
from extractor.structure.titles import exclaims

__all__ = ["CellContext", "Circular", "Citation", "Grid", "find_citations", "read_grids", "structure"]

_NEAR = 300  # characters of an opening
_FAR = 1500


def structure(clean: CleanText, supplied: Mapping[str, Any] | None = None) -> list[Circular]:
    """The circulars of one file in text order; `supplied` are head fields given by hand for the first one.

    A file without any text yields one circular that is empty. Nothing that is not in the text is guessed:
    fields that the head, the sign-off and the running text do not give stay None.
    """
    lines = read_lines(clean)
    if not lines:
        return [Circular(0, len(clean.text))]
    starts = document_starts(lines, clean.text)
    circulars = []
    for index, first in enumerate(starts):
        stop = starts[index + 1] if index + 1 < len(starts) else len(lines)
        circulars.append(_circular(clean, lines[first:stop]))
    if supplied:
        supply(circulars[0], supplied)
    return circulars


def _circular(clean: CleanText, lines: Sequence[Line]) -> Circular:
    head = read_head(lines, clean.text)
    circular = Circular(lines[0].start, lines[-1].end)
    circular.paragraphs = paragraphs_of(clean, lines, head.first_body)
    _fill(clean, circular, head, lines)
    return circular


def _fill(clean: CleanText, circular: Circular, head: Head, lines: Sequence[Line]) -> None:
    """Number, title, issuers, dates, recipients, place and status of a circular."""
    text = clean.text
    title = text[head.title.start : head.title.end] if head.title else ""
    circular.title_span = head.title
    circular.number = clean.printed(*head.number) if head.number else None
    circular.recipients = tuple(clean.printed(*span) for span in head.recipients)
    signed = _signers(lines, head)
    issuers = _issuers(text, head, title, signed)
    set_dates(text, circular, head, lines)
    if head.draft or pattern("draft").search(title):
        circular.status = "draft"
    if not signed and not issuers and circular.number is None:
        issuers = _relay(clean, circular, head, title)
    circular.title_span = circular.title_span or _handed_out(text, circular) or head.headline
    if pattern("explains").search(BRACKETS_BEHIND.sub("", title)[-8:]):
        circular.status = "explainer"
    if head.lapsed:
        circular.status = "ended"
    if not issuers and circular.number is None and circular.status != "explainer":
        issuers = _makers(circular, text)
    if circular.status == "in_force" and not signed and _is_press(text, circular, head):
        circular.status = "explainer"
    if circular.status == "explainer" and circular.title_span == head.headline:
        circular.date = circular.date or news_day(circular, text)
    circular.title = clean.printed(*circular.title_span) if circular.title_span else None
    circular.issuers = tuple(dict.fromkeys(clean.printed(*span) for span in issuers))
    set_place(text, circular, issuers, signed, lines[: head.first_body])
    circular.effective_from, circular.effective_to = find_effective_dates(
        text[circular.start : circular.end], date.fromisoformat(circular.date) if circular.date else None)
    circular.published = published = published_of(text, head.fields)
    if published is not None:
        circular.effective_from = circular.effective_from or published.effective_from
        ends = [day for day in (circular.effective_to, published.effective_to) if day]
        circular.effective_to = min(ends, default=None) if circular.status == "ended" else ends[0] if ends else None
    circular.citations = find_citations(text, circular)
    circular.forwards = _forwards(clean, circular)


def _relay(clean: CleanText, circular: Circular, head: Head, title: str) -> list[Span]:
    """What a page without issuer and number relays: its title, number and issuers become the document's."""
    text = clean.text
    own = head.title if title and not pattern("explains").search(title) and head.explained is None else None
    weak = bool(pattern("weak_title").match(title)) and not head.recipients
    if own is not None and not weak and not reports(text, circular.start, circular.end):
        return []
    relay = relayed(text, circular.start, circular.end)
    named = head.explained or (relay.title if relay else None)
    if named is None:
        return []
    circular.status = "explainer"
    circular.title_span = named
    if relay is None:
        return []
    circular.number = clean.printed(*relay.number) if relay.number else None
    circular.date = relay.date or circular.date
    return relay.issuers


def _is_press(text: str, circular: Circular, head: Head) -> bool:
    """Whether a text without number, recipients and title (but for a page's headline) is a press piece."""
    if circular.number or circular.recipients or (circular.title_span and circular.title_span != head.headline):
        return False
    opening = next((p.start for p in circular.paragraphs if p.role == "body"), circular.start)
    near = min(circular.end, opening + _NEAR)
    if pattern("spoken").search(text, circular.start, min(circular.end, opening + _FAR)) or pattern("met_on").search(text, opening, near):
        return True
    if pattern("place_acted").search(text, opening, near) and not pattern("announces").search(text, opening, near):
        return True
    if circular.title_span and exclaims(text[slice(*circular.title_span)]):
        return True
    if pattern("opens_as_circular").match(text, opening):
        return False
    told = pattern("news_opening").match(text, opening) or pattern("retells").search(text, opening, near) or pattern(
        "progresses").search(text, opening, min(circular.end, opening + _FAR))
    return told is not None or reports(text, circular.start, circular.end)


def _handed_out(text: str, circular: Circular) -> Span | None:
    """What a notice without a title says that it hands out: the title of what it prints below."""
    opening = next((p for p in circular.paragraphs if p.role == "body"), None)
    hit = pattern("handed_out").search(text[opening.start : opening.end]) if opening else None
    if opening is None or hit is None:
        return None
    start, end = hit.span("title" if hit["title"] else "passed")
    return Span(opening.start + start, opening.start + end)


def _forwards(clean: CleanText, circular: Circular) -> tuple[str, ...]:
    """The ids of the circulars that this one forwards: number, else title; each once though cited twice."""
    cited = [c for c in circular.citations if c.relation == "forwards"]
    numbered = {clean.printed(*c.title) for c in cited if c.title and c.number}
    found = []
    for citation in cited:
        if citation.number:
            found.append("".join(clean.printed(*piece) for piece in citation.number))
        elif citation.title and clean.printed(*citation.title) not in numbered:
            found.append(clean.printed(*citation.title))
    return tuple(dict.fromkeys(found))


def _issuers(text: str, head: Head, title: str, signed: list[Span]) -> list[Span]:
    """The issuers as the title's line names them, else those above the title, else the page's data, else the sign-off,
    else the source that a collection notes.

    A red letterhead may name only the first of several (甲局文件); then the longer list counts.
    """
    start = head.title.start if head.title else 0
    in_title = [Span(start + begin, start + end) for begin, end in issuers_in_title(title)]
    stated = in_title or head.issuers
    if "issuer" in head.fields and not stated:
        span = head.fields["issuer"]
        stated = issuer_names(text, span.start, span.end) or [span]
    if len(head.issuers) > len(stated):
        stated = head.issuers
    if not stated and not signed and "source" in head.fields:
        return issuer_names(text, *head.fields["source"]) or []
    return stated or signed


def _signers(lines: Sequence[Line], head: Head) -> list[Span]:
    """Names of the first sign-off (落款): the issuer lines right above its date."""
    spans: list[Span] = []
    for line in lines[head.first_body :]:
        if line.kind not in ("issuers", "dated"):
            if spans and line.kind in ("running", "heading", "text", "title", "recipients", "annex", "public", "printed", "copies"):
                break
            continue
        spans += line.names
        if line.kind == "dated":
            break
    return spans


def _makers(circular: Circular, text: str) -> list[Span]:
    """The body that the opening paragraph says has made the text, where neither head nor sign-off names one."""
    first = next((p for p in circular.paragraphs if p.role == "body"), None)
    if first is None:
        return []
    for name in ("maker", "decided_by"):
        for hit in pattern(name).finditer(text, first.start, first.end):
            span = Span(hit.start("name"), hit.end("name"))
            found = issuer_names(text, *span)
            if found and not pattern("no_issuer").search(hit["name"]):
                return found
    return []
