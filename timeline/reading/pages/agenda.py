"""Events as an agenda: by month of their first day, trips with their stops, and today's place among them.

`EventQuery` + `PageRequest` -> one page of events and one look-up for the stops of all trips on it -> `Agenda`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from timeline.model.limits import MAX_LIMIT
from timeline.model.query import EventQuery, PageRequest, Position
from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import EventKind
from timeline.reading.events import find_page
from timeline.reading.own_days import as_asked
from timeline.reading.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """One event; `stops` are the visits of a trip in the order of travel, `parent` is on the same page of the list."""

    event: StoredEvent
    stops: tuple[StoredEvent, ...]
    parent: StoredEvent | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaMonth:
    """The events that begin in one month; `first_day` is that of the month, None for events without a first day.

    `today` is set in the one month that contains it; it comes before the row number `today_at` (from 0), or after all
    rows.
    """

    first_day: date | None
    rows: tuple[AgendaRow, ...]
    today: date | None = None
    today_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """One page of events in the order of the query.

    `count` is None if the request did not ask for it, `next` None on the last page. `has_earlier`: an event of this
    page comes before today's place on it.
    """

    months: tuple[AgendaMonth, ...]
    count: int | None
    next: Position | None
    has_earlier: bool

    @property
    def events(self) -> tuple[StoredEvent, ...]:
        """Every event of the page and every stop, rows first."""
        rows = [row for month in self.months for row in month.rows]
        return (*(row.event for row in rows), *(stop for row in rows for stop in row.stops))


def read_agenda(snapshot: Snapshot, query: EventQuery, request: PageRequest, *, today: date | None = None) -> Agenda:
    """One page of the query, with today's place if a day is given and its place is on this page.

    The days are those of whom the query names (`as_asked`).
    """
    page = find_page(snapshot, query, request)
    events = tuple(as_asked(event, query) for event in page.events)
    events = tuple(sorted(events, key=_order)) if events != page.events else events
    starts = [event.first_day for event in events]
    marked = today if today and _is_on_page(today, query, request, starts, has_next=page.next is not None) else None
    visits = tuple(as_asked(visit, query) for visit in _visits_of_trips(snapshot, events))
    months = _months(events, visits)
    return Agenda(
        months=months if marked is None else _with_today(months, marked),
        count=page.count,
        next=page.next,
        has_earlier=marked is not None and any(day < marked for day in starts if day is not None),
    )


def _order(event: StoredEvent) -> tuple[date, str]:
    return event.first_day or date.max, event.event_id


def _visits_of_trips(snapshot: Snapshot, events: tuple[StoredEvent, ...]) -> tuple[StoredEvent, ...]:
    """The visits below all trips among these events, whether they match the query or not."""
    trips = tuple(event.event_id for event in events if event.kind == EventKind.TRIP)
    if not trips:
        return ()
    visits = EventQuery(trip=trips, kind=(EventKind.VISIT,))
    return find_page(snapshot, visits, PageRequest(limit=MAX_LIMIT)).events


def _months(events: tuple[StoredEvent, ...], visits: tuple[StoredEvent, ...]) -> tuple[AgendaMonth, ...]:
    """The events by the month of their first day, in their order."""
    by_slug = {event.slug: event for event in events}
    months: dict[date | None, list[AgendaRow]] = {}
    for event in events:
        row = AgendaRow(event=event, stops=_stops_of(event, visits), parent=by_slug.get(event.part_of or ""))
        first_day = None if event.first_day is None else event.first_day.replace(day=1)
        months.setdefault(first_day, []).append(row)
    return tuple(AgendaMonth(first_day=first_day, rows=tuple(rows)) for first_day, rows in months.items())


def _stops_of(trip: StoredEvent, visits: tuple[StoredEvent, ...]) -> tuple[StoredEvent, ...]:
    """The visits that are directly part of the trip; none for any other kind of event."""
    if trip.kind != EventKind.TRIP:
        return ()
    return tuple(visit for visit in visits if visit.part_of == trip.slug)


def _is_on_page(
    today: date, query: EventQuery, request: PageRequest, starts: list[date | None], *, has_next: bool
) -> bool:
    """True if today lies inside the days of the query, after the page before this one and before the next one."""
    is_asked = (query.first_day or date.min) <= today <= (query.last_day or date.max)
    is_on_later_page = has_next and all(day is not None and day < today for day in starts)
    after = request.after
    is_on_earlier_page = after is not None and (after.key is None or date.fromisoformat(after.key) >= today)
    return bool(starts) and is_asked and not is_on_later_page and not is_on_earlier_page


def _with_today(months: tuple[AgendaMonth, ...], today: date) -> tuple[AgendaMonth, ...]:
    """The months with today before the first event that begins on it or later.

    Today's own month is added if no event begins in it.
    """
    first_day = today.replace(day=1)
    earlier = tuple(month for month in months if month.first_day is not None and month.first_day < first_day)
    later = months[len(earlier) :]
    has_own = bool(later) and later[0].first_day == first_day
    own = later[0] if has_own else AgendaMonth(first_day=first_day, rows=())
    begun = [row.event.first_day is not None and row.event.first_day < today for row in own.rows]
    marked = replace(own, today=today, today_at=begun.index(False) if False in begun else len(begun))
    return (*earlier, marked, *(later[1:] if has_own else later))
