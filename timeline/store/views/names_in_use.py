"""The names and years of public events: what a form may offer without revealing anything hidden (R10).

Sight -> `names_in_use` -> `NamesInUse`: four statements over the link tables, which look for one public state with each
name, and one over the states. Names are slugs and codes; the catalogue knows what they are called.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Table, and_, extract, select
from sqlalchemy.orm import Session

from timeline.model.sight import Sight
from timeline.model.vocabulary import EventKind, ParticipantType
from timeline.store.tables import CountryRow, ParticipantRow, PlaceRow, TopicRow, table_of
from timeline.store.views.public_states import EVENTS, Condition, is_public

_PARTICIPANTS: Final = table_of(ParticipantRow)
_COUNTRIES: Final = table_of(CountryRow)
_TOPICS: Final = table_of(TopicRow)
_PLACES: Final = table_of(PlaceRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesInUse:
    """Slugs of people, organizations and topics, ISO 3166 codes, and years of first and last days, each sorted; kinds
    in the order of the vocabulary.
    """

    people: tuple[str, ...]
    organizations: tuple[str, ...]
    countries: tuple[str, ...]
    topics: tuple[str, ...]
    years: tuple[int, ...]
    kinds: tuple[EventKind, ...]


def names_in_use(session: Session, *, sight: Sight) -> NamesInUse:
    """The names that public events mention."""
    is_person = _PARTICIPANTS.c.type == ParticipantType.PERSON
    is_organization = _PARTICIPANTS.c.type == ParticipantType.ORGANIZATION
    years, kinds = _years_and_kinds(session, sight)
    return NamesInUse(
        people=_values(session, _PARTICIPANTS, "who", sight, is_person),
        organizations=_values(session, _PARTICIPANTS, "who", sight, is_organization),
        countries=_values(session, _COUNTRIES, "country", sight),
        topics=_values(session, _TOPICS, "topic", sight),
        years=years,
        kinds=kinds,
    )


def places_in_use(session: Session, *, sight: Sight) -> tuple[str, ...]:
    """The places of public events and of events that left the public view, with the places that contain them."""
    return _values(session, _PLACES, "place", sight, with_removed=True)


def public_places(session: Session, *, sight: Sight) -> tuple[str, ...]:
    """The places of public events, with the places that contain them."""
    return _values(session, _PLACES, "place", sight)


def _values(
    session: Session, table: Table, column: str, sight: Sight, *wanted: Condition, with_removed: bool = False
) -> tuple[str, ...]:
    """The values of at least one public state; the statement looks for one state of each, not for all."""
    named = select(table.c[column]).where(*wanted).distinct().subquery("named")
    is_same_state = and_(table.c.event_id == EVENTS.c.event_id, table.c.known_from == EVENTS.c.known_from)
    in_state = select(EVENTS.c.event_id).join(table, is_same_state)
    in_state = in_state.where(table.c[column] == named.c[column], is_public(sight, with_removed=with_removed), *wanted)
    statement = select(named.c[column]).where(in_state.correlate(named).exists())
    return tuple(sorted(session.execute(statement).scalars()))


def _years_and_kinds(session: Session, sight: Sight) -> tuple[tuple[int, ...], tuple[EventKind, ...]]:
    first_year, last_year = extract("year", EVENTS.c.first_day), extract("year", EVENTS.c.last_day)
    statement = select(first_year, last_year, EVENTS.c.kind).distinct().where(is_public(sight))
    rows = session.execute(statement).all()
    years = {int(year) for row in rows for year in row[:2] if year is not None}
    kinds = {row.kind for row in rows}
    return tuple(sorted(years)), tuple(kind for kind in EventKind if kind in kinds)
