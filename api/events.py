"""Answers about one event: the event, its reports, its history by `known_from`, its numbered revisions.

Key (id or slug) -> `shown_event` -> stored bytes -> `Answer`. A key that was merged away raises EventMoved with the
survivor's slug, as far as the survivor is public; everything else that is not public is EventNotFound.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import orjson
from jsonpatch import make_patch

from api.event_form import event_objects
from api.event_parts import report_objects, revision_head
from api.http.answers import Answer
from api.http.conditional import strong_etag
from api.http.negotiation import JSON
from api.parameters.params import Params
from timeline import ids
from timeline.errors import EventMoved, EventNotFound
from timeline.model.query import StoredEvent
from timeline.model.sight import Public
from timeline.reading.snapshot import Snapshot
from timeline.render.json.event import instant_text
from timeline.resolve.public_revisions import PublicRevision, public_revisions
from timeline.store.logs.revision_log import load_revisions
from timeline.store.views.event_view import find_event, find_history

_NUMBERING: Final = frozenset({"revision", "known_from", "updated_at"})


def shown_event(snapshot: Snapshot, key: str, *, at: datetime) -> StoredEvent:
    """The event's state public at `at`. Raises EventMoved for a merged key, EventNotFound for what is not public."""
    stored = find_event(snapshot.session, key, sight=Public(at))
    if stored is None:
        raise EventNotFound(key)
    if key not in (stored.event_id, stored.slug):
        raise EventMoved(key, stored.slug)
    return stored


def event_document(snapshot: Snapshot, key: str, params: Params) -> Answer:
    """The event object, with what is to be included, in the members and the language asked for."""
    at = params.sight.at
    stored = shown_event(snapshot, key, at=at)
    (body,) = event_objects(snapshot, (stored,), params, at=at)
    etag = strong_etag("event", (stored,), ids.digest(body))
    return Answer(body=body, media_type=JSON, etag=etag, language=params.lang)


def reports_document(snapshot: Snapshot, key: str, params: Params) -> Answer:
    """Every report on the event that is public at the instant asked for, oldest first."""
    at = params.sight.at
    stored = shown_event(snapshot, key, at=at)
    reports = report_objects(snapshot, (stored.event_id,), at=at)[stored.event_id]
    head = {"event_id": stored.event_id, "slug": stored.slug, "known_at": _known_at(params)}
    body = orjson.dumps(head | {"reports": reports})
    return Answer(body=body, media_type=JSON, etag=strong_etag("reports", (), ids.digest(body)))


def history_document(snapshot: Snapshot, key: str, params: Params) -> Answer:
    """Every state public until then, oldest first; the end of the last one is `null`, whatever is to come (R10)."""
    at = params.sight.at
    stored = shown_event(snapshot, key, at=at)
    states = find_history(snapshot.session, stored.event_id, sight=Public(at))
    known_at = _known_at(params)
    rows = b",".join(_state(state, at) for state in states)
    head = orjson.dumps({"event_id": stored.event_id, "slug": stored.slug, "known_at": known_at})
    body = head[:-1] + b',"states":[' + rows + b"]}"
    return Answer(body=body, media_type=JSON, etag=strong_etag("history", states, ids.digest(body)))


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


def revisions_document(snapshot: Snapshot, key: str, params: Params) -> Answer:
    """Every revision that the public can know, by the time from which it could; the last is what is shown then.

    `event` is what a state public for that time shows (R9), so that an old revision tells nothing that `known_at` and
    the history do not: it is null where the event had left the view, and where the revision was replaced for its own
    time since. `patch` (RFC 6902) leads from the last event above to this one, without the members that number it;
    it is null for the first event and where `event` is. Cause and author stay with us: they can name files and people
    that tell of what is not public yet (R10).
    """
    at = params.sight.at
    stored = shown_event(snapshot, key, at=at)
    logged = load_revisions(snapshot.session, (stored.event_id,)).get(stored.event_id, ())
    states = find_history(snapshot.session, stored.event_id, sight=Public(at))
    rows: list[bytes] = []
    before: dict[str, Any] | None = None
    for revision in public_revisions(logged, at=at):
        event = _event_of(revision, states)
        content = None if event is None else _content(event)
        patch = None if before is None or content is None else make_patch(before, content).patch
        before = content or before
        head = orjson.dumps(revision_head(revision) | {"patch": patch})
        rows.append(head[:-1] + b',"event":' + (event or b"null") + b"}")
    head = orjson.dumps({"event_id": stored.event_id, "slug": stored.slug, "known_at": _known_at(params)})
    body = head[:-1] + b',"revisions":[' + b",".join(rows) + b"]}"
    return Answer(body=body, media_type=JSON, etag=strong_etag("revisions", (), body.decode()))


def _event_of(revision: PublicRevision, states: Sequence[StoredEvent]) -> bytes | None:
    """The event object of the public state that begins under this revision."""
    number, moment = revision.revision.number, revision.known_from
    shown = (
        state.json
        for state in states
        if state.revision == number
        and state.known_from <= moment
        and (state.known_to is None or moment < state.known_to)
    )
    return next(shown, None) if revision.is_shown else None


def _content(event: bytes) -> dict[str, Any]:
    """The event object without what numbers it: what a patch between revisions tells of."""
    return {key: value for key, value in orjson.loads(event).items() if key not in _NUMBERING}


def _known_at(params: Params) -> str | None:
    return None if params.known_at is None else instant_text(params.known_at)
