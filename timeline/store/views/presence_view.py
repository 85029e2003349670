"""The events at which some participants are present, as the event objects of the API.

query + participants + sight -> one statement over the events and their participants -> a stream of objects.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

import orjson
from sqlalchemy import and_, or_, select, tuple_
from sqlalchemy.orm import Session

from timeline.model.copresence import NO_PRESENCE_KINDS, NO_PRESENCE_STATUSES, PRESENT, Who
from timeline.model.query import EventQuery
from timeline.model.sight import Public
from timeline.store.tables import ParticipantRow, table_of
from timeline.store.views.event_query import conditions
from timeline.store.views.public_states import EVENTS

_PARTICIPANTS: Final = table_of(ParticipantRow)


def stream_presence_events(
    session: Session, query: EventQuery, asked: Collection[Who], *, sight: Public
) -> Iterator[dict[str, Any]]:
    """The public events that match and that one of these participants attends, by event id, read in portions.

    `query` names no participants: its other filters apply to the events of these.
    """
    is_asked = or_(*(and_(_PARTICIPANTS.c.type == who.type, _PARTICIPANTS.c.who == who.slug) for who in asked))
    present = select(_PARTICIPANTS.c.event_id, _PARTICIPANTS.c.known_from).where(
        is_asked, _PARTICIPANTS.c.presence.in_(PRESENT)
    )
    statement = (
        select(EVENTS.c.json_bytes)
        .where(
            *conditions(query, sight),
            tuple_(EVENTS.c.event_id, EVENTS.c.known_from).in_(present),
            or_(EVENTS.c.kind.is_(None), EVENTS.c.kind.not_in(NO_PRESENCE_KINDS)),
            or_(EVENTS.c.status.is_(None), EVENTS.c.status.not_in(NO_PRESENCE_STATUSES)),
        )
        .order_by(EVENTS.c.event_id)
        .execution_options(yield_per=500)
    )
    for content in session.execute(statement).scalars():
        yield orjson.loads(bytes(content))
