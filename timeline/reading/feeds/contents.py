"""What stands in a calendar today and when that changed last.

`Feed` -> stored events of its window -> `timeline.reading.feeds.window` chooses -> `timeline.reading.feeds.entries` gives the lines -> `Content`.
A sliding feed in which nothing would stand holds the newest twelve months that have events. The instant of the last
change never goes back: what left counts with the time at which it left (FEEDS.md, "HTTP").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from timeline.model.query import PageRequest
from timeline.model.sight import Public
from timeline.model.stored_event import StoredEvent
from timeline.reading.feeds.entries import entries_of
from timeline.reading.feeds.feed import Feed
from timeline.reading.feeds.options import Detail
from timeline.reading.feeds.window import (
    DAYS_BACK,
    DAYS_KEPT,
    Entry,
    Extent,
    day_before,
    midnight_after,
    nearest,
    standing,
    that_fit,
)
from timeline.reading.snapshot import Snapshot
from timeline.render.ics.vevent import Imprecise
from timeline.store.views.event_view import find_events
from timeline.store.views.feed_view import load_lineage, newest_change, newest_day_called_off, newest_day_taking_place


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The entries in the order of the feed (FEEDS.md 10: first day, then id), and what the feed has to say of them.

    `is_cut`: something is left out for its size. `is_past`: nothing that has a known day in the sliding window stands
    there, at most what began before it and has an open end, so older events do.
    """

    entries: tuple[Entry, ...] = ()
    is_cut: bool = False
    is_past: bool = False
    changed_at: datetime | None = None


def content_of(snapshot: Snapshot, feed: Feed) -> Content:
    """What the feed holds as the public knows it now, or as a subscriber saw it at the query's `known_at`."""
    at = snapshot.sight.at
    today = at.astimezone(UTC).date()
    if feed.extent is not Extent.SLIDING:
        content = _complete(snapshot, feed, at, today)
    else:
        content = _sliding(snapshot, feed, at, today)
    ordered = tuple(sorted(content.entries, key=lambda one: (one.event.first_day or date.max, one.event.event_id)))
    changes = [*_changes(snapshot, feed, ordered, at, today)]
    if content.is_cut:  # which ones are nearest may change with the day
        changes.append(datetime.combine(today, time(), UTC))
    return replace(content, entries=ordered, changed_at=max(changes, default=None))


def _complete(snapshot: Snapshot, feed: Feed, at: datetime, today: date) -> Content:
    return Content(entries=_entries(snapshot, feed, _events(snapshot, feed, at, today, feed.query.first_day), at))


def _sliding(snapshot: Snapshot, feed: Feed, at: datetime, today: date) -> Content:
    first_day = day_before(today, DAYS_BACK)
    events = _events(snapshot, feed, at, today, first_day)
    if any((event.last_day or event.first_day or date.max) >= first_day for event in events):
        return _fitting(snapshot, feed, events, at, today)
    newest = newest_day_taking_place(
        snapshot.session, feed.query, sight=Public(at), before=first_day, every_date=_takes_all(feed)
    )
    if newest is None:
        return Content()
    events = _events(snapshot, feed, at, today, day_before(newest, DAYS_BACK))
    return replace(_fitting(snapshot, feed, events, at, today), is_past=True)


def _events(
    snapshot: Snapshot, feed: Feed, at: datetime, today: date, first_day: date | None
) -> tuple[StoredEvent, ...]:
    """The events from `first_day` on that stand in the feed, whatever its size."""
    query = replace(feed.query, first_day=first_day)
    page = find_events(snapshot.session, query, PageRequest(limit=None, with_removed=True), sight=Public(at))
    ids = [event.event_id for event in page.events] if feed.options.detail is not Detail.ALL else []
    lineage = load_lineage(snapshot.session, ids, sight=Public(at))
    return standing(page.events, feed.options, lineage, today=today, extent=feed.extent)


def _fitting(snapshot: Snapshot, feed: Feed, events: tuple[StoredEvent, ...], at: datetime, today: date) -> Content:
    """As many of these events as calendars take, the nearest ones first."""
    entries = that_fit(_entries(snapshot, feed, nearest(events, today), at))
    return Content(entries=entries, is_cut=len(entries) < len(events))


def _entries(snapshot: Snapshot, feed: Feed, events: tuple[StoredEvent, ...], at: datetime) -> tuple[Entry, ...]:
    ids = () if feed.options.is_written_as_stored and not _takes_all(feed) else [event.event_id for event in events]
    return entries_of(snapshot, events, feed.options, load_lineage(snapshot.session, ids, sight=Public(at)))


def _takes_all(feed: Feed) -> bool:
    return feed.options.imprecise is Imprecise.ALL


def _changes(
    snapshot: Snapshot, feed: Feed, entries: tuple[Entry, ...], at: datetime, today: date
) -> Iterator[datetime]:
    """The instants at which something came, changed or left; none of them lies in the future."""
    shown_at = max((entry.event.updated_at for entry in entries), default=None)
    if shown_at is not None:
        yield shown_at
    catalogue = snapshot.catalogue if feed.options.detail is Detail.ALL else None
    changed_at = newest_change(snapshot.session, feed.query, catalogue, after=shown_at, until=snapshot.now)
    if changed_at is not None:
        yield changed_at
    first_day, first_kept = day_before(today, DAYS_BACK), day_before(today, DAYS_KEPT)
    called_off = newest_day_called_off(snapshot.session, feed.query, sight=Public(at), before=first_kept)
    if called_off is not None and feed.options.has_cancelled:
        yield midnight_after(called_off, DAYS_KEPT)
    if feed.extent is Extent.SLIDING:
        every_date = _takes_all(feed)
        newest = newest_day_taking_place(
            snapshot.session, feed.query, sight=Public(at), before=first_day, every_date=every_date
        )
        if newest is not None:
            yield midnight_after(newest, DAYS_BACK)
