"""What hongtou withstands, with its figures; a short form of it is part of the tests.

    python tests/torture/run.py [--mutations 7200] [--files FOLDER] [--kills 50] [--surroundings 22] [--writes 500] [--seed 1]

With --files, the files of that folder are damaged instead of the made ones, and nothing else is done.
Exit status 1 where anything went wrong.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.torture.kills import KILLS
from tests.torture.mutations import attack
from tests.torture.surroundings import differing, two_builds
from tests.torture.writers import lost
from tests.tracker import postgres


@contextmanager
def databases(folder: Path) -> Iterator[list[str]]:
    """An empty SQLite database and, where PostgreSQL is installed, one of a server of its own."""
    sqlite = f"sqlite:///{folder / 'two.sqlite'}"
    programs = postgres.programs()
    if programs is None:
        print("PostgreSQL is not installed: its writers are left out")
        yield [sqlite]
        return
    with postgres.server(programs) as url:
        yield [sqlite, url.format(name="postgres")]


def main() -> int:
    """Run it all; 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    for name, default in (("mutations", 7_200), ("kills", 50), ("surroundings", 22), ("writes", 500), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--files", type=Path)
    options = parser.parse_args()
    wrong: list[str] = []

    def report(what: str, found: list[str]) -> None:
        wrong.extend(found)
        print(f"{what}: {'nothing wrong' if not found else '; '.join(found[:20])}", flush=True)

    for found in attack(options.mutations, options.seed, folder=options.files):
        counts, faults = found
        if counts.total() % 1000 == 0:
            print(f"  {counts.total()} damaged", flush=True)
    for kind in sorted({kind for kind, _ in counts}):
        print(f"  {kind}: {', '.join(f'{times} {what}' for (one, what), times in sorted(counts.items()) if one == kind)}")
    read, refused = (sum(times for (_, what), times in counts.items() if what == one) for one in ("read", "refused"))
    report(f"{options.mutations} damaged files ({read} read, {refused} refused)",
           [f"number {one.attack.number}, {one.attack.name} {one.attack.kind}: {one.what}" for one in faults])
    if options.files:
        return bool(wrong)
    chance = random.Random(options.seed)
    for name, kill in KILLS.items():
        with tempfile.TemporaryDirectory() as folder:
            report(f"{name} killed {options.kills} times", kill(Path(folder), options.kills, chance))
    with tempfile.TemporaryDirectory() as folder:
        report("two builds at once, 10 times", two_builds(Path(folder), 10))
    with tempfile.TemporaryDirectory() as folder:
        report(f"{options.surroundings} surroundings", differing(Path(folder), options.surroundings))
    with tempfile.TemporaryDirectory() as folder, databases(Path(folder)) as urls:
        for url in urls:
            report(f"two writers, {options.writes} notes each, {url.partition(':')[0]}", lost(url, options.writes))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
