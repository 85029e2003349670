"""Answers about one event: the event, its history by `known_from`, its numbered revisions.

Key (id or slug) -> `shown_event` -> stored bytes -> `Answer`. A key that was merged away raises EventMoved with the
survivor's slug, as far as the survivor is public; everything else that is not public is EventNotFound.
"""

from __future__ import annotations

from datetime import datetime

import orjson

from api.answers import Answer
from api.conditional import strong_etag
from api.negotiation import JSON
from api.params import Params
from api.service import Reading
from timeline.errors import EventNotFound
from timeline.model.event import NumberedState, Revision, State
from timeline.model.query import StoredEvent
from timeline.render.json import event_json, instant_text
from timeline.store.event_view import find_event, find_history
from timeline.store.revision_log import load_revisions


class EventMoved(Exception):
    """The event was merged into another one; `slug` is the survivor's."""

    def __init__(self, slug: str) -> None:
        """Keep where it is now."""
        super().__init__(slug)
        self.slug = slug


def shown_event(found: Reading, key: str, *, at: datetime) -> StoredEvent:
    """The event's state public at `at`. Raises EventMoved for a merged key, EventNotFound for what is not public."""
    stored = find_event(found.session, key, at=at)
    if stored is None:
        raise EventNotFound(key)
    if key not in (stored.event_id, stored.slug):
        raise EventMoved(stored.slug)
    return stored


def event_document(found: Reading, key: str, params: Params) -> Answer:
    """The event object, with its claims if they are to be included."""
    stored = shown_event(found, key, at=params.query.known_at or found.now)
    with_claims = "claims" in params.include
    body = stored.json[:-1] + b',"claims":' + stored.claims + b"}" if with_claims else stored.json
    return Answer(body=body, media_type=JSON, etag=strong_etag("event", (stored,), with_claims))


def history_document(found: Reading, key: str, params: Params) -> Answer:
    """Every state public until then, oldest first; the end of the last one is `null`, whatever is to come (R10)."""
    at = params.query.known_at or found.now
    stored = shown_event(found, key, at=at)
    states = find_history(found.session, stored.event_id, at=at)
    known_at = None if params.query.known_at is None else instant_text(params.query.known_at)
    rows = b",".join(_state(state, at) for state in states)
    head = orjson.dumps({"event_id": stored.event_id, "slug": stored.slug, "known_at": known_at})
    return Answer(
        body=head[:-1] + b',"states":[' + rows + b"]}",
        media_type=JSON,
        etag=strong_etag("history", states, known_at, [str(_end(state, at)) for state in states]),
    )


def _state(state: StoredEvent, at: datetime) -> bytes:
    end = _end(state, at)
    members = {
        "known_from": instant_text(state.known_from),
        "known_to": None if end is None else instant_text(end),
        "revision": state.revision,
    }
    return orjson.dumps(members)[:-1] + b',"event":' + state.json + b"}"


def _end(state: StoredEvent, at: datetime) -> datetime | None:
    return state.known_to if state.known_to is not None and state.known_to <= at else None


def revisions_document(found: Reading, key: str, params: Params) -> Answer:
    """Every revision that the public can know, oldest first; `event` is null where it left the public view.

    Cause and author stay with us: they can name files and people that tell of what is not public yet (R10).
    """
    at = params.query.known_at or found.now
    stored = shown_event(found, key, at=at)
    known = [
        revision
        for revision in load_revisions(found.session, (stored.event_id,)).get(stored.event_id, ())
        if revision.known_from <= at
    ]
    rows = [_revision(found, revision) for revision in known]
    head = orjson.dumps({"event_id": stored.event_id, "slug": stored.slug})
    body = head[:-1] + b',"revisions":[' + b",".join(rows) + b"]}"
    return Answer(body=body, media_type=JSON, etag=strong_etag("revisions", (), body.decode()))


def _revision(found: Reading, revision: Revision) -> bytes:
    members = {
        "number": revision.number,
        "known_from": instant_text(revision.known_from),
        "recorded_at": instant_text(revision.recorded_at),
        "updated_at": instant_text(revision.updated_at),
    }
    state = State(known_from=revision.known_from, known_to=None, event=revision.shown)
    shown = NumberedState(state=state, revision=revision)
    event = b"null" if revision.shown is None else event_json(shown, found.service.links)
    return orjson.dumps(members)[:-1] + b',"event":' + event + b"}"
