"""Findings put together from their two sides."""

from __future__ import annotations

import re

from extractor.consistency.identity import by_names
from extractor.consistency.model import Evidence, Finding, Severity, Side
from extractor.policy.documents import Document
from extractor.policy.in_force import Setting
from extractor.records.models import Line

_BLANK = re.compile(r"\n[ \t\r\u3000\u00a0]*\n")


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


def paragraph_around(text: str, start: int, end: int, offset: int) -> tuple[int, int]:
    """The part of a stretch between blank lines that holds the character at `offset`."""
    first, last = start, end
    for blank in _BLANK.finditer(text, start, end):
        if blank.end() <= offset:
            first = blank.end()
        elif blank.start() > offset:
            last = blank.start()
            break
    return first, last


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
    """A finding; `about` is the year, group and part that it is about. The check gives it its id (see `identity`), for
    which all findings must be known; until then it has one by its documents' names."""
    ours, theirs = (lower.document, lower.quote), (higher.document, higher.quote) if higher else None
    return Finding(
        check=check,
        severity=severity,
        id=by_names(check, ours, theirs, concept, about),
        about=about,
        concept=concept,
        lower=lower,
        higher=higher,
        message=message,
        evidence=evidence,
        likeness=likeness,
    )
