"""`/v1/trips/{id or slug}`: one trip with its stops. A merged trip redirects permanently to the remaining one (R14)."""

from __future__ import annotations

from typing import Final

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from api.http.answers import Answer, json_answer
from api.http.event_json import object_shape
from api.openapi.members import shape
from api.openapi.operation import Operation, in_json
from api.openapi.schema import FLAG, NUMBER, TEXT, described, many, maybe, ref
from api.parameters.read import Params
from api.parameters.table import KNOWN_AT, LANG
from api.routes.events.about_event import OneEvent, answer_about
from api.routes.events.description import EVENT_KEY
from timeline.reading.snapshot import Snapshot
from timeline.reading.trips import find_trip
from timeline.render.json.trip import trip_json

blueprint = Blueprint("trips", __name__, url_prefix="/v1")

TRIP_PARAMETERS: Final = (KNOWN_AT, LANG)
_KILOMETRES: Final = maybe(NUMBER | {"minimum": 0})

SHAPES: Final = {
    "TripPart": shape("An event at a stop.", "id slug kind title when"),
    "TripPhase": shape(
        "What the reports of the plan, or those of the outcome, say.",
        "when where status",
        when=described("EDTF.", maybe(TEXT)),
        where=described("Slugs of places.", many(TEXT)),
    ),
    "TripStop": shape(
        "One stop of a trip.",
        "event place first_day last_day leg_km planned actual deviations parts",
        place=maybe(ref("EventPlace")),
        leg_km=described("Great-circle distance from the previous stop.", _KILOMETRES),
        planned=maybe(ref("TripPhase")),
        actual=maybe(ref("TripPhase")),
        parts=many(ref("TripPart")),
    ),
    "Trip": shape(
        "A trip with its stops.",
        "trip stops order_known distance_km places countries deviations known_at distance_rule",
        trip=ref("Event"),
        stops=described("In order of travel.", many(ref("TripStop"))),
        order_known=described("False if neither days nor itinerary tell which of two stops came first.", FLAG),
        distance_km=described("Null if the length of a leg is not known.", _KILOMETRES),
        places=many(ref("EventPlace")),
        countries=described("ISO 3166-1 alpha-2 codes, in order of travel.", many(TEXT)),
        distance_rule=described("How the distance is calculated, in words."),
    ),
}

OPERATIONS: Final = (
    Operation(
        "getTrip", "/v1/trips/{key}", "events", "One trip with its stops in order, places, distances and deviations",
        in_json("Trip"), TRIP_PARAMETERS, path_parameters=(EVENT_KEY,), is_moved=True,
    ),
)  # fmt: skip


@blueprint.get("/trips/<key>")
def one_trip(key: str) -> AnyResponse:
    """The trip with its stops in order of travel, its distance, and what was planned against what took place."""
    return answer_about(_TRIP, key)


def _trip_answer(snapshot: Snapshot, key: str, params: Params) -> Answer:
    localize = object_shape(snapshot, params).localize
    return json_answer("trip", trip_json(find_trip(snapshot, key), localize, known_at=params.known_at))


_TRIP: Final = OneEvent(name="trip", accepted=TRIP_PARAMETERS, build=_trip_answer, folder="/v1/trips")
