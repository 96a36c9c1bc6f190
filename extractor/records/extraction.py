"""What one file yields: its text and its records in document order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from extractor.records.models import (
    AssignmentRecord,
    CitationRecord,
    DeadlineRecord,
    DocumentRecord,
    Line,
    MentionRecord,
    NoteRecord,
    ParameterRecord,
    TaskRecord,
)

R = TypeVar("R", bound=Line)


@dataclass(frozen=True, slots=True)
class Extraction:
    """One source file after extraction.

    `text` is the source text as it was read: every record's span indexes it, `text[start:end] == quote`.
    `records` holds all lines of the export, document lines first within their document, in document order.
    """

    source: str
    text: str
    records: tuple[Line, ...]

    def of(self, kind: type[R]) -> Iterator[R]:
        """The records of one model class, in document order."""
        return (record for record in self.records if isinstance(record, kind))

    @property
    def documents(self) -> tuple[DocumentRecord, ...]:
        return tuple(self.of(DocumentRecord))

    @property
    def mentions(self) -> tuple[MentionRecord, ...]:
        return tuple(self.of(MentionRecord))

    @property
    def parameters(self) -> tuple[ParameterRecord, ...]:
        return tuple(self.of(ParameterRecord))

    @property
    def deadlines(self) -> tuple[DeadlineRecord, ...]:
        return tuple(self.of(DeadlineRecord))

    @property
    def assignments(self) -> tuple[AssignmentRecord, ...]:
        return tuple(self.of(AssignmentRecord))

    @property
    def tasks(self) -> tuple[TaskRecord, ...]:
        return tuple(self.of(TaskRecord))

    @property
    def citations(self) -> tuple[CitationRecord, ...]:
        return tuple(self.of(CitationRecord))

    @property
    def notes(self) -> tuple[NoteRecord, ...]:
        return tuple(self.of(NoteRecord))
