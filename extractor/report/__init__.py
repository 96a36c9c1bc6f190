"""Report: what was found in circulars, as self-contained Chinese HTML pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extractor.consistency import Finding
from extractor.consistency.reports.rows import rows as finding_rows
from extractor.corpus import Corpus
from extractor.corpus.missing import missing_fields
from extractor.records.extraction import Extraction
from extractor.records.models import MentionRecord
from extractor.report import wording
from extractor.report.contents import contents
from extractor.report.marks import mark_up
from extractor.report.rows import Rows
from extractor.templating import environment
from extractor.tracker import collect
from extractor.tracker.tasks import Task

__all__ = ["render_extractions", "render_report"]


def render_report(corpus: Corpus, tasks: Sequence[Task], findings: Sequence[Finding]) -> str:
    """The page of a corpus: what to look at first, findings, values by place, tasks by date, circulars and texts."""
    found = finding_rows(findings, corpus.extractions)
    found.sort(key=lambda row: row.finding.waived is not None)
    counts = {
        severity: sum(row.finding.severity == severity and row.finding.waived is None for row in found)
        for severity in wording.words("severities")
    }
    return _render(
        "report.html.j2", corpus.extractions, tasks, failures=corpus.failures, findings=found, finding_counts=counts
    )


def render_extractions(extractions: Sequence[Extraction]) -> str:
    """The page of some circulars: each text with its records marked at their words, and lists that lead to them."""
    return _render("extractions.html.j2", extractions, collect(extractions))


def _render(template: str, extractions: Sequence[Extraction], tasks: Sequence[Task], **more: Any) -> str:
    rows = Rows(extractions)
    documents = [document for extraction in extractions for document in extraction.documents]
    env = environment("report")
    env.filters |= {
        "day": wording.day_text,
        "cite": wording.document_text,
        "failure": wording.failure_text,
        "squeezed": wording.squeezed,
    }
    return env.get_template(template).render(
        extractions=extractions,
        documents=documents,
        tasks=tasks,
        rows=rows,
        places=rows.places,
        words=wording.words,
        contents=lambda extraction: contents(extraction, rows.places),
        mark_up=lambda extraction: mark_up(extraction, rows.places),
        missing=missing_fields,
        mention_count=sum(1 for extraction in extractions for _ in extraction.of(MentionRecord)),
        **more,
    )
