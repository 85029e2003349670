"""The page of one event: what is shown, who says it, what was known before, and how to subscribe to it.

Key -> `timeline.reading.pages.event_detail` -> cards -> template `event.html`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from flask import render_template
from markupsafe import Markup

from api.pages.cards.claims_by_source import differing_properties, source_table
from api.pages.cards.event_card import EventCard, read_cards
from api.pages.known_at import known_at_of
from api.pages.subscribe.addresses import Subscription, embed_snippet, subscription_of
from api.parameters.read import Params
from timeline.model.catalogue.folders import Folder
from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import EventKind
from timeline.reading.pages.event_detail import EventDetail, read_event_detail
from timeline.reading.pages.event_story import story_of
from timeline.reading.snapshot import Snapshot
from timeline.render.forms.jsonld import schema_event, script_safe
from timeline.render.forms.local_event import local_event
from timeline.render.forms.settings import FormSettings
from timeline.render.json.event import instant_text
from timeline.render.schema_org import CONTEXT
from timeline.render.story import ToldChange
from timeline.render.words.date_words import day_words

_MOST_PEOPLE: Final = 3
"""People whose calendars an event's page offers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastState:
    """One state in the event's history; `known_at` asks for it, `is_shown` marks the state that this page shows.

    `change` is what it changed; `time` is empty if it is the only state that began on its day.
    """

    day: str
    time: str
    known_at: str
    change: ToldChange
    card: EventCard
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ToFollow:
    """A calendar that an event stands in: the name of what it is about, and the page that offers it."""

    name: str
    page: str


def event_page(snapshot: Snapshot, key: str, params: Params) -> str:
    """The page. Raises EventNotFound for an event that is not public, EventMoved for a merged one."""
    detail = read_event_detail(snapshot, key)
    event, base_url = detail.event, snapshot.links.base_url
    card, parts, history = _cards(snapshot, detail)
    return render_template(
        "event.html",
        card=card,
        parents=detail.parents,
        parts=parts,
        history=history,
        last_change=_last_change(history),
        certainty=_certainty(card),
        differing=differing_properties(card.properties),
        rows=source_table(card.properties, card.sources),
        known=known_at_of(params),
        updated=day_words(event.updated_at.date()),
        updated_at=instant_text(event.updated_at),
        json_ld=_json_ld(snapshot, event),
        subscription=_subscription(base_url, event) if event.first_day or event.last_day else None,
        follow=_to_follow(card, detail.parents),
        embed=embed_snippet(base_url, f"/v1/events?trip={event.slug}") if card.is_trip else None,
        base_url=base_url,
    )


def _subscription(base_url: str, event: StoredEvent) -> Subscription:
    """The calendar of the event: a trip is to be followed, any other event is a file to download."""
    if event.kind == EventKind.TRIP:
        path, page = f"/calendars/trips/{event.slug}.ics", f"/subscribe?trip={event.slug}"
        return subscription_of(base_url, path, f"{event.slug}.ics", name=event.title, page=page)
    return subscription_of(base_url, f"/v1/events/{event.slug}.ics", f"{event.slug}.ics")


def _to_follow(card: EventCard, parents: Iterable[StoredEvent]) -> tuple[ToFollow, ...]:
    """What the event is part of, and the people who take part."""
    above = (ToFollow(name=one.title or one.slug, page=f"/subscribe?trip={one.slug}") for one in parents)
    people = [one for one in card.people if one.folder == Folder.PEOPLE and not one.is_missing][:_MOST_PEOPLE]
    return (*above, *(ToFollow(name=one.name, page=f"/subscribe?person={one.who}") for one in people))


def _json_ld(snapshot: Snapshot, stored: StoredEvent) -> Markup:
    """The event as schema.org Event, without `<`, `>` and `&`: the text of a script element (RELIABILITY E10)."""
    settings = FormSettings(render=snapshot.render, catalogue=snapshot.catalogue)
    return Markup(script_safe({"@context": CONTEXT} | schema_event(local_event(stored, settings), settings)).decode())


def _cards(snapshot: Snapshot, detail: EventDetail) -> tuple[EventCard, tuple[EventCard, ...], tuple[PastState, ...]]:
    """The event, its parts and its history in words; one look-up for the sources of all of them."""
    card, *others = read_cards(snapshot, (detail.event, *detail.parts, *detail.states), detail.references)
    count = len(detail.parts)
    changes = reversed(story_of(tuple(reversed(detail.states))))
    days = Counter(state.known_from.date() for state in detail.states)
    history = tuple(
        _past_state(
            state,
            change,
            is_shown=state.stored.known_from == detail.event.known_from,
            has_time=days[state.stored.known_from.date()] > 1,
        )
        for state, change in zip(others[count:], changes, strict=True)
    )
    return card, tuple(others[:count]), history


def _past_state(card: EventCard, change: ToldChange, *, is_shown: bool, has_time: bool) -> PastState:
    known_from = card.stored.known_from
    return PastState(
        day=day_words(known_from.date()),
        time=f"{known_from:%H:%M} UTC" if has_time else "",
        known_at=instant_text(known_from),
        change=change,
        card=card,
        is_shown=is_shown,
    )


def _last_change(history: Sequence[PastState]) -> PastState | None:
    """The newest state up to the shown one that changed what was known before; None if none did."""
    number = next((number for number, state in enumerate(history) if state.is_shown), len(history))
    return next((state for state in history[number:-1] if not state.change.is_confirmation), None)


def _certainty(card: EventCard) -> str:
    """How many sources of which tiers speak on the event: "3 sources: official, press"."""
    count = len(card.sources)
    if not count:
        return "no source"
    tiers = ", ".join(dict.fromkeys(source.tier for source in card.sources))
    return f"{count} source{'s' if count != 1 else ''}: {tiers}"
