"""The public changes in order: a client that replays them holds exactly what is public."""

from __future__ import annotations

from datetime import datetime

from timeline.model.change import EVER, ChangePage, ChangeWindow
from timeline.reading.snapshot import Snapshot
from timeline.store.engine.sessions import Session
from timeline.store.logs import change_log


def changes_after(snapshot: Snapshot, number: int, limit: int, within: ChangeWindow = EVER) -> ChangePage:
    """The first `limit` changes in the window with a number above this one, each with the event as it is public now."""
    return change_log.changes_after(snapshot.session, number, limit, now=snapshot.now, within=within)


def has_change_after(session: Session, after: int, *, now: datetime, since: datetime | None = None) -> bool:
    """True if a change with a number above `after`, at an instant later than `since`, is public at `now`."""
    if change_log.newest_number(session, now=now) <= after:
        return False
    newest = change_log.newest_at(session, now=now)
    return since is None or newest is None or newest > since
