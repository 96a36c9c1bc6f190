"""What the pages show of each record: its words, its place in the text, and how it is grouped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractor.language.concepts import load_concepts
from extractor.records.extraction import Extraction
from extractor.records.models import DeadlineRecord, DocumentRecord, Line, ParameterRecord
from extractor.report import wording
from extractor.report.marks import Places
from extractor.tracker.tasks import LEVEL_ORDER, Task

_REACH_BEFORE, _REACH_AFTER = 40, 20
_SENTENCE_END = re.compile("[。；！？]")
_CLAUSE_END = re.compile("[，。；！？]")
_CONFIDENCE_ORDER = {"low": 0, "medium": 1, "high": 2}
_NO_PLACE = "地区不详"


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a record within their sentence, layout white space removed; `href` leads to them on the page."""

    before: str
    words: str
    after: str
    basis: str
    href: str


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A parameter."""

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


@dataclass(frozen=True, slots=True)
class PlaceValues:
    """The parameters of one place, by concept in the order of the vocabulary, those without one last."""

    place: str
    level: str
    concepts: tuple[tuple[str, tuple[ValueRow, ...]], ...]

    @property
    def count(self) -> int:
        return sum(len(rows) for _, rows in self.concepts)


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
    """Turns the records of some files into rows for one page."""

    def __init__(self, extractions: Sequence[Extraction]) -> None:
        self.extractions = tuple(extractions)
        self.places = Places(self.extractions)
        self._texts = {extraction.source: extraction.text for extraction in reversed(self.extractions)}
        self._documents = {(one.source, one.id): one for extraction in self.extractions for one in extraction.documents}

    def document(self, line: Line) -> DocumentRecord | None:
        """The document that a line belongs to."""
        return self._documents.get((line.source, line.document))

    def quote(self, source: str, span: tuple[int, int], words: str, basis: str) -> Quote:
        """The words at a place with their sentence around them."""
        before, after = _around(self._texts.get(source, ""), span)
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

    def value(self, parameter: ParameterRecord) -> ValueRow:
        document = self.document(parameter)
        return ValueRow(
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

    def parameters(self) -> Iterator[ParameterRecord]:
        return (parameter for extraction in self.extractions for parameter in extraction.parameters)

    def doubtful(self) -> list[ValueRow]:
        """Parameters to look at: low confidence first, then those of no concept; in text order within."""
        chosen = [one for one in self.parameters() if one.confidence == "low" or one.concept is None]
        chosen.sort(key=lambda one: (_CONFIDENCE_ORDER[one.confidence], one.concept is not None))
        return [self.value(parameter) for parameter in chosen]

    def notes(self) -> list[tuple[str, Quote]]:
        """Notes and their places."""
        return [(note.message, self.quote_of(note)) for extraction in self.extractions for note in extraction.notes]

    def values_by_place(self) -> list[PlaceValues]:
        """All parameters: places from the nation down, concepts in the order of the vocabulary, values by year."""
        order = {identifier: position for position, identifier in enumerate(load_concepts())}
        keyed = []
        for parameter in self.parameters():
            document = self.document(parameter)
            level = document.level if document else None
            place = (
                LEVEL_ORDER.get(level, len(LEVEL_ORDER)),
                (document.place_code if document else None) or "~",
                (document.place if document else None) or _NO_PLACE,
                wording.words("levels").get(level or "", ""),
            )
            concept = (order.get(parameter.concept or "", len(order)), parameter.concept or "")
            keyed.append((place, concept, parameter.year or 0, parameter.source, parameter.span, parameter))
        keyed.sort(key=lambda entry: entry[:5])
        return [
            PlaceValues(place[2], place[3], tuple(self._by_concept(entry[5] for entry in entries)))
            for place, entries in groupby(keyed, key=lambda entry: entry[0])
        ]

    def _by_concept(self, parameters: Iterable[ParameterRecord]) -> Iterator[tuple[str, tuple[ValueRow, ...]]]:
        for concept, group in groupby(parameters, key=lambda one: one.concept):
            rows = tuple(map(self.value, group))
            yield (rows[0].name if concept else "未归类"), rows

    def schedule(self, tasks: Sequence[Task]) -> list[tuple[str, list[DueRow]]]:
        """Tasks by the month they are due, then those that come back, wait for an event, or have no date.

        Deadlines that no task carries follow in the same groups.
        """
        carried = {(task.deadline.source, task.deadline.span, task.deadline.date) for task in tasks if task.deadline}
        entries = [(*_group(task.deadline, bool(task.agencies)), self._task(task)) for task in tasks]
        for extraction in self.extractions:
            for deadline in extraction.deadlines:
                if (deadline.source, deadline.span, deadline.date) not in carried:
                    entries.append((*_group(deadline, False), self._deadline(deadline)))
        entries.sort(key=lambda entry: entry[0])
        return [
            (heading, [row for _, _, row in group]) for heading, group in groupby(entries, key=lambda entry: entry[1])
        ]

    def _task(self, task: Task) -> DueRow:
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
        text, due = self._texts.get(source, ""), task.deadline
        href = self.places.href(source, (start, end))
        if due is None or due.source != source or not start <= due.span[0] < due.span[1] <= end:
            return Quote(wording.squeezed(task.quote), "", "", basis, href)
        before, after = text[start : due.span[0]], text[due.span[1] : end]
        return Quote(wording.squeezed(before), wording.squeezed(due.quote), wording.squeezed(after), basis, href)

    def _deadline(self, deadline: DeadlineRecord) -> DueRow:
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


def _group(deadline: DeadlineRecord | None, has_agencies: bool) -> tuple[tuple[int, str], str]:
    """Sort key and heading of the group that something due belongs to."""
    if deadline is None:
        return ((3, ""), "未定期限，已明确责任单位") if has_agencies else ((4, ""), "未定期限")
    if deadline.date:
        return (0, deadline.date), wording.day_text(deadline.date[:7])
    return ((1, ""), "定期办理") if deadline.recurs else ((2, ""), "自有关事项发生之日起计算")


def _around(text: str, span: tuple[int, int]) -> tuple[str, str]:
    """The words before a place in its sentence and after it in its clause; in a table those of its row."""
    start, end = span
    line = text.rfind("\n", 0, start) + 1, text.find("\n", end) % (len(text) + 1)
    if "\t" in text[line[0] : line[1]]:
        return _row(text[line[0] : start]).lstrip(), _row(text[end : line[1]]).rstrip()
    before = wording.squeezed(_SENTENCE_END.split(text[max(start - 2 * _REACH_BEFORE, 0) : start])[-1])
    after = wording.squeezed(text[end : end + 2 * _REACH_AFTER])
    ended = _CLAUSE_END.search(after)
    if _CLAUSE_END.match(text[end - 1 : end]):
        after = ""
    if len(before) > _REACH_BEFORE:
        before = "……" + before[-_REACH_BEFORE:]
    return before, after[: ended.end()] if ended else after[:_REACH_AFTER]


def _row(cells: str) -> str:
    return "  ".join(map(wording.squeezed, cells.split("\t")))
