"""`/v1/events/{id or slug}/reports`, `/history` and `/revisions`: what is recorded about one event."""

from __future__ import annotations

from typing import Final

from api.http.answers import Answer, json_answer
from api.http.conditional import strong_etag
from api.http.negotiation import JSON
from api.parameters.read import Params
from api.parameters.table import STATE_PARAMETERS
from api.routes.events.about_event import OneEvent
from timeline import ids
from timeline.reading.events import shown_event
from timeline.reading.reports import reports_of
from timeline.reading.revisions import revision_states, states_of
from timeline.reading.snapshot import Snapshot
from timeline.render.json.event_records import RecordsHead, history_json, reports_json, revisions_json


def _reports(snapshot: Snapshot, key: str, params: Params) -> Answer:
    event = shown_event(snapshot, key)
    reports = reports_of(snapshot, (event.event_id,))[event.event_id]
    body = reports_json(RecordsHead(event, params.known_at), reports)
    return Answer(body=body, media_type=JSON, etag=strong_etag("reports", (), ids.digest(body)))


def _history(snapshot: Snapshot, key: str, params: Params) -> Answer:
    event = shown_event(snapshot, key)
    states = states_of(snapshot, event.event_id)
    body = history_json(RecordsHead(event, params.known_at), states)
    return Answer(body=body, media_type=JSON, etag=strong_etag("history", states, ids.digest(body)))


def _revisions(snapshot: Snapshot, key: str, params: Params) -> Answer:
    event = shown_event(snapshot, key)
    states = revision_states(snapshot, event.event_id)
    return json_answer("revisions", revisions_json(RecordsHead(event, params.known_at), states))


REPORTS: Final = OneEvent(name="reports", accepted=STATE_PARAMETERS, build=_reports)
HISTORY: Final = OneEvent(name="history", accepted=STATE_PARAMETERS, build=_history)
REVISIONS: Final = OneEvent(name="revisions", accepted=STATE_PARAMETERS, build=_revisions)
