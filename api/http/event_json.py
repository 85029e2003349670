"""One event as JSON with its validators: what a read answers, and what a write compares If-Match with."""

from __future__ import annotations

from api.http.answers import Answer
from api.http.conditional import strong_etag
from api.http.negotiation import JSON
from api.parameters.read import Params
from timeline import ids
from timeline.model.related import Include
from timeline.reading.events import shown_event
from timeline.reading.related import related_to
from timeline.reading.snapshot import Snapshot
from timeline.render.json.event_object import ObjectShape, event_object, localizer


def event_answer(snapshot: Snapshot, key: str, params: Params) -> Answer:
    """The event object as the parameters ask for it. Raises as `shown_event` does."""
    stored = shown_event(snapshot, key)
    related = related_to(snapshot, (stored,), included_in(params))
    body = event_object(stored, object_shape(snapshot, params), related)
    etag = strong_etag("event", (stored,), ids.digest(body))
    return Answer(body=body, media_type=JSON, etag=etag, language=params.words_lang)


def object_shape(snapshot: Snapshot, params: Params) -> ObjectShape:
    """How the parameters `fields` and `lang` want event objects."""
    if params.lang is None:
        return ObjectShape(fields=params.fields)
    return ObjectShape(fields=params.fields, localize=localizer(snapshot.catalogue, params.lang))


def included_in(params: Params) -> tuple[Include, ...]:
    """What the parameter `include` adds to events, in the order given."""
    return tuple(map(Include, params.include))
