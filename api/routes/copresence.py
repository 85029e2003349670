"""`/v1/copresence`: where two to ten people or organizations were at the same place on the same days."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, request

from api.http.answers import Answer, json_answer
from api.http.conditional import API_POLICY
from api.http.service import answered
from api.openapi.members import shape
from api.openapi.operation import Operation, in_json
from api.openapi.schema import DAY, FLAG, TEXT, described, many, ref
from api.parameters.read import query_echo, read_params
from api.parameters.table import FILTERS, LANG
from timeline import clock
from timeline.reading.copresence import copresences_of, participants_of
from timeline.reading.snapshot import Snapshot
from timeline.render.json.copresence import copresence_json

blueprint = Blueprint("copresence", __name__, url_prefix="/v1")

MOST_PARTICIPANTS: Final = 10
_FILTERS: Final = ("person", "organization", "from", "to", "place", "country", "known_at")
COPRESENCE_PARAMETERS: Final = (*(parameter for parameter in FILTERS if parameter.name in _FILTERS), LANG)


SHAPES: Final = {
    "Companion": shape(
        "One of the people or organizations asked for.",
        "who name type expected events",
        expected=described("Whether no source has reported yet that they came.", FLAG),
        events=described("Slugs of the events that place them there.", many(TEXT)),
    ),
    "CopresenceRow": shape(
        "A place, and days on which several of them were there.",
        "place first_day last_day exact expected same_event people events",
        place=ref("EventPlace"),
        first_day=described("Inclusive.", DAY),
        last_day=described("Inclusive.", DAY),
        people=many(ref("Companion")),
        events=many(shape("Names of an event.", "id slug")),
    ),
    "CopresenceList": shape(
        "Rows by first day, then place.",
        "copresence label rule cut query known_at",
        copresence=many(ref("CopresenceRow")),
        rule=described("What counts as co-presence, in words."),
    ),
}

OPERATIONS: Final = (
    Operation(
        "listCopresence", "/v1/copresence", "statistics",
        "Where people or organizations were at the same place on the same days",
        in_json("CopresenceList"), COPRESENCE_PARAMETERS,
        description=(
            f"`person` and `organization` together name 2 to {MOST_PARTICIPANTS}. The answer is about places and"
            " days; it does not say that anybody met."
        ),
    ),
)  # fmt: skip


@blueprint.get("/copresence")
def copresence() -> Response:
    """Same place, same days; it does not say that they met."""
    params = read_params(request.args, COPRESENCE_PARAMETERS, now=clock.now())
    participants = participants_of(params.query)

    def build(snapshot: Snapshot) -> Answer:
        rows = copresences_of(snapshot, participants, params.query)
        body = copresence_json(
            rows, snapshot.catalogue, params.feed.lang, query_echo=query_echo(params), known_at=params.known_at
        )
        return json_answer("copresence", body)

    return answered(("copresence", params.echo), API_POLICY, build, params)
