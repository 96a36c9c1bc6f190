"""Small circulars read the whole way, for the tests of records."""

from __future__ import annotations

from extractor.normalize import normalize
from extractor.records.extract import extract
from extractor.records.extraction import Extraction
from extractor.sources.model import SourceText
from extractor.structure import structure


def read(text: str) -> Extraction:
    clean = normalize(SourceText("t.txt", text))
    return extract(clean, structure(clean, None))
