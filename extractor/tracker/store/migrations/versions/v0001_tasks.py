"""Tasks with their state, and the history of every change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "task",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("record_id", sa.String(64), nullable=False, unique=True),
        sa.Column("snapshot", sa.JSON, nullable=False),
        sa.Column("since", sa.String(10), nullable=False),
        sa.Column("withdrawn", sa.String(10)),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("event_day", sa.String(10)),
        sa.Column("done_through", sa.String(10)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        "change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("task_id", sa.String(64), sa.ForeignKey("task.id"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("at", sa.String(25), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("field", sa.String(16), nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
    )
    op.create_index("ix_change_task_id", "change", ["task_id"])
