"""Column types with the same meaning on SQLite and PostgreSQL.

An instant is a whole number of microseconds since 1970 in UTC, so that comparing, sorting and the years 0001 to 9999
work the same on both. Text sorts by code point ("C") on both. A day is the database's own DATE.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import BigInteger, Dialect, Integer, Table, Text, TypeDecorator
from sqlalchemy.types import TypeEngine
from sqlmodel import SQLModel

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """An instant with microseconds, read back in UTC. A datetime without a time zone raises ValueError."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Microseconds since 1970-01-01T00:00Z."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone, so it is not an instant")
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """The instant in UTC."""
        return None if value is None else _EPOCH + value * _MICROSECOND


class CodePointText(TypeDecorator[str]):
    """Text that is compared and sorted by code point on both engines, whatever the database's locale is."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """PostgreSQL needs the collation; SQLite compares the bytes of UTF-8 anyway."""
        return dialect.type_descriptor(Text(collation="C") if dialect.name == "postgresql" else Text())


class Serial(TypeDecorator[int]):
    """A 64-bit number that the store assigns, not the database. On SQLite it is the rowid."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Only a column declared INTEGER is the rowid on SQLite."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())


def table_of(row_class: type[SQLModel]) -> Table:
    """The table of a row class."""
    return cast("Table", row_class.__table__)  # type: ignore[attr-defined]
