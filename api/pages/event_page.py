"""The page of one event: what is shown, who says it, what was known before, and how to take it along.

Key + Params -> stored state, its history and its parts -> views -> template `event.html`.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template

from api.pages.event_view import EventView
from api.pages.json_ld import event_json_ld
from api.pages.references import references_of
from api.pages.story_page import views_of
from api.pages.subscribe.addresses import embed_snippet, subscription_of
from api.parameters.read import Params
from timeline.model.query import EventQuery, PageRequest
from timeline.model.sight import Public
from timeline.model.stored_event import StoredEvent
from timeline.reading.events import shown_event
from timeline.reading.snapshot import Snapshot
from timeline.render.json.event import instant_text
from timeline.render.words.date_words import day_words
from timeline.store.views.event_view import find_event, find_events, find_history


@dataclass(frozen=True, slots=True, kw_only=True)
class PastState:
    """One state of the event in the page's history; `known_at` asks for it, `is_shown` if it is this page's."""

    day: str
    known_at: str
    view: EventView
    is_shown: bool


def event_page(snapshot: Snapshot, key: str, params: Params) -> str:
    """The page. Raises EventNotFound for what is not public, EventMoved for what was merged away."""
    at = params.sight.at
    stored = shown_event(snapshot, key)
    states = find_history(snapshot.session, stored.event_id, sight=Public(snapshot.now))
    parts = find_events(
        snapshot.session, EventQuery(trip=(stored.event_id,)), PageRequest(limit=200), sight=Public(at)
    ).events
    parent = find_event(snapshot.session, stored.part_of, sight=Public(at)) if stored.part_of else None
    below = tuple(part for part in parts if part.event_id != stored.event_id)
    view, *others = views_of(snapshot, (stored, *below, *states), references_of(snapshot, stored, at=at))
    base = snapshot.links.base_url
    return render_template(
        "event.html",
        view=view,
        parent=parent,
        parts=tuple(part for part in others[: len(below)] if part.part_of == stored.slug),
        history=tuple(_past(state, stored) for state in reversed(others[len(below) :])),
        known_at=None if params.known_at is None else params.known_at.date().isoformat(),
        known_words=None if params.known_at is None else day_words(params.known_at.date()),
        today=snapshot.now.date().isoformat(),
        updated=day_words(stored.updated_at.date()),
        updated_at=instant_text(stored.updated_at),
        json_ld=event_json_ld(snapshot, stored),
        canonical=snapshot.links.html_url(stored.slug),
        subscription=subscription_of(
            base, f"/v1/events/{stored.slug}.ics", f"{stored.slug}.ics", page=f"/subscribe?trip={stored.slug}"
        ),
        embed=embed_snippet(base, f"/v1/events?trip={stored.slug}") if view.is_trip else None,
        base_url=base,
    )


def _past(view: EventView, shown: StoredEvent) -> PastState:
    known_from = view.stored.known_from
    time = f", {known_from:%H:%M:%S} UTC" if known_from.time().isoformat() != "00:00:00" else ""
    return PastState(
        day=f"{day_words(known_from.date())}{time}",
        known_at=instant_text(known_from),
        view=view,
        is_shown=known_from == shown.known_from,
    )
