"""The condition on which a stored state is public: written here once, used by every read of the read tables.

Every read gives the instant as its `Sight`, so that nothing shows before its time (R10).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, FromClause, and_, or_

from timeline.model.sight import Public
from timeline.store.tables import EventRow, table_of

EVENTS: Final = table_of(EventRow)

Condition = ColumnElement[bool]


def is_public(sight: Public, events: FromClause = EVENTS, *, with_removed: bool = False) -> Condition:
    """True for the states that are public at the sight's instant.

    `with_removed` adds the rows of events that left the public view by then.
    """
    return is_public_at(sight.at, events, with_removed=with_removed)


def is_public_at(
    at: datetime | BindParameter[Any], events: FromClause = EVENTS, *, with_removed: bool = False
) -> Condition:
    """The same for an instant that may be filled in later, for statements that are built once."""
    known = and_(events.c.known_from <= at, or_(events.c.known_to.is_(None), events.c.known_to > at))
    return known if with_removed else and_(known, events.c.removed.is_(False))
