"""Join two events that are one: every record of the younger is filed under the older (R14).

two events -> the one founded first survives -> the other's records re-filed, its id and slug kept as aliases -> both
settled. Nothing is rewritten, the merge holds for all times (R9), and neither id is ever given to another event.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline.errors import EventNotFound, InvalidMerge
from timeline.model.event import Revision
from timeline.operations.record_write import record_write
from timeline.render.settings import RenderSettings
from timeline.resolve.numbering import Write
from timeline.store.engine.sessions import Session
from timeline.store.logs import filing_log
from timeline.store.logs.filing_log import Filing


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeResult:
    """Which event survives, which one became its alias, and the new revisions."""

    survivor_id: str
    merged_id: str
    revisions: tuple[Revision, ...]


def merge_events(
    session: Session, one: str, other: str, reason: str, *, settings: RenderSettings, write: Write
) -> MergeResult:
    """Merge two events given by id or slug. Raises EventNotFound, or InvalidMerge if they are one event already."""
    found = [filing_log.find_event_id(session, key) for key in (one, other)]
    for key, event_id in zip((one, other), found, strict=True):
        if event_id is None:
            raise EventNotFound(key)
    ordered = filing_log.oldest_first(session, [event_id for event_id in found if event_id])
    if len(ordered) == 1:
        raise InvalidMerge(f"{one!r} and {other!r} are the same event already")
    survivor_id, merged_id = ordered
    merged = filing_log.load_event_records(session, [merged_id])[merged_id]
    pairs = sorted({report.record_key for report in merged.reports})

    def append(write_id: int) -> set[str]:
        filing_log.append_merge(session, write_id, merged_id, survivor_id, reason)
        filing_log.append_filings(
            session, write_id, [Filing(source=source, record=record, event_id=survivor_id) for source, record in pairs]
        )
        return {survivor_id, merged_id}

    revisions = record_write(session, write, settings, append)
    return MergeResult(survivor_id=survivor_id, merged_id=merged_id, revisions=revisions)
