"""A query as a calendar: head, entries, validators and cache rule (FEEDS.md 8 to 10, "HTTP").

`Feed` -> `timeline.reading.feeds.contents` -> `render.ics.vevent.calendar`, or jCal of it -> `Answer`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Final

from api.http.answers import Answer
from api.http.conditional import FEED_POLICY, CachePolicy
from api.parameters.read import Params
from timeline import ids
from timeline.errors import EventNotFound
from timeline.model.sight import Public
from timeline.model.stored_event import StoredEvent
from timeline.reading.events import shown_event
from timeline.reading.feeds.contents import Content, content_of
from timeline.reading.feeds.entries import entries_of
from timeline.reading.feeds.feed import Feed, Form
from timeline.reading.feeds.window import Extent, standing
from timeline.reading.names import check_names
from timeline.reading.snapshot import Snapshot
from timeline.render.ics.jcal import JCAL_TYPE, jcal
from timeline.render.ics.vevent import CalendarHead, calendar
from timeline.render.words.languages import words_of
from timeline.store.views.event_view import find_removed
from timeline.store.views.feed_view import load_lineage

CALENDAR_TYPE: Final = "text/calendar; charset=utf-8"


def policy_of_day(now: datetime) -> CachePolicy:
    """The cache rule of feeds; nothing stale is shown beyond the next midnight (UTC), when events leave by themselves.

    Ages end at quarters of an hour, so at midnight too (`cache_control`).
    """
    midnight = datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time(), UTC)
    longest = (FEED_POLICY.shared or 0) + (FEED_POLICY.while_revalidate or 0)
    is_near = (midnight - now).total_seconds() < longest
    return replace(FEED_POLICY, while_revalidate=None) if is_near else FEED_POLICY


def feed_answer(snapshot: Snapshot, feed: Feed) -> Answer:
    """The calendar of the query as the public knows it now, or as a subscriber saw it at the query's `known_at`."""
    check_names(snapshot.session, feed.query, sight=Public(snapshot.now), with_removed=True)
    content = content_of(snapshot, feed)
    words = words_of(feed.options.lang).feeds
    notes = [words.description]
    notes += [words.newest] if content.is_past else []
    notes += [words.cut] if content.is_cut else []
    pattern = f"{snapshot.links.base_url}{feed.years_at}/YYYY{feed.form.value}"
    return _calendar_answer(snapshot, feed, content, " ".join(note.format(pattern=pattern) for note in notes))


def single_event_feed(snapshot: Snapshot, key: str, params: Params, form: Form = Form.ICS) -> Answer:
    """One event as a calendar of its own; empty if its date is too vague for calendars (FEEDS.md 5)."""
    at = params.sight.at
    stored = _shown_or_removed(snapshot, key, at)
    feed = Feed(
        path=f"/v1/events/{stored.slug}",
        about=stored.title or stored.slug,
        query=params.query,
        options=params.feed,
        echo=params.echo,
        form=form,
        is_single=True,
    )
    shown = standing((stored,), feed.options, {}, today=at.date(), extent=Extent.EVERYTHING)
    lineage = load_lineage(snapshot.session, (stored.event_id,), sight=Public(at))
    content = Content(entries=entries_of(snapshot, shown, feed.options, lineage), changed_at=stored.updated_at)
    return _calendar_answer(snapshot, feed, content, words_of(params.feed.lang).feeds.single)


def _shown_or_removed(snapshot: Snapshot, key: str, at: datetime) -> StoredEvent:
    """The event's public state; if it left the public view, the entry that cancels it. Raises as `shown_event` does."""
    try:
        return shown_event(snapshot, key)
    except EventNotFound:
        removed = find_removed(snapshot.session, key, sight=Public(at))
        if removed is None:
            raise
        return removed


def single_event_jcal(snapshot: Snapshot, key: str, params: Params) -> Answer:
    """The same as jCal."""
    return single_event_feed(snapshot, key, params, Form.JCAL)


def _calendar_answer(snapshot: Snapshot, feed: Feed, content: Content, description: str) -> Answer:
    """The calendar with its validators: the tag is made from the bytes, so each variant has its own."""
    links = snapshot.links
    head = CalendarHead(
        name=feed.title,
        description=description,
        source_url=f"{links.base_url}{feed.address}",
        page_url=f"{links.base_url}/",
    )
    zones = {zone for entry in content.entries for zone in entry.zones}
    body = calendar((entry.lines for entry in content.entries), sorted(zones), head=head)
    if feed.form is Form.JCAL:
        body = jcal(body)
    return Answer(
        body=body,
        media_type=JCAL_TYPE if feed.form is Form.JCAL else CALENDAR_TYPE,
        etag=ids.digest(body)[:32],
        changed_at=content.changed_at,
        filename=feed.filename,
    )
