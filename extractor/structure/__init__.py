"""Structure: `CleanText` → `Circular`s: head, sections, paragraphs, sign-off (GB/T 9704)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from extractor.normalize.model import CleanText
from extractor.quantities.effective import find_effective_dates
from extractor.spans import Span
from extractor.structure.citations import find_citations
from extractor.structure.documents import document_starts, is_signoff
from extractor.structure.explainer import relayed
from extractor.structure.head import Head, TextLine, dates_in, issuers_in_title, read_head
from extractor.structure.model import Circular, Heading, Paragraph, Role
from extractor.structure.names import issuer_names
from extractor.structure.patterns import (
    ANNEX,
    ANNEX_LIST,
    COPIES,
    DRAFT_MARK,
    EXPLAINS,
    NUMBER,
    PRINTED,
    PUBLIC_NOTE,
    TITLE_END,
    agencies_of,
)
from extractor.structure.place import named_place, place_of
from extractor.structure.sections import Outline, label_of
from extractor.structure.tables import CellContext, Grid, read_grids, table_rows

__all__ = ["CellContext", "Circular", "Citation", "Grid", "find_citations", "read_grids", "structure"]

_ONE_LINE_HEAD = re.compile(
    rf"(?P<title>[^。，：《》]{{4,80}}的(?:通知|意见|通告|公告|决定|批复|函))[ \t]*(?P<number>{NUMBER.pattern})?[ \t]*"
    r"(?P<recipients>[^。：；]{2,160}：)?(?=[\u4e00-\u9fff])"
)
_PASTED = re.compile(
    r"(?<=[。；：])(?=[一二三四五六七八九十]{1,3}、)|(?<=。)(?=[^。，；：]{4,40}(?:局|政府|委员会|委|厅|办公室|部) ?\d{4}年\d{1,2}月\d{1,2}日$)"
)
_WEB_DATA = re.compile(r"(?:浏览|点击|阅读|访问)(?:次数|量|数)|字体：|字号：|分享到|打印本页|关闭窗口|责任编辑|信息来源|发布(?:时间|日期)：")
_LISTED_ANNEX = re.compile(r"\d{1,2}[.、．]")
_ANNEX_TITLE = re.compile(r"[^。；，：！？\t]{3,60}$")


def structure(clean: CleanText, supplied: Mapping[str, Any] | None = None) -> list[Circular]:
    """The circulars of one file in text order; `supplied` are head fields given by hand for the first one.

    A file without any text yields one circular that is empty. Nothing that is not in the text is guessed:
    fields that the head, the sign-off and the running text do not give stay None.
    """
    lines = _lines(clean)
    if not lines:
        return [Circular(0, len(clean.text))]
    starts = document_starts(lines)
    circulars = []
    for index, first in enumerate(starts):
        stop = starts[index + 1] if index + 1 < len(starts) else len(lines)
        circulars.append(_circular(clean, lines[first:stop]))
    if supplied:
        circular = circulars[0]
        for name, value in supplied.items():
            setattr(circular, name, tuple(value) if isinstance(value, list) else value)
        circular.supplied = tuple(sorted(supplied))
        _place_supplied(circular, supplied)
    return circulars


def _place_supplied(circular: Circular, supplied: Mapping[str, Any]) -> None:
    """Code and level of a place given by hand, or of the issuers given by hand where no place is."""
    if "place" in supplied:
        place = named_place(supplied["place"])
        circular.place_code = None
    elif supplied.get("issuers"):
        place = place_of(supplied["issuers"], "")
    else:
        return
    if place is None:
        return
    circular.place, circular.place_code = supplied.get("place", place.name), place.code
    if "level" not in supplied:
        circular.level = place.level


def _lines(clean: CleanText) -> list[TextLine]:
    """The lines of the text; what was pasted into one line is parted where a head, section or sign-off begins.

    The rows of a table stay whole.
    """
    whole = {start for start, table in table_rows(clean).items() if clean.tables[table].cells[-1].row}
    lines: list[TextLine] = []
    start = 0
    for raw in clean.text.split("\n"):
        cuts = [0]
        if len(raw) > 60 and start not in whole:
            head = _ONE_LINE_HEAD.match(raw) if not lines else None
            if head:
                cuts += [head.end(name) for name in ("title", "number", "recipients") if head[name]]
            cuts += [hit.start() for hit in _PASTED.finditer(raw, cuts[-1] + 1)]
        for begin, end in zip(cuts, [*cuts[1:], len(raw)], strict=True):
            piece = raw[begin:end]
            if piece:
                lines.append(TextLine(start + begin, start + end, piece))
        start += len(raw) + 1
    return lines


def _circular(clean: CleanText, lines: Sequence[TextLine]) -> Circular:
    head = read_head(lines)
    circular = Circular(lines[0].start, lines[-1].end)
    circular.paragraphs = _paragraphs(clean, lines, head)
    _fill(clean, circular, head, lines)
    return circular


def _paragraphs(clean: CleanText, lines: Sequence[TextLine], head: Head) -> list[Paragraph]:
    """Every line with its role and the headings above it."""
    outline = Outline()
    paragraphs: list[Paragraph] = []
    rows = table_rows(clean)
    signed = listing = False
    for index, line in enumerate(lines):
        text = line.text
        if index < head.first_body:
            paragraphs.append(Paragraph(line.start, line.end, "head", body=line.start))
            continue
        table = rows.get(line.start)
        if table is not None and not is_signoff(text) and ("\t" in text or not label_of(text)):
            # A numbered line between the rows of a plain text heads a section, whatever it is to the table.
            end = line.start + len(text.rstrip("\t"))
            paragraphs.append(Paragraph(line.start, end, "row", outline.headings, line.start, table))
            continue
        if len(text) < 60 and _WEB_DATA.search(text):
            paragraphs.append(Paragraph(line.start, line.end, "head", body=line.start))
            continue
        annex = ANNEX.match(text)
        if annex:
            outline.reset(Heading(clean.printed(line.start, line.start + annex.end("label")), Span(line.end, line.end)))
            paragraphs.append(Paragraph(line.start, line.end, "heading", outline.headings, line.end))
            continue
        if (ANNEX_LIST.match(text) and len(text) < 80) or (listing and _LISTED_ANNEX.match(text) and len(text) < 60):
            listing = True
            paragraphs.append(Paragraph(line.start, line.end, "signoff", (), line.start))
            continue
        listing = False
        if paragraphs and paragraphs[-1].end == outline.annex_end and _ANNEX_TITLE.match(text) and not label_of(text):
            outline.name_annex(Span(line.start, line.end))
            paragraphs.append(Paragraph(line.start, line.end, "head", outline.headings, line.start))
            continue
        if is_signoff(text) or COPIES.match(text):
            signed = signed or is_signoff(text)
            paragraphs.append(Paragraph(line.start, line.end, "signoff", (), line.start))
            continue
        if signed and len(text) < 60 and TITLE_END.search(text) and not label_of(text):
            # The title of the 办法 or plan that the notice prints below its sign-off.
            outline.reset()
            paragraphs.append(Paragraph(line.start, line.end, "head", body=line.start))
            continue
        label = label_of(text)
        if label and not (label.rank == 3 and text.isdigit() and not _is_section_number(lines, index)):
            printed = clean.printed(line.start, line.start + label.end)
            role: Role = "body" if outline.enter(text, line.start, label, printed) else "heading"
            paragraphs.append(Paragraph(line.start, line.end, role, outline.headings, line.start + label.words))
            continue
        outline.close(text)
        paragraphs.append(Paragraph(line.start, line.end, "body", outline.headings, line.start))
    return paragraphs


def _is_section_number(lines: Sequence[TextLine], index: int) -> bool:
    """A bare number is a section's label (01 above its title), not a table cell or a page number."""
    text = lines[index].text
    return text.startswith("0") or (index + 1 < len(lines) and text == "10" and any(
        line.text == "09" for line in lines[:index]))


def _fill(clean: CleanText, circular: Circular, head: Head, lines: Sequence[TextLine]) -> None:
    """Number, title, issuers, dates, recipients, place and status of a circular."""
    text = clean.text
    title = text[head.title.start : head.title.end] if head.title else ""
    circular.title_span = head.title
    circular.title = clean.printed(*head.title) if head.title else None
    circular.number = clean.printed(*head.number) if head.number else None
    circular.recipients = tuple(clean.printed(*span) for span in head.recipients)
    signed = _signers(circular, text)
    issuers = _issuers(head, title, signed)
    _dates(clean, circular, head, lines)
    if head.draft or DRAFT_MARK.search(title):
        circular.status = "draft"
    if not issuers and circular.number is None and (circular.title is None or EXPLAINS.search(title)):
        relay = relayed(text, circular.start, circular.end)
        if relay:
            circular.status = "explainer"
            circular.title_span = relay.title
            circular.title = clean.printed(*relay.title)
            circular.number = clean.printed(*relay.number) if relay.number else None
            issuers = relay.issuers
    elif EXPLAINS.search(title[-8:]):
        circular.status = "explainer"
    if not issuers and circular.number is None:
        issuers = _makers(circular, text)
    circular.issuers = tuple(dict.fromkeys(clean.printed(*span) for span in issuers))
    place = place_of([text[s.start : s.end] for s in issuers], text[circular.start : circular.end])
    if place:
        circular.level, circular.place, circular.place_code = place.level, place.name, place.code
    circular.effective_from, circular.effective_to = find_effective_dates(
        text[circular.start : circular.end], date.fromisoformat(circular.date) if circular.date else None)
    circular.citations = find_citations(text, circular)
    circular.forwards = _forwards(clean, circular)


def _forwards(clean: CleanText, circular: Circular) -> tuple[str, ...]:
    """The ids of the circulars that this one forwards: number, else title; each once though cited twice."""
    cited = [c for c in circular.citations if c.relation == "forwards"]
    numbered = {clean.printed(*c.title) for c in cited if c.title and c.number}
    found = [
        clean.printed(*(c.number or c.title))  # type: ignore[misc]
        for c in cited
        if c.number or (c.title and clean.printed(*c.title) not in numbered)
    ]
    return tuple(dict.fromkeys(found))


def _issuers(head: Head, title: str, signed: list[Span]) -> list[Span]:
    """The issuers as the title's line names them, else those above the title, else the sign-off.

    A red letterhead may name only the first of several (甲局文件); then the longer list counts.
    """
    start = head.title.start if head.title else 0
    in_title = [Span(start + begin, start + end) for begin, end in issuers_in_title(title)]
    stated = in_title or head.issuers
    if "issuer" in head.meta and not stated:
        stated = [head.meta["issuer"]]
    if len(head.issuers) > len(stated):
        stated = head.issuers
    return stated or signed


def _signers(circular: Circular, text: str) -> list[Span]:
    """Names of the first sign-off (落款): the issuer lines right above its date."""
    spans: list[Span] = []
    for paragraph in circular.paragraphs:
        if paragraph.role != "signoff":
            if spans and paragraph.role in ("body", "heading", "head"):
                break
            continue
        line = text[paragraph.start : paragraph.end]
        if PRINTED.search(line) or PUBLIC_NOTE.match(line) or COPIES.match(line):
            break
        first_date = dates_in(line)
        names = line[: first_date[0][0]] if first_date else line
        spans += [Span(paragraph.start + a, paragraph.start + b) for a, b in issuer_names(names, 0, len(names)) or []]
        if first_date:
            break
    return spans


_MAKER = re.compile(r"(?:^|[，。；\n])(?P<name>[\u4e00-\u9fff]{4,24}?)(?:研究)?(?:制定|制订|出台|发布|推出)了?")


def _makers(circular: Circular, text: str) -> list[Span]:
    """The body that the opening paragraph says has made the text, where neither head nor sign-off names one."""
    first = next((p for p in circular.paragraphs if p.role == "body"), None)
    if first is None:
        return []
    hit = _MAKER.search(text, first.start, first.end)
    return [Span(hit.start("name"), hit.end("name"))] if hit and agencies_of(hit["name"]) else []


def _dates(clean: CleanText, circular: Circular, head: Head, lines: Sequence[TextLine]) -> None:
    """成文日期 from the sign-off, the head or the web page's data; the printing date where it is the only one."""
    text = clean.text
    for paragraph in circular.paragraphs:
        if paragraph.role != "signoff":
            continue
        line = text[paragraph.start : paragraph.end]
        found = dates_in(line)
        if not found:
            continue
        if PRINTED.search(line):
            circular.printed_date = circular.printed_date or found[-1][1]
        elif circular.date is None:
            circular.date = found[-1][1]
    for key, name in (("date", "date"), ("printed", "printed_date")):
        if key in head.meta and getattr(circular, name) is None:
            found = dates_in(text[head.meta[key].start : head.meta[key].end])
            if found:
                setattr(circular, name, found[0][1])
    if circular.date is None:
        circular.date = _date_under_title(lines, head) or circular.printed_date or _date_in_text(circular, text)


def _date_under_title(lines: Sequence[TextLine], head: Head) -> str | None:
    """A date in brackets or alone between title and text: （2023年5月1日国务院令第1号公布）."""
    if head.title is None:
        return None
    for line in lines[: head.first_body]:
        if line.start > head.title.start and len(line.text) < 60 and ("（" in line.text or len(line.text) < 14):
            found = dates_in(line.text)
            if found and "发布时间" not in line.text:
                return found[0][1]
    return None


def _date_in_text(circular: Circular, text: str) -> str | None:
    """自公布之日（2023年12月1日）起: the day that the text itself calls its own."""
    for paragraph in circular.paragraphs:
        line = text[paragraph.start : paragraph.end]
        if "之日（" in line:
            for offset, iso in dates_in(line):
                if re.search(r"(?:公布|发布|印发|颁布)之日（$", line[:offset]):
                    return iso
    return None
