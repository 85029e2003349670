"""Merge two events that are one: every record of the younger event is filed under the older one (R14).

two events -> the one that readers have known longer survives; of two hidden ones the one founded first -> the records
of the other are filed under it, its id and slug become aliases -> both refreshed. Nothing is rewritten, the merge holds
for all times (R9), and neither id is ever reused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from timeline.errors import EventNotFound, InvalidMerge
from timeline.model.event import Revision
from timeline.operations.record_write import record_write
from timeline.operations.work import Work
from timeline.resolve.numbering import seen_revisions
from timeline.store.logs import filing_log, revision_log
from timeline.store.logs.filing_log import Filing

_NEVER: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeResult:
    """Which event survives, which one became its alias, and the new revisions."""

    survivor_id: str
    merged_id: str
    revisions: tuple[Revision, ...]


def merge_events(work: Work, one: str, other: str, reason: str) -> MergeResult:
    """Merge two events given by id or slug. Raises EventNotFound, or InvalidMerge if they are one event already."""
    event_ids = [_event_id(work, key) for key in (one, other)]
    if len(set(event_ids)) == 1:
        raise InvalidMerge(f"{one!r} and {other!r} are the same event already")
    survivor_id, merged_id = _longest_known_first(work, event_ids)
    merged = filing_log.load_event_records(work.session, [merged_id])[merged_id]
    records = sorted({report.record_key for report in merged.reports})
    filings = [Filing(source=key.source, record=key.record, event_id=survivor_id) for key in records]

    def append(write_id: int) -> tuple[str, ...]:
        filing_log.append_merge(work.session, write_id, merged_id, survivor_id, reason)
        filing_log.append_filings(work.session, write_id, filings)
        return (survivor_id, merged_id)

    return MergeResult(survivor_id=survivor_id, merged_id=merged_id, revisions=record_write(work, append))


def _longest_known_first(work: Work, event_ids: Sequence[str]) -> list[str]:
    """The events by the instant from which the public has known them; hidden ones last; then as they were founded.

    So a hidden event never takes over the address of a public one (R10).
    """
    logged = revision_log.load_revisions(work.session, event_ids)
    known_from: dict[str, datetime] = {}
    for event_id in event_ids:
        shown = (one for one in seen_revisions(logged.get(event_id, ())) if one.shown is not None)
        seen = [one.updated_at for one in shown if one.known_from <= work.now]
        known_from[event_id] = min(seen, default=_NEVER)
    founded = filing_log.oldest_first(work.session, event_ids)
    return sorted(founded, key=lambda event_id: known_from[event_id])


def _event_id(work: Work, key: str) -> str:
    event_id = filing_log.find_event_id(work.session, key)
    if event_id is None:
        raise EventNotFound(key)
    return event_id
