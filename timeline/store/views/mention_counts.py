"""How many public events mention each entry of the catalogue: all that the catalogue's lists may show (R10).

Kind + sight -> `count_mentions` -> one grouped statement over a link table -> number of events by slug. An entry that
no public event mentions has no number, whether the catalogue has it or not.
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
from timeline.model.sight import Sight
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
from timeline.store.views.public_states import EVENTS, Condition, is_public

_PARTICIPANTS: Final = table_of(ParticipantRow)
_PLACES: Final = table_of(PlaceRow)
_TOPICS: Final = table_of(TopicRow)
_SPEAKING: Final = table_of(SpeakingSourceRow)
_SOURCES: Final = table_of(SourceRow)


class MentionedKind(StrEnum):
    """What an event can mention, by the name of its query parameter."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    TOPIC = "topic"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class PublicSource:
    """A source that reports on public events, and on how many."""

    source: Source
    events: int


def count_mentions(
    session: Session, kind: MentionedKind, *, sight: Sight, among: Collection[str] | None = None
) -> Mapping[str, int]:
    """The number of public events by the slug they mention; places inside a place count for it. One statement.

    With `among`, only of these slugs.
    """
    statement = _counted(kind, sight, among)
    return {slug: int(number) for slug, number in session.execute(statement)}


def find_public_sources(
    session: Session, *, sight: Sight, among: Collection[str] | None = None
) -> tuple[PublicSource, ...]:
    """The sources that report on public events, by id, each with the number of events. One statement.

    With `among`, only of these ids.
    """
    counted = _counted(MentionedKind.SOURCE, sight, among).subquery()
    newest = select(func.max(_SOURCES.c.seq).label("seq")).group_by(_SOURCES.c.id).subquery()
    statement = (
        select(_SOURCES.c.content, counted.c.number)
        .join(newest, newest.c.seq == _SOURCES.c.seq)
        .join(counted, counted.c.slug == _SOURCES.c.id)
        .order_by(_SOURCES.c.id)
    )
    return tuple(
        PublicSource(source_from_json(orjson.loads(content)), int(number))
        for content, number in session.execute(statement)
    )


def _counted(kind: MentionedKind, sight: Sight, among: Collection[str] | None) -> Select[str, int]:
    table, slug, wanted = _link(kind)
    is_same_state = and_(table.c.event_id == EVENTS.c.event_id, table.c.known_from == EVENTS.c.known_from)
    counted = (
        select(slug.label("slug"), func.count(table.c.event_id.distinct()).label("number"))
        .join(EVENTS, is_same_state)
        .where(is_public(sight), *wanted)
        .group_by(slug)
    )
    return counted if among is None else counted.where(slug.in_(among))


def _link(kind: MentionedKind) -> tuple[Table, ColumnElement[str], tuple[Condition, ...]]:
    """The link table of the kind, its column of slugs, and the conditions on its rows."""
    if kind is MentionedKind.PLACE:
        return _PLACES, _PLACES.c.place, ()
    if kind is MentionedKind.TOPIC:
        return _TOPICS, _TOPICS.c.topic, ()
    if kind is MentionedKind.SOURCE:
        return _SPEAKING, _SPEAKING.c.source, ()
    is_of_type = _PARTICIPANTS.c.type == ParticipantType(kind.value)
    return _PARTICIPANTS, _PARTICIPANTS.c.who, (is_of_type,)
