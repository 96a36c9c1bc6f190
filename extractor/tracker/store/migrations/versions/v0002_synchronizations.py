"""What was synchronized when, so that a corpus that changed since can be told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "synchronization",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("at", sa.String(25), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("paths", sa.JSON, nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
    )
