"""A store that an earlier version wrote (commit 554e23d, on the sample corpus) keeps its states, notes and people."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from extractor.corpus import load
from extractor.tracker import collect
from extractor.tracker.store.store import Store

HERE = Path(__file__).parent
STORED = HERE / "stored" / "version_554e23d.sql"
STARTED, DONE, ASSIGNED, GONE = "432a6cf3cdc4", "fba4c2bfb7ed", "51fb74c34c86", "af5abc81209b"


@pytest.fixture
def store(tmp_path: Path):
    path = tmp_path / "tasks.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(STORED.read_text(encoding="utf-8"))
    with Store.open(f"sqlite:///{path}") as opened:
        yield opened


def test_states_of_the_version_before_carry_over_and_what_does_not_is_listed(store: Store):
    before = {one.task.id: one.state for one in store.tracked()}
    plan = store.sync(collect(load(HERE.parents[1] / "corpus").extractions), date(2021, 9, 2), "李强")

    kept = {one.id for one, _ in plan.kept}
    carried = {one.before.id for one in plan.carried}
    withdrawn = {one.id for one in plan.withdrawn}
    assert kept | carried | withdrawn == before.keys()  # none is lost without a word
    assert len(kept | carried) >= 0.95 * len(before)
    assert withdrawn <= {GONE, "c8f7c70ee038"}

    after = {one.task.id: one.state for one in store.tracked()}
    assert [(after[one].status, after[one].owner, after[one].note) for one in (STARTED, DONE, ASSIGNED)] == [
        ("进行中", "", "省平台已联通"), ("已完成", "", ""), ("进行中", "赵敏", "")]
    assert after[GONE].note == "已测算"  # its note can still be read
    assert all(after[one] == before[one] for one in kept | carried)
