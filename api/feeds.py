"""A query as a calendar: head, entries, validators and cache rule (FEEDS.md 8 to 10, "HTTP").

`Feed` -> `timeline.reading.feeds.contents` -> `render.ics.vevent.calendar`, or jCal of it -> `Answer`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Final

from api.events import shown_event
from api.http.answers import Answer
from api.http.conditional import FEED_POLICY, CachePolicy
from api.http.service import Reading
from api.parameters.params import Params
from timeline import ids
from timeline.errors import EventNotFound
from timeline.model.query import StoredEvent
from timeline.reading.feeds.contents import Content, content_of
from timeline.reading.feeds.entries import entries_of
from timeline.reading.feeds.feed import Feed, Form
from timeline.reading.feeds.window import Extent, standing
from timeline.reading.names import check_names
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


def feed_answer(found: Reading, feed: Feed) -> Answer:
    """The calendar of the query as the public knows it now, or as a subscriber saw it at the query's `known_at`."""
    check_names(found.session, feed.query, at=found.now, with_removed=True)
    content = content_of(found, feed)
    words = words_of(feed.options.lang).feeds
    notes = [words.description]
    notes += [words.newest] if content.is_past else []
    notes += [words.cut] if content.is_cut else []
    pattern = f"{found.service.links.base_url}{feed.years_at}/YYYY{feed.form.value}"
    return _calendar_answer(found, feed, content, " ".join(note.format(pattern=pattern) for note in notes))


def single_event_feed(found: Reading, key: str, params: Params, form: Form = Form.ICS) -> Answer:
    """One event as a calendar of its own; empty if its date is too vague for calendars (FEEDS.md 5)."""
    at = params.query.known_at or found.now
    stored = _shown_or_removed(found, key, at)
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
    lineage = load_lineage(found.session, (stored.event_id,), at=at)
    content = Content(entries=entries_of(found, shown, feed.options, lineage), changed_at=stored.updated_at)
    return _calendar_answer(found, feed, content, words_of(params.feed.lang).feeds.single)


def _shown_or_removed(found: Reading, key: str, at: datetime) -> StoredEvent:
    """The event's public state; if it left the public view, the entry that cancels it. Raises as `shown_event` does."""
    try:
        return shown_event(found, key, at=at)
    except EventNotFound:
        removed = find_removed(found.session, key, at=at)
        if removed is None:
            raise
        return removed


def single_event_jcal(found: Reading, key: str, params: Params) -> Answer:
    """The same as jCal."""
    return single_event_feed(found, key, params, Form.JCAL)


def _calendar_answer(found: Reading, feed: Feed, content: Content, description: str) -> Answer:
    """The calendar with its validators: the tag is made from the bytes, so each variant has its own."""
    links = found.service.links
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
