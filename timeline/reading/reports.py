"""The public reports of events, and what they may name (R10)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from timeline.model.report import EventRecord, EventReports, PublicNames, PublicReport, Report
from timeline.model.sight import Insider, Sight
from timeline.reading.snapshot import Snapshot
from timeline.resolve.history import END
from timeline.resolve.inside import opened
from timeline.resolve.public.reports import public_reports
from timeline.store.logs.filing_log import load_event_records
from timeline.store.views.public_events import find_public_keys


def reports_of(snapshot: Snapshot, event_ids: Sequence[str]) -> dict[str, EventReports]:
    """The public reports of each of these events, oldest first; the number of statements does not grow with them."""
    records = load_event_records(snapshot.session, event_ids)
    reports = {
        event_id: _reports(records[event_id], snapshot.sight) if event_id in records else () for event_id in event_ids
    }
    named = frozenset[str]().union(*map(_named_events, reports.values()))
    public_events = find_public_keys(snapshot.session, named, sight=snapshot.sight)
    return {event_id: _event_reports(public, public_events) for event_id, public in reports.items()}


def _reports(record: EventRecord, sight: Sight) -> tuple[PublicReport, ...]:
    """The public reports; for an insider also those that are private or under embargo."""
    if isinstance(sight, Insider):
        return public_reports(opened(record), at=END)
    return _with_known_sources(public_reports(record, at=sight.at), sight.at)


def _with_known_sources(reports: Iterable[PublicReport], at: datetime) -> tuple[PublicReport, ...]:
    """The reports with their sources as the public knew them at that instant (R10)."""
    return tuple(
        replace(public, report=replace(public.report, source=public.report.source.at(at))) for public in reports
    )


def _event_reports(reports: tuple[PublicReport, ...], public_events: frozenset[str]) -> EventReports:
    records = frozenset(public.report.record_key for public in reports)
    names = PublicNames(events=_named_events(reports) & public_events, records=records)
    return EventReports(reports=reports, names=names)


def _named_events(reports: Iterable[PublicReport]) -> frozenset[str]:
    """The ids and slugs of other events that the reports name."""
    return frozenset(key for public in reports for key in _events_of(public.report))


def _events_of(report: Report) -> frozenset[str]:
    """What the report says of other events, and the parent that it corrects."""
    corrected = report.corrects.property if report.corrects else ""
    return report.says.named_events | (
        {corrected.removeprefix("part_of.")} if corrected.startswith("part_of.") else set()
    )
