"""Report: what was found in circulars, as one self-contained Chinese HTML page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.consistency import Finding
from extractor.corpus import Corpus
from extractor.corpus.missing import missing_fields
from extractor.records.extraction import Extraction
from extractor.report import wording
from extractor.report.marks import marked, place_id
from extractor.sources.model import SourceError
from extractor.templating import environment
from extractor.tracker.tasks import Task

__all__ = ["render_extractions", "render_report"]

_SEVERITIES = ("error", "warning", "note")


def render_report(corpus: Corpus, tasks: Sequence[Task], findings: Sequence[Finding]) -> str:
    """The page of a whole corpus: what to look at first, findings, values, tasks, and every text with its marks."""
    ranked = sorted(findings, key=lambda finding: (finding.waived is not None, _SEVERITIES.index(finding.severity)))
    return _page(corpus.extractions, corpus.failures, tasks=tasks, findings=ranked, is_corpus=True)


def render_extractions(extractions: Sequence[Extraction]) -> str:
    """The page of some circulars: their values and texts."""
    return _page(extractions, (), tasks=(), findings=(), is_corpus=False)


def _page(
    extractions: Sequence[Extraction],
    failures: Iterable[SourceError],
    *,
    tasks: Sequence[Task],
    findings: Sequence[Finding],
    is_corpus: bool,
) -> str:
    env = environment("report")
    env.filters |= {
        "value": wording.value_text,
        "due": wording.due_text,
        "whom": wording.whom_text,
        "name": wording.name_text,
        "reason": wording.reason_text,
        "field": wording.field_text,
        "place_id": place_id,
    }
    return env.get_template("report.html.j2").render(
        extractions=extractions,
        failures=tuple(failures),
        documents=[document for extraction in extractions for document in extraction.documents],
        parameters=[parameter for extraction in extractions for parameter in extraction.parameters],
        deadlines=[deadline for extraction in extractions for deadline in extraction.deadlines],
        notes=[note for extraction in extractions for note in extraction.notes],
        tasks=tasks,
        findings=findings,
        is_corpus=is_corpus,
        missing=missing_fields,
        marked=marked,
    )
