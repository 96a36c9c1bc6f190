"""The text of a file as it was read, and where on its pages each stretch stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

Format = Literal["text", "html", "pdf"]
ErrorKind = Literal[
    "missing",  # not there (any more)
    "permission",
    "folder",  # a folder without circulars, or one in a file's place
    "unreadable",  # not a regular file, or the disk fails
    "empty",
    "too_large",
    "binary",
    "encoding",
    "format",  # known, but not read
    "broken",
    "password",
    "scan",
    "glyphs",  # a PDF whose letters have no Unicode
    "other",
]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch `[start, end)` of the text on one page.

    `page` counts from 1; `box` is (x0, top, x1, bottom) in PDF points from the page's upper left corner.
    """

    start: int
    end: int
    page: int
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file's text as it was read; spans of all records index `text`.

    For a text file `text` is the decoded file without its BOM, newlines as they are on disk; for HTML and PDF
    it is what `hongtou text FILE` prints. `stretches` are in text order and empty where a format has no pages.
    `warnings` are Chinese sentences for the person who brought the file (unreadable glyphs, pages without text …).
    """

    name: str
    text: str
    format: Format = "text"
    encoding: str | None = None
    stretches: tuple[Stretch, ...] = ()
    warnings: tuple[str, ...] = ()

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
