"""How a circular is built (GB/T 9704): head, numbered sections, paragraphs, sign-off."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from extractor.spans import Span

Role = Literal["head", "body", "heading", "row", "signoff"]


@dataclass(slots=True)
class Heading:
    """A numbered heading: its label as printed (一, （二）, 第三条), and its words after the label.

    `span` is the heading's text in the cleaned text (without the label; for a run-in heading such as
    `（一）起付标准。2023年…` the words before the first full stop); it may be empty.
    """

    label: str
    span: Span


@dataclass(slots=True)
class Paragraph:
    """One line of the cleaned text: its span there, what it is, and the headings that it stands under.

    `headings` runs from the outermost to the innermost numbered section, the paragraph's own label included.
    `body` is where the words start, behind the own label; a run-in heading (起付标准。2023年…) belongs to them.
    `table` is the table of a row, by its index in `CleanText.tables`; a row ends with its last cell that is not empty.
    """

    start: int
    end: int
    role: Role
    headings: tuple[Heading, ...] = ()
    body: int = 0
    table: int | None = None

    @property
    def section(self) -> tuple[str, ...]:
        return tuple(heading.label for heading in self.headings)


@dataclass(slots=True)
class Citation:
    """A citation: spans of the whole phrase, of its title (without 《》) and number, and its relation.

    `repealed_from` is the day (ISO) from which its own sentence says that the cited document is repealed.
    A number may be printed in pieces: 6号 of 甲发〔2031〕5号、6号 shares the first one's sign; 甲发〔2031〕19)号 has a bracket
    too many. `number` is empty where none is printed.
    """

    span: Span
    title: Span | None
    number: tuple[Span, ...]
    relation: str
    repealed_from: str | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """What the data of a publisher's page say of a circular: the status (in_force, ended), its words and the reason as printed,
    its number, its date of issue, its first and last day (ISO)."""

    status: str | None = None
    words: str | None = None
    reason: str | None = None
    number: str | None = None
    date: str | None = None
    effective_from: str | None = None
    effective_to: str | None = None


@dataclass(slots=True)
class Circular:
    """One document of a file. Spans index the cleaned text; dates are ISO strings; names as printed."""

    start: int
    end: int
    number: str | None = None
    title: str | None = None
    issuers: tuple[str, ...] = ()
    level: str | None = None
    place: str | None = None
    place_code: str | None = None
    date: str | None = None
    printed_date: str | None = None
    recipients: tuple[str, ...] = ()
    status: str = "in_force"
    forwards: tuple[str, ...] = ()
    effective_from: str | None = None
    effective_to: str | None = None
    supplied: tuple[str, ...] = ()
    paragraphs: list[Paragraph] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    title_span: Span | None = None
    published: Published | None = None
