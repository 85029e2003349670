"""The only way to the database: `open_engine`, then `read_session` (one snapshot) or `write_session` (one commit).

SQLite and PostgreSQL behave alike: a reader sees one snapshot and cannot write; there is one writer at a time (BEGIN
IMMEDIATE, or an advisory lock), so the numbers of the logs rise without gaps in the order of the commits. Errors of the
driver become StoreBusy or StoreRefused.
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
from timeline.store.engine.writer_queue import WriterQueue

__all__ = [
    "Engine",
    "LibraryReport",
    "Session",
    "library_report",
    "open_engine",
    "read_session",
    "refuse_optimized",
    "write_session",
]

BUSY_TIMEOUT_MILLISECONDS: Final = 5000
CONNECT_TIMEOUT_SECONDS: Final = 5
STATEMENT_TIMEOUT_SECONDS: Final = 30
READ_TIMEOUT_SECONDS: Final = 10.0
"""How long one statement of a reader may take on SQLite, which has no such limit itself."""

WRITER_LOCK: Final = 0x4454_4C4E_0001
"""The key of the PostgreSQL advisory lock that a writer holds until it commits."""

_MODE: Final = "timeline_mode"
_QUEUES: Final[WeakKeyDictionary[Engine, WriterQueue]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryReport:
    """Which database is in use, and whether it is free of known faults; `sentence` is for people."""

    engine: str
    version: str
    safe: bool
    sentence: str


def open_engine(database_url: str, *, read_timeout_seconds: float = READ_TIMEOUT_SECONDS) -> Engine:
    """An engine for `sqlite:///path` or `postgresql://…`. A new SQLite file and its folder are created.

    The time limit applies to a reader's statement on SQLite; on PostgreSQL `statement_timeout` applies. Raises
    StoreRefused, with the file untouched, if the address or the file cannot be used. The first connection to PostgreSQL
    is made when a session begins.
    """
    try:
        url = make_url(database_url)
    except (ArgumentError, ValueError):
        raise StoreRefused(f"{_without_password(database_url)!r} is not a database address") from None
    if url.get_backend_name() == "sqlite":
        return _open_sqlite(url, read_timeout_seconds)
    if url.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return _open_postgresql(url.set(drivername="postgresql+psycopg"))
    raise StoreRefused(f"{url.drivername!r} is not a supported database; use sqlite:///path or postgresql://…")


@contextmanager
def write_session(engine: Engine) -> Iterator[Session]:
    """A session that may write. It commits at the end and rolls back on any error.

    There is one writer at a time; within this process writers are served in the order in which they came. Raises
    StoreBusy if the write lock is not free within five seconds.
    """
    options = {_MODE: "writing"}
    queue = _QUEUES.setdefault(engine, WriterQueue(BUSY_TIMEOUT_MILLISECONDS / 1000))
    with queue.wait(), _translating(), Session(engine.execution_options(**options)) as session, session.begin():
        session.connection()
        yield session


@contextmanager
def read_session(engine: Engine) -> Iterator[Session]:
    """A session that sees one consistent snapshot from its first statement on and cannot write.

    Raises StoreBusy if one of its statements takes longer than the time limit. The session can be used afterwards.
    """
    options: dict[str, Any] = {_MODE: "reading"}
    if engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with _translating(), Session(engine.execution_options(**options)) as session, session.begin():
        yield session


def library_report(engine: Engine) -> LibraryReport:
    """The database and library behind the engine. Raises StoreBusy or StoreRefused if there is no connection."""
    if engine.dialect.name == "sqlite":
        return _sqlite_report(engine.dialect.loaded_dbapi.sqlite_version_info)
    with read_session(engine) as session:
        version = str(session.execute(text("SHOW server_version")).scalar_one())
    return LibraryReport(engine="PostgreSQL", version=version, safe=True, sentence=f"PostgreSQL {version}")


def refuse_optimized() -> None:
    """Raise StoreRefused under `python -O`: libraries check their output with assertions.

    See docs/RELIABILITY.md, finding 8.
    """
    if sys.flags.optimize:
        raise StoreRefused("start without python -O and PYTHONOPTIMIZE: they remove checks that keep feeds safe")


def _open_sqlite(url: URL, read_timeout_seconds: float) -> Engine:
    if url.database in (None, "", ":memory:") or str(url.database).startswith("file:"):
        raise StoreRefused("an SQLite database needs a file: sqlite:///path/to/timeline.db")
    path = Path(str(url.database))
    driver = sqlite_file.driver()
    journal_mode = "WAL" if sqlite_file.is_wal_safe(driver.sqlite_version_info) else "DELETE"
    sqlite_file.prepare(path, journal_mode)
    engine = create_engine(url, module=driver)
    event.listen(engine, "connect", lambda connection, _record: _set_up_sqlite(connection, journal_mode))
    event.listen(engine, "begin", _begin_sqlite)
    limit_statements(engine, read_timeout_seconds, mode_option=_MODE, limited_mode="reading")
    with read_session(engine) as session:
        session.execute(text("SELECT count(*) FROM sqlite_schema"))
    return engine


def _set_up_sqlite(connection: Any, journal_mode: str) -> None:
    """Leave it to us to begin transactions, and set the pragmas of this connection."""
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MILLISECONDS}",
        f"journal_mode = {journal_mode}",
        "synchronous = FULL",
        "foreign_keys = ON",
        "recursive_triggers = ON",  # otherwise INSERT OR REPLACE deletes without calling the triggers
        "trusted_schema = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _begin_sqlite(connection: Connection) -> None:
    is_reading = connection.get_execution_options().get(_MODE) == "reading"
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if is_reading else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")


def _open_postgresql(url: URL) -> Engine:
    """An engine with our time limits. `options` in the address take precedence over them."""
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
    except UnicodeDecodeError as error:  # SQLite repeats damaged bytes of its schema in its message
        reason = error.object[: error.start].decode(errors="replace")
        raise StoreRefused(f"the database cannot be used: {reason}…") from error


def _without_password(database_url: str) -> str:
    """The part of the address that may be shown."""
    return database_url.rpartition("@")[2]
