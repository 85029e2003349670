"""One write from beginning to end: open it, let the caller append, refresh the affected events, seal it.

`PublicBefore` -> begin -> append (the caller) -> refresh -> append revisions and public changes -> public number ->
seal. Every operation that changes the log goes through here, so that none forgets a step. The edge owns the
transaction, and takes the time of the write inside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from timeline.model.event import Revision
from timeline.operations.public_changes import PublicBefore
from timeline.operations.public_state import note_public_write
from timeline.operations.refresh_events import refresh_events
from timeline.operations.work import Work
from timeline.store.logs import change_log, revision_log
from timeline.store.logs.hash_chain import seal_write

Append = Callable[[int], Iterable[str]]
"""Appends rows under the number of a write; returns the ids of the affected events."""


def record_write(work: Work, append: Append) -> tuple[Revision, ...]:
    """Run `append` with the number of a new write. Returns the new revisions."""
    before = PublicBefore.of(work)
    write_id = work.begin_write()
    refreshed = refresh_events(work, append(write_id))
    revision_log.append_revisions(work.session, write_id, refreshed.revisions)
    changes = before.changes_until_now(refreshed.event_ids)
    change_log.append_changes(work.session, write_id, changes.all)
    note_public_write(work, write_id, refreshed.revisions, is_seen=refreshed.is_seen or bool(changes.own))
    seal_write(work.session, write_id)
    return refreshed.revisions
