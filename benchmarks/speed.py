"""Speed and memory, as ratios measured in one run.

    python benchmarks/speed.py [warm cold memory linear] [--texts DIR]

Every figure is the median of five measurements (of one where a text is long), and what is compared is measured in
turns. Times are seconds of this process's own work (CPU), so that a busy machine disturbs little; those of new processes
(`cold`) are by the clock. Absolute times differ between machines by more than these ratios do. Without names of parts,
all are run. DIR (default: corpus) holds the text files.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import peers
from rich.console import Console
from rich.table import Table

from extractor.pipeline import extract_source
from extractor.records.models import to_line
from extractor.sources.model import SourceText

ROUNDS = 5
PATTERN = re.compile(
    r"\d+(?:\.\d+)?\s*[万亿]?\s*元|\d+(?:\.\d+)?%|百分之[一二三四五六七八九十百]+"
    r"|(?:\d{4}\s*年)?(?:\d{1,2}\s*月)(?:\d{1,2}\s*日)?|\d{4}\s*年"
)
"""What a plain regular expression would look for: amounts, percentages, dates."""

HOSTILE = {
    "一、": "一、",
    "digits": "1234567890",
    "open brackets": "（",
    "open title marks": "《",
    "one endless sentence": "各级医保部门要按照每人每年不低于580元的标准，于9月底前完成拨付，",
    "no mark at all": "市医保局负责9月底前完成580元拨付",
    "short paragraphs": "各级医保部门要于9月底前完成拨付。\n",
    "sections for whom": "（一）补贴对象\n本市户籍的家庭。\n（二）补贴标准\n给予购房补贴100元。\n",
    "one paragraph": "市医保局应当按规定发放每人每年500元补贴，并于9月底前完成。",
    "table rows": "1\t完成拨付\t每人580元\t市医保局、市财政局\t2025年9月底前\n",
}
console = Console(width=110)


def medians(
    works: Mapping[str, Callable[[], object]], rounds: int = ROUNDS, clock: Callable[[], float] = process_time
) -> dict[str, float]:
    """Seconds of each, measured in turns."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            start = clock()
            work()
            times[name].append(clock() - start)
    return {name: median(values) for name, values in times.items()}


def records(text: str) -> None:
    """The whole way from text to the lines of the export, one line at a time as `hongtou extract` writes them."""
    for record in extract_source(SourceText("benchmark.txt", text)).records:
        to_line(record)


def print_times(title: str, times: dict[str, float], base: str, unit: str = "s") -> None:
    table = Table("", title=title, box=None)
    table.add_column(unit, justify="right")
    table.add_column(f"× {base}", justify="right")
    for name, value in times.items():
        table.add_row(name, f"{value:.4g}", f"{value / times[base]:.2f}")
    console.print(table, "")


def warm(folder: Path) -> None:
    """One process that has done everything once."""
    import jieba

    texts = [path.read_text(encoding="utf-8-sig") for path in _text_files(folder)]

    jieba.setLogLevel("WARNING")
    works: dict[str, Callable[[], object]] = {
        "jieba.lcut": partial(_each, jieba.lcut, texts),
        "hongtou, text to records": partial(_each, records, texts),
        "one re pass": partial(_each, PATTERN.findall, texts),
    }
    for name, peer in peers.installed().items():
        works[name] = partial(_each, peer.read, texts)
    for work in works.values():
        work()
    size = sum(map(len, texts))
    print_times(f"warm, {len(texts)} texts of {size:,} characters together", medians(works), "jieba.lcut")


def cold(folder: Path) -> None:
    """New processes; the operating system's file cache and jieba's cache file are warm."""
    file = next(iter(_text_files(folder)))
    hongtou = [sys.executable, "-c", "from extractor.cli import main; main()"]
    commands = {
        "import spacy, jieba; jieba.initialize()": [
            sys.executable,
            "-c",
            "import spacy, jieba; jieba.initialize()",
        ],
        "hongtou extract FILE": [*hongtou, "extract", str(file)],
        "hongtou --help": [*hongtou, "--help"],
        "python -c pass": [sys.executable, "-c", "pass"],
    }
    works = {name: partial(_run, command) for name, command in commands.items()}
    medians(works, rounds=1)
    print_times("cold start", medians(works, clock=perf_counter), "import spacy, jieba; jieba.initialize()")


def memory(folder: Path) -> None:
    """Peak resident memory of a process of its own."""
    hongtou = "from extractor.cli import main; main()"
    peak = "import resource; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    table = Table("peak memory", title="memory", box=None)
    table.add_column("MB", justify="right")
    for name, code, arguments in (
        ("python", "pass", []),
        ("import spacy, jieba; jieba.initialize()", "import spacy, jieba; jieba.initialize()", []),
        ("hongtou extract of the folder", hongtou, ["extract", str(folder)]),
        ("hongtou extract of a text of 5,000,000 characters", hongtou, ["extract", "LARGE"]),
    ):
        with tempfile.TemporaryDirectory() as temporary:
            large = Path(temporary) / "large.txt"
            if "LARGE" in arguments:
                large.write_text(_repeated(folder, 5_000_000), encoding="utf-8")
            command = [sys.executable, "-c", code, *(str(large) if a == "LARGE" else a for a in arguments)]
            script = f"import subprocess; subprocess.run({command!r}, stdout=subprocess.DEVNULL, check=True); {peak}"
            result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        table.add_row(name, f"{int(result.stdout) / 1024:.0f}")
    console.print(table, "")


def linear(folder: Path) -> None:
    """Ten times the text must take about ten times the time, whatever the text is."""
    table = Table("text", title="linearity (ratio: time of the longer text by the time of a tenth of it)", box=None)
    for heading in ("characters", "s", "µs a character", "ratio"):
        table.add_column(heading, justify="right")
    circulars = {size: _repeated(folder, size) for size in (50_000, 500_000, 5_000_000)}
    _measure(table, "circulars", circulars)
    for name, piece in HOSTILE.items():
        texts = {size: (piece * (size // len(piece) + 1))[:size] for size in (10_000, 100_000, 1_000_000)}
        _measure(table, name, texts)
    console.print(table, "")


def _measure(table: Table, name: str, texts: dict[int, str]) -> None:
    before = None
    for size, text in texts.items():
        took = medians({"": partial(records, text)}, rounds=ROUNDS if size <= 100_000 else 1)[""]
        ratio = "" if before is None else f"{took / before:.1f}"
        table.add_row(name, f"{size:,}", f"{took:.3f}", f"{took / size * 1e6:.2f}", ratio)
        before = took


def _repeated(folder: Path, size: int) -> str:
    """The folder's texts, one after the other and again, to a length of `size`."""
    once = "\n".join(path.read_text(encoding="utf-8-sig") for path in _text_files(folder)) + "\n"
    return (once * (size // len(once) + 1))[:size]


def _text_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.txt"))


def _each(work: Callable[[str], object], texts: Sequence[str]) -> None:
    for text in texts:
        work(text)


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, capture_output=True, check=True)


PARTS = {"warm": warm, "cold": cold, "memory": memory, "linear": linear}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--texts", type=Path, default=Path("corpus"))
    arguments = parser.parse_args()
    if unknown := set(arguments.parts) - PARTS.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    for name in arguments.parts or PARTS:
        PARTS[name](arguments.texts)


if __name__ == "__main__":
    main()
