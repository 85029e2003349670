"""The JSON of `/v1/statistics`: rows with labels, the counting rule, and the address of the same numbers."""

from __future__ import annotations

from collections.abc import Mapping

import orjson

from timeline.model.figures.statistics import LabelledStatistic, counting_rule
from timeline.render.json.event import instant_text


def statistics_json(labelled: LabelledStatistic, *, query_echo: Mapping[str, object], permalink: str) -> bytes:
    """The rows by value, largest first, then key; a key without a label is its own label."""
    statistic, labels = labelled.statistic, labelled.labels
    return orjson.dumps(
        {
            "rows": [
                {"key": row.key, "label": labels.get(row.key, row.key), "value": row.value} for row in statistic.rows
            ],
            "unit": labelled.unit,
            "group_by": labelled.group,
            "counting_rule": counting_rule(labelled.unit, labelled.group),
            "uncounted": statistic.uncounted,
            "cut": statistic.is_cut,
            "query": query_echo,
            "known_at": instant_text(labelled.known_at),
            "permalink": permalink,
        }
    )
