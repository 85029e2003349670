"""What the store holds under the names of a write: the event behind a key, the sources behind ids.

Nothing is left out for the writer: whoever may write into the log sees all of it (R10).
"""

from __future__ import annotations

from collections.abc import Iterable

from timeline.errors import EventNotFound
from timeline.model.source import Source
from timeline.store.engine.sessions import Session
from timeline.store.logs import filing_log, report_log


def find_stored_event(session: Session, key: str) -> str:
    """The id of the event with this id or slug, hidden or not, merges followed. Raises EventNotFound."""
    event_id = filing_log.find_event_id(session, key)
    if event_id is None:
        raise EventNotFound(key)
    return event_id


def find_stored_sources(session: Session, source_ids: Iterable[str]) -> dict[str, Source]:
    """The sources among these that the store holds, by id."""
    return report_log.find_sources(session, sorted(set(source_ids)))
