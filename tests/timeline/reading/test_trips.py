"""One trip: which events are its stops, what took place at them, and what was planned."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.api.documents import file_text
from tests.timeline.reading.conftest import snapshot_at
from timeline.errors import EventNotFound
from timeline.model.event import Phases, PhaseView
from timeline.model.figures.trip import Trip
from timeline.model.vocabulary import Status
from timeline.reading.trips import find_trip
from timeline.store.engine.sessions import Engine, read_session

HEAD = """
people: [{slug: ada, name: Ada Example}]
places:
  - {slug: austria, name: Austria, country: AT}
  - {slug: vienna, name: Vienna, country: AT, parent: austria, latitude: 48.2, longitude: 16.4}
  - {slug: hofburg, name: Hofburg, parent: vienna}
  - {slug: rome, name: Rome, country: IT, latitude: 41.9, longitude: 12.5}
sources:
  - {id: ministry, publisher: Ministry, tier: official, published_at: 2024-04-02}
  - {id: wire, publisher: Wire, tier: press, published_at: 2024-04-01}
reports:
"""
NOW = datetime(2024, 7, 1, tzinfo=UTC)


def says(event: str, when: str, where: str, *, kind: str = "visit", source: str = "wire", more: str = "") -> str:
    """A report on an event of the trip `tour`, or on the trip itself."""
    part_of = "" if event == "tour" else ", part_of: tour"
    places = f", where: [{where}]" if where else ""
    return (
        f"  - {{source: {source}, record: {event}, event: {event}{more}, says: {{kind: {kind}, status: announced,"
        f' title: The {event}, when: {{edtf: "{when}"}}{places}{part_of}}}}}\n'
    )


def trip_in(engine: Engine, key: str = "tour", *, known_at: datetime | None = None) -> Trip:
    """The trip as a reader sees it on 1 July."""
    with read_session(engine) as session:
        return find_trip(snapshot_at(session, NOW, known_at=known_at), key)


def parts_of(trip: Trip) -> dict[str, list[str]]:
    """The slugs of the events at each stop, in order of travel."""
    return {stop.stored.slug: [part.slug for part in stop.parts] for stop in trip.stops}


TOUR = says("tour", "2024-05-01/2024-05-14", "", kind="trip")


def test_visits_are_the_stops_in_order_of_travel(engine: Engine):
    file_text(engine, HEAD + TOUR + says("later", "2024-05-10", "rome") + says("first", "2024-05-02", "vienna"))

    assert parts_of(trip_in(engine)) == {"first": [], "later": []}


def test_event_at_the_place_of_a_visit_belongs_to_the_visit_on_its_days(engine: Engine):
    visits = says("first", "2024-05-02", "vienna") + says("again", "2024-05-10/2024-05-11", "vienna")
    file_text(engine, HEAD + TOUR + visits + says("talks", "2024-05-11", "hofburg", kind="meeting"))

    assert parts_of(trip_in(engine)) == {"first": [], "again": ["talks"]}


def test_event_at_the_place_of_visits_on_other_days_belongs_to_the_first_of_them(engine: Engine):
    visits = says("first", "2024-05-02", "vienna") + says("again", "2024-05-10", "vienna")
    file_text(engine, HEAD + TOUR + visits + says("talks", "2024-05-06", "austria", kind="meeting"))

    assert parts_of(trip_in(engine)) == {"first": ["talks"], "again": []}


def test_event_at_a_place_of_its_own_is_a_stop_and_one_without_a_place_is_none(engine: Engine):
    others = says("council", "2024-05-06", "rome", kind="summit") + says("dinner", "2024-05-07", "", kind="meeting")
    file_text(engine, HEAD + TOUR + says("first", "2024-05-02", "vienna") + others)

    assert parts_of(trip_in(engine)) == {"first": [], "council": []}


@pytest.mark.parametrize("kind", ["call", "statement", "trip"])
def test_call_statement_and_inner_trip_are_no_stops_and_belong_to_none(engine: Engine, kind: str):
    elsewhere = says("elsewhere", "2024-05-06", "rome", kind=kind)
    file_text(engine, HEAD + TOUR + says("first", "2024-05-02", "vienna") + elsewhere)

    assert parts_of(trip_in(engine)) == {"first": []}


def test_hidden_stop_is_not_part_of_the_trip(engine: Engine):
    hidden = says("secret", "2024-05-03", "rome", more=", private: true")
    file_text(engine, HEAD + TOUR + says("first", "2024-05-02", "vienna") + hidden)

    assert parts_of(trip_in(engine)) == {"first": []}


def test_stop_keeps_what_was_planned_beside_what_took_place(engine: Engine):
    plan = says("stay", "2024-05-03", "vienna", source="ministry")
    outcome = says("stay", "2024-05-04", "hofburg").replace("announced", "completed")
    file_text(engine, HEAD + TOUR + plan + outcome)

    now, before = trip_in(engine), trip_in(engine, known_at=datetime(2024, 4, 1, tzinfo=UTC))

    actual = PhaseView(when="2024-05-04", where=("hofburg",), status=Status.COMPLETED)
    planned = PhaseView(when="2024-05-03", where=("vienna",), status=Status.ANNOUNCED)
    assert [stop.phases for stop in now.stops] == [Phases(planned=planned, actual=actual)]
    assert [stop.phases for stop in before.stops] == [Phases(actual=actual)]


@pytest.mark.parametrize("key", ["nothing", "stay", "hidden"])
def test_what_is_not_a_public_trip_is_not_found(engine: Engine, key: str):
    hidden = says("hidden", "2024-05-03", "", kind="trip", more=", private: true")
    file_text(engine, HEAD + TOUR + says("stay", "2024-05-02", "vienna") + hidden)

    with pytest.raises(EventNotFound) as missing:
        trip_in(engine, key)

    assert missing.value.key == key
