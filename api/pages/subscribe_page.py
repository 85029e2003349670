"""`/subscribe`: a form that chooses a feed, its address, the ways into each calendar program, and what is in it.

Params -> `feed_of` (short name where one exists, else the query) -> `Subscription`, QR code, preview -> template
`subscribe.html`; refused values -> the same page with the form alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from flask import render_template

from api.names import check_names
from api.pages.qr_code import qr_code
from api.pages.story_page import views_of
from api.pages.subscribe import subscription_of
from api.pages.subscribe_form import FOLDERS, OPTIONS, Given, subscribe_form, value_words
from api.pages.views import EventView
from api.params import Params, query_string
from api.service import Reading
from timeline.errors import Problem
from timeline.model.query import EventQuery, PageRequest, Sort, StoredEvent
from timeline.store.event_view import find_events

_SHOWN_ENTRIES: Final = 5
_LOOKED_AT: Final = PageRequest(limit=50)
"""More than are shown, since some events stay out of calendars (FEEDS.md 5)."""
_WINDOW: Final = timedelta(days=366)
_OPTION_NAMES: Final = frozenset(option.name for option in OPTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenFeed:
    """Where the feed is below the service's address, and the name of its file."""

    path: str
    filename: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Entries of the feed: those from today on, soonest first, and older ones, newest first."""

    coming: tuple[EventView, ...]
    past: tuple[EventView, ...]


def feed_of(params: Params) -> ChosenFeed:
    """The feed of these parameters: a short name if at most one thing is chosen, else the address of the query."""
    filters = tuple(pair for pair in params.echo if pair[0] != "year" and pair[0] not in _OPTION_NAMES)
    options = tuple(pair for pair in params.echo if pair[0] in _OPTION_NAMES)
    year = next((values[0] for name, values in params.echo if name == "year"), None)
    name = _short_name(filters)
    if name is None:
        days = () if year is None else (("from", (f"{year}-01-01",)), ("to", (f"{year}-12-31",)))
        return ChosenFeed(path=f"/v1/events.ics?{query_string((*filters, *days, *options))}", filename="events.ics")
    edition = name if year is None else f"{name}/{year}"
    asked = f"?{query_string(options)}" if options else ""
    return ChosenFeed(path=f"/calendars/{edition}.ics{asked}", filename=f"{edition.replace('/', '-')}.ics")


def _short_name(filters: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    if not filters:
        return "all"
    name, values = filters[0]
    return f"{FOLDERS[name]}/{values[0]}" if len(filters) == len(values) == 1 and name in FOLDERS else None


def subscribe_page(found: Reading, params: Params) -> str:
    """The page with the chosen feed. Raises InvalidQuery for a name that no public event bears."""
    check_names(found.session, params.query, at=found.now)
    feed, title = feed_of(params), _title_of(found, params)
    subscription = subscription_of(found.service.links.base_url, feed.path, feed.filename, name=title)
    return render_template(
        "subscribe.html",
        form=subscribe_form(found, dict(params.echo)),
        title=title,
        subscription=subscription,
        code=qr_code(subscription.webcal),
        preview=_preview(found, params.query),
        is_whole=_is_whole(params.query),
        asked={name: values[0] for name, values in params.echo},
    )


def refused_page(found: Reading, given: Given, problems: Iterable[Problem]) -> str:
    """The form alone: what was given stays in it, each problem stands at its field."""
    return render_template("subscribe.html", form=subscribe_form(found, given, problems), subscription=None)


def _title_of(found: Reading, params: Params) -> str:
    """What the feed is about: the chosen values in words."""
    words = [
        value_words(found, name, value) for name, values in params.echo if name not in _OPTION_NAMES for value in values
    ]
    return ", ".join(words) or "All events"


def _preview(found: Reading, query: EventQuery) -> Preview:
    today = found.now.date()
    first_day = max(today, query.first_day or today)
    last_day = min(today - timedelta(days=1), query.last_day or today)
    coming = _entries(found, replace(query, first_day=first_day, sort=Sort.START))
    known = {event.event_id for event in coming}
    older = _entries(found, replace(query, last_day=last_day, sort=Sort.START_DESCENDING))
    oldest = date.min if _is_whole(query) else _window_start(today, (*coming, *older))
    past = [event for event in older if event.event_id not in known and _last_day(event) >= oldest]
    past = past[: _SHOWN_ENTRIES - len(coming)]
    views = views_of(found, (*coming, *past))
    return Preview(coming=views[: len(coming)], past=views[len(coming) :])


def _is_whole(query: EventQuery) -> bool:
    """True if the feed does not slide with the days: a window of its own, or a trip."""
    return query.first_day is not None or query.last_day is not None or bool(query.trip)


def _window_start(today: date, events: Iterable[StoredEvent]) -> date:
    """Where a sliding feed begins: twelve months back, or before its newest event if that is older still."""
    newest = max((_last_day(event) for event in events), default=today)
    return (today if newest >= today - _WINDOW else newest) - _WINDOW


def _last_day(event: StoredEvent) -> date:
    return event.last_day or event.first_day or date.max


def _entries(found: Reading, query: EventQuery) -> tuple[StoredEvent, ...]:
    """The first few events of the query that calendars show; none if its window is empty."""
    if query.first_day is not None and query.last_day is not None and query.first_day > query.last_day:
        return ()
    events = find_events(found.session, query, _LOOKED_AT, at=found.now).events
    return tuple(event for event in events if event.vevent)[:_SHOWN_ENTRIES]
