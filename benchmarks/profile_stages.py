"""Where the time goes: seconds a stage, and the functions that take most of it.

    python benchmarks/profile_stages.py [--texts DIR] [--top N] [--repeat N]

Each text file of DIR (default: corpus) goes through the stages once to warm up, then N times (default: 5). The second
table is cProfile's; its own cost makes functions that are called often look worse than they are.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import pstats
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import process_time

from extractor.normalize import normalize
from extractor.records.extract import extract
from extractor.records.models import to_line
from extractor.sources.model import SourceText
from extractor.structure import structure

STAGES = ("normalize", "structure", "records", "export lines")


def stages(text: str) -> list[float]:
    """Seconds of each stage for one text."""
    marks = [process_time()]
    clean = normalize(SourceText("benchmark.txt", text))
    marks.append(process_time())
    circulars = structure(clean, None)
    marks.append(process_time())
    extraction = extract(clean, circulars)
    marks.append(process_time())
    for record in extraction.records:
        to_line(record)
    marks.append(process_time())
    return [end - start for start, end in pairwise(marks)]


def profiled(texts: Sequence[str], repeat: int, top: int) -> str:
    profile = cProfile.Profile(process_time)
    profile.enable()
    for _ in range(repeat):
        for text in texts:
            stages(text)
    profile.disable()
    report = io.StringIO()
    statistics = pstats.Stats(profile, stream=report).strip_dirs()
    statistics.sort_stats("tottime").print_stats(top)
    statistics.sort_stats("cumulative").print_stats(top)
    return report.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=Path("corpus"))
    parser.add_argument("--top", type=int, default=25)
    parser.add_argument("--repeat", type=int, default=5)
    arguments = parser.parse_args()
    texts = [path.read_text(encoding="utf-8-sig") for path in sorted(arguments.texts.glob("*.txt"))]
    cold = [sum(times) for times in zip(*map(stages, texts), strict=True)]
    rounds = [[sum(times) for times in zip(*map(stages, texts), strict=True)] for _ in range(arguments.repeat)]
    warm = [median(times) for times in zip(*rounds, strict=True)]
    print(f"{len(texts)} texts, {sum(map(len, texts)):,} characters; seconds: first pass, median of the next")
    for name, first, later in zip(STAGES, cold, warm, strict=True):
        print(f"{name:14} {first:8.4f} {later:8.4f}  {later / sum(warm):5.0%}")
    print(f"{'together':14} {sum(cold):8.4f} {sum(warm):8.4f}")
    print(profiled(texts, arguments.repeat, arguments.top))


if __name__ == "__main__":
    main()
