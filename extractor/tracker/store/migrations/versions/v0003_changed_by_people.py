"""What people set about a task itself, beside what its circular says; the holiday notices that a synchronization read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("task", sa.Column("own_due", sa.String(10)))
    op.add_column("task", sa.Column("own_lead", sa.Text))
    op.add_column("task", sa.Column("own_support", sa.Text))
    op.add_column("synchronization", sa.Column("holidays", sa.JSON))
