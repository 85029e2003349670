"""Checks a database file before SQLite opens it, and knows which SQLite libraries may use a write-ahead log.

path -> `prepare` -> a database of ours, new or whole, or StoreRefused with the file untouched. A new database is made
beside its place and then linked to its name, so no process ever finds an incomplete one.
"""

from __future__ import annotations

import importlib
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Final

from timeline.errors import StoreRefused

APPLICATION_ID: Final = 0x4454_4C4E
"""SQLite's `application_id` of our databases ("DTLN"), at offset 68 of the file."""

OWNER_ONLY: Final = 0o600
"""The mode of a new database: it holds what is not public yet, and digests of keys."""

_MAGIC: Final = b"SQLite format 3\x00"
_HEADER_LENGTH: Final = 100

Version = tuple[int, int, int]

_WITHDRAWN: Final[Version] = (3, 52, 0)
_FIRST_AFFECTED: Final[Version] = (3, 7, 0)
_BACKPORTS: Final[tuple[Version, ...]] = ((3, 44, 6), (3, 50, 7))
_FIXED: Final[Version] = (3, 51, 3)


def driver() -> ModuleType:
    """The `pysqlite3` package if it can be imported, because its library is newer; otherwise the standard module."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return sqlite3.dbapi2


def is_wal_safe(version: Version) -> bool:
    """True if this SQLite library does not have the WAL-reset fault (docs/RELIABILITY.md, finding 1)."""
    if version < _FIRST_AFFECTED or version == _WITHDRAWN:
        return False
    if any(fixed[:2] == version[:2] and version >= fixed for fixed in _BACKPORTS):
        return True
    return version >= _FIXED


def prepare(path: Path, journal_mode: str) -> None:
    """Create the database, in this journal mode, and its folder if there is none.

    Raises StoreRefused if what is there cannot be used.
    """
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _create(path, journal_mode)
        _check_file(path)
    except OSError as error:
        raise StoreRefused(f"the database {str(path)!r} cannot be used: {error.strerror or error}") from error
    except driver().Error as error:
        raise StoreRefused(f"the database {str(path)!r} cannot be created: {error}") from error


def _create(path: Path, journal_mode: str) -> None:
    """A whole new database that only its owner may read; SQLite gives the files beside it the same mode.

    It has its journal mode before anyone opens it: changing that needs the file alone.
    """
    unfinished = path.with_name(f"{path.name}.new-{os.getpid()}-{threading.get_ident()}")
    try:
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, OWNER_ONLY))
        with closing(driver().connect(unfinished)) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA journal_mode = {journal_mode}")
        os.link(unfinished, path)
    except FileExistsError:
        return
    finally:
        unfinished.unlink(missing_ok=True)


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise StoreRefused(f"the database {str(path)!r} is not a file; name a file in TIMELINE_DATABASE_URL")
    if not os.access(path, os.R_OK | os.W_OK) or not os.access(path.parent, os.W_OK):
        raise StoreRefused(f"the database {str(path)!r} or its folder may not be written; change its owner or mode")
    with path.open("rb") as opened:
        header = opened.read(_HEADER_LENGTH)
    _check_header(path, header)


def _check_header(path: Path, header: bytes) -> None:
    if len(header) < _HEADER_LENGTH or not header.startswith(_MAGIC):
        raise StoreRefused(f"the file {str(path)!r} is not an SQLite database; restore a backup or name another file")
    if int.from_bytes(header[68:72]) != APPLICATION_ID:
        raise StoreRefused(f"the database {str(path)!r} belongs to another program; name another file")
    page_size = int.from_bytes(header[16:18])
    whole = int.from_bytes(header[28:32]) * (65536 if page_size == 1 else page_size)
    if path.stat().st_size < whole and not _has_journal(path):
        raise StoreRefused(f"the database {str(path)!r} is cut short at {path.stat().st_size} of {whole} bytes")


def _has_journal(path: Path) -> bool:
    """True if SQLite has a journal to recover from: then SQLite decides what the file holds, not this check."""
    beside = (path.with_name(path.name + suffix) for suffix in ("-wal", "-journal"))
    return any(journal.exists() and journal.stat().st_size > 0 for journal in beside)
