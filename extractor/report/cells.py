"""Heads and records as rows of words, for tables at the terminal: the wording is that of the reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.records.extraction import Extraction
from extractor.records.models import (
    AssignmentRecord,
    CitationRecord,
    DeadlineRecord,
    DocumentRecord,
    Line,
    ParameterRecord,
)
from extractor.report.wording import (
    concept_text,
    day_text,
    due_text,
    period_text,
    scope_texts,
    squeezed,
    value_text,
    words,
)

RECORD_HEADINGS = ("章节", "类型", "内容", "数值或时限", "期间", "适用", "原文")


def head_rows(document: DocumentRecord, missing: Sequence[str] = ()) -> list[tuple[str, str]]:
    """What was read of a circular's head, with what it lacks; what is not there is left out."""
    code = f"（{document.place_code}，{words('levels')[document.level]}）" if document.place_code and document.level else ""
    rows = (
        (field_text("number"), document.number),
        (field_text("title"), document.title),
        (field_text("issuers"), "、".join(document.issuers)),
        (field_text("place"), f"{document.place}{code}" if document.place else None),
        (field_text("date"), day_text(document.date) if document.date else None),
        (field_text("recipients"), "、".join(document.recipients)),
        (field_text("status"), words("statuses")[document.status]),
        (field_text("forwards"), "、".join(document.forwards)),
        ("缺少", fields_text(missing)),
        ("人工补充", fields_text(document.supplied)),
    )
    return [(name, value) for name, value in rows if value]


def field_text(name: str) -> str:
    """A field of a circular's head in Chinese."""
    return words("fields")[name]


def fields_text(names: Iterable[str]) -> str:
    """Fields of a circular's head in Chinese, as one list."""
    return "、".join(map(field_text, names))


def record_rows(extraction: Extraction, document: DocumentRecord) -> list[tuple[str, ...]]:
    """What one circular of a file sets, orders and cites, in text order, under `RECORD_HEADINGS`."""
    own = (record for record in extraction.records if record.document == document.id)
    return [(" ".join(one.section), *cells, squeezed(one.quote)) for one in own if (cells := _cells(one))]


def _cells(record: Line) -> tuple[str, ...] | None:
    """Type, what, value, period and whom of a record; None for one that the table leaves out."""
    match record:
        case ParameterRecord():
            return words("kinds")["parameter"], concept_text(record), value_text(record), period_text(record), "、".join(scope_texts(record))
        case DeadlineRecord():
            return words("kinds")["deadline"], record.action, due_text(record), "", ""
        case AssignmentRecord():
            lead, support = "、".join(record.lead), "、".join(record.support)
            return words("kinds")["assignment"], f"牵头：{lead}" if lead else "", "", "", f"配合：{support}" if support else ""
        case CitationRecord():
            title = f"《{record.title}》" if record.title else ""
            return words("kinds")["citation"], f"{title}{record.number or ''}", words("relations")[record.relation], "", ""
    return None
