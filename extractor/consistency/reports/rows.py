"""Findings with what a reader needs beside them: names, lines, and both clauses with their differing words marked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from extractor.consistency.checks import LABELS
from extractor.consistency.model import SEVERITIES, Finding, Side
from extractor.consistency.naming import by_opening
from extractor.consistency.reports.marks import marked
from extractor.policy.clauses import Text
from extractor.policy.excerpts import beginning, ending
from extractor.policy.wording import day_text
from extractor.records.extraction import Extraction
from extractor.records.models import DocumentRecord

SEVERITY_LABELS = {"error": "错误", "warning": "警告", "note": "提示"}
_REACH = 80


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a clause; `is_quote` where the finding points at it, `differs` where the other clause lacks it."""

    text: str
    is_quote: bool = False
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One side of a finding: its document's names and place, its line and column (from 1), and its clause."""

    side: Side
    name: str
    title: str
    place: str
    line: int
    column: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A finding with its two sides as excerpts."""

    finding: Finding
    lower: Excerpt
    higher: Excerpt | None

    @property
    def label(self) -> str:
        return LABELS.get(self.finding.check, self.finding.check)

    @property
    def severity_label(self) -> str:
        return SEVERITY_LABELS[self.finding.severity]


class Sources:
    """The texts and documents of a corpus, for looking up the places of findings."""

    def __init__(self, extractions: Iterable[Extraction]) -> None:
        self._extractions = {extraction.source: extraction for extraction in extractions}
        self._texts: dict[str, Text] = {}
        self._line_starts: dict[str, list[int]] = {}

    @cached_property
    def documents(self) -> dict[tuple[str, str], DocumentRecord]:
        return {(record.source, record.id): record for one in self._extractions.values() for record in one.documents}

    def text(self, source: str) -> str:
        return self._extractions[source].text if source in self._extractions else ""

    def position(self, source: str, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1; columns count Unicode code points."""
        if source not in self._line_starts:
            text = self.text(source)
            starts = [0, *(found.end() for found in re.finditer("\n", text))]
            self._line_starts[source] = starts
        starts = self._line_starts[source]
        line = max(bisect_right(starts, offset) - 1, 0)
        return line + 1, offset - starts[line] + 1

    def called(self, side: Side) -> tuple[str, str, str]:
        """Name, title and place of the document of a side."""
        record = self.documents.get((side.source, side.document))
        if record is None:
            return side.document, "", ""
        day = f"{record.place or ''}{day_text(date.fromisoformat(record.date))}文件" if record.date else ""
        return record.number or record.title or day or by_opening(record.quote), record.title or "", record.place or ""

    def clause(self, side: Side) -> tuple[str, str, str]:
        """The words before a quote in its sentence, the quote, and the words after it, white space removed."""
        text = self.text(side.source)
        if side.source not in self._texts:
            self._texts[side.source] = Text(text, is_traditional=False)
        start, end = side.span
        first, last = self._texts[side.source].sentence_at(start)[0], self._texts[side.source].sentence_at(end - 1)[1]
        before, after = _squeezed(text[first:start]), _squeezed(text[end:last])
        return ending(before, _REACH), _squeezed(text[start:end]), beginning(after, _REACH)


def rows(findings: Sequence[Finding], extractions: Iterable[Extraction]) -> list[Row]:
    """The findings with their excerpts, errors first, in their own order within a severity."""
    sources = Sources(extractions)
    ordered = sorted(findings, key=lambda one: -SEVERITIES.index(one.severity))
    return [row(finding, sources) for finding in ordered]


def row(finding: Finding, sources: Sources) -> Row:
    """A finding with its excerpts."""
    lower = sources.clause(finding.lower)
    if finding.higher is None:
        return Row(finding, _excerpt(finding.lower, _pieces(lower, set()), sources), None)
    higher = sources.clause(finding.higher)
    places = sources.called(finding.lower)[2], sources.called(finding.higher)[2]
    ours, theirs = marked(finding, lower, higher, places)
    return Row(
        finding,
        _excerpt(finding.lower, _pieces(lower, ours), sources),
        _excerpt(finding.higher, _pieces(higher, theirs), sources),
    )


def _excerpt(side: Side, pieces: tuple[Piece, ...], sources: Sources) -> Excerpt:
    name, title, place = sources.called(side)
    line, column = sources.position(side.source, side.span[0])
    return Excerpt(side=side, name=name, title=title, place=place, line=line, column=column, pieces=pieces)


def _pieces(clause: tuple[str, str, str], differing: set[int]) -> tuple[Piece, ...]:
    """The clause in stretches of one kind."""
    before, quote, after = clause
    start, end = len(before), len(before) + len(quote)
    pieces: list[Piece] = []
    for offset, character in enumerate(before + quote + after):
        is_quote, differs = start <= offset < end, offset in differing
        if pieces and (pieces[-1].is_quote, pieces[-1].differs) == (is_quote, differs):
            pieces[-1] = Piece(pieces[-1].text + character, is_quote, differs)
        else:
            pieces.append(Piece(character, is_quote, differs))
    return tuple(pieces)


def _squeezed(text: str) -> str:
    return "".join(text.split())
