"""Record: the circulars of one file → `Extraction`, the lines of the export in document order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from extractor.language.agencies import expand
from extractor.language.facets import Facets, find_facets
from extractor.language.places import Place, place_by_code
from extractor.normalize.model import CleanText
from extractor.quantities import Quantity, Vague, find_brackets, read_quantities
from extractor.records.assignments import find_assignments
from extractor.records.confidence import confidence_of
from extractor.records.extraction import Extraction
from extractor.records.models import (
    AssignmentRecord,
    BracketBounds,
    CitationRecord,
    DocumentRecord,
    Line,
    MentionRecord,
    NoteRecord,
    ParameterRecord,
)
from extractor.records.parameters import Parameter, find_parameters
from extractor.spans import Span
from extractor.structure import find_citations
from extractor.structure.model import Circular

_ORDER = (DocumentRecord, MentionRecord, ParameterRecord, AssignmentRecord, CitationRecord, NoteRecord)


def extract(clean: CleanText, circulars: Sequence[Circular]) -> Extraction:
    """All records of a file: for each circular its document line, then what its text says, in text order."""
    quantities, vague = read_quantities(clean.text)
    facets = find_facets(clean.text)
    records: list[Line] = []
    for index, circular in enumerate(circulars):
        own = [q for q in quantities if circular.start <= q.start < circular.end]
        unclear = [v for v in vague if circular.start <= v.start < circular.end]
        records += CircularRecords(clean, circular, index, facets, own, unclear).lines()
    return Extraction(clean.source.name, clean.source.text, tuple(records))


class CircularRecords:
    """Turns what was found in one circular into export lines, each at its place in the source."""

    def __init__(
        self, clean: CleanText, circular: Circular, index: int, facets: Facets,
        quantities: Sequence[Quantity], vague: Sequence[Vague],
    ) -> None:
        self.clean = clean
        self.circular = circular
        self.facets = facets
        self.vague = vague
        self.id = circular.number or circular.title or f"{clean.source.name}#{index + 1}"
        running = [p for p in circular.paragraphs if p.role in ("body", "heading", "row")]
        self.quantities = _within(quantities, [Span(p.body, p.end) for p in running])
        self.place: Place | None = place_by_code(circular.place_code) if circular.place_code else None

    def lines(self) -> list[Line]:
        found: list[Line] = [
            *self.mentions(), *self.parameters(), *self.assignments(), *self.citations(), *self.notes(),
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
        return next((p.section for p in self.circular.paragraphs if p.start <= offset < p.end), ())

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
            })

    def mentions(self) -> Iterator[MentionRecord]:
        for q in self.quantities:
            yield MentionRecord.model_validate(
                self.at(q.start, q.end)
                | {"kind": q.kind, "value": q.value, "unit": q.unit, "comparator": q.comparator})

    def parameters(self) -> Iterator[ParameterRecord]:
        brackets = find_brackets(self.clean.text, self.quantities)
        for found in find_parameters(self.clean.text, self.facets, self.circular, self.quantities, brackets):
            yield self.parameter(found)

    def parameter(self, found: Parameter) -> ParameterRecord:
        subject, bracket = found.subject, found.bracket
        confidence, reasons = confidence_of(found)
        return ParameterRecord.model_validate(
            self.at(*found.span)
            | {
                "kind": found.kind, "value": found.value, "unit": found.unit, "comparator": found.comparator,
                "concept": found.concept.id if found.concept else None, "label": self.printed(found.label),
                "per": found.per,
                "bracket": BracketBounds(
                    lower=bracket.lower, lower_inclusive=bracket.lower_inclusive,
                    upper=bracket.upper, upper_inclusive=bracket.upper_inclusive) if bracket else None,
                "population": self.printed(subject.population), "region": self.printed(subject.region),
                "tier": self.printed(subject.tier), "year": found.year,
                "effective_from": self.circular.effective_from, "effective_to": self.circular.effective_to,
                "previous": found.previous, "delta": found.delta, "removed": found.removed,
                "modality": found.modality, "confidence": confidence, "reasons": reasons,
            })

    def assignments(self) -> Iterator[AssignmentRecord]:
        for found in find_assignments(self.clean.text, self.circular.paragraphs):
            lead = tuple(self.clean.printed(*span) for span in found.lead)
            support = tuple(self.clean.printed(*span) for span in found.support)
            yield AssignmentRecord.model_validate(
                self.at(*found.span)
                | {"lead": lead, "support": support, "lead_full": self.full(found.lead),
                   "support_full": self.full(found.support)})

    def full(self, names: Sequence[Span]) -> tuple[str, ...]:
        """Agency names in full, in simplified characters, with the document's place filled in."""
        return tuple(expand(self.clean.text[span.start : span.end], self.place) for span in names)

    def citations(self) -> Iterator[CitationRecord]:
        for citation in find_citations(self.clean.text, self.circular):
            yield CitationRecord.model_validate(
                self.at(*citation.span)
                | {"title": self.printed(citation.title), "number": self.printed(citation.number),
                   "relation": citation.relation})

    def notes(self) -> Iterator[NoteRecord]:
        for vague in self.vague:
            at = self.at(vague.start, vague.end)
            yield NoteRecord.model_validate(
                at | {"code": "vague_quantity", "message": f"“{at['quote']}”没有确定的数值，未作为数值提取"})


def _within(quantities: Sequence[Quantity], spans: Sequence[Span]) -> list[Quantity]:
    """The quantities that lie in the running text (heads, labels and sign-offs hold none)."""
    found, index = [], 0
    for quantity in quantities:
        while index < len(spans) and spans[index].end <= quantity.start:
            index += 1
        if index < len(spans) and spans[index].start <= quantity.start:
            found.append(quantity)
    return found
