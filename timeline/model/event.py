"""The resolved state of an event, as a frozen value; only `resolve` makes one.

An `Event` has the shown values (with catalogue names), the claims of its reports with their relation to these values,
and the sources. A `State` is an event with the period in which it is the public state.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from timeline.model.dates.event_date import EventDate
from timeline.model.says import Link, Ordinal
from timeline.model.vocabulary import (
    EventKind,
    Level,
    Mode,
    ParticipantType,
    Presence,
    Rank,
    Relation,
    Role,
    Status,
    Tier,
    Withdrawer,
)

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlace:
    """A place as the event shows it: a copy of the catalogue entry from the time of the write."""

    slug: str
    name: str
    country: str | None
    territory: str | None
    latitude: float | None
    longitude: float | None
    time_zone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventParticipant:
    """A participant as the event shows it, with the office held on the event's day.

    `by` is the slug of who represented them, `together_with` of the one whose delegation it is, each with its name.
    `reason` is why they were present or absent; `level` is that of the unnamed people for whom an organization stands.
    """

    who: str
    name: str
    type: ParticipantType
    office: str | None
    role: Role | None
    presence: Presence | None
    when: EventDate | None
    by: str | None = None
    by_name: str | None = None
    together_with: str | None = None
    together_with_name: str | None = None
    reason: str | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSource:
    """A source with a report that speaks on the event; `published_at` is the earliest of its speaking reports.

    `locators` say where in the source they stand ("paragraph 2"), each once, in the order of the reports.
    """

    id: str
    publisher: str
    title: str | None
    url: str | None
    tier: Tier
    published_at: datetime
    locators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """A property in which the outcome differs from the plan (R7); both values as short texts."""

    property: str
    planned: str | None
    actual: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A planned day that was replaced by another one (R7): both in EDTF, and the instant from which it was known."""

    before: str
    after: str
    known_from: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseView:
    """What the reports of one phase (R2) say by themselves: days in EDTF, slugs of the places, status.

    A value that none of them gives is None (`where`: empty).
    """

    when: str | None = None
    where: tuple[str, ...] = ()
    status: Status | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phases:
    """What was planned and what took place (R7); None if no report speaks in that phase."""

    planned: PhaseView | None = None
    actual: PhaseView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """Why no report of an event counts any more: who withdrew the last one, and the reason given."""

    by: Withdrawer
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedClaim:
    """One claim with its relation to the shown value (R5). `value` is its JSON form; instants are UTC.

    `property` is "when", "participants.antony-blinken", "topics.hostages" and so on; `url` is the source's address.
    `reason` is the reason of a correction (R8); `ruling` and `ruling_reason` are the id and the reason of an editor's
    ruling for this claim. `withdrawn_by` and `withdrawal_reason` are set while all records of the event are withdrawn.
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
    withdrawn_by: Withdrawer | None = None
    withdrawal_reason: str | None = None
    ruling: str | None = None
    ruled_at: datetime | None = None
    ruling_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The shown values of one event. `titles` and `summaries` have (language, text) for further languages (R3).

    `part_of` has the slugs of events that are public too, in alphabetical order; `itinerary` those of the stops of a
    trip in the order announced.

    `no_place` tells that there is no place (a call, an online meeting); an empty `where` alone means "not known".

    `contested` and `deviations` are ordered by property, `participants` as `resolve` orders them. The order of every
    tuple depends only on the set of reports (R1). `withdrawal` is set while all its records are withdrawn. `claims`,
    `sources` and `phases` make no revision (R12). `moved` is ordered by time; `postponed_from` is the last exact day of
    an event that is postponed without a new one.
    """

    id: str
    slug: str
    kind: EventKind | None = None
    status: Status | None = None
    title: str | None = None
    titles: tuple[tuple[str, str], ...] = ()
    summary: str | None = None
    summaries: tuple[tuple[str, str], ...] = ()
    url: str | None = None
    when: EventDate
    where: tuple[EventPlace, ...] = ()
    no_place: bool = False
    participants: tuple[EventParticipant, ...] = ()
    topics: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    part_of: tuple[str, ...] = ()
    itinerary: tuple[str, ...] = ()
    rank: Rank | None = None
    mode: Mode | None = None
    series: str | None = None
    ordinal: Ordinal | None = None
    contested: tuple[str, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    moved: tuple[Moved, ...] = ()
    postponed_from: EventDate | None = None
    sources: tuple[EventSource, ...] = ()
    claims: tuple[JudgedClaim, ...] = ()
    phases: Phases = Phases()
    withdrawal: Withdrawal | None = None

    @property
    def listed(self) -> EventDate:
        """The date under which lists and calendars hold the event: its own, or the one it is postponed from (R7)."""
        return self.postponed_from or self.when

    @property
    def listed_days(self) -> tuple[date | None, date | None]:
        """First and last day of `listed`, as `days_within` gives them."""
        return self.days_within(self.listed)

    def days_within(self, when: EventDate) -> tuple[date | None, date | None]:
        """The days that count of the event's date, or of a participant's own.

        An open end counts only while the event is under way, else the first day alone.
        """
        if when.last_day is None and self.status is not Status.UNDER_WAY:
            return when.first_day, when.first_day
        return when.first_day, when.last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The public state of an event from `known_from` (UTC, inclusive) to `known_to` (exclusive; None means no end).

    `event` is None while the event is not public (R10, R11).
    """

    known_from: datetime
    known_to: datetime | None
    event: Event | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A numbered state of an event (append-only). `shown` is None from the moment at which the event is not public.

    `number` starts at 1; a revision that shows nothing has the number of the one before it, or 0 if it is the first.
    `recorded_at` is when this service stored it; `cause` and `author` are those of the write.
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
        """The instant from which it was visible: the later of recording and publication (R13)."""
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
    """A public state with the revision that numbers it: one row of the read table."""

    state: State
    revision: Revision
