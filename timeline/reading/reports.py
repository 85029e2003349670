"""The public reports of events, and what they may name (R10)."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.model.report import EventReports, PublicNames
from timeline.reading.snapshot import Snapshot
from timeline.resolve.public_reports import public_reports
from timeline.store.logs.filing_log import load_event_records
from timeline.store.views.event_parts import find_public_keys


def reports_of(snapshot: Snapshot, event_ids: Sequence[str]) -> dict[str, EventReports]:
    """The public reports of each of these events, oldest first; the number of statements does not grow with them."""
    at = snapshot.sight.at
    records = load_event_records(snapshot.session, event_ids)
    reports = {
        event_id: public_reports(records[event_id], at=at) if event_id in records else () for event_id in event_ids
    }
    parents = {one.report.says.part_of for public in reports.values() for one in public if one.report.says.part_of}
    events = find_public_keys(snapshot.session, parents, sight=snapshot.sight)
    return {
        event_id: EventReports(
            reports=public,
            names=PublicNames(events=events, records=frozenset(one.report.record_key for one in public)),
        )
        for event_id, public in reports.items()
    }
