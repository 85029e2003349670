"""One write from beginning to end: open it, let the caller append, settle what it touched, seal it.

watch -> begin -> append (the caller) -> settle -> append revisions and public changes -> seal. Every operation that
changes the log goes through here, so that none forgets a step; the transaction is the edge's, and the time of the
write is taken inside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from timeline.model.event import Revision
from timeline.operations.progress import Progress, no_progress
from timeline.operations.public_changes import Watch
from timeline.operations.refresh_events import settle_events
from timeline.render.settings import RenderSettings
from timeline.resolve.numbering import Write
from timeline.store.engine.sessions import Session
from timeline.store.logs import change_log, revision_log, write_log
from timeline.store.logs import hash_chain as integrity


def record_write(
    session: Session,
    write: Write,
    settings: RenderSettings,
    append: Callable[[int], Iterable[str]],
    progress: Progress = no_progress,
) -> tuple[Revision, ...]:
    """Run `append` with the write's number; it gives the ids of the affected events. Gives the new revisions."""
    watch = Watch.begin(session, write)
    write_id = write_log.begin_write(session, recorded_at=write.recorded_at, author=write.author, cause=write.cause)
    affected = append(write_id)
    settled = settle_events(session, affected, write, settings, progress)
    revision_log.append_revisions(session, write_id, settled.revisions)
    change_log.append_changes(session, write_id, watch.changes(session, settled.event_ids).all)
    integrity.seal_write(session, write_id)
    return settled.revisions
