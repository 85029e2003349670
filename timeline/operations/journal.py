"""One write from beginning to end: open it, let the caller append, settle what it touched, seal it.

begin -> append (the caller) -> settle -> append revisions -> seal. Every operation that changes the log goes through
here, so that none forgets a step; the transaction is the edge's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from timeline.model.event import Revision
from timeline.operations.progress import Progress, no_progress
from timeline.operations.settle import settle_events
from timeline.operations.views import RenderSettings
from timeline.resolve.numbering import Write
from timeline.store import integrity, revision_log, write_log
from timeline.store.engine import Session


def record_write(
    session: Session,
    write: Write,
    settings: RenderSettings,
    append: Callable[[int], Iterable[str]],
    progress: Progress = no_progress,
) -> tuple[Revision, ...]:
    """Run `append` with the write's number; it gives the ids of the affected events. Gives the new revisions."""
    write_id = write_log.begin_write(session, recorded_at=write.recorded_at, author=write.author, cause=write.cause)
    affected = append(write_id)
    revisions = settle_events(session, affected, write, settings, progress)
    revision_log.append_revisions(session, write_id, revisions)
    integrity.seal_write(session, write_id)
    return revisions
