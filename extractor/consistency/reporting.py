"""Findings put together: their two sides and their stable ids."""

from __future__ import annotations

from hashlib import sha256

from extractor.consistency.model import Evidence, Finding, Severity, Side
from extractor.policy.documents import Document
from extractor.policy.in_force import Setting
from extractor.records.models import Line


def side(document: Document, line: Line, value: str | None = None) -> Side:
    """The place of a record, said by `document` (which may pass on the words of another)."""
    return Side(document=document.record.id, source=line.source, span=line.span, quote=line.quote, value=value)


def side_of(setting: Setting) -> Side:
    return side(setting.document, setting.record, setting.record.value)


def side_at(document: Document, start: int, end: int, value: str | None = None) -> Side:
    """A stretch of a document's source, without the white space around it."""
    text = document.extraction.text[start:end]
    start += len(text) - len(text.lstrip())
    quote = text.strip()
    return Side(
        document=document.record.id, source=document.extraction.source, span=(start, start + len(quote)), quote=quote, value=value
    )


def finding(
    check: str,
    severity: Severity,
    lower: Side,
    higher: Side | None,
    message: str,
    *,
    concept: str | None = None,
    about: str = "",
    evidence: Evidence | None = None,
    likeness: int | None = None,
) -> Finding:
    """A finding with its id.

    The id is a hash of the check, both documents, the concept, `about` (the year, group and part that the finding
    is about) and both quotes without white space; offsets and wording of the message do not count.
    """
    parts = [check, lower.document, concept or "", about, "".join(lower.quote.split())]
    if higher is not None:
        parts += [higher.document, "".join(higher.quote.split())]
    return Finding(
        check=check,
        severity=severity,
        id=sha256("\x1f".join(parts).encode()).hexdigest()[:12],
        concept=concept,
        lower=lower,
        higher=higher,
        message=message,
        evidence=evidence,
        likeness=likeness,
    )
