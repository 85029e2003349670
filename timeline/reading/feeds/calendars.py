"""A feed as a finished calendar: its bytes, its file name, and when it changed last.

`Feed` -> `contents` -> `render.ics` (head, time zones, entries; jCal is made from the same bytes) -> `Calendar`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from timeline.errors import EventNotFound
from timeline.model.stored_event import StoredEvent
from timeline.reading.events import shown_event
from timeline.reading.feeds.contents import FeedContents, read_contents
from timeline.reading.feeds.entries import read_entries
from timeline.reading.feeds.feed import Feed, FeedForm, FeedRequest
from timeline.reading.feeds.named import FeedName, named_feed
from timeline.reading.feeds.window import select_events
from timeline.reading.names.public_names import check_names
from timeline.reading.snapshot import Snapshot
from timeline.render.ics.calendar import CalendarHead, calendar
from timeline.render.ics.jcal import jcal
from timeline.render.words.languages import words_of
from timeline.store.views.event_view import find_removed
from timeline.store.views.feed_view import load_ancestry


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A calendar to be sent. `changed_at` (UTC) never goes back; it is None while nothing was ever in the calendar."""

    body: bytes
    form: FeedForm
    filename: str
    changed_at: datetime | None


def query_calendar(snapshot: Snapshot, request: FeedRequest) -> Calendar:
    """The events of a query. Raises InvalidQuery for a name that no public event mentions or mentioned once."""
    return _feed_calendar(snapshot, Feed(path="/v1/events", request=request))


def named_calendar(snapshot: Snapshot, name: FeedName, request: FeedRequest) -> Calendar:
    """A short stable feed or its edition of one year. Raises FeedNotFound for a name that is not public."""
    return _feed_calendar(snapshot, named_feed(snapshot, name, request))


def event_calendar(snapshot: Snapshot, key: str, request: FeedRequest) -> Calendar:
    """One event as a calendar of its own; without an entry if its date is too vague (docs/FEEDS.md, Content 5).

    A removed event has the entry that cancels it. Raises EventMoved and EventNotFound as `shown_event` does.
    """
    event = _shown_or_removed(snapshot, key)
    feed = Feed(path=f"/v1/events/{event.slug}", about=event.title or event.slug, request=request, is_single=True)
    today = snapshot.sight.at.astimezone(UTC).date()
    shown = select_events((event,), feed.options, {}, today=today, window=feed.window)
    ancestry = load_ancestry(snapshot.session, (event.event_id,), sight=snapshot.sight)
    entries = read_entries(snapshot, shown, feed.options, ancestry)
    contents = FeedContents(entries=entries, changed_at=event.updated_at)
    return _write(snapshot, feed, contents, words_of(feed.options.lang).feeds.single)


def _shown_or_removed(snapshot: Snapshot, key: str) -> StoredEvent:
    try:
        return shown_event(snapshot, key)
    except EventNotFound:
        removed = find_removed(snapshot.session, key, sight=snapshot.sight)
        if removed is None:
            raise
        return removed


def _feed_calendar(snapshot: Snapshot, feed: Feed) -> Calendar:
    check_names(snapshot.session, feed.query, sight=snapshot.present, with_removed=True)
    contents = read_contents(snapshot, feed)
    words = words_of(feed.options.lang).feeds
    notes = [words.description]
    notes += [words.newest] if contents.is_past else []
    notes += [words.cut] if contents.is_cut else []
    pattern = f"{snapshot.links.base_url}{feed.years_at}/YYYY{feed.request.form.value}"
    return _write(snapshot, feed, contents, " ".join(note.format(pattern=pattern) for note in notes))


def _write(snapshot: Snapshot, feed: Feed, contents: FeedContents, description: str) -> Calendar:
    base_url = snapshot.links.base_url
    head = CalendarHead(
        name=feed.title,
        description=description,
        source_url=f"{base_url}{feed.address}",
        page_url=f"{base_url}/",
    )
    zones = {zone for entry in contents.entries for zone in entry.zones}
    ics = calendar((entry.lines for entry in contents.entries), sorted(zones), head=head)
    form = feed.request.form
    return Calendar(
        body=jcal(ics) if form is FeedForm.JCAL else ics,
        form=form,
        filename=feed.filename,
        changed_at=contents.changed_at,
    )
