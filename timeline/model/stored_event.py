"""One public state of one event as the read tables keep it: its rendered bytes, and what lists and filters look at.

`operations.index_events` makes an `IndexedEvent` on every write, `store.views.event_rows` stores it, and every read
gets the `StoredEvent` inside it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from timeline.model.vocabulary import ParticipantType, Presence, Role, Tier

INSIDE: Final = datetime(9999, 12, 31, 23, 59, 58, 999_999, tzinfo=UTC)
"""The `known_from` of a state that only insiders ever see: later than every instant that the public can ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """A state of an event that was public from `known_from` (inclusive) to `known_to` (exclusive, None: still is).

    `json` is the event object of the API in UTF-8, `claims` the JSON array of its judged claims, `vevent` the folded
    VEVENT lines with CRLF, empty if the event stays out of calendars, `vevent_zones` the IANA zones that it names.
    `digest` is the SHA-256 of the three. Days are inclusive.

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
    rank: str | None = None
    mode: str | None = None
    series: str | None = None
    title: str | None
    json: bytes
    claims: bytes
    vevent: bytes
    vevent_zones: tuple[str, ...]
    phases: str
    digest: str
    removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantKey:
    """One participant as the filters `person`, `organization`, `role` and `presence` see it.

    The days (inclusive) are the participant's own where there are such, else those of the event.
    """

    who: str
    type: ParticipantType
    role: Role | None
    presence: Presence | None
    first_day: date | None
    last_day: date | None
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceKey:
    """One source that reports on the event as the filters `source` and `tier` see it."""

    id: str
    tier: Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedEvent:
    """A stored event together with the values that the filters look at.

    `places` and `countries` (ISO 3166 alpha-2) include the places that contain them;
    `parent_ids` are those of the public events that it is part of, `points` are (latitude, longitude) in degrees, and
    `words` is the normalized text that `q` searches (`model.search`). `inside`: insiders see this state.
    """

    stored: StoredEvent
    participants: tuple[ParticipantKey, ...] = ()
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    sources: tuple[SourceKey, ...] = ()
    contested: bool = False
    deviated: bool = False
    moved: bool = False
    parent_ids: tuple[str, ...] = ()
    points: tuple[tuple[float, float], ...] = ()
    words: str = ""
    inside: bool = False
