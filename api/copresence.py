"""Co-presence as an answer: rows of place, days and people, with the label and the rule that they are made by.

Params -> names checked (R10) -> stream of events -> presences -> `model.copresence` -> JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import orjson

from api.http.answers import Answer
from api.http.conditional import strong_etag
from api.http.negotiation import JSON
from api.openapi.operations.copresence import MOST_ASKED
from api.parameters.params import Params, query_echo
from timeline.errors import InvalidQuery, Problem
from timeline.model.catalogue.entries import Catalogue
from timeline.model.copresence import (
    COPRESENCE_LABEL,
    COPRESENCE_RULE,
    Companion,
    Copresence,
    Who,
    Window,
    find_copresences,
    presences_of,
)
from timeline.model.sight import Public
from timeline.model.vocabulary import ParticipantType
from timeline.reading.names import check_names
from timeline.reading.snapshot import Snapshot
from timeline.render.json.event import instant_text
from timeline.render.local_names import local_name
from timeline.store.views.presence_view import stream_presence_events

MAX_ROWS: Final = 1_000


def asked_participants(params: Params) -> tuple[Who, ...]:
    """The people and organizations asked for. Raises InvalidQuery if they are fewer than two or more than ten."""
    people = (Who(ParticipantType.PERSON, slug) for slug in params.query.person)
    organizations = (Who(ParticipantType.ORGANIZATION, slug) for slug in params.query.organization)
    asked = (*people, *organizations)
    if not 2 <= len(asked) <= MOST_ASKED:
        fault = (
            f"has to be given at least twice (`organization` counts as well), both together at most {MOST_ASKED} times"
        )
        raise InvalidQuery((Problem("person", fault),))
    return asked


def copresence_document(snapshot: Snapshot, params: Params) -> Answer:
    """The rows by first day, then place."""
    check_names(snapshot.session, params.query, sight=Public(snapshot.now))
    asked = frozenset(asked_participants(params))
    known_at = params.known_at
    query = replace(params.query, person=(), organization=(), first_day=None, last_day=None)  # own days may lie outside
    events = stream_presence_events(snapshot.session, query, asked, sight=Public(known_at or snapshot.now))
    presences = (presence for event in events for presence in presences_of(event, asked))
    window = Window(params.query.first_day, params.query.last_day)
    rows = find_copresences(presences, window, lambda outer, inner: _contains(snapshot.catalogue, outer, inner))
    members = {
        "copresence": [_row(row, snapshot.catalogue, params.feed.lang) for row in rows[:MAX_ROWS]],
        "label": COPRESENCE_LABEL,
        "rule": COPRESENCE_RULE,
        "cut": len(rows) > MAX_ROWS,
        "query": query_echo(params),
        "known_at": None if known_at is None else instant_text(known_at),
    }
    body = orjson.dumps(members)
    return Answer(body=body, media_type=JSON, etag=strong_etag("copresence", (), body.decode()))


def _contains(catalogue: Catalogue, outer: str, inner: str) -> bool:
    return inner in catalogue.places and catalogue.contains(outer, inner)


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
    entries: Mapping[str, Any] = catalogue.people if who.type is ParticipantType.PERSON else catalogue.organizations
    entry = entries.get(who.slug)
    return {
        "who": who.slug,
        "name": who.slug if entry is None else local_name(entry, lang),
        "type": who.type,
        "expected": companion.expected,
        "events": [event.slug for event in companion.events],
    }
