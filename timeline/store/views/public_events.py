"""Which of many events are public, and what they show: one statement for every five hundred of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeVar

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from timeline.model.sight import Insider, Public, Sight
from timeline.model.stored_event import StoredEvent
from timeline.store.logs.filing_log import find_event_ids
from timeline.store.logs.write_log import chunks
from timeline.store.views.event_rows import stored_event
from timeline.store.views.public_states import EVENTS, is_public

T = TypeVar("T")


def public_slugs(session: Session, event_ids: Iterable[str], *, sight: Sight) -> dict[str, str]:
    """The slug of each of these events that is public, by id; the others are left out."""
    return _values(session, EVENTS.c.slug, event_ids, sight)


def public_json(session: Session, event_ids: Iterable[str], *, sight: Sight) -> dict[str, bytes]:
    """The JSON of each of these events that is public, by id; the others are left out."""
    shown = _values(session, EVENTS.c.json_bytes, event_ids, sight)
    return {event_id: bytes(content) for event_id, content in shown.items()}


def find_hidden(session: Session, *, public: Public) -> tuple[StoredEvent, ...]:
    """What insiders see of the events that the public does not see so, by id."""
    shown = EVENTS.alias("shown")
    is_shown = exists(
        select(shown.c.event_id).where(
            is_public(public, shown), shown.c.event_id == EVENTS.c.event_id, shown.c.known_from == EVENTS.c.known_from
        )
    )
    statement = select(EVENTS).where(is_public(Insider(public.at)), ~is_shown).order_by(EVENTS.c.event_id)
    return tuple(stored_event(row) for row in session.execute(statement))


def find_public_keys(session: Session, keys: Collection[str], *, sight: Sight) -> frozenset[str]:
    """Those of these ids and slugs that mean a public event, merges followed (R10, R14)."""
    if not keys:
        return frozenset()
    ids = find_event_ids(session, sorted(keys))
    public = public_slugs(session, sorted(ids.values()), sight=sight)
    return frozenset(key for key, event_id in ids.items() if event_id in public)


def _values(session: Session, column: ColumnElement[T], event_ids: Iterable[str], sight: Sight) -> dict[str, T]:
    """This column of each public event, by id."""
    values: dict[str, T] = {}
    for chunk in chunks(dict.fromkeys(event_ids)):
        statement = select(EVENTS.c.event_id, column).where(is_public(sight), EVENTS.c.event_id.in_(chunk))
        values |= {row.event_id: row[1] for row in session.execute(statement)}
    return values
