"""The numbered states of events, append-only; the snapshot is the canonical JSON of `model.event_json`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from timeline import ids
from timeline.model.event import Revision
from timeline.model.event_json import event_from_json, snapshot_of
from timeline.store.logs.write_log import append_rows, chunks
from timeline.store.tables import RevisionRow, table_of

_REVISIONS = table_of(RevisionRow)


def append_revisions(session: Session, write_id: int, revisions: Sequence[Revision]) -> None:
    """Append these revisions in this order. The judged claims of the shown events are not stored."""
    append_rows(session, write_id, [_row_of(revision) for revision in revisions])


def load_revisions(session: Session, event_ids: Iterable[str]) -> dict[str, tuple[Revision, ...]]:
    """All revisions of these events in storing order; an event without any is left out."""
    by_event: dict[str, list[Revision]] = defaultdict(list)
    for chunk in chunks(dict.fromkeys(event_ids)):
        statement = select(_REVISIONS).where(_REVISIONS.c.event_id.in_(chunk)).order_by(_REVISIONS.c.seq)
        for row in session.execute(statement):
            by_event[row.event_id].append(_revision_of(row))
    return {event_id: tuple(revisions) for event_id, revisions in by_event.items()}


def _row_of(revision: Revision) -> RevisionRow:
    shown = revision.shown
    return RevisionRow(
        event_id=revision.event_id,
        number=revision.number,
        known_from=revision.known_from,
        recorded_at=revision.recorded_at,
        shown=None if shown is None else ids.canonical_bytes(snapshot_of(shown)).decode(),
        cause=revision.cause,
        author=revision.author,
    )


def _revision_of(row: Row[Any]) -> Revision:
    return Revision(
        event_id=row.event_id,
        number=row.number,
        known_from=row.known_from,
        recorded_at=row.recorded_at,
        shown=None if row.shown is None else event_from_json(orjson.loads(row.shown)),
        cause=row.cause,
        author=row.author,
    )
