"""The event that a write is about, with the tag that If-Match compares.

key in the address -> `find_target` -> event id -> `current_tag`: for a public event the ETag that a read of it with
this API key gives, for one that is not public yet the write tag alone (`api.writes.tags`).
"""

from __future__ import annotations

from collections.abc import Iterable

from api.http.answers import Answer
from api.http.event_json import event_answer
from api.parameters.read import Params
from api.writes.headers import check_if_match, has_if_match
from api.writes.request import WriteRequest
from api.writes.tags import Precondition, writing_etag
from timeline.errors import EventNotFound
from timeline.model.document import Document
from timeline.model.query import EventQuery
from timeline.operations.filing.file_reports import events_of_document
from timeline.operations.stored_names import find_stored_event
from timeline.reading.write_tags import has_hidden_reports, hidden_write_tags, write_tag


def find_target(write_request: WriteRequest, key: str) -> str:
    """The id of the event with this id or slug, merges followed. Raises EventNotFound."""
    return find_stored_event(write_request.session, key)


def public_event(write_request: WriteRequest, event_id: str) -> Answer | None:
    """What `GET /v1/events/{id}` answers at this moment; None if the event is not public."""
    try:
        return event_answer(write_request.snapshot(), event_id, Params(query=EventQuery(), now=write_request.now))
    except EventNotFound:
        return None


def current_tag(write_request: WriteRequest, event_id: str) -> str | None:
    """The event's tag for writers, without quotes; None for an event that was merged away."""
    return _tag(write_request, event_id, public_event(write_request, event_id))


def precondition(write_request: WriteRequest, event_id: str) -> Precondition:
    """What If-Match must hold for this event."""
    public = public_event(write_request, event_id)
    etag = _tag(write_request, event_id, public)
    sees_more = has_hidden_reports(write_request.session, event_id, at=write_request.now)
    return Precondition(etag) if public is None or sees_more else Precondition(etag, public.etag)


def check_filing(write_request: WriteRequest, document: Document) -> None:
    """Compare If-Match, if it is given, with the tags of all events that the document's records or slugs stand for.

    Raises PreconditionFailed, also if there is no event.
    """
    if not has_if_match():
        return
    preconditions = [
        precondition(write_request, event_id) for event_id in events_of_document(write_request.session, document)
    ]
    visible = [one for one in preconditions if one.etag is not None]
    check_if_match(*(visible or (Precondition(None),)))


def hidden_tags(write_request: WriteRequest, event_ids: Iterable[str]) -> dict[str, str]:
    """The tags of these events, which must not be public."""
    return hidden_write_tags(write_request.session, event_ids)


def _tag(write_request: WriteRequest, event_id: str, public: Answer | None) -> str | None:
    if public is None:
        return hidden_tags(write_request, [event_id]).get(event_id)
    return writing_etag(public.etag, write_tag(write_request.session, event_id, at=write_request.now))
