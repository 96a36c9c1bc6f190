"""Which place keeps which concept: a matrix of compliance that says 相符 only where something was compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.consistency.compared import Compared, Outcome
from extractor.consistency.model import SEVERITIES, Concepts, Finding
from extractor.records.extraction import Extraction
from extractor.records.models import DocumentRecord

_LEVELS = ("national", "province", "city", "county")
WITHOUT_CONCEPT = ("", "文句、期限及未归类事项")
"""The column of all that has no concept."""

STATUSES: Mapping[str, str] = {
    "error": "错误", "warning": "警告", "note": "提示", "waived": "已豁免", "ok": "相符", "conditions": "条件不同",
    "doubtful": "存疑未比", "alone": "无上级规定可比", "": "未规定",
}  # fmt: skip
"""What a cell may say, with its name in reports: the worst open finding, else the best that came of comparing."""

_OUTCOMES: tuple[Outcome, ...] = ("ok", "conditions", "doubtful", "alone")
_COUNTED: Mapping[Outcome, str] = {"ok": "已比较", "conditions": "条件不同", "doubtful": "存疑未比", "alone": "无上级规定可比"}


@dataclass(frozen=True, slots=True)
class Cell:
    """`status` is one of `STATUSES`; `count` the findings; `told` what was compared and what was not, in words."""

    status: str
    count: int = 0
    told: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Places by rows (higher levels first), concepts by columns, in the order of the vocabulary, the one without a concept last."""

    concepts: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def matrix(findings: Sequence[Finding], extractions: Iterable[Extraction], concepts: Concepts, compared: Compared) -> Matrix:
    """The matrix of all places and concepts for which the corpus has a value or a finding."""
    documents = [document for extraction in extractions for document in extraction.documents]
    places = {code: document for document in reversed(documents) if (code := _code(document))}
    code_of = {(one.source, one.id): code for one in documents if (code := _code(one))}
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if code := code_of.get((finding.lower.source, finding.lower.document)):
            found.setdefault((code, finding.concept or ""), []).append(finding)
    known = {key for key in (*compared, *found) if key[0] in places}
    used = {concept for _, concept in known}
    columns = tuple((one, concepts[one].label) for one in concepts if one in used)
    columns += (WITHOUT_CONCEPT,) if "" in used else ()
    codes = sorted({code for code, _ in known}, key=lambda code: (_rank(places[code]), code))
    rows = (
        (_name(places[code]), tuple(_cell(found.get((code, one), []), compared.get((code, one), {})) for one, _ in columns))
        for code in codes
    )
    return Matrix(columns, tuple(rows))


def legend(made: Matrix) -> Iterator[tuple[str, str]]:
    """The statuses that stand in the matrix, with their names."""
    used = {cell.status for _, cells in made.rows for cell in cells}
    return ((status, name) for status, name in STATUSES.items() if status in used)


def _code(document: DocumentRecord) -> str | None:
    return "000000" if document.level == "national" else document.place_code


def _rank(document: DocumentRecord) -> int:
    return _LEVELS.index(document.level) if document.level else len(_LEVELS)


def _name(document: DocumentRecord) -> str:
    return "全国" if document.level == "national" else document.place or document.place_code or ""


def _cell(findings: Sequence[Finding], outcomes: Mapping[Outcome, int]) -> Cell:
    told = "，".join(f"{_COUNTED[one]}{outcomes[one]}项" for one in _OUTCOMES if outcomes.get(one))
    open_ones = [one for one in findings if one.waived is None]
    if open_ones:
        return Cell(max((one.severity for one in open_ones), key=SEVERITIES.index), len(open_ones), told)
    if findings:
        return Cell("waived", len(findings), told)
    return Cell(next((one for one in _OUTCOMES if outcomes.get(one)), ""), 0, told)
