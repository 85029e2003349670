"""`/subscribe`: a form that chooses a feed, its address, the ways into each calendar program, and what is in it.

Params -> `feed_of` (short name where one exists, else the query) -> `Subscription`, QR code, and the entries that the
feed itself holds today -> template `subscribe.html`; refused values -> the same page with the form alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import render_template

from api.pages.event_view import EventView
from api.pages.story_page import views_of
from api.pages.subscribe.addresses import subscription_of
from api.pages.subscribe.form import FOLDERS, OPTIONS, Given, subscribe_form, value_words
from api.pages.subscribe.qr_code import qr_code
from api.parameters.read import Params
from timeline.errors import Problem
from timeline.model.sight import Public
from timeline.model.stored_event import StoredEvent
from timeline.reading.feeds.contents import content_of
from timeline.reading.feeds.feed import Feed
from timeline.reading.feeds.window import Extent
from timeline.reading.names import check_names
from timeline.reading.snapshot import Snapshot

_SHOWN_ENTRIES: Final = 5
_OPTION_NAMES: Final = frozenset(option.name for option in OPTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What the feed holds today: how many entries, the next ones, soonest first, and older ones, newest first.

    `is_past`: nothing falls into the sliding window, so the newest twelve months stand in it. `is_cut`: it is too
    large for calendars, and what is nearest to today stands in it.
    """

    count: int
    coming: tuple[EventView, ...]
    past: tuple[EventView, ...]
    is_past: bool
    is_cut: bool


def feed_of(params: Params) -> Feed:
    """The feed of these parameters: a short name if at most one thing is chosen, else the address of the query."""
    filters = tuple(pair for pair in params.echo if pair[0] != "year" and pair[0] not in _OPTION_NAMES)
    options = tuple(pair for pair in params.echo if pair[0] in _OPTION_NAMES)
    year = next((values[0] for name, values in params.echo if name == "year"), None)
    name = _short_name(filters)
    if name is None:
        days = () if year is None else (("from", (f"{year}-01-01",)), ("to", (f"{year}-12-31",)))
        path, echo = "/v1/events", (*filters, *days, *options)
    else:
        path, echo = f"/calendars/{name}" if year is None else f"/calendars/{name}/{year}", options
    return Feed(path=path, query=params.query, options=params.feed, echo=echo)


def _short_name(filters: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    if not filters:
        return "all"
    name, values = filters[0]
    return f"{FOLDERS[name]}/{values[0]}" if len(filters) == len(values) == 1 and name in FOLDERS else None


def subscribe_page(snapshot: Snapshot, params: Params) -> str:
    """The page with the chosen feed. Raises InvalidQuery for a name that no public event bears."""
    check_names(snapshot.session, params.query, sight=Public(snapshot.now))
    feed, title = feed_of(params), _title_of(snapshot, params)
    subscription = subscription_of(snapshot.links.base_url, feed.address, feed.filename, name=title)
    return render_template(
        "subscribe.html",
        form=subscribe_form(snapshot, dict(params.echo)),
        title=title,
        subscription=subscription,
        code=qr_code(subscription.webcal),
        preview=_preview(snapshot, feed),
        is_whole=feed.extent is not Extent.SLIDING,
        asked={name: values[0] for name, values in params.echo},
    )


def refused_page(snapshot: Snapshot, given: Given, problems: Iterable[Problem]) -> str:
    """The form alone: what was given stays in it, each problem stands at its field."""
    return render_template("subscribe.html", form=subscribe_form(snapshot, given, problems), subscription=None)


def _title_of(snapshot: Snapshot, params: Params) -> str:
    """What the feed is about: the chosen values in words."""
    words = [
        value_words(snapshot, name, value)
        for name, values in params.echo
        if name not in _OPTION_NAMES
        for value in values
    ]
    return ", ".join(words) or "All events"


def _preview(snapshot: Snapshot, feed: Feed) -> Preview:
    content = content_of(snapshot, feed)
    today = snapshot.now.date()
    shown = [entry.event for entry in content.entries if not entry.event.removed]
    coming = [event for event in shown if _last_day(event) >= today][:_SHOWN_ENTRIES]
    ended = sorted((event for event in shown if _last_day(event) < today), key=_days, reverse=True)
    past = ended[: _SHOWN_ENTRIES - len(coming)]
    views = views_of(snapshot, (*coming, *past))
    return Preview(
        count=len(content.entries),
        coming=views[: len(coming)],
        past=views[len(coming) :],
        is_past=content.is_past,
        is_cut=content.is_cut,
    )


def _last_day(event: StoredEvent) -> date:
    """The last day that a source gives, or the last there is."""
    return event.last_day or date.max


def _days(event: StoredEvent) -> tuple[date, date]:
    """The event's last and first day, for sorting."""
    return _last_day(event), event.first_day or date.min
