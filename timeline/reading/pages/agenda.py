"""Events as an agenda: by month of their first day, trips with their stops, and today's place among them.

`EventQuery` + `PageRequest` -> one page of events and one look-up for the stops of all trips on it -> `Agenda`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import orjson

from timeline.model.figures.travel_order import in_travel_order, is_order_known
from timeline.model.figures.trip import days_of_stop
from timeline.model.query import EventQuery, PageRequest, Position, Sort
from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import NOT_TRAVELLED, EventKind
from timeline.reading.events import find_page
from timeline.reading.own_days import as_asked
from timeline.reading.snapshot import Snapshot
from timeline.render.json.stored_event import itinerary_of
from timeline.store.views.event_parts import find_parts


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """One event; `stops` are the visits of a trip in the order of travel, `parents` are on the same page of the list.

    `is_order_known` is False if neither days nor itinerary tell in which order the stops came.
    """

    event: StoredEvent
    stops: tuple[StoredEvent, ...]
    is_order_known: bool
    parents: tuple[StoredEvent, ...]


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
    events = _in_order(events, query) if events != page.events else events
    starts = [event.first_day for event in events]
    marked = today if today and _is_on_page(today, query, request, starts, has_next=page.next is not None) else None
    months = _months(events, _visits_of_trips(snapshot, events, query))
    return Agenda(
        months=months if marked is None else _with_today(months, marked),
        count=page.count,
        next=page.next,
        has_earlier=marked is not None and any(day < marked for day in starts if day is not None),
    )


def without(agenda: Agenda, event_ids: Container[str]) -> Agenda:
    """The agenda without these events."""
    kept = ((month, tuple(row for row in month.rows if row.event.event_id not in event_ids)) for month in agenda.months)
    return replace(agenda, months=tuple(replace(month, rows=rows) for month, rows in kept if rows))


def _in_order(events: Iterable[StoredEvent], query: EventQuery) -> tuple[StoredEvent, ...]:
    """The events by their first day; those without one come last in both directions."""
    dated = sorted(events, key=_order, reverse=query.sort is Sort.START_DESCENDING)
    return tuple(sorted(dated, key=lambda event: event.first_day is None))


def _order(event: StoredEvent) -> tuple[date, str]:
    return event.first_day or date.max, event.event_id


def _visits_of_trips(
    snapshot: Snapshot, events: tuple[StoredEvent, ...], query: EventQuery
) -> dict[str, tuple[StoredEvent, ...]]:
    """The visits directly under each trip among these events, whether they match the query or not."""
    trips = [event.event_id for event in events if event.kind == EventKind.TRIP]
    parts = find_parts(snapshot.session, trips, sight=snapshot.sight) if trips else {}
    return {
        trip: tuple(as_asked(part, query) for part in below if part.kind == EventKind.VISIT)
        for trip, below in parts.items()
    }


def _months(events: tuple[StoredEvent, ...], visits: Mapping[str, tuple[StoredEvent, ...]]) -> tuple[AgendaMonth, ...]:
    """The events by the month of their first day, in their order."""
    by_slug = {event.slug: event for event in events}
    months: dict[date | None, list[AgendaRow]] = {}
    for event in events:
        first_day = None if event.first_day is None else event.first_day.replace(day=1)
        months.setdefault(first_day, []).append(_row(event, visits.get(event.event_id, ()), by_slug))
    return tuple(AgendaMonth(first_day=first_day, rows=tuple(rows)) for first_day, rows in months.items())


def _row(event: StoredEvent, visits: Iterable[StoredEvent], by_slug: Mapping[str, StoredEvent]) -> AgendaRow:
    itinerary = itinerary_of(event)
    stops = in_travel_order(visits, days_of_stop, itinerary)
    going = [days_of_stop(stop) for stop in stops if stop.status not in NOT_TRAVELLED]
    parents = orjson.loads(event.json)["part_of"]
    return AgendaRow(
        event=event,
        stops=stops,
        is_order_known=is_order_known(going, itinerary),
        parents=tuple(by_slug[slug] for slug in parents if slug in by_slug),
    )


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
