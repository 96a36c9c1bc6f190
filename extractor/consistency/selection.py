"""Which findings a person asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from extractor.consistency.model import SEVERITIES, Finding, NotCompared, Severity
from extractor.policy.places import above
from extractor.records.extraction import Extraction
from extractor.records.models import DocumentRecord

Told = TypeVar("Told", Finding, NotCompared)


class UnknownPlaceError(ValueError):
    """A place was asked for that has no circular in the corpus."""


def select(
    findings: Sequence[Told],
    extractions: Iterable[Extraction],
    *,
    place: str | None = None,
    since: date | None = None,
) -> list[Told]:
    """The findings, or values that were not compared, about documents of a place, or of places in it, and about documents dated `since` or later.

    Documents without a date are kept. Raises UnknownPlaceError where no document is of the place.
    """
    documents = {record.id: record for extraction in extractions for record in extraction.documents}
    code = _code(place, documents.values()) if place is not None else None
    wanted = []
    for finding in findings:
        record = documents.get(finding.lower.document)
        if place is not None and not (record and _is_of(record, place, code)):
            continue
        if since is not None and record and record.date and record.date < since.isoformat():
            continue
        wanted.append(finding)
    return wanted


def reaches(findings: Iterable[Finding], severity: Severity) -> bool:
    """Whether a finding that is not waived is at least this severe."""
    least = SEVERITIES.index(severity)
    return any(one.waived is None and SEVERITIES.index(one.severity) >= least for one in findings)


def _code(place: str, documents: Iterable[DocumentRecord]) -> str | None:
    known = {record.place: record.place_code for record in documents if record.place}
    if place not in known:
        raise UnknownPlaceError(f"no circular of {place}; there are circulars of {'、'.join(known)}")
    return known[place]


def _is_of(record: DocumentRecord, place: str, code: str | None) -> bool:
    if record.place == place:
        return True
    return bool(code and record.place_code and record.level != "national" and code in above(record.place_code))
