"""Fresh databases for tests, one way to ask for them on both engines."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url


class Databases(Protocol):
    """Makes and drops databases of one engine."""

    def create(self, copy_of: str | None = None) -> str:
        """URL of a new database: empty, or a copy of the one at the URL `copy_of`, which nobody may have open."""
        ...

    def drop(self, url: str) -> None:
        """Remove a database made by `create`, open connections notwithstanding."""
        ...


class SqliteDatabases:
    """SQLite files in one folder."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder; it has to exist."""
        self._folder = folder
        self._numbers = itertools.count(1)

    def create(self, copy_of: str | None = None) -> str:
        """See `Databases.create`; an empty database is a file that does not exist yet."""
        path = self._folder / f"timeline-{next(self._numbers)}.db"
        if copy_of is not None:
            shutil.copyfile(_file_of(copy_of), path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        """See `Databases.drop`; takes the write-ahead log along."""
        path = _file_of(url)
        for leftover in path.parent.glob(path.name + "*"):
            leftover.unlink()


class PostgresqlDatabases:
    """Databases of one PostgreSQL server whose user may create databases."""

    def __init__(self, server_url: str) -> None:
        """Keep the URL of any database of the server."""
        self._server = make_url(server_url).set(drivername="postgresql+psycopg")
        self._names = (f"timeline_test_{os.getpid()}_{number}" for number in itertools.count(1))

    def create(self, copy_of: str | None = None) -> str:
        """See `Databases.create`; copies files, which takes about 10 ms."""
        name = next(self._names)
        template = "template0" if copy_of is None else make_url(copy_of).database
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        self._run(statement.format(sql.Identifier(name), sql.Identifier(str(template))))
        return self._server.set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        """See `Databases.drop`."""
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        self._run(statement.format(sql.Identifier(str(make_url(url).database))))

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(libpq_url(self._server), autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def temporary_database(databases: Databases, copy_of: str | None = None) -> Iterator[str]:
    """URL of a database that is gone when the block ends."""
    url = databases.create(copy_of)
    try:
        yield url
    finally:
        databases.drop(url)


def libpq_url(url: URL) -> str:
    """The same address without SQLAlchemy's driver name, as psycopg itself reads it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _file_of(url: str) -> Path:
    return Path(str(make_url(url).database))
