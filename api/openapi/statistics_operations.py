"""`/v1/statistics`: numbers, with the rule by which they are counted."""

from __future__ import annotations

from typing import Final

from api.openapi.operation import Form, Operation
from api.openapi.shapes import ADDRESS, FLAG, INSTANT, TEXT, Schema, closed, count, many, ref, told, words
from api.routes.statistics import STATISTICS_PARAMETERS
from timeline.model.statistics import Group, Unit

TOPIC: Final = "statistics"

STATISTICS_SCHEMAS: Final[dict[str, Schema]] = {
    "StatisticsGroup": words(Group),
    "StatisticsUnit": words(Unit),
    "StatisticsRow": closed({"key": TEXT, "label": TEXT, "value": count()}),
    "Statistics": closed(
        {
            "rows": told(many(ref("StatisticsRow")), "Largest first."),
            "unit": ref("StatisticsUnit"),
            "group_by": ref("StatisticsGroup"),
            "counting_rule": told(TEXT, "In words."),
            "uncounted": told(count(), "What matches and could not be counted."),
            "cut": told(FLAG, "Whether rows were left out."),
            "query": ref("QueryEcho"),
            "known_at": INSTANT,
            "permalink": told(
                ADDRESS,
                "Gives the same numbers again, until a report that was public by `known_at` is filed late or moved.",
            ),
        }
    ),
}

OPERATIONS: Final = (
    Operation(
        id="getStatistics",
        path="/v1/statistics",
        topic=TOPIC,
        summary="What matches, counted by country, place, person, organization, kind, year or month",
        takes=STATISTICS_PARAMETERS,
        required=("group_by",),
        forms=(Form(media_type="application/json", schema=ref("Statistics")),),
    ),
)
