"""`/v1/trips/{key}`: one journey with its stops in order."""

from __future__ import annotations

from typing import Final

from api.openapi.event_operations import KEY
from api.openapi.operation import Form, Operation
from api.openapi.shapes import DAY, INSTANT, NUMBER, TEXT, Schema, closed, many, maybe, ref, told
from api.routes.trips import TRIP_PARAMETERS

TOPIC: Final = "events"
_KILOMETRES: Final = maybe(NUMBER | {"minimum": 0})

TRIP_SCHEMAS: Final[dict[str, Schema]] = {
    "TripPart": closed(
        {"id": TEXT, "slug": TEXT, "kind": maybe(ref("EventKind")), "title": maybe(TEXT), "when": ref("When")},
        description="An event at a stop.",
    ),
    "TripPhase": closed(
        {
            "when": told(maybe(TEXT), "EDTF."),
            "where": told(many(TEXT), "Slugs of places."),
            "status": maybe(ref("Status")),
        },
        description="What the reports of the plan, or of the outcome, say.",
    ),
    "TripStop": closed(
        {
            "event": ref("Event"),
            "place": maybe(ref("EventPlace")),
            "first_day": told(maybe(DAY), "Inclusive."),
            "last_day": told(maybe(DAY), "Inclusive."),
            "leg_km": told(_KILOMETRES, "From the stop before; great circle."),
            "planned": maybe(ref("TripPhase")),
            "actual": maybe(ref("TripPhase")),
            "deviations": many(ref("Deviation")),
            "parts": many(ref("TripPart")),
        }
    ),
    "Trip": closed(
        {
            "trip": ref("Event"),
            "stops": told(many(ref("TripStop")), "In order of travel."),
            "distance_km": told(_KILOMETRES, "Null if a place on the way has no coordinates."),
            "places": many(ref("EventPlace")),
            "countries": told(many(TEXT), "ISO 3166 alpha-2, in order of travel."),
            "deviations": many(ref("Deviation")),
            "known_at": maybe(INSTANT),
            "distance_rule": told(TEXT, "How the distance is worked out, in words."),
        }
    ),
}

OPERATIONS: Final = (
    Operation(
        id="getTrip",
        path="/v1/trips/{key}",
        topic=TOPIC,
        summary="One trip with its ordered stops, places, distances and deviations",
        takes=TRIP_PARAMETERS,
        parts=(KEY,),
        forms=(Form(media_type="application/json", schema=ref("Trip")),),
        problems=("event-not-found",),
        moved=True,
    ),
)
