"""With which address and renderer the service rendered, and since when; append-only, the newest row holds.

The times of calendar entries and of Last-Modified follow it (docs/FEEDS.md 2): without it a program that asks with
If-Modified-Since would never see the service's new address.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.orm import Session

from timeline.store.tables import RenderingRow, table_of

_RENDERINGS = table_of(RenderingRow)


def rendering_since(session: Session, identity: str) -> datetime | None:
    """When the service began to render like this; None if it always did, or does not yet."""
    newest = _newest(session)
    return newest.since if newest is not None and newest.identity == identity else None


def begin_rendering(session: Session, identity: str, *, at: datetime) -> datetime | None:
    """Store that the service renders like this from that instant on, unless it does already. Returns since when.

    The first rendering of which is known counts from the beginning. The instants only rise.
    """
    newest = _newest(session)
    if newest is not None and newest.identity == identity:
        since: datetime | None = newest.since
        return since
    since = None if newest is None else max(at, newest.since or at)
    seq = 1 if newest is None else newest.seq + 1
    session.execute(insert(_RENDERINGS), [{"seq": seq, "identity": identity, "since": since}])
    return since


def _newest(session: Session) -> Row[Any] | None:
    return session.execute(select(_RENDERINGS).order_by(_RENDERINGS.c.seq.desc()).limit(1)).first()
