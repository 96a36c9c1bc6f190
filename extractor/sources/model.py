"""The text of a file as it was read, and where on its pages each stretch stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from extractor.spans import Span

Format = Literal["text", "html", "pdf", "docx", "doc", "odt", "ofd", "image"]
ErrorKind = Literal[
    "missing",  # not there (any more)
    "permission",
    "folder",  # a folder without circulars, or one in a file's place
    "name",  # not UTF-8
    "unreadable",  # not a regular file, or the disk fails
    "empty",
    "too_large",
    "binary",
    "encoding",
    "format",  # known, but not read
    "broken",
    "password",
    "scan",
    "extra",  # needs a part of the program that is not installed
    "glyphs",  # a PDF whose letters have no Unicode
    "other",
]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch `[start, end)` of the text on one page.

    `page` counts from 1; it is None for what was recognized in or behind a file without pages. `box` is (x0, top, x1, bottom)
    in PDF points from the page's upper left corner (a picture is taken to be as wide as A4: 595 points, or 842 where it is
    broader than high). `score` is how sure optical recognition is of its words, from 0 to 1; None where the file itself holds them.
    """

    start: int
    end: int
    page: int | None
    box: tuple[float, float, float, float] | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its words, empty where it prints none, and its place.

    `row` and `column` count from 0 and are those of its upper left corner; it covers `rowspan` rows and `colspan`
    columns. `head` says that its format marks it as a heading (`th`, `thead`), not that it is the only one.
    """

    span: Span
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its cells in text order, merged ones once; a row is a line of the text, its columns parted by tabs.

    `drawn` tells that a format drew the cells (HTML, PDF), so that their places are certain; else the cells are what
    stands between the separators of a plain text, where merged cells may have left no trace.
    """

    cells: tuple[Cell, ...]
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class PublisherBox:
    """What the publisher of a web page says of the circular in a box beside it, as printed; None where it does not.

    Each is the span of a value in the text: the document number (文号), when it was written (成文日期), comes into
    force (实施日期) and ends (失效日期), and its status (状态: 有效, 失效, 已废止 …).
    """

    number: Span | None = None
    written: Span | None = None
    effective: Span | None = None
    expires: Span | None = None
    status: Span | None = None


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file's text as it was read; spans of all records index `text`.

    For a text file `text` is the decoded file without its BOM, newlines as they are on disk; for the others
    it is what `hongtou text FILE` prints. `stretches` are in text order and empty where a format has no pages.
    `tables` are in text order, none for a text file; every line of a table holds as many tabs as it has columns, less one.
    `warnings` are Chinese sentences for the person who brought the file (unreadable glyphs, pages without text …).
    `joints` holds, for each line whose place on its page tells, its start and that of the line above which it goes on with,
    or its own start twice where it begins a paragraph.
    `publisher` is what a web page says of its circular.
    """

    name: str
    text: str
    format: Format = "text"
    encoding: str | None = None
    stretches: tuple[Stretch, ...] = ()
    warnings: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    joints: tuple[tuple[int, int], ...] = ()
    publisher: PublisherBox | None = None

    def is_recognized_at(self, start: int, end: int) -> bool:
        """Whether any of the words in `[start, end)` were read by optical recognition (OCR)."""
        index = max(bisect_right(self.stretches, start, key=lambda stretch: stretch.start) - 1, 0)
        for stretch in self.stretches[index:]:
            if stretch.start >= end:
                return False
            if stretch.score is not None and stretch.end > start:
                return True
        return False

    def page_at(self, offset: int) -> int | None:
        """The 1-based page of the character at `offset`, or None where the source has no pages."""
        if not self.stretches:
            return None
        index = bisect_right(self.stretches, offset, key=lambda stretch: stretch.start) - 1
        return self.stretches[max(index, 0)].page


class SourceError(Exception):
    """A file that cannot be read: `name`, what is wrong (`problem`) and what to do about it (`advice`).

    `kind` says the same to programs; reports choose their own words by it.
    """

    def __init__(self, name: str, problem: str, advice: str, kind: ErrorKind = "other") -> None:
        # All arguments go to Exception, so that an error survives the way back from a worker process.
        super().__init__(name, problem, advice, kind)
        self.name = name
        self.problem = problem
        self.advice = advice
        self.kind = kind

    def __str__(self) -> str:
        return f"{self.name}: {self.problem}; {self.advice}"
