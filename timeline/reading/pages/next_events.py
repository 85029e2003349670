"""The events that an embed shows: what comes next, or the newest where nothing lies ahead.

`EventQuery` + day -> `read_next_events` -> `NextEvents`. A query that says from when on is read from there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum, auto

from timeline.model.query import EventQuery, PageRequest, Sort
from timeline.model.stored_event import StoredEvent
from timeline.reading.events import find_page
from timeline.reading.own_days import as_asked
from timeline.reading.snapshot import Snapshot


class Stretch(StrEnum):
    """Which part of the query is shown: what lies AHEAD, the NEWEST of what is past, or as ASKED for with days."""

    AHEAD = auto()
    NEWEST = auto()
    ASKED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class NextEvents:
    """The events, soonest first; of NEWEST the newest first. `has_more`: others of this stretch are left out."""

    events: tuple[StoredEvent, ...]
    stretch: Stretch
    has_more: bool


def read_next_events(snapshot: Snapshot, query: EventQuery, *, today: date, most: int) -> NextEvents:
    """At most `most` events of the query that are not over before `today` (inclusive), or the newest if there are none.

    An event without a last day is over after its first one, unless it is under way. The days are those of whom the
    query names (`as_asked`).
    """
    if query.first_day is not None:
        return _read(snapshot, replace(query, sort=Sort.START), Stretch.ASKED, most)
    if query.last_day is None or query.last_day >= today:
        ahead = _read(snapshot, replace(query, first_day=today, sort=Sort.START), Stretch.AHEAD, most)
        if ahead.events:
            return ahead
    return _read(snapshot, replace(query, sort=Sort.START_DESCENDING), Stretch.NEWEST, most)


def _read(snapshot: Snapshot, query: EventQuery, stretch: Stretch, most: int) -> NextEvents:
    page = find_page(snapshot, query, PageRequest(limit=most))
    events = tuple(as_asked(event, query) for event in page.events)
    return NextEvents(events=events, stretch=stretch, has_more=page.next is not None)
