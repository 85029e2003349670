"""`/v1/statistics`: counts, with their counting rule."""

from __future__ import annotations

from typing import Final

from api.openapi.members import shape
from api.openapi.operation import Operation, in_json
from api.openapi.schema import ADDRESS, COUNT, INSTANT, described, many, ref, words
from api.parameters.params import FILTERS, LANG, Parameter
from timeline.model.statistics import Group, Unit

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
