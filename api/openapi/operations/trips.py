"""`/v1/trips/{key}`: one trip with its stops in order."""

from __future__ import annotations

from typing import Final

from api.openapi.members import shape
from api.openapi.operation import Operation, in_json
from api.openapi.operations.events import EVENT_KEY
from api.openapi.schema import NUMBER, TEXT, described, many, maybe, ref
from api.parameters.params import KNOWN_AT, LANG

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
        "trip stops distance_km places countries deviations known_at distance_rule",
        trip=ref("Event"),
        stops=described("In order of travel.", many(ref("TripStop"))),
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
