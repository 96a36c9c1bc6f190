"""The journal: who decided what when, and what renewals have changed. It is only ever added to.

A decision is written down before it is carried out, and marked as done afterwards; what a crash left between the two is looked at
when the desk starts: done where its file stands, else not done. `PRAGMA synchronous = FULL`: what was answered is on the disk.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal, NamedTuple

FILE = "journal.sqlite"
State = Literal["intended", "done", "undone"]

_TABLES = """
CREATE TABLE IF NOT EXISTS decision (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, what TEXT NOT NULL, said TEXT NOT NULL,
    file TEXT NOT NULL, state TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS change (id INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, place TEXT NOT NULL, said TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS change_by_day ON change (at);
CREATE INDEX IF NOT EXISTS decision_by_day ON decision (at);
"""


class Decision(NamedTuple):
    """One line of the journal: `what` is the record, finding, task or lot that it is about, `said` the reason, `file` what was written."""

    id: int
    at: str
    who: str
    action: str
    what: str
    said: str
    file: str
    state: State


class Change(NamedTuple):
    """What a renewal has found to be different: of a kind (files, values, findings), at a place, in words."""

    at: str
    kind: str
    place: str
    said: str


class Journal:
    """The journal of a corpus, in the folder of its index; what it says cannot be made anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._connected() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(_TABLES)

    @contextmanager
    def deciding(self, at: str, who: str, action: str, what: str, said: str = "") -> Iterator[Callable[[str], None]]:
        """The time in which a decision is carried out; the block says which file it is written to before it writes it."""
        with self._connected() as connection:
            id_ = connection.execute(
                "INSERT INTO decision (at, who, action, what, said, file, state) VALUES (?, ?, ?, ?, ?, '', 'intended')",
                (at, who, action, what, said)).lastrowid

            def writes(file: str) -> None:
                connection.execute("UPDATE decision SET file = ? WHERE id = ?", (file, id_))

            try:
                yield writes
            except BaseException:
                connection.execute("UPDATE decision SET state = 'undone' WHERE id = ?", (id_,))
                raise
            connection.execute("UPDATE decision SET state = 'done' WHERE id = ?", (id_,))

    def settle(self, is_there: Callable[[str], bool]) -> list[Decision]:
        """Look at what a crash has left: done where its file is there, else not done; returns those decisions as they are now."""
        with self._connected() as connection:
            left = connection.execute("SELECT * FROM decision WHERE state = 'intended' ORDER BY id").fetchall()
            for row in left:
                state = "done" if row["file"] and is_there(row["file"]) else "undone"
                connection.execute("UPDATE decision SET state = ? WHERE id = ?", (state, row["id"]))
            return [Decision(*connection.execute("SELECT * FROM decision WHERE id = ?", (row["id"],)).fetchone()) for row in left]

    def note(self, at: str, changes: Iterable[tuple[str, str, str]]) -> None:
        """Write down what a renewal has found to be different: kind, place, words."""
        with self._connected() as connection:
            connection.execute("BEGIN")
            connection.executemany("INSERT INTO change (at, kind, place, said) VALUES (?, ?, ?, ?)", [(at, *one) for one in changes])
            connection.execute("COMMIT")

    def decisions(self, since: str, until: str) -> list[Decision]:
        """What was decided between two moments (ISO, UTC), the oldest first."""
        with self._connected() as connection:
            rows = connection.execute("SELECT * FROM decision WHERE at >= ? AND at < ? ORDER BY id", (since, until)).fetchall()
        return [Decision(*row) for row in rows]

    def changes(self, since: str, until: str) -> list[Change]:
        """What renewals have found to be different between two moments, the oldest first."""
        with self._connected() as connection:
            rows = connection.execute("SELECT at, kind, place, said FROM change WHERE at >= ? AND at < ? ORDER BY id", (since, until)).fetchall()
        return [Change(*row) for row in rows]

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=30, isolation_level=None, check_same_thread=False)) as connection:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA synchronous = FULL")
            yield connection
