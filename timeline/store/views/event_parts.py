"""What lies around many events at once: their parts, their parents, and which names they mention are public.

event ids + instant -> one statement for each question, however many events -> stored events by the event asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import fields
from typing import Any, Final

import orjson
from sqlalchemy import Integer, Row, cast, literal, select

from timeline.model.sight import Public
from timeline.model.stored_event import StoredEvent
from timeline.store.engine.sessions import Session
from timeline.store.logs.filing_log import find_event_ids
from timeline.store.tables import SpeakingSourceRow, table_of
from timeline.store.views.event_query import EVENTS, holding

_SOURCES: Final = table_of(SpeakingSourceRow)
_MAX_DEPTH: Final = 32
"""Far above what `part_of` may ever be deep: ends the walk even over rows that nobody should have written."""


def find_parts_of_many(
    session: Session, event_ids: Collection[str], *, sight: Public
) -> dict[str, tuple[StoredEvent, ...]]:
    """The events directly under each of these at `at`, by first day (not known: last), then id."""
    found: dict[str, list[StoredEvent]] = defaultdict(list)
    statement = select(EVENTS).where(holding(sight), EVENTS.c.part_of_id.in_(event_ids))
    for row in session.execute(statement.order_by(EVENTS.c.first_day.asc().nulls_last(), EVENTS.c.event_id)):
        found[row.part_of_id].append(_stored_event(row))
    return {event_id: tuple(found[event_id]) for event_id in event_ids}


def find_parents_of_many(
    session: Session, event_ids: Collection[str], *, sight: Public
) -> dict[str, tuple[StoredEvent, ...]]:
    """What each of these is part of at `at`, and what that is part of, and so on; the nearest first."""
    above = EVENTS.alias("above")
    chain = (
        select(
            EVENTS.c.event_id.label("child_id"),
            EVENTS.c.part_of_id.label("parent_id"),
            cast(literal(1), Integer).label("height"),
        )
        .where(holding(sight), EVENTS.c.event_id.in_(event_ids), EVENTS.c.part_of_id.is_not(None))
        .cte("chain", recursive=True)
    )
    higher = (
        select(chain.c.child_id, above.c.part_of_id, chain.c.height + 1)
        .join(above, above.c.event_id == chain.c.parent_id)
        .where(holding(sight, above), above.c.part_of_id.is_not(None), chain.c.height < _MAX_DEPTH)
    )
    chain = chain.union_all(higher)
    found: dict[str, list[StoredEvent]] = defaultdict(list)
    statement = (
        select(chain.c.child_id, EVENTS).join(EVENTS, EVENTS.c.event_id == chain.c.parent_id).where(holding(sight))
    )
    for row in session.execute(statement.order_by(chain.c.child_id, chain.c.height)):
        found[row.child_id].append(_stored_event(row))
    return {event_id: tuple(found[event_id]) for event_id in event_ids}


def find_public_keys(session: Session, keys: Collection[str], *, sight: Public) -> frozenset[str]:
    """Those of these ids and slugs that mean an event public at `at`, merges followed (R10, R14)."""
    if not keys:
        return frozenset()
    ids = find_event_ids(session, sorted(keys))
    statement = select(EVENTS.c.event_id).where(holding(sight), EVENTS.c.event_id.in_(sorted(set(ids.values()))))
    public = set(session.execute(statement).scalars())
    return frozenset(key for key, event_id in ids.items() if event_id in public)


def _stored_event(row: Row[Any]) -> StoredEvent:
    """The row, read with all columns of the read table."""
    spelled = {"json": "json_bytes"}
    values = {field.name: getattr(row, spelled.get(field.name, field.name)) for field in fields(StoredEvent)}
    values |= {name: bytes(values[name]) for name in ("json", "claims", "vevent")}
    return StoredEvent(**values | {"vevent_zones": tuple(orjson.loads(row.vevent_zones))})
