"""The event that a write is about: found as far as the key may see it, with the tag that If-Match compares.

key of the address -> `find_target` -> event id -> `current_tag`: for a public event the ETag that a read of it with
this key gives, for one that is not public (scope embargo) the write tag alone (`api.writes.tags`).
"""

from __future__ import annotations

from collections.abc import Iterable

from api.http.answers import Answer
from api.http.event_json import event_answer
from api.parameters.params import Params
from api.writes.headers import check_if_match, has_if_match
from api.writes.tags import Precondition, has_hidden_reports, hidden_write_tags, write_tag, writing_etag
from api.writes.transaction import Turn
from timeline.errors import EventNotFound
from timeline.model.document import Document
from timeline.model.query import EventQuery
from timeline.model.sight import Public
from timeline.store.logs import filing_log
from timeline.store.views.event_view import find_event


def find_target(turn: Turn, key: str) -> str:
    """The id of the event with this id or slug, merges followed. Raises EventNotFound, hidden ones included for keys
    without the scope embargo.
    """
    stored = find_event(turn.session, key, sight=Public(turn.now))
    if stored is not None:
        return stored.event_id
    hidden = filing_log.find_event_id(turn.session, key) if turn.rights.sees_hidden else None
    if hidden is None:
        raise EventNotFound(key)
    return hidden


def public_event(turn: Turn, event_id: str) -> Answer | None:
    """What `GET /v1/events/{id}` answers at this moment; None if the event is not public."""
    try:
        return event_answer(turn.snapshot(), event_id, Params(query=EventQuery(), now=turn.now))
    except EventNotFound:
        return None


def current_tag(turn: Turn, event_id: str) -> str | None:
    """The event's tag for writers, without quotes; None for an event that the key may not see."""
    return _tag(turn, event_id, public_event(turn, event_id))


def precondition(turn: Turn, event_id: str) -> Precondition:
    """What If-Match has to hold of this event."""
    public = public_event(turn, event_id)
    etag = _tag(turn, event_id, public)
    if public is None or (turn.rights.sees_hidden and has_hidden_reports(turn.session, event_id, at=turn.now)):
        return Precondition(etag)
    return Precondition(etag, public.etag)


def has_rulings(turn: Turn, event_id: str) -> bool:
    """True if an editor ruled on the event: its rulings end with it when it is merged into another one."""
    return bool(filing_log.load_event_records(turn.session, [event_id])[event_id].rulings)


def check_filing(turn: Turn, document: Document) -> None:
    """Compare If-Match, if it is given, with the tags of all events that the document's records or slugs stand for.

    Raises PreconditionFailed, also if there is no such event; hidden ones count for those who may see them.
    """
    if not has_if_match():
        return
    pairs = [filed.report.record_key for filed in document.filed]
    found = set(filing_log.find_filings(turn.session, pairs).values())
    slugs = sorted({filed.event for filed in document.filed if filed.event})
    found |= set(filing_log.find_event_ids(turn.session, slugs).values())
    seen = [one for event_id in sorted(found) if (one := precondition(turn, event_id)).etag is not None]
    check_if_match(*(seen or (Precondition(None),)))


def _tag(turn: Turn, event_id: str, public: Answer | None) -> str | None:
    if public is None:
        return hidden_tags(turn, [event_id]).get(event_id)
    return writing_etag(public.etag, write_tag(turn.session, event_id, rights=turn.rights, at=turn.now))


def hidden_tags(turn: Turn, event_ids: Iterable[str]) -> dict[str, str]:
    """The tags of these events, which are not public; none without the scope embargo."""
    return hidden_write_tags(turn.session, event_ids, rights=turn.rights, at=turn.now)
