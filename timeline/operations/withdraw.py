"""Withdraw a record: it no longer counts, and what it said stays in the log.

(source, record) -> a row of the same record, marked as withdrawn and published now -> its event refreshed. When the
last record of an event is withdrawn, the event shows the status `withdrawn` with what was last said of it.
`withdraw_report` does the same for a report that `find_withdrawable` found.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from timeline.errors import ReportNotFound, ReportReplaced, UnknownName
from timeline.model.event import Revision
from timeline.model.report import RecordKey, Report
from timeline.model.vocabulary import Withdrawer
from timeline.operations.filing.names_of_reports import follow_reports
from timeline.operations.record_write import record_write
from timeline.operations.work import Work
from timeline.resolve.history import edition
from timeline.store.logs import filing_log, report_log


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawable:
    """A report that a writer may withdraw, and the event under which it is filed."""

    report: Report
    event_id: str


def withdraw(work: Work, record: RecordKey, reason: str) -> tuple[Revision, ...]:
    """Withdraw what the record says from now on. Raises UnknownName if there is no such record."""
    rows = report_log.find_reports(work.session, [record])
    if not rows:
        raise UnknownName("record", f"{record.source} {record.record}")
    event_id = filing_log.find_filings(work.session, [record])[record]
    return withdraw_report(work, Withdrawable(report=max(rows, key=edition), event_id=event_id), reason)


def find_withdrawable(work: Work, report_id: str) -> Withdrawable:
    """The report with this id, if it is the newest of its record.

    Raises ReportNotFound, and ReportReplaced if another report is newer.
    """
    record = report_log.find_record(work.session, report_id)
    rows = report_log.find_reports(work.session, [record] if record else [])
    if record is None:
        raise ReportNotFound(report_id)
    event_id = filing_log.find_filings(work.session, [record])[record]
    newest = max(rows, key=edition)
    if newest.id != report_id:
        raise ReportReplaced(report_id, newest.id)
    return Withdrawable(report=newest, event_id=event_id)


def withdraw_report(work: Work, withdrawable: Withdrawable, reason: str) -> tuple[Revision, ...]:
    """Withdraw the report's record from now on. Nothing is written if it is withdrawn already."""
    report = withdrawable.report
    if report.withdrawn:
        return ()
    published_at = max(work.now, report.published_at)
    row = replace(
        report,
        withdrawn=True,
        withdrawn_by=Withdrawer.DESK,
        note=reason,
        published_at=published_at,
        recorded_at=work.logged.recorded_at,
    )

    def append(write_id: int) -> set[str]:
        report_log.append_reports(work.session, write_id, [row])
        return {withdrawable.event_id} | follow_reports(work, write_id, [row.record_key])

    return record_write(work, append)
