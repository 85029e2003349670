"""Seals each write with a hash chain, and verifies later that every row is still what was stored.

rows of a write -> their digests -> `seal_write` -> one digest that also covers the seal before it. `verify_chain`
calculates every digest again from the columns: half of all random bit flips pass the database's own check
(docs/RELIABILITY.md, finding 9).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, Table, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from timeline import ids
from timeline.errors import Problem
from timeline.store.logs.write_log import chunks, row_digest
from timeline.store.tables import CHAINED_ROWS, LATER_CHAINED_ROWS, SealRow, WriteRow, table_of

_WRITES = table_of(WriteRow)
_SEALS = table_of(SealRow)
_CHAINED = tuple(table_of(row_class) for row_class in CHAINED_ROWS)
_LATER = frozenset(table_of(row_class).name for row_class in LATER_CHAINED_ROWS)

_UNREADABLE = (DBAPIError, TypeError, ValueError, OverflowError)
"""What a driver or a column type raises for bytes that are not a value of their column."""


def seal_write(session: Session, write_id: int) -> str:
    """Chain the write to the one before it. Call it once, after the last row. Returns the digest (64 characters)."""
    before = session.execute(select(_SEALS.c.digest).where(_SEALS.c.write_id == write_id - 1)).scalar() or ""
    write = session.execute(select(_WRITES).where(_WRITES.c.id == write_id)).one()
    digests = {table.name: _digests(session, table, write_id) for table in _CHAINED}
    digest = _seal(before, write, digests)
    session.execute(insert(_SEALS), [{"write_id": write_id, "digest": digest}])
    return digest


def verify_chain(session: Session) -> tuple[Problem, ...]:
    """One problem for each row that differs from what was stored, is missing or is outside a sealed write."""
    verification = _Verification()
    for table in _CHAINED:
        _check_rows(session, table, verification)
    _check_seals(session, verification)
    return tuple(verification.problems)


@dataclass(slots=True)
class _Verification:
    """The state of a verification: digests of each write's rows by table, writes with altered rows, problems."""

    digests: dict[int, dict[str, list[str]]] = field(default_factory=dict)
    altered_writes: set[int] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def _check_rows(session: Session, table: Table, verification: _Verification) -> None:
    """Add the problems of one table's rows, and their digests as calculated from the columns."""
    expected = 1
    for chunk in chunks(list(session.execute(select(table.c.seq).order_by(table.c.seq)).scalars())):
        for seq, row in _read_rows(session, table, chunk):
            verification.problems += _missing(table, expected, seq)
            expected = seq + 1
            if row is None:
                verification.problems.append(Problem(f"{table.name} {seq}", "the row cannot be read"))
            else:
                _check_row(table, row, verification)


def _check_row(table: Table, row: Row[Any], verification: _Verification) -> None:
    digest = row_digest(table, row._asdict())
    if digest != row.digest:
        verification.problems.append(Problem(f"{table.name} {row.seq}", "the row differs from what was stored"))
        verification.altered_writes.add(row.write_id)
    verification.digests.setdefault(row.write_id, {}).setdefault(table.name, []).append(digest)


def _read_rows(session: Session, table: Table, seqs: Sequence[int]) -> Iterator[tuple[int, Row[Any] | None]]:
    """These rows in order. A row too damaged to be read is None, not an error."""
    try:
        rows = session.execute(select(table).where(table.c.seq.in_(seqs)).order_by(table.c.seq)).all()
    except _UNREADABLE:
        rows = None
    if rows is not None:
        yield from ((row.seq, row) for row in rows)
    elif len(seqs) == 1:
        yield seqs[0], None
    else:
        for seq in seqs:
            yield from _read_rows(session, table, (seq,))


def _check_seals(session: Session, verification: _Verification) -> None:
    seals: dict[int, str] = {row.write_id: row.digest for row in session.execute(select(_SEALS))}
    before, expected = "", 1
    for write in session.execute(select(_WRITES).order_by(_WRITES.c.id)):
        verification.problems += _missing(_WRITES, expected, write.id)
        expected = write.id + 1
        seal = seals.pop(write.id, None)
        if seal is None:
            verification.problems.append(Problem(f"seal_log {write.id}", "the write has no seal"))
        elif (
            seal != _seal(before, write, verification.digests.get(write.id, {}))
            and write.id not in verification.altered_writes
        ):
            verification.problems.append(
                Problem(f"write_log {write.id}", "the write or its rows differ from what was sealed")
            )
        before = seal or ""
    verification.problems += [Problem(f"write_log {write_id}", "the row is missing") for write_id in seals]


def _missing(table: Table, expected: int, number: int) -> list[Problem]:
    return [Problem(f"{table.name} {absent}", "the row is missing") for absent in range(expected, number)]


def _digests(session: Session, table: Table, write_id: int) -> list[str]:
    statement = select(table.c.digest).where(table.c.write_id == write_id).order_by(table.c.seq)
    return list(session.execute(statement).scalars())


def _seal(before: str, write: Row[Any], digests: dict[str, list[str]]) -> str:
    own = row_digest(_WRITES, write._asdict())
    rows = [
        [table.name, digests.get(table.name, [])]
        for table in _CHAINED
        if table.name not in _LATER or digests.get(table.name)
    ]
    return ids.digest(ids.canonical_bytes([before, own, rows]))
