"""What public events bear: the names and years that a form may offer without telling of anything hidden (R10).

Instant -> `borne_names` -> five small statements over the link tables -> `BorneNames`. Names are slugs and codes; what
they are called is the catalogue's matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Table, and_, select
from sqlalchemy.orm import Session

from timeline.model.vocabulary import ParticipantType
from timeline.store.event_query import EVENTS, Condition, holding
from timeline.store.tables import CountryRow, ParticipantRow, PlaceRow, TopicRow, table_of

_PARTICIPANTS: Final = table_of(ParticipantRow)
_COUNTRIES: Final = table_of(CountryRow)
_TOPICS: Final = table_of(TopicRow)
_PLACES: Final = table_of(PlaceRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class BorneNames:
    """Slugs of people, organizations and topics, ISO 3166 codes, and years of first and last days; each sorted."""

    people: tuple[str, ...]
    organizations: tuple[str, ...]
    countries: tuple[str, ...]
    topics: tuple[str, ...]
    years: tuple[int, ...]


def borne_names(session: Session, *, at: datetime) -> BorneNames:
    """What the events that are public at this instant bear."""
    is_person = _PARTICIPANTS.c.type == ParticipantType.PERSON
    is_organization = _PARTICIPANTS.c.type == ParticipantType.ORGANIZATION
    return BorneNames(
        people=_values(session, _PARTICIPANTS, "who", at, is_person),
        organizations=_values(session, _PARTICIPANTS, "who", at, is_organization),
        countries=_values(session, _COUNTRIES, "country", at),
        topics=_values(session, _TOPICS, "topic", at),
        years=_years(session, at),
    )


def borne_places(session: Session, *, at: datetime) -> tuple[str, ...]:
    """The places of events that are public at this instant or left the public view before, with what holds them."""
    return _values(session, _PLACES, "place", at, with_removed=True)


def _values(
    session: Session, table: Table, column: str, at: datetime, *wanted: Condition, with_removed: bool = False
) -> tuple[str, ...]:
    is_same_state = and_(table.c.event_id == EVENTS.c.event_id, table.c.known_from == EVENTS.c.known_from)
    statement = select(table.c[column]).distinct().join(EVENTS, is_same_state)
    statement = statement.where(holding(at, with_removed=with_removed), *wanted)
    return tuple(sorted(session.execute(statement).scalars()))


def _years(session: Session, at: datetime) -> tuple[int, ...]:
    statement = select(EVENTS.c.first_day, EVENTS.c.last_day).distinct().where(holding(at))
    days = (day for row in session.execute(statement) for day in row)
    return tuple(sorted({day.year for day in days if day is not None}))
