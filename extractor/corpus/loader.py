"""From a corpus folder to its extractions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from extractor.corpus.files import circular_files
from extractor.corpus.model import Corpus
from extractor.corpus.resolve import resolve
from extractor.corpus.settings import load_settings, read_yaml
from extractor.records.extraction import Extraction
from extractor.sources.model import SourceError

WAIVERS = "waivers.yaml"


def load(
    folder: Path, *, jobs: int | None = None, progress: Callable[[int, int], None] | None = None
) -> Corpus:
    """Extract every circular of `folder` and resolve their citations among each other.

    `jobs` is the number of worker processes (default: as many as there are cores; small corpora use none);
    `progress` is called with the files done and all files after each file. Raises SourceError where the folder,
    `corpus.yaml` or `waivers.yaml` cannot be used; a circular that cannot be read becomes one of the corpus's
    `failures`.
    """
    from extractor.pipeline import extract_many

    settings = load_settings(folder)
    waivers = _waivers(folder / WAIVERS)
    paths = circular_files(folder)
    results: list[Extraction | SourceError] = []
    for result in extract_many(paths, supplied=settings.supplied(), jobs=jobs):
        results.append(result)
        if progress:
            progress(len(results), len(paths))
    failures = tuple(result for result in results if isinstance(result, SourceError))
    extractions = resolve(result for result in results if isinstance(result, Extraction))
    return Corpus(folder, extractions, failures, settings, waivers)


def _waivers(path: Path) -> tuple[Mapping[str, Any], ...]:
    if not path.is_file():
        return ()
    entries = read_yaml(path) or []
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SourceError(str(path), "not a list of waivers", "see docs/checks.md for the form of a waiver")
    return tuple(entries)
