"""One door to the database: `open_engine`, then `reading` for one consistent snapshot or `writing` for one commit.

database URL -> `open_engine` -> engine -> `reading` | `writing` -> session. SQLite and PostgreSQL behave alike: a
reader sees one snapshot and can not write; there is one writer at a time (BEGIN IMMEDIATE, or an advisory lock), so
the numbers of the logs rise without gaps in the order of the commits. The driver's errors leave as StoreBusy or
StoreRefused.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from timeline.errors import StoreRefused
from timeline.store.engine import sqlite_file
from timeline.store.engine.driver_errors import translated
from timeline.store.engine.time_limit import limit_statements
from timeline.store.engine.writer_queue import Turns

__all__ = [
    "Engine",
    "LibraryReport",
    "Session",
    "library_report",
    "open_engine",
    "reading",
    "refuse_optimized",
    "writing",
]

BUSY_TIMEOUT_MILLISECONDS: Final = 5000
CONNECT_TIMEOUT_SECONDS: Final = 5
STATEMENT_TIMEOUT_SECONDS: Final = 30
READ_TIMEOUT_SECONDS: Final = 10.0
"""What one statement of a reader may take on SQLite, where nothing else would end it."""

WRITER_LOCK: Final = 0x4454_4C4E_0001
"""Key of the PostgreSQL advisory lock that a writer holds until it commits."""

_MODE: Final = "timeline_mode"
_TURNS: Final[WeakKeyDictionary[Engine, Turns]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryReport:
    """Which database answers and whether it has a known fault; `sentence` is for the start line and health page."""

    engine: str
    version: str
    safe: bool
    sentence: str


def open_engine(database_url: str, *, read_timeout_seconds: float = READ_TIMEOUT_SECONDS) -> Engine:
    """An engine for `sqlite:///path` or `postgresql://…`; a new SQLite file and its folder are created.

    A reader's statement has the time limit on SQLite; on PostgreSQL `statement_timeout` counts. Raises StoreRefused,
    with the file untouched, if the address or the file can not be used. PostgreSQL is first spoken to when a session
    begins.
    """
    try:
        url = make_url(database_url)
    except (ArgumentError, ValueError):
        raise StoreRefused(f"{_without_password(database_url)!r} is no database address") from None
    if url.get_backend_name() == "sqlite":
        return _open_sqlite(url, read_timeout_seconds)
    if url.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return _open_postgresql(url.set(drivername="postgresql+psycopg"))
    raise StoreRefused(f"{url.drivername!r} is no database that can be used; use sqlite:///path or postgresql://…")


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session with the right to write; commits at the end, rolls back on any error.

    There is one writer at a time; within this process they take turns in the order in which they came. Raises
    StoreBusy after five seconds without getting the turn.
    """
    options = {_MODE: "writing"}
    turn = _TURNS.setdefault(engine, Turns(BUSY_TIMEOUT_MILLISECONDS / 1000)).turn()
    with turn, _translating(), Session(engine.execution_options(**options)) as session, session.begin():
        session.connection()
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that sees one consistent snapshot from its first statement on and can not write.

    Raises StoreBusy if one of its statements takes longer than the time limit; the session can be used afterwards.
    """
    options: dict[str, Any] = {_MODE: "reading"}
    if engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with _translating(), Session(engine.execution_options(**options)) as session, session.begin():
        yield session


def library_report(engine: Engine) -> LibraryReport:
    """What answers behind the engine. Raises StoreBusy or StoreRefused if nothing does."""
    if engine.dialect.name == "sqlite":
        return _sqlite_report(engine.dialect.loaded_dbapi.sqlite_version_info)
    with reading(engine) as session:
        version = str(session.execute(text("SHOW server_version")).scalar_one())
    return LibraryReport(engine="PostgreSQL", version=version, safe=True, sentence=f"PostgreSQL {version}")


def refuse_optimized() -> None:
    """Raise StoreRefused under `python -O`: libraries guard their output with assertions (finding 8)."""
    if sys.flags.optimize:
        raise StoreRefused("start without python -O (and PYTHONOPTIMIZE): it takes out checks that keep feeds safe")


def _open_sqlite(url: URL, read_timeout_seconds: float) -> Engine:
    if url.database in (None, "", ":memory:") or str(url.database).startswith("file:"):
        raise StoreRefused("an SQLite database needs a file: sqlite:///path/to/timeline.db")
    path = Path(str(url.database))
    sqlite_file.prepare(path)
    driver = sqlite_file.driver()
    journal_mode = "WAL" if sqlite_file.is_wal_safe(driver.sqlite_version_info) else "DELETE"
    engine = create_engine(url, module=driver)
    event.listen(engine, "connect", lambda connection, _record: _set_up_sqlite(connection, journal_mode))
    event.listen(engine, "begin", _begin_sqlite)
    limit_statements(engine, read_timeout_seconds, mode_option=_MODE, limited_mode="reading")
    with reading(engine) as session:
        session.execute(text("SELECT count(*) FROM sqlite_schema"))
    return engine


def _set_up_sqlite(connection: Any, journal_mode: str) -> None:
    """Transactions are ours to begin; the pragmas hold for this connection only."""
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MILLISECONDS}",
        f"journal_mode = {journal_mode}",
        "synchronous = FULL",
        "foreign_keys = ON",
        "recursive_triggers = ON",  # else INSERT OR REPLACE deletes past the triggers
        "trusted_schema = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _begin_sqlite(connection: Connection) -> None:
    is_reading = connection.get_execution_options().get(_MODE) == "reading"
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if is_reading else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")


def _open_postgresql(url: URL) -> Engine:
    """The address may bring `options` of its own; they win over our time limits."""
    options = (
        f"-c statement_timeout={STATEMENT_TIMEOUT_SECONDS}s -c lock_timeout={BUSY_TIMEOUT_MILLISECONDS}ms "
        f"-c idle_in_transaction_session_timeout={2 * STATEMENT_TIMEOUT_SECONDS}s {url.query.get('options', '')} "
        "-c TimeZone=UTC -c client_encoding=UTF8"
    )
    engine = create_engine(
        url,
        pool_pre_ping=True,
        pool_timeout=CONNECT_TIMEOUT_SECONDS,
        connect_args={"connect_timeout": CONNECT_TIMEOUT_SECONDS, "options": options},
    )
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get(_MODE) == "writing":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")


def _sqlite_report(version: sqlite_file.Version) -> LibraryReport:
    name = ".".join(str(part) for part in version)
    safe = sqlite_file.is_wal_safe(version)
    reason = (
        "write-ahead log" if safe else "rollback journal, because this library can lose rows with a write-ahead log"
    )
    return LibraryReport(engine="SQLite", version=name, safe=safe, sentence=f"SQLite {name}, {reason}")


@contextmanager
def _translating() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, PoolTimeout) as error:
        answer = translated(error)
        if answer is None:
            raise
        raise answer from error


def _without_password(database_url: str) -> str:
    """The address as far as it may be shown."""
    return database_url.rpartition("@")[2]
