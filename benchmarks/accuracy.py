"""Quantities and deadlines side by side with other tools, on the same gold.

    python benchmarks/accuracy.py [GOLD ...] [--texts DIR]

GOLD are gold files or folders (default: corpus/gold), DIR holds their source texts (default: beside the gold's
folder). Peers that are not installed are left out; `pip install -e .[bench]` installs them.

Errors are misses and false alarms together. Peers find times, not deadlines: of their times only those that touch a
deadline of the gold are counted. They are told each circular's date from the gold; hongtou finds it itself.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import peers
from rich.console import Console
from rich.table import Table

from extractor.evaluation import Export, Figures, evaluate, export, figures, load
from extractor.evaluation.gold import GoldFile, Item
from extractor.evaluation.matching import overlap
from extractor.sources import read_source


def exporter(peer: ModuleType, gold: Sequence[GoldFile]) -> Callable[[Path], Export]:
    """A peer as an extractor, told the gold's date of each file and held only to the gold's deadlines."""
    by_source = {file.source: file for file in gold}

    def export_of(path: Path) -> Export:
        text = read_source(path).text
        file = by_source[path.name]
        dates = [document["date"] for document in file.documents if document.get("date")]
        issued = date.fromisoformat(min(dates, default="2021-01-01"))
        due = [item["span"] for item in file.located(text)[1] if item["type"] == "deadline"]
        records: list[dict[str, Any]] = peer.records(text, issued)
        return Export(text, [record for record in records if _counts(record, due)])

    return export_of


def _counts(record: Item, due: Sequence[Sequence[int]]) -> bool:
    return record["type"] != "deadline" or any(overlap(record["span"], span) > 0 for span in due)


def _row(name: str, scores: dict[str, Figures]) -> list[str]:
    cells = [name]
    for layer in ("mentions", "deadlines"):
        counts = scores[layer]
        ratios = (counts.precision, counts.recall, counts.f1)
        cells += ["-" if value is None else f"{value:.3f}" for value in ratios] + [str(counts.fp + counts.fn)]
    right, compared = scores["mentions"].attributes.get("comparator", (0, 0))
    cells.insert(5, f"{right / compared:.2f}" if compared else "-")
    return cells


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path, default=[Path("corpus/gold")])
    parser.add_argument("--texts", type=Path)
    arguments = parser.parse_args()
    gold = load(arguments.gold)
    tools = {"hongtou": export, **{name: exporter(peer, gold) for name, peer in peers.installed().items()}}

    table = Table("tool", title="errors = misses + false alarms", box=None)
    for heading in ("mentions P", "R", "F1", "errors", "comparator", "deadlines P", "R", "F1", "errors"):
        table.add_column(heading, justify="right")
    for name, tool in tools.items():
        table.add_row(*_row(name, figures(evaluate(gold, arguments.texts, tool))))
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
