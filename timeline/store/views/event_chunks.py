"""All events that match a query, read in chunks, for responses and files that contain everything.

query + sight -> `find_events` for one chunk after another -> a stream of events. One session sees one snapshot, so no
event is missed or repeated; only one chunk is in memory at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from timeline.model.query import EventQuery, PageRequest, Position
from timeline.model.sight import Sight
from timeline.model.stored_event import StoredEvent
from timeline.store.engine.sessions import Session
from timeline.store.views.event_view import find_events

CHUNK: Final = 200


def stream_events(
    session: Session, query: EventQuery, *, sight: Sight, after: Position | None = None, chunk: int = CHUNK
) -> Iterator[StoredEvent]:
    """The public events that match, in the query's order, from after the position on; `chunk` of them per statement.

    Raises InvalidCursor if the position is not one of the query's order.
    """
    while True:
        page = find_events(session, query, PageRequest(limit=chunk, after=after), sight=sight)
        after, waiting = page.next, list(reversed(page.events))
        del page
        while waiting:
            yield waiting.pop()
        if after is None:
            return
