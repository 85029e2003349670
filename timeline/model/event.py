"""The resolved state of an event, as a frozen value; only `resolve` makes one.

An `Event` holds what is shown (with the names of the catalogue), the reports' claims with their relation to it, and the
sources. A `State` is an event together with the time from which the public could know it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from timeline.model.dates.event_date import EventDate
from timeline.model.says import Link
from timeline.model.vocabulary import EventKind, ParticipantType, Presence, Relation, Role, Status, Tier

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlace:
    """A place as the event shows it: the catalogue's entry at the time of writing."""

    slug: str
    name: str
    country: str | None
    territory: str | None
    latitude: float | None
    longitude: float | None
    time_zone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventParticipant:
    """A participant as the event shows it, with the office held on the day."""

    who: str
    name: str
    type: ParticipantType
    office: str | None
    role: Role | None
    presence: Presence | None
    when: EventDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSource:
    """A source whose report speaks on the event; `published_at` is the earliest publication of its speaking reports."""

    id: str
    publisher: str
    title: str | None
    url: str | None
    tier: Tier
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """Where the outcome differs from the plan (R7); values in their short written form."""

    property: str
    planned: str | None
    actual: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedClaim:
    """One claim and how it stands to what is shown (R5). `value` is its JSON form; instants are UTC.

    `property` is "when", "participants.antony-blinken", "topics.hostages" and so on; `url` is the source's address.
    `reason` is why it was corrected, `ruling_reason` why an editor decided for it.
    """

    property: str
    value: JsonValue
    relation: Relation
    report_id: str
    source: str
    record: str
    publisher: str
    tier: Tier
    published_at: datetime
    attributed_to: str | None = None
    locator: str | None = None
    via: str | None = None
    url: str | None = None
    note: str | None = None
    corrected_by: str | None = None
    reason: str | None = None
    ruled_at: datetime | None = None
    ruling_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What is shown of one event. `part_of` is the slug of an event that is public too.

    `contested` and `deviations` are ordered by property; `participants` by role and name as `resolve` says; every
    tuple has one order for one set of reports (R1).
    """

    id: str
    slug: str
    kind: EventKind | None = None
    status: Status | None = None
    title: str | None = None
    summary: str | None = None
    url: str | None = None
    when: EventDate
    where: tuple[EventPlace, ...] = ()
    participants: tuple[EventParticipant, ...] = ()
    topics: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    part_of: str | None = None
    contested: tuple[str, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    sources: tuple[EventSource, ...] = ()
    claims: tuple[JudgedClaim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The event as the public could know it from `known_from` (inclusive, UTC) to `known_to` (exclusive; None = still).

    `event` is None while the event is not public (R10, R11).
    """

    known_from: datetime
    known_to: datetime | None
    event: Event | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A numbered state of an event (append-only). `shown` is None when the event left the public view.

    `number` starts at 1; a revision that shows nothing has the number before it, 0 before the first; `recorded_at`
    is when this service stored it; `cause` and `author` say why and who.
    """

    event_id: str
    number: int
    known_from: datetime
    recorded_at: datetime
    shown: Event | None
    cause: str
    author: str

    @property
    def updated_at(self) -> datetime:
        """The moment from which anyone could see it: the later of recording and publication (R13)."""
        return max(self.recorded_at, self.known_from)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRevision:
    """A revision as the public can know it, from `known_from` on.

    `is_shown` is False if the event left the public view with it, or if another revision replaced it for the same time
    after readers had seen it.
    """

    revision: Revision
    known_from: datetime
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedState:
    """A public state together with the revision that numbers it: one row of the read table."""

    state: State
    revision: Revision
