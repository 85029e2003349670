"""The JSON of `/v1/copresence`: rows of place, days and participants, with the label and the rule behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson

from timeline.model.catalogue.entries import Catalogue
from timeline.model.catalogue.folders import entries_in, participant_folder
from timeline.model.figures.copresence import COPRESENCE_LABEL, COPRESENCE_RULE, MAX_ROWS, Companion, Copresence
from timeline.render.json.event import instant_text
from timeline.render.local_names import local_name


def copresence_json(
    rows: Sequence[Copresence],
    catalogue: Catalogue,
    lang: str,
    *,
    query_echo: Mapping[str, object],
    known_at: datetime | None,
) -> bytes:
    """The first `MAX_ROWS` rows with names in the language; `known_at` is the instant that the reader gave, if any."""
    return orjson.dumps(
        {
            "copresence": [_row(row, catalogue, lang) for row in rows[:MAX_ROWS]],
            "label": COPRESENCE_LABEL,
            "rule": COPRESENCE_RULE,
            "cut": len(rows) > MAX_ROWS,
            "query": query_echo,
            "known_at": None if known_at is None else instant_text(known_at),
        }
    )


def _row(row: Copresence, catalogue: Catalogue, lang: str) -> dict[str, Any]:
    events = sorted({event for companion in row.companions for event in companion.events})
    return {
        "place": _place(row.place, catalogue, lang),
        "first_day": row.first_day.isoformat(),
        "last_day": row.last_day.isoformat(),
        "exact": row.exact,
        "expected": row.expected,
        "same_event": row.is_same_event,
        "people": [_companion(companion, catalogue, lang) for companion in row.companions],
        "events": [{"id": event.id, "slug": event.slug} for event in events],
    }


def _place(slug: str, catalogue: Catalogue, lang: str) -> dict[str, Any]:
    place = catalogue.place(slug)
    return {
        "slug": slug,
        "name": local_name(place, lang),
        "country": place.country,
        "territory": place.territory,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "time_zone": place.time_zone,
    }


def _companion(companion: Companion, catalogue: Catalogue, lang: str) -> dict[str, Any]:
    who = companion.who
    entry = entries_in(catalogue, participant_folder(who.type)).get(who.slug)
    return {
        "who": who.slug,
        "name": who.slug if entry is None else local_name(entry, lang),
        "type": who.type,
        "expected": companion.expected,
        "events": [event.slug for event in companion.events],
    }
