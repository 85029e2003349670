"""Alembic's entry: runs the revisions on the connection that `store.engine.migrate` opened, inside its transaction."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

from timeline.store import tables

assert tables.READ_ROWS  # the import declares the tables that autogenerate compares with

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
