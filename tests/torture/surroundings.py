"""The same corpus in many surroundings, and by two builds at once: the same bytes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from tests.torture.kills import HONGTOU, ROOT, files_in


class Surroundings(NamedTuple):
    """What must not show in the output."""

    zone: str
    locale: str
    seed: str
    jobs: str
    umask: int
    backwards: bool
    """Whether files are made in the opposite order, with other times, in a folder of another name."""


def several(count: int) -> Iterator[Surroundings]:
    """So many different ones."""
    zones = cycle(("UTC", "Asia/Shanghai", "America/St_Johns", "Pacific/Kiritimati", "Asia/Kathmandu"))
    locales = cycle(("C.UTF-8", "C", "POSIX", "en_US.UTF-8", "zh_CN.GB18030", "tr_TR.UTF-8", "ar_EG.UTF-8"))
    seeds = cycle(("0", "1", "4294967295", "random"))
    for number, zone, locale, seed in zip(range(count), zones, locales, seeds, strict=False):
        yield Surroundings(zone, locale, seed, str(1 + number % 3), (0o022, 0o077, 0)[number % 3], bool(number % 2))


def differing(folder: Path, count: int) -> list[str]:
    """Build the sample in `count` surroundings; returns those with other bytes."""
    wrong = []
    reference: dict[str, bytes] = {}
    for number, one in enumerate(several(count)):
        home = folder / str(number)
        corpus = home / ("语料" if one.backwards else "corpus")
        for path in sorted((p for p in (ROOT / "corpus").rglob("*") if p.is_file()), reverse=one.backwards):
            target = corpus / path.relative_to(ROOT / "corpus")
            target.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copyfile if one.backwards else shutil.copy2)(path, target)
        environment = os.environ | {"TZ": one.zone, "LC_ALL": one.locale, "LANG": one.locale, "PYTHONHASHSEED": one.seed}
        command = [*HONGTOU, "build", str(corpus), "--out", str(home / "out"), "--cache", str(home / "cache"), "--jobs", one.jobs]
        subprocess.run(command, env=environment, check=True, capture_output=True, umask=one.umask)
        found = files_in(home / "out")
        reference = reference or found
        if found != reference:
            wrong.append(f"{one}: {[name for name in reference if reference[name] != found.get(name)]}")
        shutil.rmtree(home)
    return wrong


def two_builds(folder: Path, times: int) -> list[str]:
    """Two builds of one corpus into one folder, with one cache, at once; returns what was wrong."""
    corpus = folder / "corpus"
    shutil.copytree(ROOT / "corpus", corpus)
    command = [sys.executable, "-m", "extractor", "build", str(corpus), "--out", str(folder / "out"), "--cache", str(folder / "cache")]
    subprocess.run(command, check=True, capture_output=True)
    wanted = files_in(folder / "out")
    wrong = []
    for number in range(times):
        if number % 2:
            shutil.rmtree(folder / "cache")
        both = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(2)]
        statuses = [one.wait() for one in both]
        if statuses != [0, 0] or files_in(folder / "out") != wanted:
            wrong.append(f"two builds, time {number}: statuses {statuses}, or other bytes")
    return wrong
