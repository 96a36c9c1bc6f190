"""Builds of 1,000 circulars: from nothing, and again with nothing, one city's or one national circular changed.

    python benchmarks/rebuild.py [--circulars 1000] [--times 3]

The circulars are the five of the sample, again and again with other document numbers. Every build is a process of its
own, measured by the clock; the table gives medians. A changed circular has another amount each time.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from shutil import rmtree
from statistics import median
from time import perf_counter

from rich.console import Console
from rich.table import Table

SAMPLE = Path(__file__).resolve().parents[1] / "corpus"
CITY, NATION = 0, 1
"""Which of the sample's texts is a city's, and which the nation's."""


def make(corpus: Path, circulars: int) -> None:
    """Write the sample's texts with other numbers."""
    texts = [path.read_text("utf-8") for path in sorted(SAMPLE.glob("*.txt"))]
    for place in range(circulars):

        def number(found: re.Match[str], place: int = place) -> str:
            return f"〔{found[1]}〕{int(found[2]) + place * 7 + 100}号"

        text = re.sub(r"〔(20\d\d)〕(\d+)号", number, texts[place % len(texts)], count=1)
        path_of(corpus, place).write_text(text, "utf-8")


def path_of(corpus: Path, place: int) -> Path:
    return corpus / f"c{place:04}.txt"


def cache_of(corpus: Path) -> Path:
    return corpus.with_name("cache")


def seconds(corpus: Path) -> tuple[float, float]:
    """How long a build takes, by the clock and of all processors."""
    # Code is compiled once, as after any installation, whatever the surroundings say.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "extractor", "build", str(corpus), "--out", str(corpus.with_name("out"))]
    command += ["--cache", str(cache_of(corpus))]
    start, used = perf_counter(), processors()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - start, processors() - used


def processors() -> float:
    """Seconds of processor time of all builds so far, their workers included."""
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def with_another_amount(path: Path, time: int) -> None:
    """Change the first amount of three digits."""
    text = path.read_text("utf-8")
    changed = re.sub(r"(?<!\d)(\d)\d\d元", lambda found: f"{found[1]}{time + 11}元", text, count=1)
    assert changed != text
    path.write_text(changed, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--circulars", type=int, default=1000)
    parser.add_argument("--times", type=int, default=3)
    arguments = parser.parse_args()
    half = arguments.circulars // 10 * 5
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "many"
        corpus.mkdir()
        make(corpus, arguments.circulars)
        edits: list[tuple[str, Callable[[int], None]]] = [
            ("nothing built before", lambda _: rmtree(cache_of(corpus), ignore_errors=True)),
            ("nothing changed", lambda _: None),
            ("one city's circular changed", lambda time: with_another_amount(path_of(corpus, half + CITY), time)),
            ("one national circular changed", lambda time: with_another_amount(path_of(corpus, half + NATION), time)),
        ]
        title = f"{arguments.circulars} circulars, medians of {arguments.times}"
        table = Table("hongtou build", "s", "ratio", "s of processors", "ratio", title=title)
        few = Path(folder) / "few" / "corpus"
        few.mkdir(parents=True)
        make(few, len(list(SAMPLE.glob("*.txt"))))
        seconds(few)  # compiles the code
        whole: list[float] = []
        for what, edit in edits:
            taken = []
            for time in range(arguments.times):
                edit(time)
                taken.append(seconds(corpus))
            middle = [median(kind) for kind in zip(*taken, strict=True)]
            whole = whole or middle
            cells = ((f"{one:.2f}", f"{one / first:.3f}") for one, first in zip(middle, whole, strict=True))
            table.add_row(what, *(cell for pair in cells for cell in pair))
    Console().print(table)


if __name__ == "__main__":
    main()
