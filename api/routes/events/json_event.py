"""`/v1/events/{id or slug}` as JSON, for readers and for writers."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from werkzeug.wrappers import Response

from api.http.answers import Answer
from api.http.event_json import event_answer
from api.http.sight import sees_hidden
from api.parameters.read import Params
from api.parameters.table import EVENT_PARAMETERS
from api.routes.events.about_event import OneEvent, answer_about
from api.writes.tags import writing_etag
from timeline.reading.events import shown_event
from timeline.reading.snapshot import Snapshot
from timeline.reading.write_tags import write_tag

_EVENT: Final = OneEvent(name="event", accepted=EVENT_PARAMETERS, build=event_answer)


def event_as_json(key: str, suffix: str) -> Response:
    """The event as JSON. With an API key its ETag serves If-Match too, so caches must keep the two answers apart."""
    response = answer_about(_EVENT_FOR_EDITORS if sees_hidden() else _EVENT, key, suffix)
    response.headers["Vary"] = "Accept-Encoding, Authorization"
    return response


def _editors_answer(snapshot: Snapshot, key: str, params: Params) -> Answer:
    """The same answer, with the write tag in its ETag; a past state (`known_at`) takes no writes, so it has none."""
    answer = event_answer(snapshot, key, params)
    if params.known_at is not None:
        return answer
    event_id = shown_event(snapshot, key).event_id
    tag = write_tag(snapshot.session, event_id, at=snapshot.now)
    return replace(answer, etag=writing_etag(answer.etag, tag))


_EVENT_FOR_EDITORS: Final = replace(_EVENT, name="event for editors", build=_editors_answer)
