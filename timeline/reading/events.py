"""Events as one reader sees them: one event, one page of a query, or every event of a query.

`Snapshot` + id, slug or `EventQuery` -> `StoredEvent` values with their rendered bytes. Names in a query are checked by
`timeline.reading.names.public_names`, not here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from timeline.errors import EventGone, EventMoved, EventNotFound
from timeline.model.query import EventQuery, Page, PageRequest, Position, Sort
from timeline.model.stored_event import StoredEvent
from timeline.reading.feeds.removals import is_kept
from timeline.reading.snapshot import Snapshot
from timeline.store.views import event_chunks
from timeline.store.views.event_view import find_event, find_events, find_removed


def shown_event(snapshot: Snapshot, key: str) -> StoredEvent:
    """The public state of the event with this id or slug.

    Raises EventMoved if the event was merged into another public one (R14), EventGone if it left the public view not
    longer ago than calendars tell of it, EventNotFound if it is not public otherwise.
    """
    stored = find_event(snapshot.session, key, sight=snapshot.sight)
    if stored is None:
        raise EventNotFound(key) if removed_event(snapshot, key) is None else EventGone(key)
    if key not in (stored.event_id, stored.slug):
        raise EventMoved(key, stored.slug)
    return stored


def removed_event(snapshot: Snapshot, key: str) -> StoredEvent | None:
    """The event with this id or slug if it left the public view in the last DAYS_KEPT days; else None.

    What counts is the present, also for a reader who looks at an earlier state.
    """
    removed = find_removed(snapshot.session, key, sight=snapshot.present)
    return removed if removed is not None and is_kept(removed.known_from, snapshot.now.date()) else None


def find_page(snapshot: Snapshot, query: EventQuery, request: PageRequest) -> Page:
    """One page of the query. Raises InvalidCursor if the position does not fit the sort order."""
    return find_events(snapshot.session, query, request, sight=snapshot.sight)


def every_event(snapshot: Snapshot, query: EventQuery, *, after: Position | None = None) -> Iterator[StoredEvent]:
    """Every event of the query after the position, read in chunks, so that memory stays flat.

    Raises InvalidCursor if the position does not fit the sort order.
    """
    return event_chunks.stream_events(snapshot.session, query, sight=snapshot.sight, after=after)


def last_updated_at(snapshot: Snapshot) -> datetime | None:
    """When what is shown of any public event changed last; None if no event is public."""
    page = find_page(snapshot, EventQuery(sort=Sort.UPDATED_DESCENDING), PageRequest(limit=1))
    return page.events[0].updated_at if page.events else None
