"""The list beside a text: what was read from it, by kind, each entry leading to its place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from extractor.records.extraction import Extraction
from extractor.records.models import (
    AssignmentRecord,
    CitationRecord,
    DeadlineRecord,
    Line,
    MentionRecord,
    NoteRecord,
    ParameterRecord,
    TaskRecord,
)
from extractor.report import wording
from extractor.report.names import on_page


@dataclass(frozen=True, slots=True)
class Entry:
    """A record in a line of text, with a second line of particulars."""

    text: str
    detail: str
    href: str


def contents(extraction: Extraction) -> list[tuple[str, list[Entry]]]:
    """The entries of a file by kind, in the order of the legend; a quantity that is a parameter is listed as such."""
    names = {document.id: wording.document_text(document) for document in extraction.documents}
    parameters = {record.span for record in extraction.parameters}
    found: dict[str, list[Entry]] = defaultdict(list)
    for record in extraction.records:
        kind = str(getattr(record, "type", ""))
        if kind == "document" or (kind == "mention" and record.span in parameters):
            continue
        text, details = _words(record)
        where = f"{names[record.document]} " if len(names) > 1 and record.document in names else ""
        detail = "；".join(filter(None, (where + "".join(record.section), *details)))
        found[kind].append(
            Entry(wording.squeezed(text), wording.squeezed(detail), on_page(record.source, record.span))
        )
    return [(name, found[kind]) for kind, name in wording.words("kinds").items() if kind in found]


def _words(record: Line) -> tuple[str, tuple[str, ...]]:
    """A record's line and its particulars."""
    match record:
        case ParameterRecord():
            doubt = "" if record.confidence == "high" else f"置信度{wording.words('confidences')[record.confidence]}"
            particulars = (
                *wording.scope_texts(record),
                wording.period_text(record),
                wording.change_text(record),
                doubt,
            )
            return f"{wording.concept_text(record)}：{wording.value_text(record)}", particulars
        case MentionRecord():
            return record.quote, ()
        case DeadlineRecord():
            return f"{wording.due_text(record)}：{record.action}" if record.action else wording.due_text(record), ()
        case AssignmentRecord():
            support = f"配合：{'、'.join(record.support)}" if record.support else ""
            return "、".join(record.lead) or record.quote, (support,)
        case TaskRecord():
            return record.action, (wording.due_text(record.deadline) if record.deadline else "", "、".join(record.lead))
        case CitationRecord():
            return wording.cited_text(record), (wording.words("relations")[record.relation],)
        case NoteRecord():
            return record.message, (record.quote,)
    return record.quote, ()
