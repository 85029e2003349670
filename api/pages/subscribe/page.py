"""`/subscribe`: a form that chooses a feed, its address, the ways into each calendar program, and what it contains.

Parameters -> `feed_of` (a short feed where one exists, else the query) -> addresses, QR code and the feed's preview ->
template `subscribe.html`. Refused values -> the same page with the form alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask import render_template

from api.pages.cards.event_card import EventCard, read_cards
from api.pages.subscribe.addresses import subscription_of
from api.pages.subscribe.form import OPTIONS, Given, subscribe_form
from api.pages.subscribe.qr_code import qr_code
from api.parameters.read import Params
from timeline.errors import Problem
from timeline.model.vocabulary import Status
from timeline.reading.feeds.feed import Feed, FeedRequest
from timeline.reading.feeds.preview import FeedPreview, read_preview
from timeline.reading.feeds.removals import DAYS_KEPT
from timeline.reading.names.public_names import check_names
from timeline.reading.names.query_titles import query_title
from timeline.reading.names.titles import FOLDER_OF_FILTER
from timeline.reading.snapshot import Snapshot
from timeline.render.words.languages import DEFAULT_LANGUAGE

_OPTION_NAMES: Final = frozenset(option.name for option in OPTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewCards:
    """A preview in words: the next events, soonest first, and older ones, newest first."""

    preview: FeedPreview
    coming: tuple[EventCard, ...]
    past: tuple[EventCard, ...]


def feed_of(params: Params) -> Feed:
    """The feed of these parameters: a short feed if at most one thing is chosen, else the address of the query."""
    filters = tuple(pair for pair in params.echo if pair[0] != "year" and pair[0] not in _OPTION_NAMES)
    options = tuple(pair for pair in params.echo if pair[0] in _OPTION_NAMES)
    year = next((values[0] for name, values in params.echo if name == "year"), None)
    name = _short_name(filters)
    if name is None:
        days = () if year is None else (("from", (f"{year}-01-01",)), ("to", (f"{year}-12-31",)))
        path, echo = "/v1/events", (*filters, *days, *options)
    else:
        path, echo = f"/calendars/{name}" if year is None else f"/calendars/{name}/{year}", options
    return Feed(path=path, request=FeedRequest(query=params.query, options=params.feed, echo=echo))


def _short_name(filters: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    """The name of the short feed below /calendars; None if there is none for these filters."""
    if not filters:
        return "all"
    name, values = filters[0]
    is_one = len(filters) == len(values) == 1
    return f"{FOLDER_OF_FILTER[name]}/{values[0]}" if is_one and name in FOLDER_OF_FILTER else None


def subscribe_page(snapshot: Snapshot, params: Params) -> str:
    """The page with the chosen feed. Raises InvalidQuery for a name that no public event mentions."""
    check_names(snapshot.session, params.query, sight=snapshot.present)
    feed, title = feed_of(params), _title_of(snapshot, params)
    subscription = subscription_of(snapshot.links.base_url, feed.address, feed.filename, name=title)
    return render_template(
        "subscribe.html",
        form=subscribe_form(snapshot, dict(params.echo)),
        title=title,
        subscription=subscription,
        code=qr_code(subscription.webcal),
        inside=_preview_cards(snapshot, read_preview(snapshot, feed)),
        is_whole=not feed.window.slides,
        asked={name: values[0] for name, values in params.echo},
        days_kept=DAYS_KEPT,
        keeps_cancelled=Status.CANCELLED not in feed.window.left_after_days,
    )


def refused_page(snapshot: Snapshot, given: Given, problems: Iterable[Problem]) -> str:
    """The form alone, with the given values in it and each problem at its field."""
    return render_template("subscribe.html", form=subscribe_form(snapshot, given, problems), subscription=None)


def _title_of(snapshot: Snapshot, params: Params) -> str:
    """What the feed is about: the chosen values in words, and the year."""
    year = next((values[0] for name, values in params.echo if name == "year"), None)
    title = query_title(snapshot, params.echo, DEFAULT_LANGUAGE)
    return ", ".join(part for part in (title, year) if part) or "All events"


def _preview_cards(snapshot: Snapshot, preview: FeedPreview) -> PreviewCards:
    """The preview's events in words; one look-up for the sources of all of them."""
    cards = read_cards(snapshot, (*preview.coming, *preview.past))
    count = len(preview.coming)
    return PreviewCards(preview=preview, coming=cards[:count], past=cards[count:])
