"""Paths of the command line, `-` among them, as extractions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from extractor.cli.terminal import STANDARD, progress
from extractor.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from extractor.corpus.loader import Progress
    from extractor.records.extraction import Extraction
    from extractor.sources.model import SourceError


def extract_paths(
    paths: Sequence[Path], jobs: int | None, progress: Progress | None, limits: Limits = DEFAULT
) -> tuple[tuple[Extraction, ...], tuple[SourceError, ...]]:
    """Extract files, folders and, for `-`, standard input, as `corpus.gather` does; what failed is told apart."""
    from extractor.corpus import gather

    stdin = typer.get_binary_stream("stdin").read() if STANDARD in paths else None
    return gather([path for path in paths if path != STANDARD], stdin=stdin, jobs=jobs, limits=limits, progress=progress)


class Loaded(NamedTuple):
    """Circulars with their citations resolved among each other, what could not be read, and the waivers of their corpora."""

    extractions: list[Extraction]
    failures: list[SourceError]
    waivers: tuple[Mapping[str, Any], ...]


def load_all(
    paths: Sequence[Path],
    jobs: int | None,
    limits: Limits = DEFAULT,
    *,
    before: Sequence[Extraction] = (),
    failed: Sequence[SourceError] = (),
) -> Loaded:
    """What `corpus.load` says of folders and `extract_paths` of single files.

    Single files, and those read `before`, come first and take the place of a folder's files of the same name.
    """
    from extractor.amendments import amend
    from extractor.corpus import load
    from extractor.corpus.resolve import resolve
    from extractor.kept import Store

    extractions, failures = list(before), list(failed)
    waivers: tuple[Mapping[str, Any], ...] = ()
    if single := [path for path in paths if not path.is_dir()]:
        with progress("reading") as advance:
            found, problems = extract_paths(single, jobs, advance, limits)
        extractions += found
        failures += problems
    for folder in (path for path in paths if path.is_dir()):
        with progress("reading") as advance:
            corpus = load(folder, amended=False, jobs=jobs, limits=limits, progress=advance)
        here = {extraction.source for extraction in extractions}
        extractions += [extraction for extraction in corpus.extractions if extraction.source not in here]
        failures += corpus.failures
        waivers += corpus.waivers
    return Loaded(list(amend(resolve(extractions), Store())), failures, waivers)
