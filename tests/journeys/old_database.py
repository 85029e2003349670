"""A database as the first schema's program left it, made from one of today's: the same log, no later table or column.

today's database -> `make_old` -> revision 0001 alone -> its tables filled with today's rows -> seals that know nothing
of later tables, worked out in a third database of today's schema.
"""

from __future__ import annotations

from typing import Final

from alembic import command
from sqlalchemy import Connection, Table, insert, inspect, select
from sqlmodel import SQLModel

from timeline.store.engine.sessions import Engine, read_session, write_session
from timeline.store.engine.upgrade import configured
from timeline.store.logs.hash_chain import seal_write
from timeline.store.tables import CHAINED_ROWS, LATER_CHAINED_ROWS, SealRow, WriteRow, table_of

FIRST_SCHEMA: Final = "0001"

_SEALS: Final = table_of(SealRow)
_WRITES: Final = table_of(WriteRow)
_LATER: Final = frozenset(table_of(row_class).name for row_class in LATER_CHAINED_ROWS)


def make_old(today: Engine, old: Engine, scratch: Engine) -> None:
    """Fill the empty database `old` with what `today` holds; `scratch` is empty and has today's schema."""
    chained = {table_of(row_class).name for row_class in CHAINED_ROWS} - _LATER
    with write_session(scratch) as session:
        _copy(today, session.connection(), chained | {_WRITES.name})
        for write_id in session.execute(select(_WRITES.c.id).order_by(_WRITES.c.id)).scalars().all():
            seal_write(session, write_id)
    with write_session(old) as session:
        connection = session.connection()
        command.upgrade(configured(connection), FIRST_SCHEMA)
        names = set(inspect(connection).get_table_names()) - {_SEALS.name}
        _copy(today, connection, names)
        _copy(scratch, connection, {_SEALS.name})


def _copy(source: Engine, target: Connection, names: set[str]) -> None:
    """All rows of these tables, in an order in which each finds what it refers to."""
    with read_session(source) as session:
        for table in SQLModel.metadata.sorted_tables:
            if table.name in names:
                _copy_table(table, session.connection(), target)


def _copy_table(table: Table, source: Connection, target: Connection) -> None:
    first, *_ = table.primary_key.columns
    kept = {column["name"] for column in inspect(target).get_columns(table.name)}
    columns = [column for column in table.columns if column.name in kept]
    rows = [dict(row._mapping) for row in source.execute(select(*columns).order_by(first))]
    if rows:
        target.execute(insert(table), rows)
