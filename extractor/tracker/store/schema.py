"""The tables of the tracker.

A change here needs a migration in `migrations/versions/` and its name in `HEAD`; so does a field that leaves
`tasks.Task`, since the column `snapshot` holds tasks as JSON (one that is added with a default does not).
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

HEAD = "0003"
"""The newest migration."""

metadata = MetaData()

# `id` stays for good; `record_id` is the identifier of the record that the last synchronization found for it.
# `snapshot` is the task as that synchronization read it, the columns after it are what people and time add.
task_table = Table(
    "task",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("record_id", String(64), nullable=False, unique=True),
    Column("snapshot", JSON, nullable=False),
    Column("since", String(10), nullable=False),
    Column("withdrawn", String(10)),
    Column("status", String(8), nullable=False),
    Column("owner", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("event_day", String(10)),
    Column("done_through", String(10)),
    Column("own_due", String(10)),
    Column("own_lead", Text),
    Column("own_support", Text),
    Column("version", Integer, nullable=False),
)

change_table = Table(
    "change",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("task_id", String(64), ForeignKey("task.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", String(25), nullable=False),
    Column("who", Text, nullable=False),
    Column("field", String(16), nullable=False),
    Column("before", Text),
    Column("after", Text),
    Index("ix_change_task_id", "task_id"),
)

# One line for each synchronization: what was read (`paths`, as given), its fingerprint, and the holiday notices in it.
synchronization_table = Table(
    "synchronization",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("at", String(25), nullable=False),
    Column("who", Text, nullable=False),
    Column("paths", JSON, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("holidays", JSON(none_as_null=True)),
)
