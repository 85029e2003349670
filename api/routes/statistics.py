"""`/v1/statistics`: what the query matches, counted by country, place, person, organization, kind, year or month."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from flask import Blueprint, Response, request

from api.http.answers import Answer, json_answer
from api.http.conditional import API_POLICY
from api.http.service import answered
from api.openapi.members import shape
from api.openapi.operation import Operation, in_json
from api.openapi.schema import ADDRESS, COUNT, INSTANT, described, many, ref, words
from api.parameters.read import Params, query_echo, read_params
from api.parameters.table import FILTERS, LANG, Parameter
from timeline import clock
from timeline.errors import InvalidQuery, Problem
from timeline.model.figures.statistics import Group, Unit
from timeline.reading.snapshot import Snapshot
from timeline.reading.statistics import statistic_of
from timeline.render.json.event import instant_text
from timeline.render.json.statistics import statistics_json
from timeline.render.links import query_string

blueprint = Blueprint("statistics", __name__, url_prefix="/v1")

GROUP_BY: Final = Parameter("group_by", "word", "What to group by; required.", tuple(map(str, Group)))
UNIT: Final = Parameter("unit", "word", "What to count; default `events`.", tuple(map(str, Unit)))
STATISTICS_PARAMETERS: Final = (GROUP_BY, UNIT, *FILTERS, LANG)


SHAPES: Final = {
    "StatisticsRow": shape("One group.", "key label value", value=COUNT),
    "Statistics": shape(
        "What matches, counted by group.",
        "rows unit group_by counting_rule uncounted cut query known_at permalink",
        rows=described("Largest value first.", many(ref("StatisticsRow"))),
        unit=words(*Unit),
        group_by=words(*Group),
        counting_rule=described("How the values are counted, in words."),
        uncounted=described("The number of matches that cannot be counted.", COUNT),
        known_at=described("The state that was counted.", INSTANT),
        permalink=described(
            "Gives the same numbers again, unless a report that was public by `known_at` is filed later or moved.",
            ADDRESS,
        ),
    ),
}

OPERATIONS: Final = (
    Operation(
        "getStatistics", "/v1/statistics", "statistics",
        "Matches counted by country, place, person, organization, kind, year or month",
        in_json("Statistics"), STATISTICS_PARAMETERS, required=("group_by",),
    ),
)  # fmt: skip


@blueprint.get("/statistics")
def statistics() -> Response:
    """Rows of key, label and value, with the counting rule and an address that keeps giving these numbers."""
    params = read_params(request.args, STATISTICS_PARAMETERS, now=clock.now())
    group, unit = _group(params), Unit(params.values.get("unit", (Unit.EVENTS,))[0])

    def build(snapshot: Snapshot) -> Answer:
        labelled = statistic_of(snapshot, params.query, group, unit, params.feed.lang)
        permalink = _permalink(snapshot, params, labelled.known_at)
        body = statistics_json(labelled, query_echo=query_echo(params), permalink=permalink)
        return json_answer("statistics", body)

    return answered(("statistics", params.echo), API_POLICY, build, params)


def _group(params: Params) -> Group:
    """The group of the request. Raises InvalidQuery with the allowed ones if there is none."""
    if "group_by" not in params.values:
        raise InvalidQuery((Problem("group_by", f"is missing; allowed: {', '.join(Group)}"),))
    return Group(params.values["group_by"][0])


def _permalink(snapshot: Snapshot, params: Params, known_at: datetime) -> str:
    given = tuple((name, values) for name, values in params.echo if name != "known_at")
    query = query_string((*given, ("known_at", (instant_text(known_at),))))
    return f"{snapshot.links.base_url}/v1/statistics?{query}"
