"""The condition on which a reader sees a stored state: written here once, used by every read of the read tables.

Every read gives its `Sight`, so that nothing shows to the public before its time (R10).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, FromClause, and_, or_

from timeline.model.sight import Insider, Sight
from timeline.model.stored_event import INSIDE
from timeline.store.tables import EventRow, ParentRow, table_of

EVENTS: Final = table_of(EventRow)
PARENTS: Final = table_of(ParentRow)

_LAST_PUBLIC: Final = INSIDE - timedelta(microseconds=1)

Condition = ColumnElement[bool]


def is_of_state(linked: FromClause, state: FromClause) -> Condition:
    """True for the rows of a link table that belong to the state of the other row."""
    return and_(linked.c.event_id == state.c.event_id, linked.c.known_from == state.c.known_from)


def is_public(sight: Sight, events: FromClause = EVENTS, *, with_removed: bool = False) -> Condition:
    """True for the states that the public sees at the sight's instant; for an insider the one state of each event.

    `with_removed` adds the rows of events that left the view by then.
    """
    if isinstance(sight, Insider):
        inside = events.c.inside.is_(True)
        return inside if with_removed else and_(inside, events.c.removed.is_(False))
    return is_public_at(min(sight.at, _LAST_PUBLIC), events, with_removed=with_removed)


def is_public_at(
    at: datetime | BindParameter[Any], events: FromClause = EVENTS, *, with_removed: bool = False
) -> Condition:
    """The same for an instant that may be filled in later, for statements that are built once."""
    known = and_(events.c.known_from <= at, or_(events.c.known_to.is_(None), events.c.known_to > at))
    return known if with_removed else and_(known, events.c.removed.is_(False))
