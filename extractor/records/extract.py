"""Record: the circulars of one file → `Extraction`, the lines of the export in document order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any

from extractor.frames.model import Condition as FrameCondition
from extractor.frames.patterns import pattern
from extractor.frames.periods import periods
from extractor.frames.phrases import is_attribute
from extractor.frames.validity import Validity, validities
from extractor.frames.view import View
from extractor.language.agencies import expand_all
from extractor.language.facets import find_facets
from extractor.language.places import Place, place_by_code
from extractor.normalize.model import CleanText
from extractor.quantities import Quantity, TimePoint, Vague, find_brackets, find_times, read_quantities
from extractor.quantities.effective import year_of_issue
from extractor.quantities.working_days import unknown_years
from extractor.records.assignments import Assignment, find_assignments
from extractor.records.confidence import confidence_of
from extractor.records.deadlines import Deadline, find_deadlines
from extractor.records.due_actions import topic_of
from extractor.records.extraction import Extraction
from extractor.records.models import (
    AmendmentRecord,
    AssignmentRecord,
    BracketBounds,
    CitationRecord,
    Condition,
    DeadlineRecord,
    DocumentRecord,
    DurationValue,
    Line,
    MentionRecord,
    NoteRecord,
    ParameterRecord,
    PublishedValidity,
    Recurrence,
    TaskRecord,
)
from extractor.records.parameters import Parameter, find_parameters
from extractor.records.passages import RUNNING, Passages
from extractor.records.rows import Rows
from extractor.records.tasks import Task, find_tasks
from extractor.records.whom import whom_of
from extractor.records.years import enrols_ahead, first_day_said, is_standing, number_year, title_year
from extractor.spans import Span
from extractor.structure.instructions import find_instructions
from extractor.structure.model import Circular
from extractor.structure.tables import Grids

_ORDER = (
    DocumentRecord, MentionRecord, ParameterRecord, DeadlineRecord, AssignmentRecord, CitationRecord, AmendmentRecord,
    TaskRecord, NoteRecord,
)


def extract(clean: CleanText, circulars: Sequence[Circular]) -> Extraction:
    """All records of a file: for each circular its document line, then what its text says, in text order."""
    quantities, vague = read_quantities(clean.text)
    times = find_times(clean.text, quantities)
    records: list[Line] = []
    grids = Grids(clean)
    for index, circular in enumerate(circulars):
        low, high = (bisect_left(vague, offset, key=_start) for offset in (circular.start, circular.end))
        records += CircularRecords(clean, circular, index, quantities, times, vague[low:high], grids).lines()
    return Extraction(clean.source.name, clean.source.text, records)


class CircularRecords:
    """Turns what was found in one circular into export lines, each at its place in the source."""

    def __init__(
        self, clean: CleanText, circular: Circular, index: int,
        quantities: Sequence[Quantity], times: Sequence[TimePoint], vague: Sequence[Vague], grids: Grids,
    ) -> None:
        self.clean = clean
        self.circular = circular
        self.vague = vague
        self.warnings = clean.source.warnings if index == 0 else ()
        self.id = circular.number or circular.title or f"{clean.source.name}#{index + 1}"
        self.place: Place | None = place_by_code(circular.place_code) if circular.place_code else None
        text = clean.text
        self.starts = [paragraph.start for paragraph in circular.paragraphs]
        running = [p for p in circular.paragraphs if p.role in RUNNING]
        passages = Passages(text, circular.paragraphs)
        self.quantities = _within(quantities, [Span(p.body, p.end) for p in running])
        brackets = find_brackets(text, self.quantities)
        self.facets = facets = find_facets(text, circular.start, circular.end)
        rows = Rows(text, circular.paragraphs, grids)
        self.assignments = find_assignments(text, circular.paragraphs, rows)
        issued = date.fromisoformat(circular.date) if circular.date else None
        year = title_year(text, circular) or (issued.year if issued else number_year(circular))
        dated = validities(text, times, year or year_of_issue(text[circular.start : circular.end]))
        dated = dated[bisect_left(dated, circular.start, key=_place) : bisect_left(dated, circular.end, key=_place)]
        self.periods = periods(text, circular, dated, self.quantities)
        self.parameters = find_parameters(text, facets, circular, passages, self.quantities, brackets, dated, grids)
        ahead, standing = enrols_ahead(text, circular), is_standing(text, circular)
        view = View(text, quantities)
        said = first_day_said(time for time in times if circular.start <= time.start < circular.end)
        self.deadlines = [
            deadline for p in running
            for deadline in find_deadlines(
                view, Span(p.start, p.end), times, year, issued, ahead=ahead, standing=standing, said=None if year else said,
                row=partial(rows.of, p), heading=topic_of(text, p, p.end), title=circular.title or "")
        ]
        self.instructions = find_instructions(text, circular)
        self.tasks = find_tasks(
            view, circular, passages, self.id, self.deadlines, self.assignments, self.parameters, rows)

    def lines(self) -> list[Line]:
        deadlines = {deadline.start: self.deadline(deadline) for deadline in self.deadlines}
        tasks = (self.task(task, deadlines[task.deadline.start] if task.deadline else None) for task in self.tasks)
        found: list[Line] = [
            *self.mention_lines(), *map(self.parameter, self.parameters), *deadlines.values(),
            *map(self.assignment, self.assignments), *tasks, *self.citation_lines(),
            *self.amendment_lines(), *self.notes(),
        ]
        found.sort(key=lambda line: (line.span, _ORDER.index(type(line))))
        return [self.document(), *found]

    def at(self, start: int, end: int) -> dict[str, Any]:
        """The fields that every line shares, for the cleaned stretch `[start, end)`."""
        span = self.clean.source_span(start, end)
        source = self.clean.source
        return {
            "source": source.name,
            "document": self.id,
            "span": (span.start, span.end),
            "quote": source.text[span.start : span.end],
            "page": source.page_at(span.start),
            "section": self.section_at(start),
        }

    def printed(self, span: Span | None) -> str | None:
        return self.clean.printed(*span) if span and span.end > span.start else None

    def section_at(self, offset: int) -> tuple[str, ...]:
        paragraphs = self.circular.paragraphs
        index = bisect_right(self.starts, offset) - 1
        return paragraphs[index].section if index >= 0 and offset < paragraphs[index].end else ()

    def document(self) -> DocumentRecord:
        c = self.circular
        end = self.clean.text.find("\n", c.start, c.end)
        stop = end if end > c.start else c.end
        at = self.at(c.start, stop) if stop > c.start else {
            "source": self.clean.source.name, "document": self.id, "span": (0, 0), "quote": ""}
        return DocumentRecord.model_validate(
            at | {
                "section": (), "id": self.id, "number": c.number, "title": c.title, "issuers": c.issuers,
                "level": c.level, "place": c.place, "place_code": c.place_code, "date": c.date,
                "printed_date": c.printed_date, "recipients": c.recipients, "status": c.status,
                "script": self.clean.script, "forwards": c.forwards, "effective_from": c.effective_from,
                "effective_to": c.effective_to, "supplied": c.supplied,
                "validity": PublishedValidity.model_validate(asdict(c.published)) if c.published else None,
            })

    def mention_lines(self) -> Iterator[MentionRecord]:
        for q in self.quantities:
            yield MentionRecord.model_validate(
                self.at(q.start, q.end)
                | {"kind": q.kind, "value": q.value, "unit": q.unit, "comparator": q.comparator})

    def parameter(self, found: Parameter) -> ParameterRecord:
        bracket = found.bracket
        place = self.at(*found.span)
        confidence, reasons = confidence_of(found.doubts, self.clean.source.is_recognized_at(*place["span"]))
        whom = whom_of(self.clean.text, self.facets, found)
        return ParameterRecord.model_validate(
            place
            | {
                "kind": found.kind, "value": found.value, "unit": found.unit, "comparator": found.comparator,
                "concept": found.concept.id if found.concept else None, "label": self.label(found),
                "conditions": [self.condition(one) for one in whom.conditions],
                "per": found.per,
                "bracket": BracketBounds(
                    lower=bracket.lower, lower_inclusive=bracket.lower_inclusive,
                    upper=bracket.upper, upper_inclusive=bracket.upper_inclusive) if bracket else None,
                **{name: self.words_of(one) if one else None for name, one in whom.fields.items()}, "year": found.year,
                **self.validity(found),
                "previous": found.previous, "delta": found.delta, "removed": found.removed,
                "modality": found.modality, "confidence": confidence, "reasons": reasons,
            })

    def validity(self, found: Parameter) -> dict[str, str | None]:
        """The value's own first and last day, before those of its section and its circular."""
        own = found.frame
        first, last = self.periods[max(bisect_right(self.starts, found.span.start) - 1, 0)]
        since = (own and own.effective_from) or first or self.circular.effective_from
        until = (own and own.effective_to) or last or self.circular.effective_to
        if since and until and since > until:  # what a wider scope says of its last day is not of what begins later
            until = own.effective_to if own and own.effective_to else None
        return {"effective_from": since, "effective_to": until}

    def label(self, found: Parameter) -> str | None:
        """The label as printed, put together where its words stand apart."""
        if found.frame and found.frame.name:
            words = "".join(filter(None, map(self.printed, found.frame.name.spans))).strip("、，；：〈＜≤≥〉＞")
            done = found.kind == "duration" and found.frame.name.source in ("clause", "behind")  # 10个工作日内|办理完毕
            raised = pattern("raises_by").fullmatch(self.clean.text, *found.frame.name.spans[-1]) is not None
            if found.kind in ("money", "percent") and pattern("no_label").fullmatch(words):
                words, raised = "", False
            if words and (found.concept is None or found.label is None or is_attribute(words) or done or raised):
                return words
        if found.frame and found.concept is None:
            return None
        return self.printed(found.label)

    def words_of(self, condition: FrameCondition) -> str:
        """A condition as printed, the cells of which one will do joined by 、."""
        return "、".join(self.clean.printed(*span) for span in (condition.span, *condition.others))

    def condition(self, found: FrameCondition) -> Condition:
        return Condition(
            text=self.words_of(found), span=self.clean.source_span(*found.span), kind=found.kind,
            lower=found.lower, upper=found.upper, lower_inclusive=found.lower_inclusive if found.lower else None,
            upper_inclusive=found.upper_inclusive if found.upper else None, unit=found.unit)

    def deadline(self, found: Deadline) -> DeadlineRecord:
        recurs = found.recurs
        return DeadlineRecord.model_validate(
            self.at(found.start, found.end)
            | {
                "date": found.date, "opens": found.opens,
                "duration": DurationValue(value=found.duration[0], unit=found.duration[1]) if found.duration else None,
                "from": self.printed(found.event),
                "recurs": Recurrence(every=recurs.every, offset=recurs.offset, month=recurs.month, day=recurs.day)
                if recurs else None,
                "counted": {"from": found.counted[0], "workdays": found.counted[1]} if found.counted else None,
                "action": found.action, "precision": found.precision, "year_from": found.year_from,
            })

    def assignment(self, found: Assignment) -> AssignmentRecord:
        return AssignmentRecord.model_validate(self.at(*found.span) | self.doers([found]))

    def doers(self, assignments: Sequence[Assignment]) -> dict[str, tuple[str, ...]]:
        """Lead and support as printed and in full (simplified, place filled in), of one or several assignments."""
        lead = list(dict.fromkeys(span for assignment in assignments for span in assignment.lead))
        support = list(dict.fromkeys(span for assignment in assignments for span in assignment.support))
        leading = {self.clean.text[slice(*span)] for span in lead}
        support = [span for span in support if self.clean.text[slice(*span)] not in leading]
        names = [self.clean.text[slice(*span)] for span in (*lead, *support)]
        full = expand_all(tuple(names), self.place)
        return {
            "lead": tuple(dict.fromkeys(self.clean.printed(*span) for span in lead)),
            "support": tuple(dict.fromkeys(self.clean.printed(*span) for span in support)),
            "lead_full": tuple(dict.fromkeys(full[: len(lead)])),
            "support_full": tuple(dict.fromkeys(full[len(lead) :])),
        }

    def task(self, found: Task, deadline: DeadlineRecord | None) -> TaskRecord:
        return TaskRecord.model_validate(
            self.at(*found.span)
            | self.doers(found.assignments)
            | {
                "id": found.id, "action": found.action, "modality": found.modality, "concepts": found.concepts,
                "deadline": deadline,
            })

    def citation_lines(self) -> Iterator[CitationRecord]:
        for citation in self.circular.citations:
            yield CitationRecord.model_validate(
                self.at(*citation.span)
                | {"title": self.printed(citation.title), "relation": citation.relation, "repealed_from": citation.repealed_from,
                   "number": "".join(self.clean.printed(*piece) for piece in citation.number) or None})

    def amendment_lines(self) -> Iterator[AmendmentRecord]:
        c = self.circular
        for one in self.instructions.instructions:
            new = self.clean.source_span(*one.new) if one.new else None
            day = one.day.isoformat() if one.day else c.effective_from or c.date or c.printed_date
            yield AmendmentRecord.model_validate(
                self.at(*one.span)
                | {"action": one.action, "title": self.printed(one.cited.title),
                   "number": "".join(self.clean.printed(*piece) for piece in one.cited.number) or None, "place": one.place,
                   "place_span": tuple(self.clean.source_span(*one.at)), "old": self.clean.quote(*one.old) if one.old else None,
                   "new": self.clean.source.text[slice(*new)] if new else None, "new_span": new and tuple(new),
                   "side": one.side, "becomes": one.becomes, "everywhere": one.everywhere, "effective_from": day})

    def notes(self) -> Iterator[NoteRecord]:
        for unread in self.instructions.unread:
            yield NoteRecord.model_validate(
                self.at(*unread) | {"code": "amendment_unread", "message": "此处似修改其他文件，但未能读出改动的条款和文字，未适用"})
        for warning in self.warnings:
            first = self.document()
            yield NoteRecord(
                source=first.source, document=self.id, span=first.span, quote=first.quote, page=first.page,
                code="source_warning", message=warning)
        for vague in self.vague:
            at = self.at(vague.start, vague.end)
            yield NoteRecord.model_validate(
                at | {"code": "vague_quantity", "message": f"“{at['quote']}”没有确定的数值，未作为数值提取"})
        for deadline in self.deadlines:
            if inferred := _inferred(deadline):
                yield NoteRecord.model_validate(
                    self.at(deadline.start, deadline.end) | {"code": "holidays_unknown", "message": inferred})
            if deadline.problem:
                yield NoteRecord.model_validate(
                    self.at(deadline.start, deadline.end) | {"code": "undated_deadline", "message": deadline.problem})


def _inferred(deadline: Deadline) -> str:
    """In Chinese, that working days were counted for a date in years whose holidays are not known; empty if none were."""
    if deadline.counted is None or deadline.date is None:
        return ""
    return unknown_years(date.fromisoformat(deadline.counted[0]), date.fromisoformat(deadline.date))


def _within(quantities: Sequence[Quantity], spans: Sequence[Span]) -> list[Quantity]:
    """The quantities that lie in the running text (heads, labels and sign-offs hold none)."""
    found: list[Quantity] = []
    for span in spans:
        low, high = (bisect_left(quantities, offset, key=_start) for offset in span)
        found += quantities[low:high]
    return found


def _place(found: Validity) -> int:
    return found.span.start


def _start(found: Quantity | Vague) -> int:
    return found.start
