"""The databases on which the store is tested: a SQLite file, and a PostgreSQL server where one is installed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.tracker import postgres

PROGRAMS = postgres.programs()
REQUIRED = bool(os.environ.get("CI"))
BACKENDS = ["sqlite", *(["postgresql"] if PROGRAMS or REQUIRED else [])]


def pytest_report_header() -> str:
    return f"tracker: the store is tested on {' and '.join(BACKENDS)}"


@pytest.fixture(scope="session")
def new_postgresql() -> Iterator[Callable[[], str]]:
    """Makes a new PostgreSQL database and gives its URL."""
    import psycopg

    if PROGRAMS is None:
        pytest.fail("PostgreSQL is not installed; on Debian: apt-get install postgresql")
    with postgres.server(PROGRAMS) as url:
        numbers = count()

        def create() -> str:
            name = f"test_{next(numbers)}"
            with psycopg.connect(url.format(name="postgres"), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            return url.format(name=name)

        yield create


@pytest.fixture(params=BACKENDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'tracker.sqlite'}"
    return request.getfixturevalue("new_postgresql")()
