"""Brings the schema of a database to the one of this program, or says why that can not be.

engine -> `migrate` -> the writer's turn (other processes wait) -> alembic's revisions, all in one transaction ->
commit. A revision that fails leaves nothing behind on either engine. No `alembic.ini`: the configuration is built
here.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, select, text

from timeline.errors import StoreRefused
from timeline.store.engine import reading, writing
from timeline.store.tables import ReportRow, table_of


def migrate(engine: Engine) -> None:
    """Apply every revision that the database lacks; nothing if it is current.

    Raises StoreRefused if the database is newer than this program, StoreBusy if another process keeps the turn.
    """
    if is_current(engine):
        return
    with writing(engine) as session:
        connection = session.connection()
        _refuse_newer(connection)
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL statement_timeout = 0"))
        command.upgrade(_configured(connection), "head")


def is_current(engine: Engine) -> bool:
    """True if the database has exactly the schema of this program."""
    with reading(engine) as session:
        return _found(session.connection()) == _newest()


def is_empty(engine: Engine) -> bool:
    """True if no report was ever stored; the schema has to be current."""
    reports = table_of(ReportRow)
    with reading(engine) as session:
        return session.execute(select(reports.c.seq).limit(1)).first() is None


def _configured(connection: Connection | None = None) -> Config:
    config = Config(attributes={} if connection is None else {"connection": connection})
    folder = str(Path(__file__).parent / "migrations").replace("%", "%%")
    config.set_main_option("script_location", folder)
    config.set_main_option("path_separator", "os")
    return config


def _newest() -> str | None:
    return ScriptDirectory.from_config(_configured()).get_current_head()


def _found(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(connection: Connection) -> None:
    found = _found(connection)
    known = {script.revision for script in ScriptDirectory.from_config(_configured()).walk_revisions()}
    if found is not None and found not in known:
        raise StoreRefused(
            f"the database has schema {found!r}, this program knows schemas up to {_newest()!r}; use a newer program"
        )
