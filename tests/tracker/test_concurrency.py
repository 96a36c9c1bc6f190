"""Two writers at once lose nothing; a writer killed at any moment loses at most what it had not confirmed."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from extractor.tracker.state import DONE
from extractor.tracker.store import Store
from tests.tracker.building import task

WRITER = Path(__file__).with_name("writer.py")
ON = date(2021, 9, 15)


def writer(url: str, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(WRITER), url, "t1", name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def notes_of(store: Store) -> list[str]:
    """The notes in the history, after checking that each took the place of the one before it."""
    changes = [change for change in store.history("t1") if change.field == "note"]
    assert [c.before for c in changes] == ["", *(c.after for c in changes[:-1])]
    assert sorted(c.version for c in changes) == list(range(1, len(changes) + 1))
    return [str(change.after) for change in changes]


def test_two_writers_at_once_lose_nothing(database):
    with Store.open(database) as store:
        store.sync([task("t1")], ON, "sync")
        writers = [writer(database, name, 40) for name in ("甲", "乙")]
        for process in writers:
            process.communicate()
            assert process.returncode == 0
        notes = notes_of(store)
        assert sorted(notes) == sorted(f"{name} {number}" for name in ("甲", "乙") for number in range(40))
        assert store.find("t1").state.note == notes[-1]


@pytest.mark.parametrize("pause", [0.0, 0.001, 0.003, 0.01])
def test_a_killed_writer_loses_at_most_what_was_not_confirmed(database, pause):
    with Store.open(database) as store:
        store.sync([task("t1")], ON, "sync")
        process = writer(database, "甲", 100_000)
        confirmed = [process.stdout.readline() for _ in range(5)]
        time.sleep(pause)
        process.kill()
        confirmed += process.stdout.readlines()
        process.wait()
        # Waits for what the killed writer may have sent to a server; it also shows that no lock is left behind.
        assert store.update("t1", {"status": DONE}, "乙").status == DONE
        notes = notes_of(store)
        assert notes == [f"甲 {number}" for number in range(len(notes))]
        assert len(notes) - len(confirmed) in (0, 1)
        assert store.find("t1").state.note == notes[-1]


SYNC = """
import sys
from datetime import date
from tests.tracker.building import task
from extractor.tracker.store import Store

tasks = [task(f"t{n}", f"第{n}项工作") for n in range(3000)]
with Store.open(sys.argv[1]) as store:
    print("ready", flush=True)
    store.sync(tasks, date(2021, 9, 15), "sync")
"""


@pytest.mark.parametrize("pause", [0.0, 0.05, 0.15])
def test_a_killed_synchronization_took_over_everything_or_nothing(database, pause):
    command = [sys.executable, "-c", SYNC, database]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    assert process.stdout.readline() == "ready\n"
    time.sleep(pause)
    process.kill()
    process.wait()
    with Store.open(database) as store:
        # Waits for what the killed process may have sent to a server.
        found = len(store.sync([task("t0", "第0项工作")], ON, "sync").withdrawn)
        assert found in (0, 2999)
        assert len(store.tracked()) == found + 1


def test_processes_that_open_a_new_database_at_once_all_succeed(database):
    code = "import sys; from extractor.tracker.store import Store; Store.open(sys.argv[1]).close()"
    processes = [subprocess.Popen([sys.executable, "-c", code, database]) for _ in range(4)]
    assert [process.wait() for process in processes] == [0, 0, 0, 0]


def test_a_synchronization_and_a_writer_at_once_lose_nothing(database):
    with Store.open(database) as store:
        store.sync([task("t1", "实现门诊费用跨省联网结算")], ON, "sync")
        process = writer(database, "甲", 20)
        for number in range(20):
            store.sync([task(f"r{number}", f"实现门诊费用跨省联网结算{number}")], ON, "sync")
        process.communicate()
        assert process.returncode == 0
        assert notes_of(store) == [f"甲 {number}" for number in range(20)]
        assert [one.task.id for one in store.tracked()] == ["t1"]
