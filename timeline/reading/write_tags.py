"""The write tag of an event: a digest of everything about it that a writer can see, shown or not.

The public ETag of an event covers what is shown. A ruling or report that changes nothing shown leaves it alone (R12),
so a second writer who has not seen the first one's ruling could replace it unawares. The write tag also covers the
reports and rulings of the event that are visible to the writer (R10). `api.writes.tags` compares it with If-Match.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from timeline import ids
from timeline.model.report import EventRecord
from timeline.model.sight import Insider, Public, Sight
from timeline.model.stored_event import StoredEvent
from timeline.store.engine.sessions import Session
from timeline.store.logs import filing_log
from timeline.store.views.event_view import find_event


def write_tag(session: Session, event_id: str, sight: Sight) -> str:
    """A digest of what is public of the event at the instant of the sight, and of its visible reports and rulings."""
    shown = find_event(session, event_id, sight=Public(sight.at))
    return _digest(filing_log.load_event_records(session, [event_id])[event_id], shown, sight)


def hidden_write_tags(session: Session, event_ids: Iterable[str], sight: Sight) -> dict[str, str]:
    """The write tags of these events, which must not be public; none unless the sight is an insider's."""
    if not isinstance(sight, Insider):
        return {}
    records = filing_log.load_event_records(session, sorted(set(event_ids)))
    return {event_id: _digest(record, None, sight) for event_id, record in records.items()}


def has_hidden_reports(session: Session, event_id: str, *, at: datetime) -> bool:
    """True if a report of the event is not public at this instant."""
    record = filing_log.load_event_records(session, [event_id])[event_id]
    return not all(report.is_public_at(at) for report in record.reports)


def _digest(record: EventRecord, shown: StoredEvent | None, sight: Sight) -> str:
    reports = [report for report in record.reports if report.is_visible_to(sight)]
    visible = {report.id for report in reports}
    rows = [
        [report.id, report.public_at.isoformat(), report.recorded_at.isoformat(), report.private, report.withdrawn]
        for report in reports
    ]
    rulings = [ruling.id for ruling in record.rulings if isinstance(sight, Insider) or ruling.report_id in visible]
    shown_digest = None if shown is None else shown.digest
    return ids.digest(ids.canonical_bytes(["write", record.id, shown_digest, rows, rulings]))[:32]
