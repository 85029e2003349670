"""`/v1/copresence`: same place, same days; never "met"."""

from __future__ import annotations

from typing import Final

from api.openapi.operation import Form, Operation
from api.openapi.shapes import DAY, FLAG, INSTANT, TEXT, Schema, closed, many, maybe, ref, told
from api.routes.copresence import COPRESENCE_PARAMETERS
from timeline.model.copresence import MAX_PARTICIPANTS

TOPIC: Final = "statistics"

COPRESENCE_SCHEMAS: Final[dict[str, Schema]] = {
    "Companion": closed(
        {
            "who": told(TEXT, "Slug."),
            "name": TEXT,
            "type": ref("ParticipantType"),
            "expected": told(FLAG, "Whether nobody has yet said that they came."),
            "events": told(many(TEXT), "Slugs of the events that put them there."),
        }
    ),
    "CopresenceRow": closed(
        {
            "place": ref("EventPlace"),
            "first_day": told(DAY, "Inclusive."),
            "last_day": told(DAY, "Inclusive."),
            "exact": FLAG,
            "expected": FLAG,
            "same_event": FLAG,
            "people": many(ref("Companion")),
            "events": many(closed({"id": TEXT, "slug": TEXT})),
        }
    ),
    "CopresenceList": closed(
        {
            "copresence": many(ref("CopresenceRow")),
            "label": TEXT,
            "rule": told(TEXT, "In words."),
            "cut": told(FLAG, "Whether rows were left out."),
            "query": ref("QueryEcho"),
            "known_at": maybe(INSTANT),
        }
    ),
}

OPERATIONS: Final = (
    Operation(
        id="listCopresence",
        path="/v1/copresence",
        topic=TOPIC,
        summary="Where people or organizations were at the same place on the same days",
        description=(
            f"`person` and `organization` together name 2 to {MAX_PARTICIPANTS}. It tells of places and days, never "
            "that anybody met."
        ),
        takes=COPRESENCE_PARAMETERS,
        forms=(Form(media_type="application/json", schema=ref("CopresenceList")),),
    ),
)
