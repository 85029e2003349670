"""How many public events mention each entry of the catalogue: all that the catalogue's lists may show (R10).

Kind + sight -> `count_mentions` -> one grouped statement over a link table -> number of events by slug. An entry that
no public event mentions has no number, whether the catalogue has it or not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, Select, Table, and_, func, select
from sqlalchemy.orm import Session

from timeline.model.sight import Public, Sight
from timeline.model.source import Source
from timeline.model.vocabulary import ParticipantType
from timeline.store.logs.report_log import find_sources
from timeline.store.tables import (
    ParticipantRow,
    PlaceRow,
    SpeakingSourceRow,
    TopicRow,
    table_of,
)
from timeline.store.views.public_states import EVENTS, Condition, is_public

_PARTICIPANTS: Final = table_of(ParticipantRow)
_PLACES: Final = table_of(PlaceRow)
_TOPICS: Final = table_of(TopicRow)
_SPEAKING: Final = table_of(SpeakingSourceRow)


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
    """The sources that report on public events, by id, as the public knows them, each with the number of events.

    With `among`, only of these ids.
    """
    counted = _counted(MentionedKind.SOURCE, sight, among).subquery()
    numbers = {row.slug: int(row.number) for row in session.execute(select(counted.c.slug, counted.c.number))}
    sources = find_sources(session, sorted(numbers))
    return tuple(
        PublicSource(source.at(sight.at) if isinstance(sight, Public) else source, numbers[source_id])
        for source_id, source in sorted(sources.items())
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
