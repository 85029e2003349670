"""The events that put given participants at a place, as stored JSON, one after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from sqlalchemy import and_, or_, select, tuple_
from sqlalchemy.orm import Session

from timeline.model.figures.copresence import NO_PRESENCE_KINDS, PRESENT, Who
from timeline.model.query import EventQuery
from timeline.model.sight import Sight
from timeline.model.vocabulary import NOT_TAKING_PLACE
from timeline.store.tables import ParticipantRow, table_of
from timeline.store.views.event_query import conditions
from timeline.store.views.public_states import EVENTS

_PARTICIPANTS: Final = table_of(ParticipantRow)


def stream_presence_events(
    session: Session, query: EventQuery, participants: Collection[Who], *, sight: Sight
) -> Iterator[bytes]:
    """The stored event objects (JSON) that match and in which one of the participants attended or is expected.

    `query` names no participant. Ordered by event id; the events are read in chunks.
    """
    is_given = or_(*(and_(_PARTICIPANTS.c.type == who.type, _PARTICIPANTS.c.who == who.slug) for who in participants))
    present = select(_PARTICIPANTS.c.event_id, _PARTICIPANTS.c.known_from).where(
        is_given, _PARTICIPANTS.c.presence.in_(PRESENT)
    )
    statement = (
        select(EVENTS.c.json_bytes)
        .where(
            *conditions(query, sight),
            tuple_(EVENTS.c.event_id, EVENTS.c.known_from).in_(present),
            or_(EVENTS.c.kind.is_(None), EVENTS.c.kind.not_in(NO_PRESENCE_KINDS)),
            or_(EVENTS.c.status.is_(None), EVENTS.c.status.not_in(NOT_TAKING_PLACE)),
        )
        .order_by(EVENTS.c.event_id)
        .execution_options(yield_per=500)
    )
    for content in session.execute(statement).scalars():
        yield bytes(content)
