"""Where the state of tasks is kept: SQLite by default, PostgreSQL by URL, through SQLAlchemy."""

from __future__ import annotations

from extractor.tracker.store.database import DatabaseError, configured_url, exists
from extractor.tracker.store.plan import Carried, Plan, Stored
from extractor.tracker.store.store import Change, Conflict, Store, UnknownTask

__all__ = [
    "Carried",
    "Change",
    "Conflict",
    "DatabaseError",
    "Plan",
    "Store",
    "Stored",
    "UnknownTask",
    "configured_url",
    "exists",
]
