"""All events that a query finds, read in chunks, for answers and files that hold everything.

EventQuery + instant -> `find_events` again and again from where it stopped -> one event after another. Inside one
session the snapshot stays the same, so nothing is missed or told twice; no more than one chunk is held at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from timeline.model.query import EventQuery, PageRequest, Position
from timeline.model.sight import Public
from timeline.model.stored_event import StoredEvent
from timeline.store.engine.sessions import Session
from timeline.store.views.event_query import EVENTS
from timeline.store.views.event_view import find_events

CHUNK: Final = 200


def every_event(
    session: Session, query: EventQuery, *, sight: Public, after: Position | None = None, chunk: int = CHUNK
) -> Iterator[StoredEvent]:
    """The events whose state at this instant matches, in the query's order, from after the position on.

    `chunk` of them are read at once. Raises InvalidCursor if the position does not fit the sort order.
    """
    while True:
        page = find_events(session, query, PageRequest(limit=chunk, after=after), sight=sight)
        after, waiting = page.next, list(reversed(page.events))
        del page
        while waiting:
            yield waiting.pop()
        if after is None:
            return


def last_step(session: Session, *, sight: Public) -> datetime:
    """Since when the public state that holds at `at` holds: a walk bound to that instant sees the same events.

    It changes only when what is public changes, so that the address of a page does not change with every request.
    """
    newest: datetime | None = session.execute(
        select(func.max(EVENTS.c.known_from)).where(EVENTS.c.known_from <= sight.at)
    ).scalar()
    return sight.at if newest is None else newest
