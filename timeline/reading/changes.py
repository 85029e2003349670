"""The public changes in order: a client that replays them holds exactly what is public."""

from __future__ import annotations

from datetime import datetime

from timeline.model.change import ChangePage
from timeline.reading.snapshot import Snapshot
from timeline.store.engine.sessions import Session
from timeline.store.logs import change_log


def changes_after(snapshot: Snapshot, number: int, limit: int) -> ChangePage:
    """The first `limit` changes with a number above this one, each with the event as it is public now."""
    return change_log.changes_after(snapshot.session, number, limit, now=snapshot.now)


def has_change_after(session: Session, after: int, *, now: datetime) -> bool:
    """True if a change with a number above `after` is public at `now`."""
    return change_log.newest_number(session, now=now) > after
