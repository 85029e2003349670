"""What `include` adds to events: claims, reports, parts, parents, revisions, history.

Each is read for all events together: the number of statements depends on what is included, not on how many events
there are.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.model.related import Include, Related
from timeline.model.stored_event import StoredEvent
from timeline.reading.reports import reports_of
from timeline.reading.revisions import histories_of, revisions_of
from timeline.reading.snapshot import Snapshot
from timeline.store.views.event_parts import find_parents, find_parts


def related_to(snapshot: Snapshot, events: Sequence[StoredEvent], include: tuple[Include, ...]) -> Related:
    """What is to be added to these events, as far as it is public at the snapshot's instant (R10)."""
    session, sight = snapshot.session, snapshot.sight
    event_ids = [event.event_id for event in events]
    return Related(
        included=include,
        reports=reports_of(snapshot, event_ids) if Include.REPORTS in include else {},
        parts=find_parts(session, event_ids, sight=sight) if Include.PARTS in include else {},
        parents=find_parents(session, event_ids, sight=sight) if Include.PARENTS in include else {},
        revisions=revisions_of(snapshot, event_ids) if Include.REVISIONS in include else {},
        histories=histories_of(snapshot, event_ids) if Include.HISTORY in include else {},
    )
