"""Merge two events that are one: every record of the younger event is filed under the older one (R14).

two events -> the one founded first survives -> the records of the other are filed under it, its id and slug become
aliases -> both refreshed. Nothing is rewritten, the merge holds for all times (R9), and neither id is ever reused.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline.errors import EventNotFound, InvalidMerge
from timeline.model.event import Revision
from timeline.operations.record_write import record_write
from timeline.operations.work import Work
from timeline.store.logs import filing_log
from timeline.store.logs.filing_log import Filing


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeResult:
    """Which event survives, which one became its alias, and the new revisions."""

    survivor_id: str
    merged_id: str
    revisions: tuple[Revision, ...]


def merge_events(work: Work, one: str, other: str, reason: str) -> MergeResult:
    """Merge two events given by id or slug. Raises EventNotFound, or InvalidMerge if they are one event already."""
    event_ids = [_event_id(work, key) for key in (one, other)]
    ordered = filing_log.oldest_first(work.session, event_ids)
    if len(ordered) == 1:
        raise InvalidMerge(f"{one!r} and {other!r} are the same event already")
    survivor_id, merged_id = ordered
    merged = filing_log.load_event_records(work.session, [merged_id])[merged_id]
    records = sorted({report.record_key for report in merged.reports})
    filings = [Filing(source=key.source, record=key.record, event_id=survivor_id) for key in records]

    def append(write_id: int) -> tuple[str, ...]:
        filing_log.append_merge(work.session, write_id, merged_id, survivor_id, reason)
        filing_log.append_filings(work.session, write_id, filings)
        return (survivor_id, merged_id)

    return MergeResult(survivor_id=survivor_id, merged_id=merged_id, revisions=record_write(work, append))


def _event_id(work: Work, key: str) -> str:
    event_id = filing_log.find_event_id(work.session, key)
    if event_id is None:
        raise EventNotFound(key)
    return event_id
