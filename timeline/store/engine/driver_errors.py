"""Translates errors of a database driver into the domain's two: try again later, or correct the set-up.

Everything else (a broken constraint, a wrong statement) is a fault of the program and is not translated.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from timeline.errors import StoreBusy, StoreRefused, TimelineError

_SQLITE_BUSY: Final = ("database is locked", "database table is locked", "database schema is locked", "interrupted")
_SQLITE_REFUSED: Final = (
    "readonly database",
    "unable to open database file",
    "disk is full",
    "disk I/O error",
    "malformed",
    "not a database",
    "Could not decode",
    "no such table",
    "no such column",
)
_POSTGRESQL_BUSY: Final = ("08", "40", "53", "55P03", "57")
"""SQLSTATE: connection, rollback, resources, lock not available, operator intervention and time limits."""

_POSTGRESQL_REFUSED: Final = ("25006", "28", "3D", "42501", "42P01", "42703")
"""Read-only server, wrong name or password, no such database, no right, no such table or column."""

_REFUSED_WORDS: Final = ("authentication failed", "does not exist", "no password supplied", "no pg_hba.conf entry")


def translated(error: DBAPIError | PoolTimeout) -> TimelineError | None:
    """StoreBusy or StoreRefused with one sentence, or None if the error is neither."""
    if isinstance(error, PoolTimeout):
        return StoreBusy("the database did not answer in time: every connection is in use")
    cause = error.orig
    reason = str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__
    if type(cause).__module__.startswith("psycopg"):
        return _of_postgresql(error, getattr(cause, "sqlstate", None), reason)
    if any(words in reason for words in _SQLITE_BUSY):
        return StoreBusy(f"the database did not answer in time: {reason}")
    if any(words in reason for words in _SQLITE_REFUSED):
        return StoreRefused(f"the database cannot be used: {reason}")
    return None


def _of_postgresql(error: DBAPIError, state: str | None, reason: str) -> TimelineError | None:
    if state is None:
        if type(error.orig).__name__ not in ("OperationalError", "ConnectionTimeout"):
            return None
        if any(words in reason for words in _REFUSED_WORDS):
            return StoreRefused(f"the database cannot be used: {reason}")
        return StoreBusy(f"the database did not answer in time: {reason}")
    if state.startswith(_POSTGRESQL_REFUSED):
        return StoreRefused(f"the database cannot be used: {reason}")
    if state.startswith(_POSTGRESQL_BUSY):
        return StoreBusy(f"the database did not answer in time: {reason}")
    return None
