"""The read tables: one row for each event and interval of knowledge, and link tables for the filters.

Everything here can be rebuilt from the logs (R15), so no column depends on when or how often that is done: the key is
the event's id and `known_from`. A state that is never public has a row only if insiders see it: at `INSIDE`. The
rendered bytes are the last columns, so that a query over the filter columns does not read them.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary
from sqlmodel import Field, SQLModel

from timeline.store.tables.columns import Serial
from timeline.store.tables.logs import instant, text


def _of_event() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["event_id", "known_from"], ["event_view.event_id", "event_view.known_from"], ondelete="CASCADE"
    )


class EventRow(SQLModel, table=True):
    """One public state of one event, from `known_from` (inclusive) to `known_to` (exclusive; null: it still holds).

    `inside` marks the one row that insiders see of the event.
    """

    __tablename__ = "event_view"
    __table_args__ = (
        Index("ix_event_view_known_from", "known_from", "event_id"),
        Index("ix_event_view_first_day", "first_day", "event_id", "known_from", "known_to"),
        Index("ix_event_view_last_day", "last_day"),
        Index("ix_event_view_updated_at", "updated_at", "event_id", "known_from", "known_to"),
        Index("ix_event_view_series", "series"),
        Index("ix_event_view_inside", "inside"),
        Index("ix_event_view_title_key", "title_key", "event_id", "known_from", "known_to"),
    )

    event_id: str = text(primary_key=True)
    known_from: datetime = instant(primary_key=True)
    known_to: datetime | None = instant(index=True)
    slug: str = text(index=True)
    revision: int
    updated_at: datetime = instant()
    first_day: date | None
    last_day: date | None
    exact: bool
    kind: str | None = text()
    status: str | None = text()
    rank: str | None = text()
    mode: str | None = text()
    series: str | None = text()
    title: str | None = text()
    title_key: str | None = text()
    contested: bool
    deviated: bool
    moved: bool
    removed: bool
    inside: bool
    vevent_zones: str = text()
    phases: str = text()
    digest: str = text()
    json_bytes: bytes = Field(sa_type=LargeBinary)
    vevent: bytes = Field(sa_type=LargeBinary)
    claims: bytes = Field(sa_type=LargeBinary)


class ParentRow(SQLModel, table=True):
    """A public event that a state is part of."""

    __tablename__ = "event_parent"
    __table_args__ = (_of_event(), Index("ix_event_parent_parent_id", "parent_id"))

    event_id: str = text(primary_key=True)
    known_from: datetime = instant(primary_key=True)
    parent_id: str = text(primary_key=True)


class ParticipantRow(SQLModel, table=True):
    """A participant of a state, in the order of the event, with the own days or else those of the event."""

    __tablename__ = "event_participant"
    __table_args__ = (_of_event(), Index("ix_event_participant_who", "who", "type"))

    event_id: str = text(primary_key=True)
    known_from: datetime = instant(primary_key=True)
    position: int = Field(primary_key=True)
    who: str = text()
    type: str = text()
    role: str | None = text()
    presence: str | None = text()
    first_day: date | None
    last_day: date | None
    exact: bool


class PlaceRow(SQLModel, table=True):
    """A place of a state, or a place that contains it."""

    __tablename__ = "event_place"
    __table_args__ = (_of_event(), Index("ix_event_place_place", "place"))

    event_id: str = text(primary_key=True)
    known_from: datetime = instant(primary_key=True)
    place: str = text(primary_key=True)


class CountryRow(SQLModel, table=True):
    """A country (ISO 3166 alpha-2) of a state."""

    __tablename__ = "event_country"
    __table_args__ = (_of_event(), Index("ix_event_country_country", "country"))

    event_id: str = text(primary_key=True)
    known_from: datetime = instant(primary_key=True)
    country: str = text(primary_key=True)


class TopicRow(SQLModel, table=True):
    """A topic of a state."""

    __tablename__ = "event_topic"
    __table_args__ = (_of_event(), Index("ix_event_topic_topic", "topic"))

    event_id: str = text(primary_key=True)
    known_from: datetime = instant(primary_key=True)
    topic: str = text(primary_key=True)


class SpeakingSourceRow(SQLModel, table=True):
    """A source with a report that counts in a state, and its tier."""

    __tablename__ = "event_source"
    __table_args__ = (
        _of_event(),
        Index("ix_event_source_source", "source"),
        Index("ix_event_source_tier", "tier"),
    )

    event_id: str = text(primary_key=True)
    known_from: datetime = instant(primary_key=True)
    source: str = text(primary_key=True)
    tier: str = text()


class PointRow(SQLModel, table=True):
    """The coordinates of a place of a state (degrees, WGS 84), in the order of the event, if it has any."""

    __tablename__ = "event_point"
    __table_args__ = (_of_event(), Index("ix_event_point_latitude", "latitude", "longitude"))

    event_id: str = text(primary_key=True)
    known_from: datetime = instant(primary_key=True)
    position: int = Field(primary_key=True)
    latitude: float
    longitude: float


class WordsRow(SQLModel, table=True):
    """The folded words of a state, separated by blanks, that `q` searches; every state has a row.

    `id` is a number of this database only: FTS5 needs one that VACUUM keeps and that is never reused. No comparison
    includes it.
    """

    __tablename__ = "event_words"
    __table_args__ = (
        _of_event(),
        Index("ix_event_words_event_id", "event_id", "known_from", unique=True),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, sa_type=Serial, primary_key=True)
    event_id: str = text()
    known_from: datetime = instant()
    words: str = text()


class FingerprintRow(SQLModel, table=True):
    """One row: with which settings and renderer the bytes of `event_view` were rendered."""

    __tablename__ = "view_fingerprint"

    fingerprint: str = text(primary_key=True)


class PublicNumberRow(SQLModel, table=True):
    """How often a write has changed what the public sees; one row. It names no write, so that it tells of none."""

    __tablename__ = "public_number"

    number: int = Field(sa_type=Serial, primary_key=True, sa_column_kwargs={"autoincrement": False})


class NameLiftRow(SQLModel, table=True):
    """An instant at which a name or a source becomes public, or another wording of one."""

    __tablename__ = "name_lift"

    at: datetime = instant(primary_key=True)


READ_ROWS: tuple[type[SQLModel], ...] = (
    EventRow, ParentRow, ParticipantRow, PlaceRow, CountryRow, TopicRow, SpeakingSourceRow, PointRow, WordsRow,
)  # fmt: skip
"""Every read table; the one that the others refer to comes first."""
