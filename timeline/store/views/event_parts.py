"""The parts and the parents of several events, by `part_of`.

event ids + sight -> one statement, however many events -> public events by the event whose parts or parents they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Final

from sqlalchemy import Integer, cast, func, literal, select

from timeline.model.sight import Sight
from timeline.model.stored_event import StoredEvent
from timeline.store.engine.sessions import Session
from timeline.store.views.event_rows import stored_event
from timeline.store.views.public_states import EVENTS, PARENTS, is_of_state, is_public

_MAX_DEPTH: Final = 32
"""Far more than `MAX_PARTS_DEPTH`: the walk ends even over rows that form a cycle and should not exist."""


def find_parts(session: Session, event_ids: Collection[str], *, sight: Sight) -> dict[str, tuple[StoredEvent, ...]]:
    """The events directly under each of these, by first day (not known: last), then id."""
    parts: dict[str, list[StoredEvent]] = defaultdict(list)
    statement = (
        select(PARENTS.c.parent_id, EVENTS)
        .join(EVENTS, is_of_state(PARENTS, EVENTS))
        .where(is_public(sight), PARENTS.c.parent_id.in_(event_ids))
        .order_by(EVENTS.c.first_day.asc().nulls_last(), EVENTS.c.event_id)
    )
    for row in session.execute(statement):
        parts[row.parent_id].append(stored_event(row))
    return {event_id: tuple(parts[event_id]) for event_id in event_ids}


def find_parents(session: Session, event_ids: Collection[str], *, sight: Sight) -> dict[str, tuple[StoredEvent, ...]]:
    """The events of which each of these is a part, those of which they are parts, and so on; the nearest first."""
    above = EVENTS.alias("above")
    chain = (
        select(
            EVENTS.c.event_id.label("child_id"),
            PARENTS.c.parent_id.label("parent_id"),
            cast(literal(1), Integer).label("height"),
        )
        .join(PARENTS, is_of_state(PARENTS, EVENTS))
        .where(is_public(sight), EVENTS.c.event_id.in_(event_ids))
        .cte("chain", recursive=True)
    )
    higher = (
        select(chain.c.child_id, PARENTS.c.parent_id, chain.c.height + 1)
        .join(above, above.c.event_id == chain.c.parent_id)
        .join(PARENTS, is_of_state(PARENTS, above))
        .where(is_public(sight, above), chain.c.height < _MAX_DEPTH)
    )
    chain = chain.union(higher)  # not all: ways that meet again are followed once
    height = func.min(chain.c.height).label("height")
    nearest = select(chain.c.child_id, chain.c.parent_id, height).group_by(chain.c.child_id, chain.c.parent_id)
    found = nearest.subquery("nearest")
    statement = (
        select(found.c.child_id, EVENTS)
        .join(EVENTS, EVENTS.c.event_id == found.c.parent_id)
        .where(is_public(sight))
        .order_by(found.c.child_id, found.c.height, EVENTS.c.first_day.asc().nulls_last(), EVENTS.c.event_id)
    )
    parents: dict[str, list[StoredEvent]] = defaultdict(list)
    for row in session.execute(statement):
        parents[row.child_id].append(stored_event(row))
    return {event_id: tuple(parents[event_id]) for event_id in event_ids}
