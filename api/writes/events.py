"""The event that a write is about: found as far as the key may see it, with the tag that If-Match compares.

key of the address -> `find_target` -> event id -> `current_tag`: for a public event the ETag of `GET /v1/events/{id}`
without parameters, for one that is not public (scope embargo) a digest over its reports and rulings.
"""

from __future__ import annotations

from collections.abc import Iterable

from api.answers import Answer
from api.events import event_document
from api.params import Params
from api.writes.turn import Turn
from timeline import ids
from timeline.errors import EventNotFound
from timeline.model.query import EventQuery
from timeline.model.report import EventRecord
from timeline.store import filing_log
from timeline.store.event_view import find_event


def find_target(turn: Turn, key: str) -> str:
    """The id of the event with this id or slug, merges followed. Raises EventNotFound, hidden ones included for keys
    without the scope embargo.
    """
    stored = find_event(turn.session, key, at=turn.now)
    if stored is not None:
        return stored.event_id
    hidden = filing_log.find_event_id(turn.session, key) if turn.rights.sees_hidden else None
    if hidden is None:
        raise EventNotFound(key)
    return hidden


def public_event(turn: Turn, event_id: str) -> Answer | None:
    """What `GET /v1/events/{id}` answers at this moment; None if the event is not public."""
    try:
        return event_document(turn.reading(), event_id, Params(query=EventQuery()))
    except EventNotFound:
        return None


def current_tag(turn: Turn, event_id: str) -> str | None:
    """The event's tag without quotes; None for an event that the key may not see."""
    public = public_event(turn, event_id)
    if public is not None:
        return public.etag
    return hidden_tags(turn, [event_id]).get(event_id)


def hidden_tags(turn: Turn, event_ids: Iterable[str]) -> dict[str, str]:
    """The tags of these events as their reports and rulings give them; none without the scope embargo."""
    if not turn.rights.sees_hidden:
        return {}
    records = filing_log.load_event_records(turn.session, sorted(set(event_ids)))
    return {event_id: _digest(record) for event_id, record in records.items()}


def _digest(record: EventRecord) -> str:
    reports = [
        [report.id, report.public_at.isoformat(), report.recorded_at.isoformat(), report.private, report.withdrawn]
        for report in record.reports
    ]
    rulings = [ruling.id for ruling in record.rulings]
    return ids.digest(ids.canonical_bytes(["hidden", record.id, reports, rulings]))[:32]
