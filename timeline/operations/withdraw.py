"""Take a record back: it no longer counts, and what it said stays in the log.

(source, record) -> a row of the same record, marked as withdrawn and published now -> its event settled. When the
last record of an event is withdrawn, the event shows the status `withdrawn` with what was last said of it.
`withdraw_report` does the same for a report's id, as far as the writer may see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from timeline.errors import ReportNotFound, ReportReplaced, UnknownName
from timeline.model.event import Revision
from timeline.model.report import RecordKey, Report
from timeline.operations.record_write import record_write
from timeline.operations.rights import Rights, is_hidden
from timeline.operations.visible_names import visible_events
from timeline.render.settings import RenderSettings
from timeline.resolve.history import edition
from timeline.resolve.numbering import Write
from timeline.store.engine.sessions import Session
from timeline.store.logs import filing_log, report_log


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawable:
    """A report that a writer may withdraw, and the event it is filed under."""

    report: Report
    event_id: str


def withdraw(
    session: Session, source: str, record: str, reason: str, *, settings: RenderSettings, write: Write
) -> tuple[Revision, ...]:
    """Withdraw what the record says from now on. Raises UnknownName if there is no such record."""
    pair = RecordKey(source, record)
    rows = report_log.find_reports(session, [pair])
    if not rows:
        raise UnknownName("record", f"{source} {record}")
    event_id = filing_log.find_filings(session, [pair])[pair]
    found = Withdrawable(report=max(rows, key=edition), event_id=event_id)
    return withdraw_report(session, found, reason, settings=settings, write=write)


def find_withdrawable(session: Session, report_id: str, *, rights: Rights, write: Write) -> Withdrawable:
    """The report of this id, if it is the newest of its record that the writer may see.

    Raises ReportNotFound, also for a report that is not public, or whose event is not, when the writer may not see
    what is hidden; ReportReplaced if another one is newer.
    """
    pair = report_log.find_record(session, report_id)
    rows = _seen_rows(session, [pair] if pair else [], rights, write)
    if pair is None or report_id not in {row.id for row in rows}:
        raise ReportNotFound(report_id)
    event_id = filing_log.find_filings(session, [pair])[pair]
    if not visible_events(session, [event_id], rights.sight(write.recorded_at)):
        raise ReportNotFound(report_id)
    newest = max(rows, key=edition)
    if newest.id != report_id:
        raise ReportReplaced(report_id, newest.id)
    return Withdrawable(report=newest, event_id=event_id)


def withdraw_report(
    session: Session, found: Withdrawable, reason: str, *, settings: RenderSettings, write: Write
) -> tuple[Revision, ...]:
    """Withdraw the report's record from now on; nothing is written if it is withdrawn already."""
    if found.report.withdrawn:
        return ()
    published_at = max(write.recorded_at, found.report.published_at)
    row = replace(found.report, withdrawn=True, note=reason, published_at=published_at, recorded_at=write.recorded_at)

    def append(write_id: int) -> set[str]:
        report_log.append_reports(session, write_id, [row])
        return {found.event_id}

    return record_write(session, write, settings, append)


def _seen_rows(session: Session, pairs: Sequence[RecordKey], rights: Rights, write: Write) -> list[Report]:
    rows = report_log.find_reports(session, pairs)
    return [row for row in rows if rights.sees_hidden or not is_hidden(row, write.recorded_at)]
