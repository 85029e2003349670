"""`EventQuery`: the one filter that every form, feed, page and statistic takes (DESIGN.md section 3).

Text from outside becomes a query in `api.parameters.params`; `store.views.event_view` answers it. Tuples mean OR inside, fields mean
AND.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from timeline.model.vocabulary import EventKind, ParticipantType, Presence, Role, Status, Tier

DEFAULT_LIMIT = 50
MAX_LIMIT = 200


class Sort(StrEnum):
    """Order of a list. Ties are broken by event id in the direction of the sort; an event without a first day comes
    last in both directions.
    """

    START = "start"
    START_DESCENDING = "-start"
    UPDATED = "updated"
    UPDATED_DESCENDING = "-updated"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundingBox:
    """A part of the globe in degrees (WGS 84), edges included; it crosses the antimeridian if west > east."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventQuery:
    """What is asked for. Days are inclusive; `country` is ISO 3166 alpha-2; `place` and `country` include what they
    hold.

    `role` and `presence` apply to the person or organization given. `q` is what somebody typed into a search box:
    words, "phrases", -minus, prefix*. As of when the states are looked at is the asker's `Sight`, not the query's.
    """

    first_day: date | None = None
    last_day: date | None = None
    person: tuple[str, ...] = ()
    organization: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    kind: tuple[EventKind, ...] = ()
    status: tuple[Status, ...] = ()
    tier: tuple[Tier, ...] = ()
    source: tuple[str, ...] = ()
    trip: tuple[str, ...] = ()
    role: tuple[Role, ...] = ()
    presence: tuple[Presence, ...] = ()
    q: str | None = None
    bbox: BoundingBox | None = None
    contested: bool | None = None
    deviated: bool | None = None
    exact: bool | None = None
    sort: Sort = Sort.START


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a page begins: after the row with this sort key and event id. `key` is None for a row without a key."""

    key: str | None
    event_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """How many events (1 to 200) and after which position; `limit` None asks for all (feeds and exports).

    `with_removed` adds events that left the public view, merged ones among them: calendars have to cancel them.
    """

    limit: int | None = DEFAULT_LIMIT
    after: Position | None = None
    with_count: bool = False
    with_removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """One row of the read table: the rendered bytes of one state of one event and what a list needs to know of it.

    `json` is the event object of the API, `claims` the JSON array of its judged claims, `vevent` the folded VEVENT
    lines with CRLF, or empty when the event stays out of calendars; `digest` is SHA-256 over all three. `phases` is the
    JSON of the plan and the outcome; it is no part of an event's answer, so the digest leaves it out.

    `removed` marks an event that left the public view: it has no JSON and no claims, and its VEVENT is cancelled.
    """

    event_id: str
    slug: str
    revision: int
    known_from: datetime
    known_to: datetime | None
    updated_at: datetime
    first_day: date | None
    last_day: date | None
    exact: bool
    kind: str | None
    status: str | None
    title: str | None
    part_of: str | None
    json: bytes
    claims: bytes
    vevent: bytes
    vevent_zones: tuple[str, ...]
    phases: str
    digest: str
    removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Events in order; `next` is the position to go on after (None at the end), `count` all that match if asked for."""

    events: tuple[StoredEvent, ...]
    next: Position | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantKey:
    """What the participant filters see of one participant."""

    who: str
    type: ParticipantType
    role: Role | None
    presence: Presence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedEvent:
    """A stored event together with what the filters look at; `operations.index_events` makes it, `store.views.event_view` keeps it.

    `places` and `countries` include what holds them; `part_of_id` is the id of the public parent; `points` are
    (latitude, longitude) in degrees, `words` the folded text that `q` looks into.
    """

    stored: StoredEvent
    participants: tuple[ParticipantKey, ...] = ()
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    sources: tuple[tuple[str, Tier], ...] = ()
    contested: bool = False
    deviated: bool = False
    part_of_id: str | None = None
    points: tuple[tuple[float, float], ...] = ()
    words: str = ""
