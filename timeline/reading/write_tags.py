"""The write tag of an event: a digest of everything about it, shown or not.

The public ETag of an event covers what is shown. A ruling or report that changes nothing shown leaves it alone (R12),
so a second writer who has not seen the first one's ruling could replace it unawares. The write tag also covers the
reports and rulings of the event, hidden ones too: who writes sees them (R10). `api.writes.tags` compares it with
If-Match.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from timeline import ids
from timeline.model.report import EventRecord
from timeline.model.sight import Public
from timeline.model.stored_event import StoredEvent
from timeline.store.engine.sessions import Session
from timeline.store.logs import filing_log
from timeline.store.views.event_view import find_event
from timeline.store.views.public_events import public_slugs


def write_tag(session: Session, event_id: str, *, at: datetime) -> str:
    """A digest of what is public of the event at that instant, and of all its reports and rulings."""
    shown = find_event(session, event_id, sight=Public(at))
    return _digest(filing_log.load_event_records(session, [event_id])[event_id], shown)


def hidden_write_tags(session: Session, event_ids: Iterable[str]) -> dict[str, str]:
    """The write tags of these events, which must not be public."""
    records = filing_log.load_event_records(session, sorted(set(event_ids)))
    return {event_id: _digest(record, None) for event_id, record in records.items()}


def public_among(session: Session, event_ids: Iterable[str], *, at: datetime) -> frozenset[str]:
    """Those of the events that are public at that instant."""
    return frozenset(public_slugs(session, event_ids, sight=Public(at)))


def has_hidden_reports(session: Session, event_id: str, *, at: datetime) -> bool:
    """True if a report of the event is not public at this instant."""
    record = filing_log.load_event_records(session, [event_id])[event_id]
    return not all(report.is_public_at(at) for report in record.reports)


def _digest(record: EventRecord, shown: StoredEvent | None) -> str:
    rows = [
        [report.id, report.public_at.isoformat(), report.recorded_at.isoformat(), report.private, report.withdrawn]
        for report in record.reports
    ]
    rulings = [ruling.id for ruling in record.rulings]
    shown_digest = None if shown is None else shown.digest
    return ids.digest(ids.canonical_bytes(["write", record.id, shown_digest, rows, rulings]))[:32]
