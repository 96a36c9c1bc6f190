"""Small circulars read the whole way, for the tests of records."""

from __future__ import annotations

from extractor.normalize import CleanText, normalize
from extractor.normalize.tables import text_tables
from extractor.records.extract import extract
from extractor.records.extraction import Extraction
from extractor.sources.model import SourceText
from extractor.spans import Alignment
from extractor.structure import structure
from extractor.structure.model import Paragraph
from extractor.structure.tables import table_rows


def read(text: str) -> Extraction:
    clean = normalize(SourceText("t.txt", text))
    return extract(clean, structure(clean, None))


def as_is(text: str) -> CleanText:
    """A text that needs no cleaning, with the tables of its tabs."""
    places = range(len(text) + 1)
    return CleanText(SourceText("t.txt", text), text, Alignment(places[:-1], places[1:]), "hans", tuple(text_tables(text)))


def lines_of(clean: CleanText) -> list[Paragraph]:
    """One paragraph a line; lines of tables are their rows."""
    tables = table_rows(clean)
    found = []
    start = 0
    for line in clean.text.split("\n"):
        table = tables.get(start)
        found.append(Paragraph(start, start + len(line), "body" if table is None else "row", body=start, table=table))
        start += len(line) + 1
    return found
