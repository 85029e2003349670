"""A query as a calendar: which events go in, what the head says, validators (FEEDS.md, "Window and size", "HTTP").

`Feed` -> stored VEVENTs of the query -> window and size -> `render.ics.calendar` -> `Answer`. Everything goes in as
long as it fits. What is too large and has no `from` or `to` of its own is cut to 12 months back and everything ahead,
nearest days first, until it fits; the description then says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from api.answers import Answer
from api.conditional import strong_etag
from api.events import shown_event
from api.names import check_names
from api.params import Params
from api.service import Reading
from timeline.model.query import EventQuery, PageRequest, StoredEvent
from timeline.render.ics import CalendarHead, calendar
from timeline.store.event_view import find_events

CALENDAR_TYPE: Final = "text/calendar; charset=utf-8"
MOST_EVENTS: Final = 1_000
MOST_BYTES: Final = 900_000
_DAYS_BACK: Final = timedelta(days=366)
_CUT: Final = (
    "The feed is too large for some calendars, so it holds what is nearest to today. "
    "Each year is complete in a feed of its own: {pattern}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One calendar: `name` for the file, `address` below the service's own (with its query), the query it publishes."""

    name: str
    title: str
    address: str
    query: EventQuery
    description: str = "Diplomatic travel and meetings, with the sources of each event."
    years_at: str = "/calendars/all/YYYY.ics"

    @property
    def filename(self) -> str:
        """A file name of plain characters."""
        return f"{self.name.replace('/', '-')}.ics"


def feed_answer(found: Reading, feed: Feed) -> Answer:
    """The calendar of the query as the public knows it now, or at the query's `known_at`."""
    check_names(found.session, feed.query, at=found.now)
    at = feed.query.known_at or found.now
    page = find_events(found.session, feed.query, PageRequest(limit=None), at=at)
    listed = tuple(event for event in page.events if event.vevent)
    has_window = feed.query.first_day is not None or feed.query.last_day is not None
    shown = listed if has_window else nearest_that_fit(listed, found.now.date())
    if len(shown) < len(listed):
        pattern = f"{found.service.links.base_url}{feed.years_at}"
        feed = replace(feed, description=f"{feed.description} {_CUT.format(pattern=pattern)}")
    return calendar_answer(found, feed, shown)


def nearest_that_fit(events: tuple[StoredEvent, ...], today: date) -> tuple[StoredEvent, ...]:
    """All events if they fit; else those from 12 months back on, nearest to `today` first, until the feed is full."""
    if len(events) <= MOST_EVENTS and sum(len(event.vevent) for event in events) <= MOST_BYTES:
        return events
    first_day = today - _DAYS_BACK
    recent = [event for event in events if event.last_day is None or event.last_day >= first_day]
    recent.sort(key=lambda event: (_days_away(event, today), event.event_id))
    chosen: set[str] = set()
    size = 0
    for event in recent[:MOST_EVENTS]:
        size += len(event.vevent)
        if size > MOST_BYTES:
            break
        chosen.add(event.event_id)
    return tuple(event for event in events if event.event_id in chosen)


def _days_away(event: StoredEvent, today: date) -> int:
    first_day, last_day = event.first_day or today, event.last_day or today
    return max((first_day - today).days, (today - last_day).days, 0)


def calendar_answer(found: Reading, feed: Feed, events: tuple[StoredEvent, ...]) -> Answer:
    """The calendar bytes with validators; events in the order of FEEDS.md 10, first day then id."""
    ordered = tuple(sorted(events, key=lambda event: (event.first_day or date.max, event.event_id)))
    links = found.service.links
    head = CalendarHead(
        name=feed.title,
        description=feed.description,
        source_url=f"{links.base_url}{feed.address}",
        page_url=f"{links.base_url}/",
    )
    zones = tuple(sorted({zone for event in ordered for zone in event.vevent_zones}))
    return Answer(
        body=calendar((event.vevent for event in ordered), zones, head=head),
        media_type=CALENDAR_TYPE,
        etag=strong_etag("ics", ordered, feed.title, feed.description, feed.address),
        changed_at=max((event.updated_at for event in ordered), default=None),
        filename=feed.filename,
    )


def single_event_feed(found: Reading, key: str, params: Params) -> Answer:
    """One event as a calendar of its own; without a VEVENT if its date is too vague for calendars (FEEDS.md 5)."""
    stored = shown_event(found, key, at=params.query.known_at or found.now)
    feed = Feed(
        name=stored.slug,
        title=stored.title or stored.slug,
        address=f"/v1/events/{stored.slug}.ics",
        query=params.query,
        description="One event of the diplomatic timeline, with its sources.",
    )
    return calendar_answer(found, feed, (stored,) if stored.vevent else ())
