"""What one file yields: its text and its records in document order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from extractor.kept import digest
from extractor.printable import json_text
from extractor.records.models import (
    AmendmentRecord,
    AssignmentRecord,
    CitationRecord,
    DeadlineRecord,
    DocumentRecord,
    Line,
    MentionRecord,
    NoteRecord,
    ParameterRecord,
    TaskRecord,
    to_line,
)

if TYPE_CHECKING:
    from pydantic import TypeAdapter

R = TypeVar("R", bound=Line)


class Extraction:
    """One source file after extraction.

    `text` is the source text as it was read: every record's span indexes it, `text[start:end] == quote`.
    `records` holds all lines of the export, document lines first within their document, in document order.
    """

    def __init__(self, source: str, text: str, records: Iterable[Line]) -> None:
        self.source = source
        self._text = text
        self._records = tuple(records)
        self._kinds: dict[type[Line], tuple[Line, ...]] | None = None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Extraction):
            return NotImplemented
        return (self.source, self.text, self.records) == (other.source, other.text, other.records)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.source!r})"

    @property
    def text(self) -> str:
        return self._text

    @property
    def records(self) -> tuple[Line, ...]:
        return self._records

    @cached_property
    def lines(self) -> tuple[bytes, ...]:
        """The records as the lines of the export."""
        return tuple(map(_line, self.records))

    @cached_property
    def digest(self) -> str:
        """A key for all that is in it: two of one digest have the same source, text and records."""
        return digest((self.source, self.text, *self.lines))

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many records there are of each type, and how many parameters with a `concept`."""
        counts = {str(model.model_fields["type"].default): len(self.of(model)) for model in _MODELS.values()}
        return {**counts, "concept": sum(one.concept is not None for one in self.parameters)}

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """The records of one model class, in document order."""
        if self._kinds is None:
            found: dict[type[Line], list[Line]] = {}
            for record in self.records:
                found.setdefault(type(record), []).append(record)
            self._kinds = {model: tuple(records) for model, records in found.items()}
        return self._kinds.get(kind, ())  # type: ignore[return-value]

    def with_records(self, records: Iterable[Line]) -> Extraction:
        """The same file with other records."""
        return Extraction(self.source, self.text, records)

    def with_links(self, documents: Iterable[DocumentRecord], citations: Iterable[CitationRecord]) -> Extraction:
        """The same records with `documents` and `citations` in the place of its own, one for one."""
        links: Mapping[type[Line], Iterator[Line]] = {DocumentRecord: iter(documents), CitationRecord: iter(citations)}
        return self.with_records(next(links[type(one)]) if type(one) in links else one for one in self.records)

    @property
    def documents(self) -> tuple[DocumentRecord, ...]:
        return self.of(DocumentRecord)

    @property
    def mentions(self) -> tuple[MentionRecord, ...]:
        return self.of(MentionRecord)

    @property
    def parameters(self) -> tuple[ParameterRecord, ...]:
        return self.of(ParameterRecord)

    @property
    def deadlines(self) -> tuple[DeadlineRecord, ...]:
        return self.of(DeadlineRecord)

    @property
    def assignments(self) -> tuple[AssignmentRecord, ...]:
        return self.of(AssignmentRecord)

    @property
    def tasks(self) -> tuple[TaskRecord, ...]:
        return self.of(TaskRecord)

    @property
    def citations(self) -> tuple[CitationRecord, ...]:
        return self.of(CitationRecord)

    @property
    def amendments(self) -> tuple[AmendmentRecord, ...]:
        return self.of(AmendmentRecord)

    @property
    def notes(self) -> tuple[NoteRecord, ...]:
        return self.of(NoteRecord)


class Contents(NamedTuple):
    """What is kept of a file: its text (as JSON), and its records as lines."""

    written: bytes
    lines: tuple[bytes, ...]

    @property
    def text(self) -> str:
        return str(json.loads(self.written))


def contents_of(extraction: Extraction) -> Contents:
    """What is to be kept of an extraction."""
    return Contents(json.dumps(extraction.text, ensure_ascii=False).encode() + b"\n", extraction.lines)


@dataclass(frozen=True, slots=True)
class Heads:
    """What is at hand of every file: its documents and citations, which join circulars, and how many records it has."""

    documents: tuple[DocumentRecord, ...]
    citations: tuple[CitationRecord, ...]
    counts: Mapping[str, int]


class KeptExtraction(Extraction):
    """An extraction of which only the heads are at hand; `read` fetches the rest when something asks for it.

    `read(True)` reads the file itself: what was kept of it cannot be used.
    """

    def __init__(
        self,
        source: str,
        digest: str,
        heads: Heads,
        read: Callable[[bool], Contents],
        whole: Extraction | None = None,
        *,
        linked: bool = False,
    ) -> None:
        self.source = source
        self.heads = heads
        self._digest = digest
        self._read = read
        self._whole = whole
        self._linked = linked
        self._parsed: dict[type[Line], tuple[Line, ...]] = {}

    @cached_property
    def _contents(self) -> Contents:
        return self._read(False) if self._whole is None else contents_of(self._whole)

    @cached_property
    def text(self) -> str:
        return self._contents.text if self._whole is None else self._whole.text

    @cached_property
    def records(self) -> tuple[Line, ...]:
        models = [_model(line) for line in self._contents.lines]
        left = {model: iter(self.of(model)) for model in dict.fromkeys(models)}
        return tuple(next(left[model]) for model in models)

    @cached_property
    def lines(self) -> tuple[bytes, ...]:
        if not self._linked:
            return self._contents.lines
        links: Mapping[type[Line], Iterator[Line]] = {DocumentRecord: iter(self.documents), CitationRecord: iter(self.citations)}
        return tuple(
            _line(next(links[model])) if (model := _model(line)) in links else line for line in self._contents.lines
        )

    def read_again(self) -> None:
        """Forget what was kept of the file, and read it."""
        self._whole = None
        self._parsed.clear()
        for name in ("text", "records", "lines"):
            self.__dict__.pop(name, None)
        self._contents = self._read(True)

    @property
    def digest(self) -> str:
        return self._digest

    @property
    def counts(self) -> Mapping[str, int]:
        return self.heads.counts

    def of(self, kind: type[R]) -> tuple[R, ...]:
        if kind is DocumentRecord:
            return self.heads.documents  # type: ignore[return-value]
        if kind is CitationRecord:
            return self.heads.citations  # type: ignore[return-value]
        if self._whole is not None:
            return self._whole.of(kind)
        if kind not in self._parsed:
            try:
                self._parsed[kind] = parsed_as(kind, self._contents.lines)
            except ValueError:  # of another shape than this code keeps
                self.read_again()
                self._parsed[kind] = parsed_as(kind, self._contents.lines)
        return self._parsed[kind]  # type: ignore[return-value]

    def with_links(self, documents: Iterable[DocumentRecord], citations: Iterable[CitationRecord]) -> Extraction:
        heads = Heads(tuple(documents), tuple(citations), self.heads.counts)
        if (heads.documents, heads.citations) == (self.heads.documents, self.heads.citations):
            return self
        links = [name for document in heads.documents for name in (*document.forwards, "")]
        links += [citation.target or "" for citation in heads.citations]
        return KeptExtraction(
            self.source, digest((self._digest, *links)), heads, self._read, self._whole, linked=True
        )


def heads_of(extraction: Extraction) -> Heads:
    """The heads of an extraction."""
    return Heads(extraction.documents, extraction.citations, extraction.counts)


def _line(record: Line) -> bytes:
    return json_text(to_line(record), separators=(",", ":")).encode() + b"\n"


_MODELS: Mapping[str, type[Line]] = {
    model.model_fields["type"].default: model
    for model in (
        DocumentRecord, MentionRecord, ParameterRecord, DeadlineRecord, AssignmentRecord, TaskRecord, CitationRecord,
        AmendmentRecord, NoteRecord,
    )
}  # fmt: skip
_START = b'{"type":"'


def type_of(line: bytes) -> str:
    """The type of a line's record; raises ValueError for a line that is none."""
    start, _, name = line[: line.find(b'",')].partition(_START)
    if start or (found := name.decode()) not in _MODELS:
        raise ValueError("not a line of the export")
    return found


def _model(line: bytes) -> type[Line]:
    return _MODELS[type_of(line)]


@cache
def _adapter(kind: type[R]) -> TypeAdapter[tuple[R, ...]]:
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[kind, ...])  # type: ignore[valid-type]


def parsed_as(kind: type[R], lines: Iterable[bytes]) -> tuple[R, ...]:
    """The records of one model class among the lines of an export; raises ValueError for lines that are none."""
    start = b'%s%s"' % (_START, str(kind.model_fields["type"].default).encode())
    chosen = [line for line in lines if line.startswith(start)]
    return _adapter(kind).validate_json(b"[" + b",".join(chosen) + b"]")


def parsed(lines: Sequence[bytes]) -> tuple[Line, ...]:
    """The records of all lines of an export, in their order."""
    models = [_model(line) for line in lines]
    left = {model: iter(parsed_as(model, lines)) for model in dict.fromkeys(models)}
    return tuple(next(left[model]) for model in models)
