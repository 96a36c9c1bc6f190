"""Which findings a person asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from extractor.consistency.model import SEVERITIES, Finding, NotCompared, Severity
from extractor.consistency.wanted import Citing
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


def cited_from(
    extractions: Iterable[Extraction],
    *,
    place: str | None = None,
    since: date | None = None,
    sources: Iterable[str] | None = None,
) -> Callable[[Citing], bool]:
    """Which citing circulars count for the wanted ones: those of a place or places in it, since a day, of some files.

    Circulars without a date count. Raises UnknownPlaceError where no circular is of the place.
    """
    documents = {(record.source, record.id): record for extraction in extractions for record in extraction.documents}
    code = _code(place, documents.values()) if place is not None else None
    files = None if sources is None else set(sources)

    def counts(one: Citing) -> bool:
        record = documents.get((one.source, one.document))
        return (
            (files is None or one.source in files)
            and (place is None or (record is not None and _is_of(record, place, code)))
            and (since is None or one.date is None or one.date >= since.isoformat())
        )

    return counts


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
