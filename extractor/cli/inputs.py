"""Paths of the command line, `-` among them, as extractions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from extractor.cli.terminal import STANDARD
from extractor.limits import SECONDS

if TYPE_CHECKING:
    from extractor.corpus.loader import Progress
    from extractor.records.extraction import Extraction
    from extractor.sources.model import SourceError


def extract_paths(
    paths: Sequence[Path], jobs: int | None, progress: Progress | None, seconds: int = SECONDS
) -> tuple[tuple[Extraction, ...], tuple[SourceError, ...]]:
    """Extract files, folders and, for `-`, standard input, as `corpus.gather` does; what failed is told apart."""
    from extractor.corpus import gather

    stdin = typer.get_binary_stream("stdin").read() if STANDARD in paths else None
    return gather([path for path in paths if path != STANDARD], stdin=stdin, jobs=jobs, seconds=seconds, progress=progress)
