"""The index of a corpus that the pages read: one SQLite file in the cache folder, made anew from the corpus at any time.

What stands in it is derived: it may be deleted whenever nobody looks. Readers see the state before a change or after it, never
between (write-ahead log, one transaction a change).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

FILE = "desk.sqlite"
VERSION = 1
"""Of the tables below; a file of another version is made anew."""

_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE file (
    source TEXT PRIMARY KEY, digest TEXT NOT NULL, text TEXT NOT NULL, lines BLOB NOT NULL, number TEXT NOT NULL, title TEXT NOT NULL,
    place TEXT NOT NULL, place_code TEXT NOT NULL, level TEXT NOT NULL, date TEXT NOT NULL, status TEXT NOT NULL,
    value_count INTEGER NOT NULL, doubt_count INTEGER NOT NULL, task_count INTEGER NOT NULL, finding_count INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE failure (source TEXT NOT NULL, problem TEXT NOT NULL, advice TEXT NOT NULL, kind TEXT NOT NULL);
CREATE TABLE record (
    address TEXT PRIMARY KEY, source TEXT NOT NULL, position INTEGER NOT NULL, type TEXT NOT NULL, document TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, concept TEXT NOT NULL, name TEXT NOT NULL, field TEXT NOT NULL,
    confidence TEXT NOT NULL, confirmed TEXT NOT NULL, conditions TEXT NOT NULL, line TEXT NOT NULL
);
CREATE INDEX record_of_file ON record (source, position);
CREATE INDEX record_by_concept ON record (type, concept, name);
CREATE TABLE stretch (
    place_code TEXT NOT NULL, place TEXT NOT NULL, concept TEXT NOT NULL, label TEXT NOT NULL, whom TEXT NOT NULL, series TEXT NOT NULL,
    since TEXT NOT NULL, until TEXT NOT NULL, carried_from TEXT NOT NULL, value TEXT NOT NULL, amount REAL, unit TEXT NOT NULL, per TEXT NOT NULL,
    source TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, document TEXT NOT NULL, sentence TEXT NOT NULL
);
CREATE INDEX stretch_by_concept ON stretch (concept, place_code);
CREATE INDEX stretch_by_series ON stretch (series, since);
CREATE TABLE finding (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, check_name TEXT NOT NULL, severity TEXT NOT NULL, waived INTEGER NOT NULL,
    concept TEXT NOT NULL, lower_source TEXT NOT NULL, higher_source TEXT NOT NULL, line TEXT NOT NULL
);
CREATE INDEX finding_of_file ON finding (lower_source);
CREATE TABLE wanted (number TEXT PRIMARY KEY, position INTEGER NOT NULL, cited INTEGER NOT NULL, line TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (kind UNINDEXED, key UNINDEXED, title, text, tokenize = 'trigram');
"""


class Index:
    """One index file. `path` is where it is; open a reader with `reading`, the one writer with `writing`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def is_there(self) -> bool:
        """Whether there is an index of this version."""
        if not self.path.is_file():
            return False
        try:
            with closing(self._connect()) as connection:
                return self._about(connection, "version") == str(VERSION)
        except sqlite3.DatabaseError:
            return False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the index as long as it is open."""
        with closing(self._connect()) as connection:
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are seen together at the end of the block, and not at all where it fails."""
        with closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def make(self) -> None:
        """An empty index in the place of what is there."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path in (self.path, *(self.path.with_name(self.path.name + end) for end in ("-wal", "-shm"))):
            path.unlink(missing_ok=True)
        with closing(self._connect()) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(_TABLES)
            connection.execute("INSERT INTO about VALUES ('version', ?)", (str(VERSION),))

    def about(self, name: str) -> str | None:
        """A fact about the index (`renewed`, `corpus`), None where it is not known."""
        with closing(self._connect()) as connection:
            return self._about(connection, name)

    @staticmethod
    def _about(connection: sqlite3.Connection, name: str) -> str | None:
        row = connection.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=30, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        return connection


def insert(connection: sqlite3.Connection, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Rows into one of the tables; all have the same columns, and columns are named by this package alone."""
    kept = list(rows)
    if kept:
        columns = list(kept[0])
        places = ", ".join(f":{name}" for name in columns)
        connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", kept)


def note(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Write a fact about the index."""
    connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))


def lines_of(rows: Iterable[sqlite3.Row]) -> list[dict[str, Any]]:
    """The JSON objects of rows that have a `line`."""
    return [json.loads(row["line"]) for row in rows]


def matching(words: str) -> tuple[str, Sequence[str]]:
    """A condition on the table `words` for what a person looks for, and its arguments: every word must stand there.

    Three characters and more are found by the trigram index, shorter ones by looking.
    """
    found = [word for word in words.split() if word]
    long = [word for word in found if len(word) >= 3]
    parts, given = [], []
    if long:
        parts.append("words MATCH ?")
        given.append(" AND ".join('"' + word.replace('"', '""') + '"' for word in long))
    for word in found:
        if len(word) < 3:
            parts.append("(instr(title, ?) OR instr(text, ?))")
            given += [word, word]
    return " AND ".join(parts) or "1", given
