"""How many public events bear an entry of the catalogue: what its lists may show and no more (R10).

Kind + instant -> `count_bearing` -> one grouped statement over a link table -> number of events by slug. An entry that
no event public at that instant bears has no number, whether the catalogue knows it or not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import orjson
from sqlalchemy import ColumnElement, Select, Table, and_, func, select
from sqlalchemy.orm import Session

from timeline.model.catalogue.entry_json import source_from_json
from timeline.model.sight import Public
from timeline.model.source import Source
from timeline.model.vocabulary import ParticipantType
from timeline.store.tables import (
    ParticipantRow,
    PlaceRow,
    SourceRow,
    SpeakingSourceRow,
    TopicRow,
    table_of,
)
from timeline.store.views.event_query import EVENTS, Condition, holding

_PARTICIPANTS: Final = table_of(ParticipantRow)
_PLACES: Final = table_of(PlaceRow)
_TOPICS: Final = table_of(TopicRow)
_SPEAKING: Final = table_of(SpeakingSourceRow)
_SOURCES: Final = table_of(SourceRow)


class Borne(StrEnum):
    """What a public event can bear, by the name of the query parameter that asks for it."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    TOPIC = "topic"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class BorneSource:
    """A source that speaks on public events, and on how many."""

    source: Source
    events: int


def count_bearing(
    session: Session, kind: Borne, *, sight: Public, among: Collection[str] | None = None
) -> Mapping[str, int]:
    """Events public at this instant by the slug that they bear; a place counts what lies in it. One statement.

    `among` asks for these slugs only.
    """
    statement = _counted(kind, sight, among)
    return {slug: int(number) for slug, number in session.execute(statement)}


def find_borne_sources(
    session: Session, *, sight: Public, among: Collection[str] | None = None
) -> tuple[BorneSource, ...]:
    """Sources that speak on events public at this instant, by id, each with the number of events. One statement."""
    counted = _counted(Borne.SOURCE, sight, among).subquery()
    newest = select(func.max(_SOURCES.c.seq).label("seq")).group_by(_SOURCES.c.id).subquery()
    statement = (
        select(_SOURCES.c.content, counted.c.number)
        .join(newest, newest.c.seq == _SOURCES.c.seq)
        .join(counted, counted.c.slug == _SOURCES.c.id)
        .order_by(_SOURCES.c.id)
    )
    return tuple(
        BorneSource(source_from_json(orjson.loads(content)), int(number))
        for content, number in session.execute(statement)
    )


def _counted(kind: Borne, sight: Public, among: Collection[str] | None) -> Select[str, int]:
    table, slug, wanted = _link(kind)
    is_same_state = and_(table.c.event_id == EVENTS.c.event_id, table.c.known_from == EVENTS.c.known_from)
    counted = (
        select(slug.label("slug"), func.count(table.c.event_id.distinct()).label("number"))
        .join(EVENTS, is_same_state)
        .where(holding(sight), *wanted)
        .group_by(slug)
    )
    return counted if among is None else counted.where(slug.in_(among))


def _link(kind: Borne) -> tuple[Table, ColumnElement[str], tuple[Condition, ...]]:
    """The link table that tells who bears it, its column, and what its rows have to fulfil."""
    if kind is Borne.PLACE:
        return _PLACES, _PLACES.c.place, ()
    if kind is Borne.TOPIC:
        return _TOPICS, _TOPICS.c.topic, ()
    if kind is Borne.SOURCE:
        return _SPEAKING, _SPEAKING.c.source, ()
    is_of_type = _PARTICIPANTS.c.type == ParticipantType(kind.value)
    return _PARTICIPANTS, _PARTICIPANTS.c.who, (is_of_type,)
