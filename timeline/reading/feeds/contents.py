"""What is in a calendar feed today, and when that changed last.

`Feed` -> stored events of its window -> `window` selects -> `entries` gives the lines -> `FeedContents`. A sliding feed
without any event in its window contains the newest twelve months that have events. The instant of the last change
never goes back: an event that left counts with the time at which it left (docs/FEEDS.md, HTTP).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from timeline.model.query import PageRequest
from timeline.model.stored_event import StoredEvent
from timeline.reading.feeds.entries import is_joined, read_entries
from timeline.reading.feeds.feed import Feed
from timeline.reading.feeds.options import Detail
from timeline.reading.feeds.removals import DAYS_KEPT, day_before
from timeline.reading.feeds.window import (
    DAYS_BACK,
    Ancestry,
    CalendarEntry,
    fitting_entries,
    midnight_after,
    nearest_events,
    select_events,
)
from timeline.reading.own_days import as_asked
from timeline.reading.snapshot import Snapshot
from timeline.store.views.event_view import find_events
from timeline.store.views.feed_changes import newest_change, without_mentions
from timeline.store.views.feed_view import (
    load_ancestry,
    newest_day_cancelled,
    newest_day_in_calendar,
    newest_removal,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedContents:
    """The entries of a feed in their order: by first day, then by id (docs/FEEDS.md, Content 10).

    `is_cut`: entries were left out to keep the feed small. `is_past`: no event with a known last day lies in the
    sliding window, so the feed contains older events. `changed_at` (UTC) is None while nothing was ever in the feed.
    """

    entries: tuple[CalendarEntry, ...] = ()
    is_cut: bool = False
    is_past: bool = False
    changed_at: datetime | None = None


def read_contents(snapshot: Snapshot, feed: Feed) -> FeedContents:
    """The feed's contents as the public sees or, with `known_at`, saw them at the snapshot's instant."""
    reader = _FeedReader(snapshot, feed)
    contents = reader.sliding() if feed.window.slides else reader.whole_query()
    ordered = tuple(sorted(contents.entries, key=_order))
    changes = [*reader.changes(ordered)]
    if contents.is_cut:  # which events are nearest may change with the day
        changes.append(datetime.combine(reader.today, time(), UTC))
    return replace(contents, entries=ordered, changed_at=max(changes, default=None))


def _order(entry: CalendarEntry) -> tuple[date, str]:
    return (entry.event.first_day or date.max, entry.event.event_id)


@dataclass(frozen=True, slots=True)
class _FeedReader:
    """The steps of `read_contents` for one feed."""

    snapshot: Snapshot
    feed: Feed

    @property
    def today(self) -> date:
        """The day (UTC) that the feed is read for."""
        return self.snapshot.sight.at.astimezone(UTC).date()

    def whole_query(self) -> FeedContents:
        """Every event of the query, whatever its day and however many there are."""
        return FeedContents(entries=self._entries(self._events(self.feed.query.first_day)))

    def sliding(self) -> FeedContents:
        """The events of the sliding window, or the newest twelve months with events if it has none."""
        first_day = day_before(self.today, DAYS_BACK)
        events = self._events(first_day)
        if any((event.last_day or event.first_day or date.max) >= first_day for event in events):
            return self._fitting(events)
        newest = self._newest_day_before(first_day)
        if newest is None:
            return FeedContents()
        return replace(self._fitting(self._events(day_before(newest, DAYS_BACK))), is_past=True)

    def changes(self, entries: tuple[CalendarEntry, ...]) -> Iterator[datetime]:
        """The instants at which an event came, changed or left; none of them lies in the future."""
        shown_at = max((entry.changed_at for entry in entries), default=None)
        changed_at = self._newest_change(shown_at)
        if shown_at is not None:
            yield shown_at
        if changed_at is not None:
            yield changed_at
        left = (self._newest_day_called_off(), self._newest_day_removed())
        yield from (midnight_after(day, DAYS_KEPT) for day in left if day is not None)
        if self.feed.window.slides:
            newest = self._newest_day_before(day_before(self.today, DAYS_BACK))
            if newest is not None:
                yield midnight_after(newest, DAYS_BACK)

    def _newest_change(self, after: datetime | None) -> datetime | None:
        """The last change after `after` to an event that the query may match or have matched.

        With another detail than ALL an event also leaves when one above or below it changes, so every event counts.
        """
        query = self.feed.query if self.feed.options.detail is Detail.ALL else without_mentions(self.feed.query)
        snapshot = self.snapshot
        return newest_change(snapshot.session, query, snapshot.catalogue, after=after, until=snapshot.now)

    def _newest_day_called_off(self) -> date | None:
        before = day_before(self.today, DAYS_KEPT)
        return newest_day_cancelled(
            self.snapshot.session,
            self.feed.query,
            sight=self.snapshot.sight,
            before=before,
            statuses=self.feed.window.left_after_days,
        )

    def _newest_day_removed(self) -> date | None:
        before = datetime.combine(day_before(self.today, DAYS_KEPT), time(), UTC)
        snapshot = self.snapshot
        removed_at = newest_removal(snapshot.session, self.feed.query, sight=snapshot.sight, before=before)
        return None if removed_at is None else removed_at.date()

    def _newest_day_before(self, before: date) -> date | None:
        return newest_day_in_calendar(
            self.snapshot.session,
            self.feed.query,
            sight=self.snapshot.sight,
            before=before,
            every_date=self.feed.options.has_every_date,
        )

    def _events(self, first_day: date | None) -> tuple[StoredEvent, ...]:
        """The events from `first_day` on that are in the feed, however many there are."""
        snapshot, options = self.snapshot, self.feed.options
        query = replace(self.feed.query, first_day=first_day)
        request = PageRequest(limit=None, with_removed=True)
        found = find_events(snapshot.session, query, request, sight=snapshot.sight).events
        events = tuple(as_asked(event, query) for event in found)
        ancestry = {} if options.detail is Detail.ALL else self._ancestry(events)
        return select_events(events, options, ancestry, today=self.today, window=self.feed.window)

    def _fitting(self, events: tuple[StoredEvent, ...]) -> FeedContents:
        """As many of these events as calendar programs accept, the nearest ones first."""
        entries = fitting_entries(self._entries(nearest_events(events, self.today)))
        return FeedContents(entries=entries, is_cut=len(entries) < len(events))

    def _entries(self, events: tuple[StoredEvent, ...]) -> tuple[CalendarEntry, ...]:
        options = self.feed.options
        needs_ancestry = not all(is_joined(event, options) for event in events)
        ancestry = self._ancestry(events) if needs_ancestry else {}
        return read_entries(self.snapshot, events, options, ancestry, self.feed.query)

    def _ancestry(self, events: tuple[StoredEvent, ...]) -> Ancestry:
        return load_ancestry(self.snapshot.session, [event.event_id for event in events], sight=self.snapshot.sight)
