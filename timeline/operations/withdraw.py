"""Take a record back: it no longer counts, and what it said stays in the log.

(source, record) -> a row of the same record, marked as withdrawn and published now -> its event settled. When the
last record of an event is withdrawn, the event shows the status `withdrawn` with what was last said of it.
"""

from __future__ import annotations

from dataclasses import replace

from timeline.errors import UnknownName
from timeline.model.event import Revision
from timeline.operations.journal import record_write
from timeline.operations.views import RenderSettings
from timeline.resolve.history import edition
from timeline.resolve.numbering import Write
from timeline.store import filing_log, report_log
from timeline.store.engine import Session


def withdraw(
    session: Session, source: str, record: str, reason: str, *, settings: RenderSettings, write: Write
) -> tuple[Revision, ...]:
    """Withdraw what the record says from now on. Raises UnknownName if there is no such record."""
    pair = (source, record)
    rows = report_log.find_reports(session, [pair])
    if not rows:
        raise UnknownName("record", f"{source} {record}")
    event_id = filing_log.find_filings(session, [pair])[pair]
    newest = max(rows, key=edition)
    if newest.withdrawn:
        return ()
    published_at = max(write.recorded_at, newest.published_at)
    row = replace(newest, withdrawn=True, note=reason, published_at=published_at, recorded_at=write.recorded_at)

    def append(write_id: int) -> set[str]:
        report_log.append_reports(session, write_id, [row])
        return {event_id}

    return record_write(session, write, settings, append)
