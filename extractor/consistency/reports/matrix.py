"""Which place keeps which concept: a matrix of compliance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.consistency.model import SEVERITIES, Concepts, Finding
from extractor.records.extraction import Extraction

_LEVELS = ("national", "province", "city", "county")


@dataclass(frozen=True, slots=True)
class Cell:
    """`status` is the severity of the worst finding that is not waived, `waived`, `ok`, or empty for no value."""

    status: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Matrix:
    """Places by rows (higher levels first), concepts by columns, in the order of the vocabulary."""

    concepts: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def matrix(findings: Sequence[Finding], extractions: Iterable[Extraction], concepts: Concepts) -> Matrix:
    """The matrix of all places and concepts for which the corpus has a value or a finding."""
    level: dict[str, tuple[int, str]] = {}
    place_of: dict[str, str] = {}
    valued: set[tuple[str, str]] = set()
    for extraction in extractions:
        for document in extraction.documents:
            if document.place:
                place_of[document.id] = document.place
                rank = _LEVELS.index(document.level) if document.level else len(_LEVELS)
                level.setdefault(document.place, (rank, document.place_code or ""))
        for parameter in extraction.parameters:
            if parameter.concept and parameter.document in place_of:
                valued.add((place_of[parameter.document], parameter.concept))
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.concept and finding.lower.document in place_of:
            found.setdefault((place_of[finding.lower.document], finding.concept), []).append(finding)
    used = {concept for _, concept in (*valued, *found)}
    columns = tuple((one, concepts[one].label) for one in concepts if one in used)
    places = sorted({place for place, _ in (*valued, *found)}, key=lambda place: (level[place], place))
    rows = tuple(
        (place, tuple(_cell(found.get((place, one), []), (place, one) in valued) for one, _ in columns))
        for place in places
    )
    return Matrix(columns, rows)


def _cell(findings: Sequence[Finding], is_valued: bool) -> Cell:
    open_ones = [one for one in findings if one.waived is None]
    if open_ones:
        return Cell(max((one.severity for one in open_ones), key=SEVERITIES.index), len(open_ones))
    if findings:
        return Cell("waived", len(findings))
    return Cell("ok" if is_valued else "")
