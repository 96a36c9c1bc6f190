"""Record: the circulars of one file → `Extraction`, the lines of the export in document order."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.normalize.model import CleanText
from extractor.records.extraction import Extraction
from extractor.records.models import CitationRecord, DocumentRecord, Line
from extractor.structure import find_citations
from extractor.structure.model import Circular


def extract(clean: CleanText, circulars: Sequence[Circular]) -> Extraction:
    """All records of a file: for each circular its document line, then what its text says, in text order."""
    records: list[Line] = []
    for index, circular in enumerate(circulars):
        records += CircularRecords(clean, circular, index).lines()
    return Extraction(clean.source.name, clean.source.text, tuple(records))


class CircularRecords:
    """Turns what was found in one circular into export lines, each at its place in the source."""

    def __init__(self, clean: CleanText, circular: Circular, index: int) -> None:
        self.clean = clean
        self.circular = circular
        self.id = circular.number or circular.title or f"{clean.source.name}#{index + 1}"

    def lines(self) -> list[Line]:
        found: list[Line] = list(self.citations())
        found.sort(key=lambda line: (line.span, type(line).__name__))
        return [self.document(), *found]

    def place(self, start: int, end: int) -> dict[str, object]:
        """The fields that every line shares, for the cleaned stretch `[start, end)`."""
        span = self.clean.source_span(start, end)
        return {
            "source": self.clean.source.name,
            "document": self.id,
            "span": (span.start, span.end),
            "quote": self.clean.source.text[span.start : span.end],
            "page": self.clean.source.page_at(span.start),
        }

    def document(self) -> DocumentRecord:
        c = self.circular
        text = self.clean.text
        end = text.find("\n", c.start, c.end)
        stop = end if end > c.start else c.end
        place = self.place(c.start, stop) if stop > c.start else {
            "source": self.clean.source.name, "document": self.id, "span": (0, 0), "quote": ""}
        return DocumentRecord.model_validate(
            place | {
                "id": self.id, "number": c.number, "title": c.title, "issuers": c.issuers, "level": c.level,
                "place": c.place, "place_code": c.place_code, "date": c.date, "printed_date": c.printed_date,
                "recipients": c.recipients, "status": c.status, "script": self.clean.script,
                "forwards": c.forwards, "effective_from": c.effective_from, "effective_to": c.effective_to,
                "supplied": c.supplied,
            })

    def citations(self) -> list[CitationRecord]:
        printed = self.clean.printed
        return [
            CitationRecord.model_validate(
                self.place(*citation.span)
                | {
                    "section": self.section_at(citation.span.start),
                    "title": printed(*citation.title) if citation.title else None,
                    "number": printed(*citation.number) if citation.number else None,
                    "relation": citation.relation,
                })
            for citation in find_citations(self.clean.text, self.circular)
        ]

    def section_at(self, offset: int) -> tuple[str, ...]:
        return next((p.section for p in self.circular.paragraphs if p.start <= offset < p.end), ())
