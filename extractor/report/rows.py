"""What the pages show of each record: its words, its place in the text, and how it is grouped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.policy.excerpts import beginning, ending
from extractor.records.extraction import Extraction
from extractor.records.models import DeadlineRecord, DocumentRecord, Line, ParameterRecord
from extractor.report import wording
from extractor.report.names import Places
from extractor.tracker.tasks import Task

_REACH_BEFORE, _REACH_AFTER = 40, 24
_FAR = 200
"""Characters that are looked at on each side, layout white space included."""
_SENTENCE_END = re.compile("[。；！？]")
_CLAUSE_END = re.compile("[，。；！？]")


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a record within their sentence, layout white space removed; `href` leads to them."""

    before: str
    words: str
    after: str
    basis: str
    href: str


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A parameter; `id` tells it apart on its page."""

    id: str
    name: str
    is_classified: bool
    value: str
    change: str
    scope: tuple[str, ...]
    period: str
    confidence: str
    confidence_text: str
    reasons: tuple[str, ...]
    status: str
    quote: Quote

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should look at it: it is read with little confidence, or no concept fits."""
        return self.confidence == "low" or not self.is_classified


@dataclass(frozen=True, slots=True)
class CitationRow:
    """A circular that is cited: how it is called and why, where that stands, and its page where the corpus has it."""

    name: str
    relation: str
    page: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class DueRow:
    """A task, or a deadline that no task carries."""

    due: str
    inferred: bool
    action: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    status: str
    quote: Quote


class Rows:
    """Turns the records of some files into the rows of their pages."""

    def __init__(self, extractions: Sequence[Extraction]) -> None:
        self.extractions = tuple(extractions)
        self.places = Places([extraction.source for extraction in self.extractions])
        self._files = {extraction.source: extraction for extraction in reversed(self.extractions)}
        self._documents = {(one.source, one.id): one for extraction in self.extractions for one in extraction.documents}
        self._targets = {id_: source for source, id_ in reversed(self._documents)}

    def target(self, document: str | None) -> str:
        """The page of the file that holds a circular, by its id; "" where there is none."""
        source = self._targets.get(document or "")
        return self.places.page(source) if source is not None else ""

    def amending(self, document: DocumentRecord) -> list[tuple[str, str]]:
        """The circulars that have changed a circular: ids and pages."""
        return [(id_, self.target(id_)) for id_ in document.amended_by]

    def document(self, line: Line) -> DocumentRecord | None:
        """The document that a line belongs to."""
        return self._documents.get((line.source, line.document))

    def _text(self, source: str) -> str:
        return self._files[source].text if source in self._files else ""

    def quote(self, source: str, span: tuple[int, int], words: str, basis: str) -> Quote:
        """The words at a place with their sentence around them."""
        before, after = _around(self._text(source), span)
        return Quote(
            before,
            wording.squeezed(words),
            after,
            basis,
            self.places.href(source, span),
        )

    def quote_of(self, line: Line) -> Quote:
        """The words of a record, with the circular, section and page where they stand."""
        document = self.document(line)
        name = wording.document_text(document) if document else line.document
        page = f"第{line.page}页" if line.page else ""
        return self.quote(
            line.source, line.span, line.quote, " ".join(filter(None, (name, "".join(line.section), page)))
        )

    def values(self, extraction: Extraction) -> Iterator[ValueRow]:
        """The parameters of a file in the order of its text."""
        for position, one in enumerate(sorted(extraction.parameters, key=lambda one: one.span)):
            yield self._value(one, f"v{position}")

    def _value(self, parameter: ParameterRecord, id_: str) -> ValueRow:
        document = self.document(parameter)
        return ValueRow(
            id=id_,
            name=wording.squeezed(wording.concept_text(parameter)),
            is_classified=parameter.concept is not None,
            value=wording.value_text(parameter),
            change=wording.change_text(parameter),
            scope=tuple(map(wording.squeezed, wording.scope_texts(parameter))),
            period=wording.period_text(parameter),
            confidence=parameter.confidence,
            confidence_text=wording.words("confidences")[parameter.confidence],
            reasons=parameter.reasons,
            status=wording.words("statuses")[document.status] if document else "",
            quote=self.quote_of(parameter),
        )

    def citations(self, extraction: Extraction) -> list[CitationRow]:
        """What a file cites: each circular once for each relation, where it is first cited so."""
        first = {(one.title, one.number, one.relation): one for one in reversed(extraction.citations)}
        return [
            CitationRow(
                name=wording.squeezed(wording.cited_text(one)),
                relation=wording.words("relations")[one.relation],
                page=self.target(one.target),
                quote=self.quote_of(one),
            )
            for one in sorted(first.values(), key=lambda one: one.span)
        ]

    def notes(self, extraction: Extraction) -> list[tuple[str, Quote]]:
        """Notes and their places."""
        return [(note.message, self.quote_of(note)) for note in extraction.notes]

    def task(self, task: Task) -> DueRow:
        standing = task.standing
        page = f"第{standing.page}页" if standing.page else ""
        basis = " ".join(filter(None, (task.place, task.basis, page)))
        return DueRow(
            due=wording.due_text(task.deadline),
            inferred=task.deadline is not None and task.deadline.year_from == "document",
            action=wording.squeezed(task.action),
            lead=task.lead,
            support=task.support,
            status=wording.words("statuses")[task.document_status],
            quote=self._task_quote(task, basis),
        )

    def _task_quote(self, task: Task, basis: str) -> Quote:
        """The words of a task, its time phrase marked where it stands among them."""
        source, (start, end) = task.standing.source, task.standing.span
        text, due = self._text(source), task.deadline
        href = self.places.href(source, (start, end))
        if due is None or due.source != source or not start <= due.span[0] < due.span[1] <= end:
            return Quote(wording.squeezed(task.quote), "", "", basis, href)
        before, after = text[start : due.span[0]], text[due.span[1] : end]
        return Quote(wording.squeezed(before), wording.squeezed(due.quote), wording.squeezed(after), basis, href)

    def deadline(self, deadline: DeadlineRecord) -> DueRow:
        document = self.document(deadline)
        return DueRow(
            due=wording.due_text(deadline),
            inferred=deadline.year_from == "document",
            action=wording.squeezed(deadline.action),
            lead=(),
            support=(),
            status=wording.words("statuses")[document.status] if document else "",
            quote=self.quote_of(deadline),
        )


def due_group(deadline: DeadlineRecord | None, has_agencies: bool) -> tuple[int, str, str]:
    """Where something due is sorted, and at last the heading that it stands under."""
    if deadline is None:
        return (3, "", "未定期限，已明确责任单位") if has_agencies else (4, "", "未定期限")
    if deadline.date:
        return 0, deadline.date, wording.day_text(deadline.date[:7])
    return (1, "", "定期办理") if deadline.recurs else (2, "", "自有关事项发生之日起计算")


def _around(text: str, span: tuple[int, int]) -> tuple[str, str]:
    """The words before a place in its sentence and after it in its clause; in a table those of its row."""
    start, end = span
    line = text.rfind("\n", 0, start) + 1, text.find("\n", end) % (len(text) + 1)
    if "\t" in text[line[0] : line[1]]:
        return _row(text[line[0] : start]).lstrip(), _row(text[end : line[1]]).rstrip()
    before = wording.squeezed(_SENTENCE_END.split(text[max(start - _FAR, 0) : start])[-1])
    after = "" if _CLAUSE_END.match(text[end - 1 : end]) else wording.squeezed(text[end : end + _FAR])
    ended = _CLAUSE_END.search(after)
    return ending(before, _REACH_BEFORE), beginning(after[: ended.end()] if ended else after, _REACH_AFTER)


def _row(cells: str) -> str:
    return "  ".join(map(wording.squeezed, cells.split("\t")))
