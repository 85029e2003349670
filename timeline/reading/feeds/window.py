"""Which events of a query are in its calendar today, as pure functions (docs/FEEDS.md, Content 6, Window and size).

Stored events + options -> `select_events` -> in a sliding feed the nearest ones, as many as calendar programs accept.
Days are those of UTC; `today` is given. A choice that depends on today changes at midnight: `midnight_after` says when.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, auto
from typing import Final

from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import CANCELS_ENTRY, EventKind, Status
from timeline.reading.feeds.options import Detail, FeedOptions
from timeline.reading.feeds.removals import DAYS_KEPT, day_before, is_kept
from timeline.render.ics.calendar_times import days_in_calendar
from timeline.store.views.feed_view import AncestryNode

MOST_EVENTS: Final = 1_000
MOST_BYTES: Final = 900_000
DAYS_BACK: Final = 366
"""An event stays in a sliding feed for so many days after its last one: twelve months, leap year or not."""

Ancestry = Mapping[str, AncestryNode]


class Window(Enum):
    """How much of its query a feed contains.

    SLIDING: twelve months back and everything ahead, as far as it fits. OF_A_PERSON: the same, and what was cancelled
    stays. WHOLE_QUERY: every event, also what was cancelled. ONE_EVENT: the event, even if it was withdrawn long ago.
    Whatever left the public view stays in none of them for longer than DAYS_KEPT.
    """

    SLIDING = auto()
    OF_A_PERSON = auto()
    WHOLE_QUERY = auto()
    ONE_EVENT = auto()

    @property
    def slides(self) -> bool:
        """True if the feed moves on with the days."""
        return self in (Window.SLIDING, Window.OF_A_PERSON)

    @property
    def left_after_days(self) -> frozenset[Status]:
        """The statuses whose events leave the feed DAYS_KEPT days after their last one."""
        if self is Window.ONE_EVENT:
            return frozenset()
        return CANCELS_ENTRY | {Status.POSTPONED} if self is Window.SLIDING else CANCELS_ENTRY - {Status.CANCELLED}


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An event and its VEVENT lines in this calendar; `zones` are the time zones that the lines use.

    `changed_at` (UTC) is when the lines changed last.
    """

    event: StoredEvent
    lines: bytes
    zones: tuple[str, ...]
    changed_at: datetime


def midnight_after(day: date, days: int) -> datetime:
    """The midnight (UTC) at which an event leaves that stays for so many days after `day`."""
    return datetime.combine(day + timedelta(days=days + 1), time(), UTC)


def has_cancelled_entry(event: StoredEvent) -> bool:
    """True if the event was removed from the public view, or has a status that cancels its entry."""
    return event.removed or event.status in CANCELS_ENTRY


def select_events(
    events: Iterable[StoredEvent], options: FeedOptions, ancestry: Ancestry, *, today: date, window: Window
) -> tuple[StoredEvent, ...]:
    """The events that the options ask for and that are still in the feed today, in the order given."""
    kept = [event for event in events if _has_date(event, options) and _is_kept(event, options, today, window)]
    return tuple(_in_detail(kept, options.detail, ancestry))


def _has_date(event: StoredEvent, options: FeedOptions) -> bool:
    return days_in_calendar(event.first_day, event.last_day, exact=event.exact, imprecise=options.imprecise) is not None


def _is_kept(event: StoredEvent, options: FeedOptions, today: date, window: Window) -> bool:
    if has_cancelled_entry(event) and not options.has_cancelled:
        return False
    if event.removed:
        return is_kept(event.known_from, today)
    last_day = event.last_day or event.first_day or date.max
    return event.status not in window.left_after_days or last_day >= day_before(today, DAYS_KEPT)


def _in_detail(events: list[StoredEvent], detail: Detail, ancestry: Ancestry) -> Iterator[StoredEvent]:
    """TRIPS: no event that has a trip above it. STOPS: no trip that has one of the other events below it."""
    if detail is Detail.ALL:
        yield from events
        return
    above = {event.event_id: _trips_above(event.event_id, ancestry) for event in events}
    with_parts = {trip for event in events if not event.removed for trip in above[event.event_id]}
    for event in events:
        if detail is Detail.TRIPS and (event.kind == EventKind.TRIP or not above[event.event_id]):
            yield event
        if detail is Detail.STOPS and event.event_id not in with_parts:
            yield event


def trips_of(event_id: str, ancestry: Ancestry) -> tuple[str, ...]:
    """The slugs of the trips that the event is or is part of, directly or not, in alphabetical order."""
    own = {event_id} if event_id in ancestry and ancestry[event_id].kind == EventKind.TRIP else set()
    return tuple(sorted(ancestry[trip].slug for trip in own | _trips_above(event_id, ancestry)))


def _trips_above(event_id: str, ancestry: Ancestry) -> set[str]:
    """The ids of the trips that the event is part of, directly or not."""
    passed, ahead = {event_id}, [event_id]
    while ahead:
        node = ancestry.get(ahead.pop())
        new = {parent for parent in (node.parent_ids if node else ()) if parent in ancestry} - passed
        passed |= new
        ahead += new
    return {above for above in passed - {event_id} if ancestry[above].kind == EventKind.TRIP}


def nearest_events(events: tuple[StoredEvent, ...], today: date) -> tuple[StoredEvent, ...]:
    """At most `MOST_EVENTS` events, nearest to `today` first, ties by id."""
    return tuple(sorted(events, key=lambda event: (_days_away(event, today), event.event_id))[:MOST_EVENTS])


def _days_away(event: StoredEvent, today: date) -> int:
    first_day = event.first_day or event.last_day or today
    last_day = event.last_day or event.first_day or today
    return max((first_day - today).days, (today - last_day).days, 0)


def fitting_entries(entries: tuple[CalendarEntry, ...]) -> tuple[CalendarEntry, ...]:
    """The first entries, as many as have at most `MOST_BYTES` together."""
    size = 0
    for count, entry in enumerate(entries):
        size += len(entry.lines)
        if size > MOST_BYTES:
            return entries[:count]
    return entries
