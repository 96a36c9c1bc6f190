"""The database of the tracker: where it is, how it is opened, and its migrations."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.exc import DatabaseError as RefusedError

from extractor.refusal import Refusal
from extractor.tracker.store.schema import HEAD

VARIABLE = "HONGTOU_DATABASE"
DEFAULT_URL = "sqlite:///tracker.sqlite"

_BUSY_SECONDS = 30
_LOCK_KEY = 7_104_270_716
"""Any fixed number: the advisory lock of PostgreSQL under which one process migrates or synchronizes."""


class DatabaseError(Refusal):
    """A database that cannot be used: which one, what is wrong, what to do about it."""

    def __init__(self, name: str, problem: str, advice: str) -> None:
        super().__init__(f"{name}: {problem}; {advice}")
        self.name = name
        self.problem = problem
        self.advice = advice


def configured_url() -> str:
    """The URL in `HONGTOU_DATABASE`, or the SQLite file `tracker.sqlite` in the current folder."""
    return os.environ.get(VARIABLE) or DEFAULT_URL


def exists(url: str) -> bool:
    """Whether there is a database to read; only a SQLite file can be told to be missing without asking."""
    parsed = _parsed(url)
    if parsed.get_backend_name() != "sqlite":
        return True
    return bool(parsed.database) and Path(str(parsed.database)).is_file()


def connect(url: str) -> Engine:
    """An engine for `url` with all migrations applied; raises DatabaseError where it cannot be used.

    SQLite runs in WAL mode and confirms a change only once it is on the disk; a writer waits for the one
    before it, up to 30 seconds.
    """
    parsed = _parsed(url)
    name = parsed.render_as_string(hide_password=True)
    try:
        engine = create_engine(parsed)
    except ModuleNotFoundError as error:
        raise DatabaseError(
            name, f"its driver {error.name} is not installed", "install hongtou with its extra postgresql (docs/install.md)"
        ) from error
    except NoSuchModuleError as error:
        raise DatabaseError(name, "no such kind of database", "use sqlite:/// or postgresql://") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    try:
        _migrate(engine, name)
    except RefusedError as error:
        problem = " ".join(str(error.orig).split())
        raise DatabaseError(name, f"cannot be opened ({problem})", f"check the URL in {VARIABLE}") from error
    return engine


@contextmanager
def writing(engine: Engine, *, alone: bool = False) -> Iterator[Connection]:
    """A transaction that writes, committed at the end; `alone` keeps other such transactions out meanwhile."""
    with engine.connect().execution_options(hongtou_writes=True) as connection, connection.begin():
        if alone and engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
        yield connection


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        advice = "write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
        raise DatabaseError(VARIABLE, "is not the URL of a database", advice) from error
    if parsed.drivername in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not open transactions by itself: whether one writes is known only at its begin.
    connection.isolation_level = None
    cursor = connection.cursor()
    for setting in (
        f"busy_timeout = {_BUSY_SECONDS * 1000}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and then writes would fail, not wait, when another wrote in between.
    writes = connection.get_execution_options().get("hongtou_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: Engine, name: str) -> None:
    with engine.connect() as connection:
        if _revision(connection) == HEAD:
            return
    with writing(engine, alone=True) as connection:
        if _revision(connection) != HEAD:
            _upgrade(connection, name)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def _upgrade(connection: Connection, name: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise DatabaseError(name, f"is of another version ({error})", "use the newest hongtou") from error
