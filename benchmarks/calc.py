"""A million calculations at once against one by one, and how long the rules of many circulars take to write and read.

    python benchmarks/calc.py [--rows N] [--corpus DIR] [--circulars N]

The rules are those of DIR (default: corpus). Rows have random costs (fixed seed) and fall into two groups of people; the
place and the day are the first for which DIR gives a whole benefit. One by one means one OpenFisca simulation a row on a
system that is already loaded. `--circulars` repeats the parameters of DIR as that many circulars of different places.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from time import process_time

import numpy
from rich.console import Console
from rich.table import Table

from extractor.corpus import load
from extractor.kept import Store
from extractor.language.concepts import load_concepts
from extractor.records.extraction import Extraction
from extractor.rules.calc.batch import run_csv, simulate
from extractor.rules.calc.benefits import KINDS
from extractor.rules.calc.situations import Situation, situations_at
from extractor.rules.calc.system import Case, RuleSystem
from extractor.rules.read import read_rules
from extractor.rules.ruling import Ruling
from extractor.rules.write import write_rules

ROUNDS = 3
ONE_BY_ONE = 300


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of some runs, in processor time: other work on the machine does not count."""
    times = []
    for _ in range(rounds):
        start = process_time()
        work()
        times.append(process_time() - start)
    return median(times)


def first_benefit(folder: Path) -> tuple[str, list[Situation]]:
    """The kind of the first benefit that the rules give in full, and its situations."""
    rules = read_rules(folder)
    for benefit, found in (one for code in rules.places for one in situations_at(code, rules, load_concepts())):
        if benefit.id in KINDS:
            return benefit.id, found
    raise SystemExit("the corpus gives no benefit in full")


def calculations(folder: Path, rows: int) -> Iterator[tuple[str, float, int]]:
    """What was done, the seconds it took, and for how many rows."""
    kind, found = first_benefit(folder)
    place, day = found[0].place_code, found[0].since
    groups = [";".join(situation.groups) for situation in found[:2]]
    costs = numpy.random.default_rng(1).uniform(0, 1_000_000, rows).round(2)
    system = RuleSystem(folder)
    codes = numpy.array([system.code_of(Case(place, group)) for group in groups])[numpy.arange(rows) % len(groups)]
    yield f"{kind}, all at once", seconds(lambda: simulate(system, kind, day, codes, costs)), rows

    def singly() -> None:
        for index in range(ONE_BY_ONE):
            simulate(system, kind, day, codes[index : index + 1], costs[index : index + 1])

    yield f"{kind}, one by one", seconds(singly), ONE_BY_ONE
    with tempfile.TemporaryDirectory() as home:
        source, target = Path(home, "in.csv"), Path(home, "out.csv")
        with source.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(
                [("费用", "人群"), *((cost, groups[i % len(groups)]) for i, cost in enumerate(costs))]
            )
        defaults = {"place": place, "on": day.isoformat()}
        yield (
            "the same from file to file (--csv)",
            seconds(lambda: run_csv(kind, source, target, folder, defaults)),
            rows,
        )


def repeated(extractions: tuple[Extraction, ...], count: int) -> Iterator[Extraction]:
    """The extractions again and again as circulars of other places and numbers."""

    def copies() -> Iterator[Extraction]:
        for number in range(count):
            for one in extractions:
                name = f"{number}-{one.source}"
                place = f"{110000 + number:06}"
                yield Extraction(
                    name,
                    one.text,
                    tuple(
                        record.model_copy(
                            update={"source": name, **({"place_code": place} if record.type == "document" else {})}
                        )
                        for record in one.records
                        if record.type in ("document", "parameter")
                    ),
                )

    return islice(copies(), count)


def in_force(extractions: tuple[Extraction, ...]) -> None:
    """What is in force of every concept at every place."""
    ruling = Ruling(extractions, Store())
    for key in ruling.parts:
        ruling.rules(key)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rows", type=int, default=1_000_000)
    arguments.add_argument("--corpus", type=Path, default=Path("corpus"))
    arguments.add_argument("--circulars", type=int, default=1_000)
    given = arguments.parse_args()
    table = Table("work", "seconds", "items", "items/s")

    def add(what: str, took: float, items: int) -> None:
        table.add_row(what, f"{took:.2f}", f"{items:,}", f"{items / took:,.0f}")

    extractions = load(given.corpus).extractions
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        write_rules(extractions, folder)
        results = list(calculations(folder, given.rows))
    for what, took, items in results:
        add(what, took, items)
    at_once, singly = (items / took for _, took, items in results[:2])
    many = tuple(repeated(extractions, given.circulars))
    with tempfile.TemporaryDirectory() as home:
        add("circulars: what is in force", seconds(lambda: in_force(many), 1), len(many))
        add("circulars: write the rules", seconds(lambda: write_rules(many, Path(home)), 1), len(many))
        add("circulars: read the rules back", seconds(lambda: read_rules(Path(home)), 1), len(many))
    console = Console(width=100)
    console.print(table)
    console.print(f"All at once is {at_once / singly:,.0f} times as fast as one by one.")


if __name__ == "__main__":
    main()
