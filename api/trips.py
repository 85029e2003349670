"""A trip with its stops in order of travel: places, legs, plan against outcome, what happened at each stop.

Key -> trip as public at the instant -> its parts and theirs, one look-up each -> stops -> legs (great circle) -> JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any, Final

import orjson

from api.event_form import event_objects
from api.events import EventMoved
from api.http.answers import Answer
from api.http.conditional import strong_etag
from api.http.negotiation import JSON
from api.parameters.params import Params
from api.trip_phases import Phases, PhaseView, phases_of
from timeline.errors import EventNotFound
from timeline.model.catalogue.entries import Catalogue
from timeline.model.catalogue.geography import great_circle_km
from timeline.model.query import StoredEvent
from timeline.model.sight import Public
from timeline.model.vocabulary import EventKind, Status
from timeline.reading.snapshot import Snapshot
from timeline.render.json.event import instant_text
from timeline.store.views.event_parts import find_parts_of_many
from timeline.store.views.event_view import find_event

DISTANCE_RULE: Final = (
    "`distance_km` is the sum of the legs, each the great circle between the first places of two successive stops on a"
    " sphere of 6371.0088 km, rounded to 0.1 km; a stop that was called off, or that nobody reported as carried out"
    " although the trip is completed, has no leg; a leg is null, and the sum with it, if a place has no coordinates or"
    " the days do not tell which of two stops came first (those of one and the same known day stand in order of id)."
)

_CALLED_OFF: Final = frozenset({Status.CANCELLED, Status.WITHDRAWN, Status.POSTPONED})
_NOT_A_FURTHER_STOP: Final = frozenset({EventKind.VISIT, EventKind.TRIP, EventKind.CALL, EventKind.STATEMENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One stop: the event as stored, its public JSON, and the events at it."""

    stored: StoredEvent
    event: Mapping[str, Any]
    phases: Phases
    parts: tuple[StoredEvent, ...] = ()

    @property
    def slugs(self) -> tuple[str, ...]:
        """The slugs of its places."""
        return tuple(place["slug"] for place in self.event["where"])

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude of its first place, if both are known."""
        place = next(iter(self.event["where"]), None)
        if place is None or place["latitude"] is None or place["longitude"] is None:
            return None
        return (place["latitude"], place["longitude"])


def trip_document(snapshot: Snapshot, key: str, params: Params) -> Answer:
    """The trip. Raises EventMoved for a merged key, EventNotFound for what is no trip or not public."""
    at = params.sight.at
    stored = find_event(snapshot.session, key, sight=Public(at))
    if stored is None or stored.kind != EventKind.TRIP:
        raise EventNotFound(key)
    if key not in (stored.event_id, stored.slug):
        raise EventMoved(stored.slug)
    parts = find_parts_of_many(snapshot.session, (stored.event_id,), sight=Public(at))[stored.event_id]
    below = find_parts_of_many(snapshot.session, [part.event_id for part in parts], sight=Public(at))
    trip, *objects = map(orjson.loads, event_objects(snapshot, (stored, *parts), params, at=at))
    held = [
        Stop(stored=part, event=event, phases=phases_of(part.claims, snapshot.catalogue), parts=below[part.event_id])
        for part, event in zip(parts, objects, strict=True)
    ]
    stops = _stops(sorted(held, key=_order), snapshot.catalogue)
    body = orjson.dumps(_members(trip, stops, snapshot.catalogue, params))
    return Answer(body=body, media_type=JSON, etag=strong_etag("trip", (), body.decode()))


def _order(stop: Stop) -> tuple[date, date, str]:
    """In order of travel, as the trip's own `where` has it: first day, last day (not known: last), id."""
    return (stop.stored.first_day or date.max, stop.stored.last_day or date.max, stop.stored.event_id)


def _stops(held: Sequence[Stop], catalogue: Catalogue) -> list[Stop]:
    """The visits, and what else has a place of its own; what took place where a visit went stands under that visit."""
    stops = [stop for stop in held if stop.stored.kind == EventKind.VISIT]
    for other in held:
        if other.stored.kind in _NOT_A_FURTHER_STOP or not other.slugs:
            continue
        near = [number for number, stop in enumerate(stops) if _is_same_place(stop, other, catalogue)]
        if not near:
            stops.append(other)
            continue
        number = next((number for number in near if _is_same_time(stops[number], other)), near[0])
        stops[number] = replace(stops[number], parts=(*stops[number].parts, other.stored, *other.parts))
    return sorted(stops, key=_order)


def _is_same_place(one: Stop, other: Stop, catalogue: Catalogue) -> bool:
    """True if a place of one is or holds a place of the other."""
    pairs = ((mine, theirs) for mine in one.slugs for theirs in other.slugs)
    return any(
        catalogue.contains(mine, theirs) or catalogue.contains(theirs, mine)
        for mine, theirs in pairs
        if mine in catalogue.places and theirs in catalogue.places
    )


def _is_same_time(one: Stop, other: Stop) -> bool:
    mine, theirs = one.stored, other.stored
    return (mine.first_day or date.min) <= (theirs.last_day or date.max) and (theirs.first_day or date.min) <= (
        mine.last_day or date.max
    )


def _members(trip: Mapping[str, Any], stops: Sequence[Stop], catalogue: Catalogue, params: Params) -> dict[str, Any]:
    is_over = trip["status"] == Status.COMPLETED
    travelled = [stop for stop in stops if _is_travelled(stop, is_over=is_over)]
    legs = _legs(travelled)
    known_at = params.known_at
    shown = {place["slug"]: place for stop in travelled for place in stop.event["where"]}
    return {
        "trip": trip,
        "stops": [_stop(stop, legs.get(stop.stored.event_id)) for stop in stops],
        "distance_km": _sum(legs, len(travelled)),
        "places": list(shown.values()),
        "countries": list(dict.fromkeys(code for slug in shown for code in _countries(slug, catalogue))),
        "deviations": trip["deviations"],
        "known_at": None if known_at is None else instant_text(known_at),
        "distance_rule": DISTANCE_RULE,
    }


def _is_travelled(stop: Stop, *, is_over: bool) -> bool:
    return stop.stored.status not in _CALLED_OFF and not (is_over and stop.phases.actual is None)


def _legs(travelled: Sequence[Stop]) -> Mapping[str, float]:
    """The length of the leg to each stop in km, by event id; none to the first or if place or order is unknown."""
    return {
        stop.stored.event_id: great_circle_km(before.point, stop.point)
        for before, stop in pairwise(travelled)
        if before.point is not None and stop.point is not None and _is_order_known(before, stop)
    }


def _is_order_known(before: Stop, stop: Stop) -> bool:
    """True if the days of both are exact, or if those of one end before those of the other begin."""
    is_exact = before.stored.exact and stop.stored.exact
    return is_exact or (before.stored.last_day or date.max) < (stop.stored.first_day or date.min)


def _sum(legs: Mapping[str, float], travelled: int) -> float | None:
    return round(sum(legs.values()), 1) if len(legs) >= travelled - 1 else None


def _countries(slug: str, catalogue: Catalogue) -> Iterable[str]:
    held = (slug, *catalogue.ancestors(slug)) if slug in catalogue.places else ()
    return (place.country for one in held if (place := catalogue.places.get(one)) and place.country)


def _stop(stop: Stop, leg_km: float | None) -> dict[str, Any]:
    where, when = stop.event["where"], stop.event["when"]
    return {
        "event": stop.event,
        "place": where[0] if where else None,
        "first_day": when["first_day"],
        "last_day": when["last_day"],
        "leg_km": leg_km,
        "planned": _phase(stop.phases.planned),
        "actual": _phase(stop.phases.actual),
        "deviations": stop.event["deviations"],
        "parts": [_part(part) for part in sorted(stop.parts, key=_part_order)],
    }


def _phase(view: PhaseView | None) -> dict[str, Any] | None:
    if view is None:
        return None
    return {"when": view.when, "where": list(view.where or ()), "status": view.status}


def _part_order(part: StoredEvent) -> tuple[date, str]:
    return (part.first_day or date.max, part.event_id)


def _part(part: StoredEvent) -> dict[str, Any]:
    event = orjson.loads(part.json)
    return {name: event[name] for name in ("id", "slug", "kind", "title", "when")}
