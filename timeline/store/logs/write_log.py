"""Numbers a write and appends its rows: every row gets its place, the number of its write and its own digest.

`begin_write` -> number of the write -> `append_rows` (any number of times) -> `store.logs.hash_chain.seal_write`. There
is one writer at a time (`store.engine.sessions.writing`), so the highest number plus one is free. `value_of` and
`columns_of` turn a row into a frozen value with the same field names, and back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import Column, Row, Table, func, insert, select
from sqlalchemy.orm import Session

from timeline import ids
from timeline.store.tables import LATER_COLUMNS, LogRow, WriteRow, table_of

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Member = TypeVar("Member")
Value = TypeVar("Value", bound="DataclassInstance")

CHUNK_LENGTH: Final = 500
"""Keys in one statement. Both engines allow tens of thousands of parameters."""


def begin_write(session: Session, *, recorded_at: datetime, author: str, cause: str) -> int:
    """Open a write: when (UTC), by whom and why. Returns its number."""
    writes = table_of(WriteRow)
    write_id = _next_number(session, writes.c.id)
    values = {"id": write_id, "recorded_at": recorded_at, "author": author, "cause": cause}
    session.execute(insert(writes), [values])
    return write_id


def rising_time(session: Session, now: datetime) -> datetime:
    """When the next write is recorded: now, or just after every write before it where the clock stepped back (R12).

    `write_log` keeps what the clock said. A write at or before the latest clock time counts one microsecond for each
    write since, so the times of reports and revisions rise in the order of the log.
    """
    writes = table_of(WriteRow)
    statement = select(writes.c.id, writes.c.recorded_at).order_by(writes.c.recorded_at.desc(), writes.c.id)
    latest = session.execute(statement.limit(1)).first()
    if latest is None:
        return now
    later: datetime = latest.recorded_at + timedelta(microseconds=newest_write(session) + 1 - latest.id)
    return max(now, later)


def newest_write(session: Session) -> int:
    """The number of the newest write; 0 before the first."""
    return _next_number(session, table_of(WriteRow).c.id) - 1


def append_rows(session: Session, write_id: int, rows: Sequence[LogRow]) -> int:
    """Append rows of one log in this order. Returns the `seq` of the first; the others follow without gaps."""
    if not rows:
        return 0
    table = table_of(type(rows[0]))
    first = _next_number(session, table.c.seq)
    values = [_numbered(table, row, seq, write_id) for seq, row in enumerate(rows, start=first)]
    session.execute(insert(table), values)
    return first


def row_digest(table: Table, values: dict[str, Any]) -> str:
    """SHA-256 over the table's name and every column except the digest, in the order of their names.

    A column of `LATER_COLUMNS` counts only where it has a value.
    """
    plain = {
        name: _plain(value)
        for name, value in values.items()
        if name != "digest" and (value is not None or (table.name, name) not in LATER_COLUMNS)
    }
    return ids.digest(ids.canonical_bytes([table.name, plain]))


def chunks(members: Iterable[Member], length: int = CHUNK_LENGTH) -> Iterator[list[Member]]:
    """The members in lists of at most that length, for one statement each."""
    remaining = iter(members)
    while chunk := list(islice(remaining, length)):
        yield chunk


def value_of(value_class: type[Value], row: Row[Any]) -> Value:
    """The value whose fields are the row's columns of the same names; other columns are ignored."""
    return value_class(**{field.name: getattr(row, field.name) for field in fields(value_class)})


def columns_of(value: DataclassInstance) -> dict[str, Any]:
    """The columns of a value's row: the inverse of `value_of`."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _numbered(table: Table, row: LogRow, seq: int, write_id: int) -> dict[str, Any]:
    values = {column.name: getattr(row, column.name) for column in table.columns}
    values |= {"seq": seq, "write_id": write_id}
    return values | {"digest": row_digest(table, values)}


def _plain(value: object) -> object:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _next_number(session: Session, column: Column[Any]) -> int:
    return int(session.execute(select(func.coalesce(func.max(column), 0) + 1)).scalar_one())
