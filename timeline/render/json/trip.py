"""The JSON of a trip: `/v1/trips/{key}`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import orjson

from timeline.model.figures.trip import DISTANCE_RULE, Stop, Trip
from timeline.model.stored_event import StoredEvent
from timeline.render.json.event import instant_text
from timeline.render.json.phases import phase_json

_PART_MEMBERS = ("id", "slug", "kind", "title", "when")


def trip_json(trip: Trip, localize: Callable[[bytes], bytes], *, known_at: datetime | None) -> bytes:
    """The trip with its stops; `localize` puts names of a language into an event object.

    `known_at` is the instant that the reader gave, None if the present is shown.
    """
    events = {stop.stored.event_id: orjson.loads(localize(stop.stored.json)) for stop in trip.stops}
    event, legs = orjson.loads(localize(trip.stored.json)), trip.legs_km
    places = (place for stop in trip.travelled for place in events[stop.stored.event_id]["where"])
    return orjson.dumps(
        {
            "trip": event,
            "stops": [_stop(stop, events[stop.stored.event_id], legs.get(stop.stored.event_id)) for stop in trip.stops],
            "order_known": trip.is_order_known,
            "distance_km": trip.distance_km,
            "places": list({place["slug"]: place for place in places}.values()),
            "countries": trip.countries,
            "deviations": event["deviations"],
            "known_at": None if known_at is None else instant_text(known_at),
            "distance_rule": DISTANCE_RULE,
        }
    )


def _stop(stop: Stop, event: dict[str, Any], leg_km: float | None) -> dict[str, Any]:
    return {
        "event": event,
        "place": next(iter(event["where"]), None),
        "first_day": event["when"]["first_day"],
        "last_day": event["when"]["last_day"],
        "leg_km": leg_km,
        "planned": phase_json(stop.phases.planned),
        "actual": phase_json(stop.phases.actual),
        "deviations": event["deviations"],
        "parts": [_part(part) for part in sorted(stop.parts, key=_part_order)],
    }


def _part_order(part: StoredEvent) -> tuple[date, str]:
    return (part.first_day or date.max, part.event_id)


def _part(part: StoredEvent) -> dict[str, Any]:
    event = orjson.loads(part.json)
    return {name: event[name] for name in _PART_MEMBERS}
