"""Whether the change log holds a change that a client has not seen; clients wait for one with `/v1/changes?wait=`."""

from __future__ import annotations

from datetime import datetime

from timeline.store.engine.sessions import Session
from timeline.store.logs.change_log import newest_number


def has_change_after(session: Session, after: int, *, now: datetime) -> bool:
    """True if a change with a number above `after` is public at `now`."""
    return newest_number(session, now=now) > after
