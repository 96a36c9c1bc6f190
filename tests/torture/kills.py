"""Commands killed at random moments: what was confirmed is there, nothing is half there, the next run gives the same bytes."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import openpyxl

from extractor.tracker.sheet import HEADING_ROW, HEADINGS

ROOT = Path(__file__).resolve().parents[2]
STORED = ROOT / "tests" / "upgrade" / "version_554e23d" / "tracker.sql"
HONGTOU = (sys.executable, "-m", "extractor")
MIGRATE = (sys.executable, "-c", "import sys; from extractor.tracker.store import Store; Store.open(sys.argv[1]).close()")


def kill_builds(folder: Path, times: int, chance: random.Random) -> list[str]:
    """Kill builds of two versions of a corpus in turn; returns what was wrong."""
    versions = [folder / "a", folder / "b"]
    for version in versions:
        shutil.copytree(ROOT / "corpus", version, ignore=shutil.ignore_patterns("gold", "corrections"))
    changed = sorted(versions[1].glob("*.txt"))[0]
    changed.write_text(changed.read_text("utf-8").replace("元", "角", 3), "utf-8")
    cache, out = folder / "cache", folder / "out"

    def command(version: Path) -> list[str]:
        return [*HONGTOU, "build", str(version), "--out", str(out), "--cache", str(cache)]

    whole = []
    for version in versions:
        taken = _run(command(version))
        whole.append(files_in(out))
    wrong = []
    for number in range(times):
        version = number % 2
        _killed(command(versions[version]), chance.uniform(0, taken))
        if files_in(out) not in whole and out.exists():
            wrong.append(f"build {number}: the folder is neither the old nor the new one")
        _run(command(versions[version]))
        if files_in(out) != whole[version]:
            wrong.append(f"build {number}: the next build gives other bytes")
        left = sorted(path.name for path in folder.iterdir() if path.name.startswith(".out"))
        if left:
            wrong.append(f"build {number}: left {left}")
    return wrong


def kill_imports(folder: Path, times: int, chance: random.Random) -> list[str]:
    """Kill imports of a filled workbook; each must have taken over all of it or nothing."""
    environment = {**os.environ, "HONGTOU_DATABASE": f"sqlite:///{folder / 'tasks.sqlite'}"}
    corpus = str(ROOT / "corpus")
    _run([*HONGTOU, "tasks", "sync", corpus], environment)
    _run([*HONGTOU, "tasks", "export", "--to", "xlsx", "-o", str(folder / "tasks.xlsx"), "--all"], environment)
    book = openpyxl.load_workbook(folder / "tasks.xlsx")
    column = HEADINGS.index("状态") + 1
    rows = range(HEADING_ROW + 1, book.active.max_row + 1)
    for row in rows:
        book.active.cell(row, column).value = "进行中"
    book.save(folder / "filled.xlsx")
    fresh = folder / "fresh.sqlite"
    with closing(sqlite3.connect(folder / "tasks.sqlite")) as source, closing(sqlite3.connect(fresh)) as target:
        source.backup(target)
    command = [*HONGTOU, "tasks", "import", str(folder / "filled.xlsx")]
    taken = _run(command, environment)
    done = _started(environment)
    wrong = [] if done else ["import: an import that nobody kills takes nothing over"]
    for number in range(times):
        for path in folder.glob("tasks.sqlite*"):
            path.unlink()
        shutil.copyfile(fresh, folder / "tasks.sqlite")
        said = _killed(command, chance.uniform(0, taken), environment)
        found = _started(environment)
        if found not in (0, done) or (b"\xe5\xb7\xb2\xe6\x9b\xb4\xe6\x96\xb0" in said and found != done):  # 已更新
            wrong.append(f"import {number}: {found} of {done} tasks taken over")
        _run(command, environment)
        if _started(environment) != done:
            wrong.append(f"import {number}: the next import does not end the work")
    return wrong


def kill_migrations(folder: Path, times: int, chance: random.Random) -> list[str]:
    """Kill the opening of a store of an earlier version; the next opening gives what an undisturbed one gives."""
    old = folder / "old.sqlite"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(STORED.read_text("utf-8"))
        connection.executescript("DROP TABLE synchronization; UPDATE alembic_version SET version_num = '0001';")
    wanted, taken = "", 0.0
    wrong = []
    for number in range(times + 1):
        path = folder / f"{number}.sqlite"
        shutil.copyfile(old, path)
        command = [*MIGRATE, f"sqlite:///{path}"]
        if number:
            _killed(command, chance.uniform(0, taken))
            _run(command)
        else:
            taken = _run(command)
        with closing(sqlite3.connect(path)) as connection:
            found = "\n".join(sorted(connection.iterdump()))
        wanted = wanted or found
        if found != wanted:
            wrong.append(f"migration {number}: the next opening gives another store")
    return wrong


KILLS: Mapping[str, Callable[[Path, int, random.Random], list[str]]] = {
    "build": kill_builds, "import": kill_imports, "migrate": kill_migrations}


def files_in(folder: Path) -> dict[str, bytes]:
    """The content of all files of a folder by their paths."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _started(environment: Mapping[str, str]) -> int:
    run = subprocess.run([*HONGTOU, "tasks", "list", "--all", "--to", "json"], env=environment, check=True, capture_output=True)
    return sum(task["status"] == "进行中" for task in json.loads(run.stdout))


def _run(command: list[str], environment: Mapping[str, str] | None = None) -> float:
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _killed(command: list[str], after: float, environment: Mapping[str, str] | None = None) -> bytes:
    """Start a command, kill it after some seconds; returns what it had said."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    time.sleep(after)
    process.kill()
    said, _ = process.communicate()
    return said
