"""Brings the schema of a database up to date with this program, or says why that is not possible.

engine -> is the schema current? -> `migrate` -> the write lock (other processes wait) -> `store.engine.upgrade`, all in
one transaction -> commit. A revision that fails leaves nothing behind on either engine.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, Engine, inspect, select, text

from timeline.store.engine.sessions import read_session, write_session
from timeline.store.tables import ReportRow, table_of

SCHEMA: Final = "0015"
"""The newest revision in `migrations/`; a test compares the two."""


def migrate(engine: Engine) -> None:
    """Apply every revision that the database lacks; nothing if it is current.

    Raises StoreRefused if the database is newer than this program, StoreBusy if another process keeps the write lock.
    """
    if is_current(engine):
        return
    from timeline.store.engine.upgrade import upgrade  # noqa: PLC0415 - alembic is slow to load and seldom needed

    with write_session(engine) as session:
        upgrade(session.connection(), stored_schema(session.connection()))


def is_current(engine: Engine) -> bool:
    """True if the database has exactly the schema of this program."""
    with read_session(engine) as session:
        return stored_schema(session.connection()) == SCHEMA


def is_empty(engine: Engine) -> bool:
    """True if no report was ever stored. The schema must be current."""
    reports = table_of(ReportRow)
    with read_session(engine) as session:
        return session.execute(select(reports.c.seq).limit(1)).first() is None


def stored_schema(connection: Connection) -> str | None:
    """The revision of the database's schema; None before the first one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    schema: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return schema
