"""The list pages: the story with its filters, the events of one person, organization, place or trip, the frame.

Params -> events of one page -> EventViews -> agenda -> template `story.html` (or `embed.html`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

import orjson
from flask import render_template

from api.http.cursor import Cursor, query_digest, read_cursor, write_cursor
from api.pages.agenda import Month, agenda_of
from api.pages.claims import NO_REFERENCES, References
from api.pages.event_view import EventView, event_view
from api.pages.story_filters import filters_of
from api.pages.subscribe.addresses import embed_snippet, subscription_of
from api.pages.titles import name_of
from api.parameters.read import Params
from timeline.errors import CatalogueEntryNotFound
from timeline.model.limits import MAX_LIMIT
from timeline.model.query import EventQuery, Page, PageRequest
from timeline.model.sight import Public
from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import EventKind
from timeline.reading.events import shown_event
from timeline.reading.names import check_names, is_named
from timeline.reading.snapshot import Snapshot
from timeline.render.links import query_string
from timeline.render.words.date_words import day_words
from timeline.store.logs.report_log import find_sources
from timeline.store.views.event_view import find_events

SITE_NAME: Final = "Diplomatic timeline"
_PINNED: Final = {"people": "person", "organizations": "organization", "places": "place", "trips": "trip"}
_KIND_OF_PAGE: Final = {"people": "Person", "organizations": "Organization", "places": "Place", "trips": "Trip"}


def story_page(snapshot: Snapshot, params: Params) -> str:
    """The whole story, or what the filters leave of it."""
    check_names(snapshot.session, params.query, sight=Public(snapshot.now))
    base = snapshot.links.base_url
    filters = {name: values for name, values in params.echo if name not in ("cursor", "known_at", "year")}
    shared = query_string(_api_echo(params))
    lasting = query_string(pair for pair in _api_echo(params) if pair[0] != "known_at")
    feed_path = f"/v1/events.ics?{lasting}" if lasting else "/calendars/all.ics"
    return _list_page(
        snapshot,
        params,
        params.query,
        title=SITE_NAME,
        kind_of_page=None,
        path="/",
        subscription=subscription_of(base, feed_path, "diplomatic-timeline.ics", page=_subscribe_page(params)),
        api_path=f"/v1/events?{shared}" if shared else "/v1/events",
        filters=filters_of(snapshot, params, is_active=bool(filters) or any(name == "year" for name, _ in params.echo)),
        offices=(),
        trip=None,
    )


def _subscribe_page(params: Params) -> str:
    """The page that offers every way to subscribe to what the story's filters leave; it always follows the present."""
    lasting = query_string(pair for pair in params.echo if pair[0] not in ("cursor", "known_at"))
    return f"/subscribe?{lasting}" if lasting else "/subscribe"


def pinned_page(snapshot: Snapshot, folder: str, slug: str, params: Params) -> str:
    """The events of one person, organization, place or trip. Raises what `shown_event` does, CatalogueEntryNotFound."""
    parameter = _PINNED[folder]
    trip = None
    if folder == "trips":
        trip = shown_event(snapshot, slug)
    elif not is_named(snapshot.session, parameter, slug, sight=Public(snapshot.now)):
        raise CatalogueEntryNotFound(parameter, slug)
    pinned: dict[str, Any] = {parameter: (slug,)}
    base = snapshot.links.base_url
    return _list_page(
        snapshot,
        params,
        replace(params.query, **pinned),
        title=name_of(snapshot, folder, slug),
        kind_of_page=_KIND_OF_PAGE[folder],
        path=f"/{folder}/{slug}",
        subscription=subscription_of(
            base,
            f"/calendars/{folder}/{slug}.ics",
            f"{slug}.ics",
            page=f"/subscribe?{query_string([(parameter, (slug,))])}",
        ),
        api_path=f"/v1/events?{parameter}={slug}",
        filters=None,
        offices=_offices(snapshot, slug) if folder == "people" else (),
        trip=trip,
    )


def embed_page(snapshot: Snapshot, params: Params, script_hash: str) -> str:
    """The frame's page: the widget, and inside its tag the next events as plain HTML for readers without JavaScript."""
    check_names(snapshot.session, params.query, sight=Public(snapshot.now))
    at = params.sight.at
    page = find_events(snapshot.session, params.query, PageRequest(limit=20), sight=Public(at))
    shared = query_string(_api_echo(params))
    return render_template(
        "embed.html",
        months=_months(snapshot, page.events, at),
        src=f"/v1/events?{shared}" if shared else "/v1/events",
        script=f"/widget/diplomatic-timeline.{script_hash}.js",
        page_url=f"/?{shared}" if shared else "/",
    )


def views_of(
    snapshot: Snapshot, events: Iterable[StoredEvent], references: References = NO_REFERENCES
) -> tuple[EventView, ...]:
    """The events in words; the titles of all their sources come from one look-up."""
    stored = tuple(events)
    sources = {source for event in stored for source in orjson.loads(event.json)["sources"]}
    titles = {
        key: (source.title, source.url) for key, source in find_sources(snapshot.session, sorted(sources)).items()
    }
    return tuple(event_view(event, snapshot.catalogue, titles, references) for event in stored)


def _months(
    snapshot: Snapshot, events: tuple[StoredEvent, ...], at: datetime, today: date | None = None
) -> tuple[Month, ...]:
    """The events by month, with today's place; the stops of all trips among them come from one statement."""
    trips = tuple(event.event_id for event in events if event.kind == EventKind.TRIP)
    stops = EventQuery(trip=trips, kind=(EventKind.VISIT,))
    visits = (
        find_events(snapshot.session, stops, PageRequest(limit=MAX_LIMIT), sight=Public(at)).events if trips else ()
    )
    views = views_of(snapshot, (*events, *visits))
    return agenda_of(views[: len(events)], views[len(events) :], today=today)


def _list_page(snapshot: Snapshot, params: Params, query: EventQuery, **shown: Any) -> str:
    bound_to = query_digest("page", shown["path"], [pair for pair in params.echo if pair[0] != "cursor"])
    cursor = None if params.cursor is None else read_cursor(params.cursor, bound_to, now=snapshot.now)
    at = cursor.at if cursor else params.sight.at
    asked = PageRequest(limit=MAX_LIMIT, after=cursor.after if cursor else None, with_count=True)
    page = find_events(snapshot.session, query, asked, sight=Public(at))
    later = None
    if page.next is not None:
        kept = tuple(pair for pair in params.echo if pair[0] != "cursor")
        later = query_string((*kept, ("cursor", (write_cursor(Cursor(page.next, at), bound_to),))))
    today = _today(query, page, cursor, at if params.known_at else snapshot.now)
    return render_template(
        "story.html",
        months=_months(snapshot, page.events, at, today),
        has_earlier=today is not None and any(event.first_day and event.first_day < today for event in page.events),
        today_words="That day" if params.known_at else "Today",
        count=page.count,
        later=later,
        known_at=None if params.known_at is None else params.known_at.date().isoformat(),
        known_words=None if params.known_at is None else day_words(params.known_at.date()),
        today=snapshot.now.date().isoformat(),
        embed=embed_snippet(snapshot.links.base_url, shown["api_path"]),
        base_url=snapshot.links.base_url,
        kept=[(name, value) for name, values in params.echo if name not in ("cursor", "known_at") for value in values],
        **shown,
    )


def _today(query: EventQuery, page: Page, cursor: Cursor | None, moment: datetime) -> date | None:
    """The day (UTC) if its place lies on this page: inside the days asked for, after the page before, before the next.

    With `known_at` it is the day asked about.
    """
    today = moment.astimezone(UTC).date()
    is_asked = (query.first_day or date.min) <= today <= (query.last_day or date.max)
    starts = [event.first_day for event in page.events]
    before = None if cursor is None else cursor.after.key
    is_on_later_page = page.next is not None and all(day is not None and day < today for day in starts)
    is_on_earlier_page = cursor is not None and (before is None or date.fromisoformat(before) >= today)
    return today if starts and is_asked and not is_on_later_page and not is_on_earlier_page else None


def _api_echo(params: Params) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The page's parameters as those of the API: a year becomes its days."""
    echo = [pair for pair in params.echo if pair[0] not in ("cursor", "year")]
    if any(name == "year" for name, _ in params.echo) and params.query.first_day and params.query.last_day:
        days = (("from", params.query.first_day), ("to", params.query.last_day))
        echo += [(name, (day.isoformat(),)) for name, day in days]
    return tuple(echo)


def _offices(snapshot: Snapshot, person: str) -> tuple[str, ...]:
    """The offices that the catalogue knows, with their days, in words."""
    catalogue = snapshot.catalogue
    lines = []
    for term in catalogue.terms:
        if term.person == person:
            body = catalogue.organizations[term.body].name if term.body in catalogue.organizations else term.body
            first = "" if term.first_day is None else f", from {day_words(term.first_day)}"
            last = "" if term.last_day is None else f" to {day_words(term.last_day)}"
            lines.append(f"{term.office}, {body}{first}{last}")
    return tuple(lines)
