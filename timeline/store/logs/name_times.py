"""When names and sources become public, over both logs that hold them.

write -> does it tell the public a name now, does it make one wait; both logs -> the instants at which one shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Table, and_, exists, or_, select, tuple_
from sqlalchemy.orm import Session

from timeline.model.catalogue.dated import ALWAYS, Dated, lifts, without_moved
from timeline.store.tables import EntryRow, SourceRow, table_of

_ENTRIES = table_of(EntryRow)
_SOURCES = table_of(SourceRow)
_LOGS = ((_ENTRIES, ("kind", "key")), (_SOURCES, ("id",)))
"""The logs of what has a publication time, each with the columns that name the thing."""

_NOWHERE_WHEN_NEW = ("person", "organization", "topic")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording(Dated):
    content: str


def tells_names(session: Session, write_id: int, *, until: datetime) -> bool:
    """True if the write appended a name or source that is public at `until` (UTC, inclusive) and can stand somewhere.

    A source, person, organization or topic that is new can not: what mentions it changes the rows of an event. A new
    place can, because it may be the one that gives a country its name.
    """
    for log, names in _LOGS:
        earlier = log.alias()
        is_known = exists().where(earlier.c.write_id < write_id, *(earlier.c[name] == log.c[name] for name in names))
        may_stand = is_known if log is _SOURCES else or_(is_known, log.c.kind.not_in(_NOWHERE_WHEN_NEW))
        is_public = or_(log.c.public_from.is_(None), log.c.public_from <= until)
        if _has_rows(session, log, write_id, and_(is_public, may_stand)):
            return True
    return False


def schedules_names(session: Session, write_id: int) -> bool:
    """True if the write appended a name or source with a publication time."""
    return any(_has_rows(session, log, write_id, log.c.public_from.is_not(None)) for log, _ in _LOGS)


def find_lifts(session: Session, *, after: datetime) -> set[datetime]:
    """The instants after `after` (exclusive) at which a name or source, or another wording of it, becomes public."""
    found: set[datetime] = set()
    for log, names in _LOGS:
        columns = [log.c[name] for name in names]
        waiting = tuple_(*columns).in_(select(*columns).where(log.c.public_from > after))
        statement = select(*columns, log.c.content, log.c.public_from).where(waiting).order_by(log.c.seq)
        wordings: dict[tuple[object, ...], list[_Wording]] = {}
        for *name, content, public_from in session.execute(statement):
            since = ALWAYS if public_from is None else public_from
            wordings.setdefault(tuple(name), []).append(_Wording(content=content, public_from=since))
        found |= lifts(row for rows in wordings.values() for row in without_moved(rows))
    return {lift for lift in found if lift > after}


def _has_rows(session: Session, log: Table, write_id: int, condition: ColumnElement[bool]) -> bool:
    return session.execute(select(log.c.seq).where(log.c.write_id == write_id, condition).limit(1)).first() is not None
