"""The page of a trip: its route on a map, its stops in order, plan against outcome, legs with distances, sources.

Slug -> `timeline.reading.trips.find_trip` -> cards and pictures -> template `trip.html`. Under /trips/ also stands the
list of what is part of an event that is no trip: `story_page.pinned_page`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import render_template

from api.pages.cards.event_card import EventCard, read_cards
from api.pages.cards.members import SourceCard, place_name
from api.pages.known_at import known_at_of
from api.pages.pictures import Figure, figure_of, route_drawing, tracks_markup
from api.pages.story_page import pinned_page
from api.pages.subscribe.addresses import embed_snippet, subscription_of
from api.parameters.read import Params
from timeline.model.event import PhaseView
from timeline.model.figures.trip import Stop, Trip
from timeline.model.vocabulary import EventKind
from timeline.reading.events import shown_event
from timeline.reading.names.titles import country_names
from timeline.reading.pages.pictures import place_of_stop, route_of
from timeline.reading.snapshot import Snapshot
from timeline.reading.trips import find_trip, other_parts
from timeline.render.links import query_string
from timeline.render.pictures.route_map import LegStyle, RouteLeg
from timeline.render.text import edtf_words, status_words
from timeline.render.words.languages import DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseWords:
    """What the reports of the plan, or of the outcome, say of a stop; None for what they do not say."""

    when: str | None
    where: str | None
    status: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StopCard:
    """One stop: `number` as on the map, `place` its first place, `leg` the way to it (None: none leads there).

    `before` is the place of the stop before, `way` says of the line that leaves the stop whether it is planned or
    unsure.
    """

    number: int
    card: EventCard
    place: str
    is_on_way: bool
    leg: str | None
    leg_km: str | None
    before: str | None
    way: str
    planned: PhaseWords | None
    actual: PhaseWords | None
    parts: tuple[tuple[str, str], ...]


def trip_page(snapshot: Snapshot, slug: str, params: Params) -> str:
    """The page; of an event that is no trip, or for a further page of the list, the list of what is part of it.

    Raises EventMoved, EventGone and EventNotFound as `shown_event` does.
    """
    event = shown_event(snapshot, slug)
    if event.kind != EventKind.TRIP or params.cursor is not None:
        return pinned_page(snapshot, "trips", slug, params)
    trip, base_url = find_trip(snapshot, slug), snapshot.links.base_url
    card, *stops = read_cards(snapshot, (trip.stored, *(stop.stored for stop in trip.stops)))
    return render_template(
        "trip.html",
        card=card,
        stops=_stops(snapshot, trip, stops),
        others=read_cards(snapshot, other_parts(snapshot, trip)),
        route=_route(trip, params),
        tracks=tracks_markup(snapshot, trip),
        is_order_known=trip.is_order_known,
        distance=None if trip.distance_km is None or len(trip.travelled) < 2 else _kilometres(trip.distance_km),
        countries=_countries(snapshot, trip),
        sources=_sources([card, *stops]),
        known=known_at_of(params),
        known_query=f"?{query_string(params.echo)}" if params.echo else "",
        subscription=subscription_of(
            base_url,
            f"/calendars/trips/{event.slug}.ics",
            f"{event.slug}.ics",
            name=event.title,
            page=f"/subscribe?trip={event.slug}",
        ),
        embed=embed_snippet(base_url, f"/v1/events?trip={event.slug}"),
        base_url=base_url,
    )


def _route(trip: Trip, params: Params) -> Figure:
    return figure_of(route_drawing(trip), f"route/{trip.stored.slug}", params.echo)


def _stops(snapshot: Snapshot, trip: Trip, cards: Iterable[EventCard]) -> tuple[StopCard, ...]:
    route = route_of(trip)
    to = {leg.end: leg for leg in route.legs}
    away = {leg.start: leg for leg in route.legs}
    return tuple(
        StopCard(
            number=number,
            card=card,
            place=place_of_stop(stop),
            is_on_way=route.stops[number - 1].is_on_way,
            leg=None if number not in to else str(to[number].style),
            leg_km=_leg_km(trip, stop),
            before=None if number not in to else place_of_stop(trip.stops[to[number].start - 1]),
            way=_way(away.get(number)),
            planned=_phase(stop.phases.planned, snapshot),
            actual=_phase(stop.phases.actual, snapshot),
            parts=tuple((part.slug, part.title or part.slug) for part in stop.parts),
        )
        for number, (stop, card) in enumerate(zip(trip.stops, cards, strict=True), start=1)
    )


def _way(leg: RouteLeg | None) -> str:
    """The style of the line in the list; solid after the last stop, which has none."""
    return str(LegStyle.TRAVELLED if leg is None else leg.style)


def _leg_km(trip: Trip, stop: Stop) -> str | None:
    length = trip.legs_km.get(stop.stored.event_id)
    return None if length is None else _kilometres(length)


def _kilometres(length: float) -> str:
    """The length as a reader wants it: whole kilometres, from ten on."""
    return f"{length:,.0f} km" if length >= 10 else f"{length:.1f} km"


def _phase(view: PhaseView | None, snapshot: Snapshot) -> PhaseWords | None:
    if view is None:
        return None
    places = ", ".join(place_name(slug, snapshot.catalogue) for slug in view.where)
    return PhaseWords(
        when=None if view.when is None else edtf_words(view.when),
        where=places or None,
        status=None if view.status is None else status_words(view.status),
    )


def _countries(snapshot: Snapshot, trip: Trip) -> tuple[str, ...]:
    """The names of the countries travelled to, in order of travel."""
    slugs = {place.slug for stop in trip.travelled for place in stop.places}
    held = {slug for slug in slugs if slug in snapshot.catalogue.places}
    places = held | {outer for slug in held for outer in snapshot.catalogue.ancestors(slug)}
    names = country_names(snapshot.catalogue, sorted(places), DEFAULT_LANGUAGE)
    return tuple(names.get(code, code) for code in trip.countries)


def _sources(cards: Iterable[EventCard]) -> tuple[SourceCard, ...]:
    """The sources of the trip and of its stops, each once, the newest last."""
    every = dict.fromkeys(source for card in cards for source in card.sources)
    first = {(source.publisher, source.title, source.url): source for source in reversed(every)}
    return tuple(sorted(first.values(), key=lambda source: (source.day_iso, source.publisher)))
