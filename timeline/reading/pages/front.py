"""How a list opens: what is on today, what comes, what was, and what changed lately.

`EventQuery` + today -> one look-up for each part -> `Front`. An event is in one part only; what has begun and is not
over is on now. Events without any known day are only in the whole list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from timeline.model.query import EventQuery, PageRequest, Position, Sort
from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import CANCELS_ENTRY, IS_OVER
from timeline.reading.events import find_page
from timeline.reading.pages.agenda import Agenda, read_agenda, without
from timeline.reading.snapshot import Snapshot

_MOST_ON_NOW: Final = 50
_MOST_COMING: Final = 50
_MOST_EARLIER: Final = 50
_MOST_CHANGED: Final = 5
_ONE_DAY: Final = timedelta(days=1)
_NOT_ON: Final = CANCELS_ENTRY | IS_OVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The parts of the page that a list opens with: `earlier` is newest first, `changed` has the latest change first.

    `count` counts all events of the query.
    """

    on_now: Agenda
    coming: Agenda
    earlier: Agenda
    changed: tuple[StoredEvent, ...]
    count: int

    @property
    def has_ahead(self) -> bool:
        """True if an event is on now or comes."""
        return bool(self.on_now.months or self.coming.months)


def read_front(snapshot: Snapshot, query: EventQuery, today: date) -> Front:
    """The parts of this query, which has no days of its own."""
    on_now = read_agenda(snapshot, replace(query, first_day=today, last_day=today), PageRequest(limit=_MOST_ON_NOW))
    on_now = without(on_now, {event.event_id for event in _rows(on_now) if not _is_on(event, today)})
    ids = {event.event_id for event in _rows(on_now)}
    after_today = PageRequest(limit=_MOST_COMING, after=Position(key=(today + _ONE_DAY).isoformat(), event_id=""))
    coming = read_agenda(snapshot, replace(query, first_day=today + _ONE_DAY), after_today)
    until_today = replace(query, last_day=today, sort=Sort.START_DESCENDING)
    earlier = read_agenda(snapshot, until_today, PageRequest(limit=_MOST_EARLIER + len(ids)))
    return Front(
        on_now=on_now,
        coming=coming,
        earlier=without(earlier, ids | {event.event_id for event in _rows(earlier) if _may_come(event, today)}),
        changed=_changed_lately(snapshot, query),
        count=find_page(snapshot, query, PageRequest(limit=1, with_count=True)).count or 0,
    )


def _rows(agenda: Agenda) -> Iterable[StoredEvent]:
    return (row.event for month in agenda.months for row in month.rows)


def _is_on(event: StoredEvent, today: date) -> bool:
    """True if it has begun, is not over and was not called off."""
    return event.first_day is not None and event.first_day <= today and event.status not in _NOT_ON


def _may_come(event: StoredEvent, today: date) -> bool:
    """True if its first day is not known and its last one is to come: it stands with what comes."""
    return event.first_day is None and event.last_day is not None and event.last_day > today


def _changed_lately(snapshot: Snapshot, query: EventQuery) -> tuple[StoredEvent, ...]:
    newest = replace(query, sort=Sort.UPDATED_DESCENDING)
    return find_page(snapshot, newest, PageRequest(limit=_MOST_CHANGED)).events
