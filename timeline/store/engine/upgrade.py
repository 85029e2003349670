"""The part of `store.engine.migrate` that needs Alembic, configured here instead of in an `alembic.ini`.

connection -> known revisions -> refuse a newer database -> upgrade to the head, in the caller's transaction. Loaded
only when a schema has to change, because Alembic is slow to load.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from timeline.errors import StoreRefused


def upgrade(connection: Connection, schema: str | None) -> None:
    """Apply every revision after `schema`. Raises StoreRefused if this program does not know that revision."""
    if schema is not None and schema not in known_schemas():
        raise StoreRefused(
            f"the database has schema {schema!r}, this program knows schemas up to {newest_schema()!r};"
            " use a newer program"
        )
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
    command.upgrade(configured(connection), "head")


def newest_schema() -> str | None:
    """The revision that this program's tables have."""
    return ScriptDirectory.from_config(configured()).get_current_head()


def known_schemas() -> frozenset[str]:
    """Every revision that this program can start from."""
    return frozenset(script.revision for script in ScriptDirectory.from_config(configured()).walk_revisions())


def configured(connection: Connection | None = None) -> Config:
    """Alembic's configuration; with a connection the revisions run on it."""
    config = Config(attributes={} if connection is None else {"connection": connection})
    folder = str(Path(__file__).parent.parent / "migrations").replace("%", "%%")
    config.set_main_option("script_location", folder)
    config.set_main_option("path_separator", "os")
    return config
