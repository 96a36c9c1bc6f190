"""Normalize: `SourceText` → `CleanText`, one canonical form with an alignment back to the source."""

from __future__ import annotations

from array import array
from dataclasses import replace

from extractor.normalize.characters import canonical
from extractor.normalize.lines import paragraphs
from extractor.normalize.model import CleanText
from extractor.normalize.printed import printed_lines
from extractor.normalize.script import mainland_terms, script_of, to_simplified
from extractor.normalize.tables import clean_tables
from extractor.sources.model import SourceText
from extractor.spans import Alignment

__all__ = ["CleanText", "normalize"]


class _Builder:
    """Collects cleaned text together with where each character of it stands in a source of `length` characters."""

    def __init__(self, length: int) -> None:
        self.offsets = array("I", range(length + 1))
        self.parts: list[str] = []
        self.starts = array("I")
        self.ends = array("I")

    def keep(self, text: str, start: int, end: int) -> None:
        """Source characters `[start, end)` of the canonical text, one for one."""
        self.parts.append(text[start:end])
        self.starts += self.offsets[start:end]
        self.ends += self.offsets[start + 1 : end + 1]

    def put(self, replacement: str, start: int, end: int) -> None:
        """Other words for the source characters `[start, end)`; each stands for the whole stretch."""
        self.parts.append(replacement)
        same = len(replacement) == end - start
        for offset in range(len(replacement)):
            self.starts.append(start + offset if same else start)
            self.ends.append(start + offset + 1 if same else end)


def normalize(source: SourceText) -> CleanText:
    """The file's text in one canonical form (see `CleanText`); every character maps back to the source.

    The source of the result carries a further warning where lines were printed twice over.
    """
    text = canonical(source.text)
    script = script_of(text)
    if script == "hant":
        text = to_simplified(text)
    built = _Builder(len(text))
    previous_end = doubled = 0
    drawn = {text.rfind("\n", 0, cell.span.start) + 1 for table in source.tables for cell in table.cells}
    for group in paragraphs(list(printed_lines(text, drawn)), source.page_at if source.stretches else None, dict(source.joints)):
        if built.parts:
            built.put("\n", previous_end, min(previous_end + 1, len(text)))
        for index, line in enumerate(group):
            doubled += line.is_doubled
            if index and line.is_row:  # further cells of a row printed with one cell a line
                built.put("\t", group[index - 1].end, group[index - 1].end + 1)
            for start, end, replacement in line.pieces:
                if replacement is None:
                    built.keep(text, start, end)
                else:
                    built.put(replacement, start, end)
        previous_end = group[-1].end
    if doubled:
        warning = f"有{doubled}行的字各印了两遍（重影），已按一遍读取，请对照原件核对"
        source = replace(source, warnings=(*source.warnings, warning))
    clean = CleanText(source, "".join(built.parts), Alignment(built.starts, built.ends), script)
    clean = _with_terms(clean) if script == "hant" else clean
    return replace(clean, tables=clean_tables(clean.text, clean.alignment, source.tables))


def _with_terms(clean: CleanText) -> CleanText:
    """The text with the mainland's terms, alignment kept (a term may change its length: 每人平均 → 人均)."""
    built = _Builder(0)
    position = 0
    alignment = clean.alignment

    def copy(start: int, end: int) -> None:
        built.parts.append(clean.text[start:end])
        built.starts.extend(alignment.starts[start:end])
        built.ends.extend(alignment.ends[start:end])

    for start, end, text in mainland_terms(clean.text):
        copy(position, start)
        source_start, source_end = alignment.to_source(start, end)
        built.put(text, source_start, source_end)
        position = end
    copy(position, len(clean.text))
    return CleanText(clean.source, "".join(built.parts), Alignment(built.starts, built.ends), clean.script)
