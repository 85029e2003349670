"""The reports of an event that are public at one instant (R9, R10): those that some public state has used.

rows of the event's records -> without those that no state ever used -> without those whose record was made private
later -> one entry for each report id, oldest first. The caller checks whether names in the reports are public.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from timeline.model.report import EventRecord, PublicReport, RecordKey, Report
from timeline.resolve.history import counting_rows, row_order, speaking


def public_reports(record: EventRecord, *, at: datetime) -> tuple[PublicReport, ...]:
    """The reports that are public at `at`, ordered by publication, source, record and id.

    A row counts if it spoke at its own publication time; a row that was replaced under embargo, or by another row with
    the same publication time, does not. A record that is made private hides its earlier rows (R10). A row
    that only withdraws its record has no entry; of several rows with the same id the newest has one.
    """
    by_record: dict[RecordKey, list[Report]] = {}
    for row in record.reports:
        by_record.setdefault(row.record_key, []).append(row)
    entries = [entry for rows in by_record.values() for entry in _of_one_record(rows, at)]
    return tuple(sorted(entries, key=_publication))


def _of_one_record(rows: Sequence[Report], at: datetime) -> Iterable[PublicReport]:
    """The entries of one (source, record)."""
    counting = counting_rows(rows)
    known = sorted((row for row in counting if row.public_at <= at), key=row_order)
    used = [row for row in known if row in speaking(counting, row.public_at)]
    speaking_now = speaking(counting, at)
    for row in {row.id: row for row in used}.values():
        yield PublicReport(report=row, speaks=row in speaking_now, withdrawn_with=_if_withdrawn(known[-1]))


def _if_withdrawn(newest: Report) -> Report | None:
    return newest if newest.withdrawn else None


def _publication(entry: PublicReport) -> tuple[datetime, str, str, str]:
    report = entry.report
    return (report.public_at, report.source.id, report.record, report.id)
