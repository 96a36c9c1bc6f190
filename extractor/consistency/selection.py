"""Which findings a person asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from extractor.consistency.model import SEVERITIES, Finding, NotCompared, Severity
from extractor.consistency.wanted import Citing
from extractor.policy.places import PlaceError, code_of, find_place, is_of, name_of
from extractor.records.extraction import Extraction
from extractor.records.models import DocumentRecord

Told = TypeVar("Told", Finding, NotCompared)


def select(
    findings: Sequence[Told],
    extractions: Iterable[Extraction],
    *,
    place: str | None = None,
    since: date | None = None,
) -> list[Told]:
    """The findings, or values that were not compared, about documents of a place, or of places in it, and about documents dated `since` or later.

    Documents without a date are kept. Raises PlaceError for a place that is unknown or has no circular.
    """
    documents = {record.id: record for extraction in extractions for record in extraction.documents}
    code = _code(place, documents.values()) if place is not None else None
    wanted = []
    for finding in findings:
        record = documents.get(finding.lower.document)
        if code is not None and not (record and is_of(record, code)):
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

    Circulars without a date count. Raises PlaceError for a place that is unknown or has no circular.
    """
    documents = {(record.source, record.id): record for extraction in extractions for record in extraction.documents}
    code = _code(place, documents.values()) if place is not None else None
    files = None if sources is None else set(sources)

    def counts(one: Citing) -> bool:
        record = documents.get((one.source, one.document))
        return (
            (files is None or one.source in files)
            and (code is None or (record is not None and is_of(record, code)))
            and (since is None or one.date is None or one.date >= since.isoformat())
        )

    return counts


def reaches(findings: Iterable[Finding], severity: Severity) -> bool:
    """Whether a finding that is not waived is at least this severe."""
    least = SEVERITIES.index(severity)
    return any(one.waived is None and SEVERITIES.index(one.severity) >= least for one in findings)


def place_asked(asked: str, extractions: Iterable[Extraction]) -> str:
    """The code of the place that a person means among those of circulars. Raises PlaceError where none or several are meant."""
    return find_place(asked, _places(record for extraction in extractions for record in extraction.documents))[0]


def _code(place: str, documents: Iterable[DocumentRecord]) -> str:
    """The code of a place that a person means, of which, or of places in which, there are circulars."""
    records = list(documents)
    known = _places(records)
    code, name = find_place(place, known)
    if not any(is_of(one, code) for one in records):
        raise PlaceError(f"没有{name}的文件；有文件的地区：{'、'.join(dict.fromkeys(known.values())) or '无'}")
    return code


def _places(documents: Iterable[DocumentRecord]) -> dict[str, str]:
    return {code: name_of(one) or code for one in documents if (code := code_of(one))}
