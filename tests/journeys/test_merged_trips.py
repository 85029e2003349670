"""The parts of a trip follow it through merges, in its calendar, in lists and in days; a private trip is not named."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.test_subscriber import Subscriber, subscriber
from tests.timeline.operations.conftest import SETTINGS
from timeline.model.writers.write import Write
from timeline.operations.rebuild import rebuild
from timeline.operations.split_event import split_event
from timeline.operations.work import Work

__all__ = ["subscriber"]

DAYS = {"trip": "2025-06-10/2025-06-12", "tour": "2025-06-10/2025-06-12", "journey": "2025-06-09/2025-06-13"}
STOP = "kind: visit, status: announced, title: The stop, where: [brussels], part_of: tour"
FEEDS = ("/calendars/trips/{}.ics", "/v1/events.ics?trip={}")


def trip(slug: str) -> str:
    """What a report says of one of the trips."""
    return f"kind: trip, status: announced, title: The {slug}, when: {{edtf: {DAYS[slug]}}}"


@pytest.fixture
def reader(subscriber: Subscriber) -> Subscriber:
    """A subscriber of a tour with one stop, which turns out to be a trip that was known before."""
    subscriber.file(trip("trip"), record="trip", event="trip")
    subscriber.next_day()
    subscriber.file(trip("tour"), record="tour", event="tour")
    subscriber.file(STOP, record="stop", event="stop")
    subscriber.next_day()
    subscriber.merge("trip", "tour")
    return subscriber


def rows(reader: Subscriber) -> list[tuple[object, ...]]:
    """The read tables, also after a rebuild."""
    kept = reader.service.dump()
    write = Write(recorded_at=reader.now, author="tests", cause="rebuild")
    reader.service.write(lambda session: rebuild(Work(session, SETTINGS, write)))
    assert reader.service.dump() == kept
    return kept


def get(reader: Subscriber, address: str) -> Any:
    """The JSON at this address."""
    response = reader.client.get(address, follow_redirects=True)
    assert response.status_code == 200, response.text
    return response.get_json()


@pytest.mark.parametrize("key", ["trip", "tour"])
@pytest.mark.parametrize("feed", FEEDS)
def test_parts_of_a_merged_trip_are_in_the_calendar_of_its_survivor(reader: Subscriber, feed: str, key: str):
    text = reader.client.get(feed.format(key), follow_redirects=True).text

    assert "SUMMARY:The stop" in text


@pytest.mark.parametrize("key", ["trip", "tour"])
def test_parts_of_a_merged_trip_are_listed_under_its_survivor(reader: Subscriber, key: str):
    with_parts = get(reader, f"/v1/events/{key}?include=parts")
    listed = get(reader, f"/v1/events?trip={key}")["events"]

    assert get(reader, "/v1/events/stop")["part_of"] == ["trip"]
    assert [part["slug"] for part in with_parts["parts"]] == ["stop"]
    assert {"stop"} < {event["slug"] for event in listed}
    assert [stop["event"]["slug"] for stop in get(reader, f"/v1/trips/{key}")["stops"]] == ["stop"]
    rows(reader)


def test_entry_of_a_stop_names_the_surviving_trip(reader: Subscriber):
    text = reader.client.get("/v1/events/stop.ics").text.replace("\r\n ", "")
    trip_id = get(reader, "/v1/events/trip")["id"]

    assert f"RELATED-TO:{trip_id}@{SETTINGS.uid_domain}" in text


def test_parts_follow_two_merges(reader: Subscriber):
    reader.file(trip("journey"), record="journey", event="journey")
    reader.next_day()
    reader.merge("trip", "journey")

    survivor = get(reader, "/v1/events/stop")["part_of"]
    for key in ("trip", "tour", "journey"):
        text = reader.client.get(FEEDS[0].format(key), follow_redirects=True).text
        assert "SUMMARY:The stop" in text, key
        assert "SUMMARY:The stop" in reader.client.get(FEEDS[1].format(key)).text, key

    assert survivor == ["trip"]
    rows(reader)


def test_stop_moves_its_trip_after_two_merges(reader: Subscriber):
    reader.file(trip("journey"), record="journey", event="journey")
    reader.merge("trip", "journey")
    reader.next_day()
    reader.file(STOP.replace("brussels", "belgium"), record="stop", event="stop")

    assert [place["slug"] for place in get(reader, "/v1/events/trip")["where"]] == ["belgium"]
    rows(reader)


def test_days_of_a_surviving_trip_bound_its_undated_stops(reader: Subscriber):
    reader.file(trip("trip").replace("06-10/2025-06-12", "07-01/2025-07-03"), record="trip", event="trip")
    reader.file(trip("tour").replace("06-10/2025-06-12", "07-01/2025-07-03"), record="tour", event="tour")

    when = get(reader, "/v1/events/stop")["when"]

    assert (when["first_day"], when["last_day"]) == ("2025-07-01", "2025-07-03")
    rows(reader)


def test_a_private_survivor_is_named_by_no_stop_of_the_merged_trip(reader: Subscriber):
    reader.next_day()
    for slug in ("trip", "tour"):
        reader.file(trip(slug), record=slug, event="trip", private="true")

    stop = get(reader, "/v1/events/stop?include=claims")

    assert stop["part_of"] == []
    assert "tour" not in reader.client.get("/v1/events/stop?include=claims,sources").text
    assert stop["when"]["first_day"] is None
    rows(reader)


def test_parts_stay_with_the_survivor_when_the_merge_is_undone(reader: Subscriber):
    """The old name stays an alias, since no id is ever used again; the editor names the new one in a correction."""
    reports = get(reader, "/v1/events/trip/reports")["reports"]
    tour = [report["id"] for report in reports if report["record"] == "tour"]
    reader.next_day()
    reader.service.write(
        lambda session: split_event(reader.service.work(session, reader.now), "trip", tour, "tour-again")
    )
    assert get(reader, "/v1/events/stop")["part_of"] == ["trip"]

    reader.next_day()
    reader.file(STOP.replace("tour", "tour-again"), record="stop", event="stop")

    assert get(reader, "/v1/events/stop")["part_of"] == ["tour-again"]
    assert "The stop" not in reader.client.get(FEEDS[0].format("trip")).text.replace("No longer", "")
    assert "SUMMARY:The stop" in reader.client.get(FEEDS[0].format("tour-again")).text
    rows(reader)
