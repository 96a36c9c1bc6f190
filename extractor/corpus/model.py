"""The types of a corpus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.corpus.settings import Settings
from extractor.kept import Store
from extractor.records.extraction import Extraction
from extractor.records.models import DocumentRecord
from extractor.sources.model import SourceError


@dataclass(frozen=True, slots=True)
class Corpus:
    """The circulars of a folder, extracted, their citations resolved among each other.

    `extractions` are sorted by file name; `failures` are the files that could not be read, in the same order;
    `settings` is `corpus.yaml` (empty where there is none); `waivers` are the entries of `waivers.yaml` as they
    stand there, for the consistency check to validate. `notes` are what a person should know and cost nothing: corrections whose
    file has another name now. `store` holds what earlier builds of the corpus have kept.
    """

    folder: Path
    extractions: tuple[Extraction, ...]
    failures: tuple[SourceError, ...] = ()
    settings: Settings = field(default_factory=Settings)
    waivers: tuple[Mapping[str, Any], ...] = ()
    notes: tuple[SourceError, ...] = ()
    store: Store = field(default_factory=Store, compare=False)

    @property
    def documents(self) -> Iterator[DocumentRecord]:
        """All circulars of the corpus, in the order of their files."""
        return (document for extraction in self.extractions for document in extraction.documents)
