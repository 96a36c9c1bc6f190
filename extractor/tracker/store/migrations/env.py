"""Run by Alembic: the migrations go over the connection that `database.migrate` hands in."""

from __future__ import annotations

from alembic import context

from extractor.tracker.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
