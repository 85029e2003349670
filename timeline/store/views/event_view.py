"""Reads of the read tables: a page of events, one event, the histories of some.

`EventQuery` + sight -> `find_events` -> `Page` of stored events with their rendered bytes. Every read gives the instant
at which a state has to be public, so that nothing shows before its time (R10).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import BindParameter, bindparam, func, or_, select
from sqlalchemy.orm import Session

from timeline.model.query import EventQuery, Page, PageRequest
from timeline.model.sight import Insider, Sight
from timeline.model.stored_event import StoredEvent
from timeline.store.logs.filing_log import find_event_id
from timeline.store.logs.write_log import chunks
from timeline.store.views.event_order import ordered, position_of
from timeline.store.views.event_query import conditions, has_key
from timeline.store.views.event_rows import stored_event
from timeline.store.views.public_states import EVENTS, Condition, is_public, is_public_at

# Built once, because almost every request sends them: SQLAlchemy takes longer to build one than SQLite to answer it.
_AT: Final[BindParameter[Any]] = bindparam("at", type_=EVENTS.c.known_from.type)
_KEY: Final[BindParameter[Any]] = bindparam("key", type_=EVENTS.c.slug.type)
_WITH_KEY: Final = select(EVENTS).where(is_public_at(_AT), or_(EVENTS.c.event_id == _KEY, EVENTS.c.slug == _KEY))


def find_events(session: Session, query: EventQuery, page: PageRequest, *, sight: Sight) -> Page:
    """The page of events that match and are public; one statement, and a second one if a count is asked for.

    Raises InvalidCursor if the position is not one of the query's order.
    """
    wanted = conditions(query, sight, with_removed=page.with_removed)
    statement = ordered(select(EVENTS).where(*wanted), query.sort, page.after)
    if page.limit is not None:
        statement = statement.limit(page.limit + 1)
    rows = session.execute(statement).all()
    shown = rows if page.limit is None else rows[: page.limit]
    return Page(
        events=tuple(stored_event(row) for row in shown),
        next=position_of(shown[-1], query.sort) if len(rows) > len(shown) else None,
        count=_count(session, wanted) if page.with_count else None,
    )


def find_event(session: Session, key: str, *, sight: Sight) -> StoredEvent | None:
    """The event with this id or slug that the reader sees, merges followed (R14); None if there is none.

    No key is used twice, so the slow way through the merges is taken only where the fast one finds nothing.
    """
    if isinstance(sight, Insider):
        row = session.execute(
            select(EVENTS).where(is_public(sight), EVENTS.c.event_id == find_event_id(session, key))
        ).first()
        return None if row is None else stored_event(row)
    row = session.execute(_WITH_KEY, {"at": sight.at, "key": key}).first()
    if row is None:
        row = session.execute(select(EVENTS).where(is_public(sight), has_key((key,)))).first()
    return None if row is None else stored_event(row)


def find_removed(session: Session, key: str, *, sight: Sight) -> StoredEvent | None:
    """The event with this id or slug if it left the public view, for calendars that have to cancel it; else None."""
    is_meant = or_(EVENTS.c.event_id == key, EVENTS.c.slug == key)
    row = session.execute(
        select(EVENTS).where(is_public(sight, with_removed=True), EVENTS.c.removed.is_(True), is_meant)
    ).first()
    return None if row is None else stored_event(row)


def find_shown(session: Session, event_ids: Iterable[str], *, sight: Sight) -> dict[str, StoredEvent]:
    """Those of these events that are public or were, by id; one that left the public view is marked `removed`."""
    found: dict[str, StoredEvent] = {}
    for chunk in chunks(sorted(set(event_ids))):
        statement = select(EVENTS).where(is_public(sight, with_removed=True), EVENTS.c.event_id.in_(chunk))
        found |= {row.event_id: stored_event(row) for row in session.execute(statement)}
    return found


def find_histories(session: Session, event_ids: Collection[str], *, sight: Sight) -> dict[str, tuple[StoredEvent, ...]]:
    """For each event the states that were public at any time up to the sight's instant, oldest first.

    For an insider also those that will be public, and last the one that is inside.
    """
    begun = [] if isinstance(sight, Insider) else [EVENTS.c.known_from <= sight.at]
    found: dict[str, list[StoredEvent]] = {event_id: [] for event_id in event_ids}
    for chunk in chunks(found):
        statement = select(EVENTS).where(EVENTS.c.event_id.in_(chunk), EVENTS.c.removed.is_(False), *begun)
        for row in session.execute(statement.order_by(EVENTS.c.event_id, EVENTS.c.known_from)):
            state, states = stored_event(row), found[row.event_id]
            if states and (states[-1].revision, states[-1].digest) == (state.revision, state.digest):
                states[-1] = replace(states[-1], known_to=state.known_to)  # cut only for names that are searched
            else:
                states.append(state)
    return {event_id: tuple(states) for event_id, states in found.items()}


def _count(session: Session, wanted: list[Condition]) -> int:
    return int(session.execute(select(func.count()).select_from(EVENTS).where(*wanted)).scalar_one())
