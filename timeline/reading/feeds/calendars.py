"""A feed as a finished calendar: its bytes, its file name, and when it changed last.

`Feed` -> `contents` -> `render.ics` (head, time zones, entries; jCal is made from the same bytes) -> `Calendar`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from timeline.errors import EventGone, EventMoved
from timeline.model.stored_event import StoredEvent
from timeline.reading.events import removed_event, shown_event
from timeline.reading.feeds.contents import FeedContents, read_contents
from timeline.reading.feeds.entries import read_entries
from timeline.reading.feeds.feed import Feed, FeedForm, FeedRequest
from timeline.reading.feeds.named import FeedName, named_feed
from timeline.reading.names.public_names import check_names
from timeline.reading.names.query_titles import query_title
from timeline.reading.names.titles import local_event_title
from timeline.reading.snapshot import Snapshot
from timeline.render.ics.calendar import CalendarHead, calendar
from timeline.render.ics.jcal import jcal
from timeline.render.ics.vevent_options import Imprecise
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
    check_names(snapshot.session, request.query, sight=snapshot.present, with_removed=True)
    about = query_title(snapshot, request.echo, request.options.lang)
    return _feed_calendar(snapshot, Feed(path="/v1/events", request=request, about=about or None))


def named_calendar(snapshot: Snapshot, name: FeedName, request: FeedRequest) -> Calendar:
    """A short stable feed or its edition of one year. Raises FeedNotFound for a name that is not public."""
    feed = named_feed(snapshot, name, request)
    check_names(snapshot.session, feed.query, sight=snapshot.present, with_removed=True)
    return _feed_calendar(snapshot, feed)


def event_calendar(snapshot: Snapshot, key: str, request: FeedRequest) -> Calendar:
    """One event as a calendar of its own, as with `imprecise=all`; without any known day with the reason.

    A merged event has the entry of its survivor and its own, which says so; a removed one the entry that cancels it.
    Raises EventNotFound for any other event that is not public.
    """
    events = _events_of_file(snapshot, key)
    options = replace(request.options, imprecise=Imprecise.ALL)
    feed = _single_feed(snapshot, key, events[0], replace(request, options=options))
    ancestry = load_ancestry(snapshot.session, [event.event_id for event in events], sight=snapshot.sight)
    entries = read_entries(snapshot, events, options, ancestry)
    changed_at = max((events[0].updated_at, *(entry.changed_at for entry in entries)))
    words = words_of(options.lang).feeds
    description = words.single if entries else f"{words.single} {words.undated}"
    return _write(snapshot, feed, FeedContents(entries=entries, changed_at=changed_at), description)


def _events_of_file(snapshot: Snapshot, key: str) -> tuple[StoredEvent, ...]:
    """The event with this id or slug; the survivor and the merged event; or what is left of a removed one."""
    try:
        return (shown_event(snapshot, key),)
    except EventMoved as moved:
        merged = find_removed(snapshot.session, key, sight=snapshot.sight)
        survivor = shown_event(snapshot, moved.slug)
        return (survivor,) if merged is None else (survivor, merged)
    except EventGone:
        removed = removed_event(snapshot, key)
        if removed is None:
            raise
        return (removed,)


def _single_feed(snapshot: Snapshot, key: str, event: StoredEvent, request: FeedRequest) -> Feed:
    """The feed of one event at its own address; of a removed event neither title nor slug is told (R10)."""
    if event.removed:
        words = words_of(request.options.lang).feeds
        return Feed(path=f"/v1/events/{event.event_id}", about=words.removed, request=request, is_single=True)
    is_merged = key not in (event.event_id, event.slug)
    about = local_event_title(event, snapshot.catalogue, request.options.lang)
    path = f"/v1/events/{quote(key, safe='') if is_merged else event.slug}"
    return Feed(path=path, about=about, request=request, is_single=True)


def _feed_calendar(snapshot: Snapshot, feed: Feed) -> Calendar:
    contents = read_contents(snapshot, feed)
    words = words_of(feed.options.lang).feeds
    notes = [words.description]
    notes += [words.newest] if contents.is_past else []
    notes += [words.cut] if contents.is_cut else []
    notes += [] if contents.entries else [words.empty]
    pattern = f"{snapshot.links.base_url}{feed.years_at}/YYYY{feed.request.form.value}"
    return _write(snapshot, feed, contents, " ".join(note.format(pattern=pattern) for note in notes))


def _write(snapshot: Snapshot, feed: Feed, contents: FeedContents, description: str) -> Calendar:
    base_url = snapshot.links.base_url
    head = CalendarHead(
        name=feed.title,
        description=description,
        source_url=f"{base_url}{feed.address}",
        page_url=f"{base_url}/",
        rights=f"{snapshot.render.licence}. {snapshot.render.attribution}.",
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
