"""How good the extraction is: exports judged against what a person found in the same texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from extractor.evaluation.gold import GoldFile, Item, load
from extractor.evaluation.score import Calibration, Figures, Judgement, calibration, figures, judge

__all__ = [
    "Calibration",
    "Export",
    "Figures",
    "Judgement",
    "calibration",
    "evaluate",
    "export",
    "figures",
    "load",
]


class Export(NamedTuple):
    """What an extractor makes of one file: the text that its spans index, and its lines."""

    text: str
    records: Iterable[Item]


def export(path: Path) -> Export:
    """This project's export of a file. Raises SourceError where the file cannot be read."""
    from extractor.pipeline import extract_file, within_limits
    from extractor.records.models import to_line

    extraction = within_limits(extract_file, path)
    return Export(extraction.text, [to_line(record) for record in extraction.records])


def evaluate(
    gold: Sequence[GoldFile], texts: Path | None = None, extract: Callable[[Path], Export] = export
) -> list[Judgement]:
    """Extract every source that has gold, and judge what comes out.

    The source files are in `texts`, or else beside the folder that the gold file is in (`corpus/gold` → `corpus`).
    Raises SourceError where gold and text do not fit, and whatever `extract` raises for a file that it cannot read.
    """
    judgements: list[Judgement] = []
    for file in gold:
        folder = texts or file.path.resolve().parent.parent
        judgements += judge(file, *extract(folder / file.source))
    return judgements
