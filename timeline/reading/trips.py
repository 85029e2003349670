"""One trip with its stops: which events are stops, and which took place at a stop of the same trip.

id or slug -> the public trip -> its parts and theirs, one look-up each -> `Trip` with `Stop`s in order of travel.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import orjson

from timeline.errors import EventMoved, EventNotFound
from timeline.model.catalogue.entries import Catalogue
from timeline.model.figures.travel_order import in_travel_order
from timeline.model.figures.trip import Stop, Trip, days_of_stop
from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import EventKind
from timeline.reading.snapshot import Snapshot
from timeline.render.json.phases import phases_from_json
from timeline.render.json.stored_event import event_of_object, itinerary_of
from timeline.store.views.event_parts import find_parts
from timeline.store.views.event_view import find_event

_NO_FURTHER_STOP: Final = frozenset({EventKind.VISIT, EventKind.TRIP, EventKind.CALL, EventKind.STATEMENT})
"""Kinds that are not added to the stops: visits are stops already, and a call or a statement needs no travel."""


def find_trip(snapshot: Snapshot, key: str) -> Trip:
    """The public trip with this id or slug.

    Raises EventMoved if it was merged into another public trip (R14), EventNotFound if it is not a public trip.
    """
    session, sight = snapshot.session, snapshot.sight
    stored = find_event(session, key, sight=sight)
    if stored is None or stored.kind != EventKind.TRIP:
        raise EventNotFound(key)
    if key not in (stored.event_id, stored.slug):
        raise EventMoved(key, stored.slug)
    parts = find_parts(session, (stored.event_id,), sight=sight)[stored.event_id]
    below = find_parts(session, [part.event_id for part in parts], sight=sight)
    stops = [_stop(part, below[part.event_id], snapshot.catalogue) for part in parts]
    itinerary = itinerary_of(stored)
    return Trip(stored=stored, stops=stops_of(stops, snapshot.catalogue, itinerary), itinerary=itinerary)


def other_parts(snapshot: Snapshot, trip: Trip) -> tuple[StoredEvent, ...]:
    """What is directly part of the trip and belongs to none of its stops, such as a call, in order of travel."""
    own = trip.stored.event_id
    shown = {stop.stored.event_id for stop in trip.stops}
    shown |= {part.event_id for stop in trip.stops for part in stop.parts}
    parts = find_parts(snapshot.session, (own,), sight=snapshot.sight)[own]
    return in_travel_order((part for part in parts if part.event_id not in shown), days_of_stop, trip.itinerary)


def stops_of(parts: Iterable[Stop], catalogue: Catalogue, itinerary: Sequence[str] = ()) -> tuple[Stop, ...]:
    """The stops among a trip's parts, in order of travel.

    Each visit is a stop. Another event at the place of a visit belongs to that visit, if possible to one on the same
    days; at a place of its own it is a stop too.
    """
    ordered = in_travel_order(parts, lambda part: part.days, itinerary)
    stops = [part for part in ordered if part.stored.kind == EventKind.VISIT]
    for part in ordered:
        if part.stored.kind in _NO_FURTHER_STOP or not part.places:
            continue
        near = [number for number, stop in enumerate(stops) if _is_same_place(stop, part, catalogue)]
        if near:
            number = next((number for number in near if stops[number].overlaps(part)), near[0])
            stops[number] = _with_part(stops[number], part)
        else:
            stops.append(part)
    return in_travel_order(stops, lambda stop: stop.days, itinerary)


def _with_part(stop: Stop, part: Stop) -> Stop:
    """The stop with one more event that took place there, and what is part of that event."""
    return replace(stop, parts=(*stop.parts, part.stored, *part.parts))


def _is_same_place(one: Stop, other: Stop, catalogue: Catalogue) -> bool:
    """True if a place of one is, contains or lies within a place of the other."""
    pairs = ((mine.slug, theirs.slug) for mine in one.places for theirs in other.places)
    return any(catalogue.contains(mine, theirs) or catalogue.contains(theirs, mine) for mine, theirs in pairs)


def _stop(stored: StoredEvent, parts: Sequence[StoredEvent], catalogue: Catalogue) -> Stop:
    places = event_of_object(orjson.loads(stored.json)).where
    return Stop(
        stored=stored,
        places=places,
        countries=tuple(code for place in places for code in catalogue.countries_of(place.slug)),
        phases=phases_from_json(stored.phases),
        parts=tuple(parts),
    )
