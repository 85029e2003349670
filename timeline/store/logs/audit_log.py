"""The audit trail: one line for each accepted or refused write over HTTP and each change of a key, append-only.

`AuditLine` -> `append_line` -> a row whose digest also covers the digest of the row before, in the transaction of what
it tells of -> `verify_audit` finds lines that were altered, taken out, swapped or put in, and writes without a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from timeline.errors import Problem
from timeline.store.logs.write_log import row_digest
from timeline.store.tables import AuditRow, WriteRow, table_of

KEY_AUTHOR = "key "
"""How the author of a write begins that came with an API key (`ApiKey.actor`)."""

_LINES = table_of(AuditRow)
_WRITES = table_of(WriteRow)

UNREADABLE = (DBAPIError, TypeError, ValueError, OverflowError)
"""What a driver or a column type says of bytes that are no value of their column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """Who did or tried what to what, and how it ended: a status as text ("201", "422") or "done" for a command.

    `reason` is the writer's own, or the code of a refusal; `write_id` the write of an accepted request that stored
    something.
    """

    at: datetime
    actor: str
    action: str
    object: str
    outcome: str
    key_id: str | None = None
    request_id: str | None = None
    reason: str | None = None
    write_id: int | None = None


def append_line(session: Session, line: AuditLine) -> None:
    """Add the line behind the newest one."""
    newest = session.execute(select(_LINES.c.seq, _LINES.c.digest).order_by(_LINES.c.seq.desc()).limit(1)).first()
    seq, before = (newest.seq + 1, newest.digest) if newest else (1, "")
    values: dict[str, Any] = {field.name: getattr(line, field.name) for field in fields(line)} | {"seq": seq}
    session.execute(insert(_LINES), [values | {"digest": _chained(before, values)}])


def load_lines(session: Session, *, newest: int | None = None) -> tuple[AuditLine, ...]:
    """The newest so many lines, or all of them; newest last."""
    rows = session.execute(select(_LINES).order_by(_LINES.c.seq.desc()).limit(newest)).all()
    names = [field.name for field in fields(AuditLine)]
    return tuple(AuditLine(**{name: getattr(row, name) for name in names}) for row in reversed(rows))


def audit_head(session: Session) -> str | None:
    """The digest of the newest line: whoever keeps it elsewhere can tell later whether lines were cut off the end."""
    return session.execute(select(_LINES.c.digest).order_by(_LINES.c.seq.desc()).limit(1)).scalar()


def verify_audit(session: Session) -> tuple[Problem, ...]:
    """One problem for each line that is not what was stored, is missing or out of place, and each write without one."""
    try:
        rows = session.execute(select(_LINES).order_by(_LINES.c.seq)).all()
    except UNREADABLE:
        return (Problem("audit_log", "a row can not be read"),)
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
    """Writes that came with a key and of which no line tells: their lines were cut off the end."""
    told = {row.write_id for row in rows}
    statement = select(_WRITES.c.id).where(_WRITES.c.author.startswith(KEY_AUTHOR, autoescape=True))
    for write_id in session.execute(statement.order_by(_WRITES.c.id)).scalars():
        if write_id not in told:
            yield Problem(f"audit_log of write {write_id}", "the line is missing")


def _chained(before: str, values: dict[str, Any]) -> str:
    return row_digest(_LINES, values | {"before": before})
