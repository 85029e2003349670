"""Which events of a query stand in its calendar today (FEEDS.md 6, "Window and size"), as pure functions.

Stored events + options -> `standing` -> in a sliding feed the nearest ones first, as many as calendars take. Days are
those of UTC; `today` is given. What depends on today changes at midnight: `midnight_after` says when it did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, auto
from typing import Final

from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import EventKind, Status
from timeline.reading.feeds.options import Detail, FeedOptions
from timeline.render.ics.vevent import Imprecise
from timeline.store.views.feed_view import Standing

MOST_EVENTS: Final = 1_000
MOST_BYTES: Final = 900_000
DAYS_BACK: Final = 366
"""Twelve months, leap year or not: an event stays for so many days after its last one."""
DAYS_KEPT: Final = 90
"""For so many days after its last one, what was cancelled, withdrawn or removed says so."""

Lineage = Mapping[str, Standing]


class Extent(Enum):
    """How much of its query a feed holds.

    SLIDING: twelve months back and everything ahead, as far as it fits. COMPLETE: all of it, but what was called off
    long ago. EVERYTHING: even that (one event).
    """

    SLIDING = auto()
    COMPLETE = auto()
    EVERYTHING = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """An event with the lines that stand for it in this calendar."""

    event: StoredEvent
    lines: bytes
    zones: tuple[str, ...]


def day_before(today: date, days: int) -> date:
    """The day so many days before, or the first one there is."""
    return date.fromordinal(max(1, today.toordinal() - days))


def midnight_after(day: date, days: int) -> datetime:
    """The midnight (UTC) at which something left that stayed for so many days after `day`."""
    return datetime.combine(day + timedelta(days=days + 1), time(), UTC)


def is_called_off(event: StoredEvent) -> bool:
    """True if it does not take place or is not public any more."""
    return event.removed or event.status in (Status.CANCELLED, Status.WITHDRAWN)


def standing(
    events: Iterable[StoredEvent], options: FeedOptions, lineage: Lineage, *, today: date, extent: Extent
) -> tuple[StoredEvent, ...]:
    """The events that the subscriber wants to see and that did not leave the feed yet, in the order given."""
    limit = day_before(today, DAYS_KEPT)
    kept = [
        event
        for event in events
        if _has_date(event, options)
        and (
            not is_called_off(event)
            or (options.has_cancelled and (extent is Extent.EVERYTHING or _ends(event) >= limit))
        )
    ]
    return tuple(_in_detail(kept, options.detail, lineage))


def _has_date(event: StoredEvent, options: FeedOptions) -> bool:
    if options.imprecise is Imprecise.ALL:
        return event.first_day is not None or event.last_day is not None
    return bool(event.vevent) and (event.exact or options.imprecise is Imprecise.SPAN)


def _ends(event: StoredEvent) -> date:
    return event.last_day or event.first_day or date.max


def _in_detail(events: list[StoredEvent], detail: Detail, lineage: Lineage) -> Iterator[StoredEvent]:
    """TRIPS: nothing that has a trip above it. STOPS: no trip that has one of the other events under it."""
    if detail is Detail.ALL:
        yield from events
        return
    above = {event.event_id: _trips_above(event.event_id, lineage) for event in events}
    with_parts = {trip for event in events if not event.removed for trip in above[event.event_id]}
    for event in events:
        if detail is Detail.TRIPS and (event.kind == EventKind.TRIP or not above[event.event_id]):
            yield event
        if detail is Detail.STOPS and event.event_id not in with_parts:
            yield event


def _trips_above(event_id: str, lineage: Lineage) -> set[str]:
    """The ids of the trips that hold the event."""
    passed = {event_id}
    trips: set[str] = set()
    above = lineage[event_id].part_of_id if event_id in lineage else None
    while above is not None and above in lineage and above not in passed:
        passed.add(above)
        if lineage[above].kind == EventKind.TRIP:
            trips.add(above)
        above = lineage[above].part_of_id
    return trips


def nearest(events: tuple[StoredEvent, ...], today: date) -> tuple[StoredEvent, ...]:
    """At most `MOST_EVENTS` events, nearest to `today` first, ties by id."""
    return tuple(sorted(events, key=lambda event: (_days_away(event, today), event.event_id))[:MOST_EVENTS])


def _days_away(event: StoredEvent, today: date) -> int:
    first_day = event.first_day or event.last_day or today
    last_day = event.last_day or event.first_day or today
    return max((first_day - today).days, (today - last_day).days, 0)


def that_fit(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The first of these entries, up to `MOST_BYTES` together."""
    size = 0
    for count, entry in enumerate(entries):
        size += len(entry.lines)
        if size > MOST_BYTES:
            return entries[:count]
    return entries
