"""Each filter finds the events that match it and no others, on both engines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.builders import MAY_2, MAY_3, MAY_4, indexed_event
from tests.timeline.store.views.events import NOV_27, NOV_28, NOV_29, NOV_30, OTHER, WANTED, found, gone, merge, store
from timeline.model.query import BoundingBox, EventQuery
from timeline.model.vocabulary import AskedPresence, EventKind, Mode, Rank, Role, Status, Tier
from timeline.store.engine.sessions import Engine


@pytest.mark.parametrize(
    ("window", "matching"),
    [
        ((NOV_29, NOV_30), ["two-days", "ends-open", "goes-on"]),
        ((NOV_27, NOV_28), ["two-days", "begins-open"]),
        ((NOV_30, NOV_30), ["goes-on"]),
        ((NOV_30, None), ["goes-on"]),
        ((NOV_27, NOV_27), ["begins-open"]),
        ((None, NOV_27), ["begins-open"]),
        ((None, None), ["two-days", "ends-open", "goes-on", "begins-open", "unknown"]),
    ],
)
def test_event_matches_if_any_of_its_days_lies_in_the_window(
    engine: Engine, window: tuple[date | None, date | None], matching: list[str]
):
    store(
        engine,
        indexed_event("two-days", days=(NOV_28, NOV_29)),
        indexed_event("ends-open", days=(NOV_29, None)),
        indexed_event("goes-on", days=(NOV_29, None), status=Status.UNDER_WAY),
        indexed_event("begins-open", days=(None, NOV_28)),
        indexed_event("unknown", days=(None, None)),
    )

    assert found(engine, EventQuery(first_day=window[0], last_day=window[1])) == matching


@pytest.mark.parametrize(
    "query",
    [
        EventQuery(person=("antony-blinken", "nobody")),
        EventQuery(organization=("nato",)),
        EventQuery(place=("brussels",)),
        EventQuery(place=("belgium",)),
        EventQuery(country=("BE", "FR")),
        EventQuery(topic=("hostages",)),
        EventQuery(kind=(EventKind.SUMMIT,)),
        EventQuery(status=(Status.COMPLETED,)),
        EventQuery(tier=(Tier.OFFICIAL, Tier.RECORD)),
        EventQuery(source=("tass",)),
        EventQuery(role=(Role.TRAVELLER,)),
        EventQuery(presence=(AskedPresence.ABSENT,)),
        EventQuery(role=(Role.HOST,), presence=(AskedPresence.ATTENDED,)),
        EventQuery(person=("antony-blinken",), role=(Role.TRAVELLER,), presence=(AskedPresence.ABSENT,)),
        EventQuery(person=("antony-blinken",), organization=("nato",), place=("brussels",), topic=("hostages",)),
        EventQuery(rank=(Rank.STATE, Rank.WORKING)),
        EventQuery(mode=(Mode.MIXED,)),
        EventQuery(series=("g20-summit", "osce-council")),
        EventQuery(series=("g20-summit",), kind=(EventKind.SUMMIT,)),
        EventQuery(contested=True),
        EventQuery(deviated=True),
        EventQuery(exact=False),
        EventQuery(updated_since=MAY_2),
        EventQuery(updated_since=MAY_3 - timedelta(microseconds=1), kind=(EventKind.SUMMIT,)),
        EventQuery(q="belg* -skopje"),
        EventQuery(q="-macedonia"),
        EventQuery(bbox=BoundingBox(west=2.5, south=49.5, east=6.4, north=51.5)),
        EventQuery(q="summit", place=("belgium",), bbox=BoundingBox(west=-180, south=-90, east=180, north=90)),
    ],
)
def test_filter_finds_what_it_names_and_nothing_else(engine: Engine, query: EventQuery):
    store(engine, WANTED, OTHER)

    assert found(engine, query) == ["evt-wanted"]


@pytest.mark.parametrize(
    "query",
    [
        EventQuery(person=("nato",)),
        EventQuery(organization=("antony-blinken",)),
        EventQuery(person=("antony-blinken",), role=(Role.HOST,)),
        EventQuery(role=(Role.TRAVELLER,), presence=(AskedPresence.ATTENDED,)),
        EventQuery(place=("brussels",), country=("MK",)),
        EventQuery(place=("brussels",), q="skopje"),
        EventQuery(q="brussels", bbox=BoundingBox(west=20, south=40, east=24, north=43)),
        EventQuery(topic=("' OR 1=1 --",)),
        EventQuery(updated_since=MAY_3),
        EventQuery(rank=(Rank.STATE,), mode=(Mode.IN_PERSON,)),
        EventQuery(series=("g20",)),
    ],
)
def test_filter_finds_nothing_when_no_one_row_fulfils_it(engine: Engine, query: EventQuery):
    store(engine, WANTED, OTHER)

    assert found(engine, query) == []


@pytest.mark.parametrize("query", [EventQuery(contested=False), EventQuery(deviated=False), EventQuery(exact=True)])
def test_flag_filter_finds_the_others_when_it_is_turned_round(engine: Engine, query: EventQuery):
    store(engine, WANTED, OTHER)

    assert found(engine, query) == ["evt-other"]


def test_link_rows_of_another_state_do_not_match(engine: Engine):
    then = indexed_event(known_to=MAY_3, places=("brussels",))
    now = indexed_event(known_from=MAY_3, places=("skopje",))
    store(engine, then, now)

    assert found(engine, EventQuery(place=("brussels",))) == []
    assert found(engine, EventQuery(place=("brussels",)), at=MAY_2) == ["evt-a"]


TRIP = (
    indexed_event("evt-trip"),
    indexed_event("evt-visit", parent_ids=("evt-trip",)),
    indexed_event("evt-meeting", parent_ids=("evt-visit",)),
    indexed_event("evt-elsewhere"),
)


@pytest.mark.parametrize("key", ["trip", "evt-trip"])
def test_trip_filter_finds_the_trip_and_everything_under_it(engine: Engine, key: str):
    store(engine, *TRIP)

    assert found(engine, EventQuery(trip=(key,))) == ["evt-meeting", "evt-trip", "evt-visit"]
    assert found(engine, EventQuery(trip=("visit", "elsewhere"))) == ["evt-elsewhere", "evt-meeting", "evt-visit"]


def test_trip_filter_follows_a_merged_trip_to_its_survivor(engine: Engine):
    merge(engine, [("evt-a", "evt-b")])
    store(engine, indexed_event("evt-b"), indexed_event("evt-stop", parent_ids=("evt-b",)), gone("evt-a"))

    assert found(engine, EventQuery(trip=("a",))) == ["evt-b", "evt-stop"]


def test_trip_filter_looks_only_at_what_was_known_then(engine: Engine):
    store(
        engine,
        indexed_event("evt-trip"),
        indexed_event("evt-visit", known_to=MAY_3),
        indexed_event("evt-visit", known_from=MAY_3, parent_ids=("evt-trip",)),
        indexed_event("evt-hidden", known_from=MAY_4, parent_ids=("evt-trip",)),
    )

    assert found(engine, EventQuery(trip=("trip",)), at=MAY_2) == ["evt-trip"]
    assert found(engine, EventQuery(trip=("trip",)), at=MAY_3) == ["evt-trip", "evt-visit"]


def test_trip_filter_ends_when_events_are_parts_of_each_other(engine: Engine):
    store(engine, indexed_event("evt-a", parent_ids=("evt-b",)), indexed_event("evt-b", parent_ids=("evt-a",)))

    assert found(engine, EventQuery(trip=("a",))) == ["evt-a", "evt-b"]
