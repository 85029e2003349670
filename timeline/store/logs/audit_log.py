"""The audit trail: one line for each accepted or refused write over HTTP and each change of a key, append-only.

`AuditLine` -> `append_line` -> a row whose digest also covers the digest of the row before, in the transaction of what
it records -> `verify_audit` finds lines that were altered, removed, swapped or inserted, and writes without a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from timeline.errors import Problem
from timeline.model.writers.write import AuditLine
from timeline.store.logs.write_log import columns_of, row_digest, value_of
from timeline.store.tables import AuditRow, WriteRow, table_of

KEY_AUTHOR = "key "
"""The author of a write that came with an API key begins with this (`ApiKey.actor`)."""

_LINES = table_of(AuditRow)
_WRITES = table_of(WriteRow)

UNREADABLE = (DBAPIError, TypeError, ValueError, OverflowError)
"""What a driver or a column type raises for bytes that are not a value of their column."""


def append_line(session: Session, line: AuditLine) -> None:
    """Append the line after the newest one."""
    newest = session.execute(select(_LINES.c.seq, _LINES.c.digest).order_by(_LINES.c.seq.desc()).limit(1)).first()
    seq, before = (newest.seq + 1, newest.digest) if newest else (1, "")
    values = columns_of(line) | {"seq": seq}
    session.execute(insert(_LINES), [values | {"digest": _chained(before, values)}])


def load_lines(session: Session, *, newest: int | None = None) -> tuple[AuditLine, ...]:
    """The `newest` newest lines, or all of them; newest last."""
    rows = session.execute(select(_LINES).order_by(_LINES.c.seq.desc()).limit(newest)).all()
    return tuple(value_of(AuditLine, row) for row in reversed(rows))


def audit_head(session: Session) -> str | None:
    """The digest of the newest line. A copy kept elsewhere shows later whether lines were cut off the end."""
    return session.execute(select(_LINES.c.digest).order_by(_LINES.c.seq.desc()).limit(1)).scalar()


def verify_audit(session: Session) -> tuple[Problem, ...]:
    """One problem for each line that was altered, is missing or out of place, and for each write without a line."""
    try:
        rows = session.execute(select(_LINES).order_by(_LINES.c.seq)).all()
    except UNREADABLE:
        return (Problem("audit_log", "a row cannot be read"),)
    return (*_broken_links(rows), *_missing_lines(rows), *_unaudited_writes(session, rows))


def _broken_links(rows: Sequence[Row[Any]]) -> Iterator[Problem]:
    before = ""
    for row in rows:
        if row.digest != _chained(before, row._asdict()):
            yield Problem(f"audit_log {row.seq}", "the line, or the one before it, differs from what was stored")
        before = row.digest


def _missing_lines(rows: Sequence[Row[Any]]) -> Iterator[Problem]:
    for earlier, later in pairwise([0, *(row.seq for row in rows)]):
        for absent in range(earlier + 1, later):
            yield Problem(f"audit_log {absent}", "the line is missing")


def _unaudited_writes(session: Session, rows: Sequence[Row[Any]]) -> Iterator[Problem]:
    """Writes that came with a key and have no line: their lines were cut off the end."""
    audited = {row.write_id for row in rows}
    statement = select(_WRITES.c.id).where(_WRITES.c.author.startswith(KEY_AUTHOR, autoescape=True))
    for write_id in session.execute(statement.order_by(_WRITES.c.id)).scalars():
        if write_id not in audited:
            yield Problem(f"audit_log of write {write_id}", "the line is missing")


def _chained(before: str, values: dict[str, Any]) -> str:
    return row_digest(_LINES, values | {"before": before})
