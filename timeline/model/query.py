"""`EventQuery`: the filters that every format, feed, page and statistic takes, and the pages of a list.

Query string -> `api.parameters.read` -> `EventQuery` -> `store.views.event_query` (one condition for each filter) ->
`store.views.event_view` -> `Page`. Several values of one filter mean OR, several filters mean AND.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import get_args, get_type_hints

from timeline.model.limits import DEFAULT_LIMIT
from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import AskedPresence, EventKind, Mode, Rank, Role, Status, Tier


class Sort(StrEnum):
    """Order of a list. Ties are broken by event id in the same direction; events without a key come last in both
    directions.
    """

    START = "start"
    START_DESCENDING = "-start"
    UPDATED = "updated"
    UPDATED_DESCENDING = "-updated"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundingBox:
    """An area in degrees (WGS 84), edges included; it crosses the antimeridian if west > east."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventQuery:
    """One field for each filter, and the order of the list. An empty tuple or None filters nothing.

    Names are slugs or ids, days are inclusive, `country` is ISO 3166 alpha-2; `place` and `country` include the places
    inside them, `trip` the events under the one named. `role` and `presence` apply to the `person` or `organization`
    given, to any participant if none is. The days are those of the `person` or `organization` given, who has none if
    known to have stayed away (`TAKES_PART`), unless `presence` asks for that. `q` is the text of a search box
    (`model.search.read_search`).
    `updated_since` is exclusive: what is shown changed after this instant (`updated_at`, R13).

    The instant whose state is shown is not a filter: it is the reader's `Sight`. CONTRIBUTING.md lists the steps to
    add a filter; `store.views.event_query` and `api.parameters.table` refuse to load while one is missing.
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
    presence: tuple[AskedPresence, ...] = ()
    rank: tuple[Rank, ...] = ()
    mode: tuple[Mode, ...] = ()
    series: tuple[str, ...] = ()
    q: str | None = None
    bbox: BoundingBox | None = None
    contested: bool | None = None
    deviated: bool | None = None
    moved: bool | None = None
    exact: bool | None = None
    updated_since: datetime | None = None
    sort: Sort = Sort.START


class FilterMismatch(Exception):
    """A filter of `EventQuery` is missing in one of the tables that have to know it: the program cannot start."""


def check_filters(names: Iterable[str], *, table: str) -> None:
    """Raise FilterMismatch unless these names are the filters of `EventQuery`, each once.

    Every field of the query is a filter, except `sort`. `table` says where the names stand, for the message.
    """
    entries = Counter(list(names))  # a mapping alone would be taken for the counts
    filters = {one.name for one in fields(EventQuery)} - {"sort"}
    faults = [f"{name!r} is a filter of EventQuery without an entry" for name in sorted(filters - entries.keys())]
    faults += [f"{name!r} is not a filter of EventQuery" for name in sorted(entries.keys() - filters)]
    faults += [f"{name!r} has {number} entries" for name, number in entries.items() if number > 1]
    if faults:
        raise FilterMismatch(f"{table}: {'; '.join(faults)} (see 'Add a filter' in CONTRIBUTING.md)")


def vocabulary_of(name: str) -> type[StrEnum] | None:
    """The word list from which a filter takes its values; None if its values are not words of a list."""
    value_type = next(iter(get_args(get_type_hints(EventQuery)[name])), None)
    return value_type if isinstance(value_type, type) and issubclass(value_type, StrEnum) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A page begins after the row with this sort key, as text, and event id. `key` is None for a row without one."""

    key: str | None
    event_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """Which page of a list: at most `limit` events (None: all of them, for feeds and exports) after a position.

    `with_count` counts all that match. `with_removed` adds events that left the public view, merged ones included,
    because calendars have to cancel them.
    """

    limit: int | None = DEFAULT_LIMIT
    after: Position | None = None
    with_count: bool = False
    with_removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Events in order. `next` is the position of the following page (None at the end), `count` the number of all that
    match (None if not requested).
    """

    events: tuple[StoredEvent, ...]
    next: Position | None = None
    count: int | None = None
