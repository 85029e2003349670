"""What left the public view is cancelled in every feed that held it, and in no other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.journeys.test_subscriber import Subscriber, entries_of, subscriber
from tests.octet_linter import faults_of

__all__ = ["subscriber"]

TRIP = "kind: trip, status: announced, title: The trip, when: {edtf: 2025-06-10/2025-06-12}"
STOP = (
    "kind: visit, status: announced, title: The stop, when: {edtf: 2025-06-11}, where: [brussels], part_of: trip,"
    " participants: [{who: ana-novak, role: traveller}]"
)


def tombstone(feed: str) -> list[str]:
    """The lines of the one cancelled entry, without its UID."""
    found = [entry for entry in entries_of(feed).values() if "STATUS:CANCELLED" in entry]
    order = ("STATUS", "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "SEQUENCE")
    (lines,) = found
    named = [line for name in order for line in lines if line.startswith(name)]
    return [*named, *(line for line in lines if line not in named and not line.startswith("UID:"))]


@pytest.fixture
def bereaved(subscriber: Subscriber) -> Subscriber:
    """A subscriber after the only stop of a trip was made private."""
    subscriber.file(TRIP, record="trip", event="trip")
    subscriber.file(STOP, record="stop", event="stop")
    subscriber.next_day()
    subscriber.file(STOP, record="stop", event="stop", private="true")
    return subscriber


@pytest.mark.parametrize(
    "feed",
    [
        "/calendars/all.ics",
        "/calendars/trips/trip.ics",
        "/calendars/people/ana-novak.ics",
        "/calendars/people/ana-novak/2025.ics",
        "/v1/events.ics?person=ana-novak",
        "/v1/events.ics?trip=trip",
        "/v1/events/stop.ics",
    ],
)
def test_a_removed_stop_is_cancelled_in_every_feed_that_held_it(bereaved: Subscriber, feed: str):
    response = bereaved.client.get(feed)

    assert response.status_code == 200
    assert faults_of(response.data) == []
    assert tombstone(response.text) == [
        "STATUS:CANCELLED", "SUMMARY:No longer available", "DTSTART;VALUE=DATE:20250611", "DTEND;VALUE=DATE:20250612",
        "DTSTAMP:20250502T120000Z", "SEQUENCE:1",
    ]  # fmt: skip
    assert "The stop" not in response.text


@pytest.mark.parametrize(
    ("feed", "status"),
    [
        ("/calendars/all.ics", 200),
        ("/calendars/trips/trip.ics", 200),
        ("/calendars/people/ana-novak.ics", 404),
        ("/calendars/people/ana-novak/2025.ics", 404),
        ("/v1/events.ics?person=ana-novak", 422),
        ("/v1/events/stop.ics", 404),
    ],
)
def test_a_removed_stop_is_nowhere_after_90_days(bereaved: Subscriber, feed: str, status: int):
    """Nor does a calendar then tell by being there that somebody or something was in the public view once."""
    removed_at = bereaved.now

    bereaved.now = removed_at + timedelta(days=90)
    last = bereaved.client.get(feed)
    bereaved.now = removed_at + timedelta(days=91)
    after = bereaved.client.get(feed)

    assert "STATUS:CANCELLED" in last.text
    assert "STATUS:CANCELLED" not in after.text
    assert (last.status_code, after.status_code) == (200, status)


@pytest.mark.parametrize("feed", ["/calendars/trips/trip.ics", "/v1/events.ics?trip=trip"])
def test_calendar_of_a_removed_trip_ends_after_90_days(bereaved: Subscriber, feed: str):
    bereaved.file(TRIP, record="trip", event="trip", private="true")
    removed_at = bereaved.now

    bereaved.now = removed_at + timedelta(days=90)
    last = bereaved.client.get(feed)
    bereaved.now = removed_at + timedelta(days=91)
    after = bereaved.client.get(feed)
    never = bereaved.client.get(feed.replace("trip.ics", "nowhere.ics").replace("=trip", "=nowhere"))

    assert "STATUS:CANCELLED" in last.text
    assert after.status_code == never.status_code
    assert after.status_code in (404, 422)


def test_a_removed_stop_is_gone_for_90_days_and_then_unknown(bereaved: Subscriber):
    addresses = ("/events/stop", "/v1/events/stop", "/v1/events/stop/history", "/v1/events/stop.atom")
    removed_at = bereaved.now

    bereaved.now = removed_at + timedelta(days=90)
    meanwhile = [bereaved.client.get(address).status_code for address in addresses]
    bereaved.now = removed_at + timedelta(days=91)
    after = [bereaved.client.get(address).status_code for address in addresses]

    assert (meanwhile, after) == ([410] * 4, [404] * 4)
    assert bereaved.client.get("/v1/events/stop?known_at=2025-05-01").status_code == 404


def test_no_word_of_a_removed_stop_finds_its_entry(bereaved: Subscriber):
    assert "BEGIN:VEVENT" not in bereaved.client.get("/v1/events.ics?q=stop").text
    assert "The trip" in bereaved.client.get("/v1/events.ics?q=trip").text


def test_times_of_a_removed_meeting_do_not_tell_its_zone(subscriber: Subscriber):
    says = "kind: meeting, status: announced, title: Talks, when: {starts_at: 2025-06-11T10:00, time_zone: Asia/Amman}"
    subscriber.file(says, record="talks", event="talks")
    subscriber.next_day()
    subscriber.file(says, record="talks", event="talks", private="true")

    text = subscriber.client.get("/v1/events/talks.ics").text

    assert "DTSTART:20250611T070000Z" in text
    assert "Amman" not in text


def test_a_removed_stop_does_not_appear_where_only_trips_were(bereaved: Subscriber):
    text = bereaved.client.get("/calendars/all.ics?detail=trips").text

    assert "SUMMARY:The trip" in text
    assert "The stop" not in text


@pytest.mark.parametrize("address", ["/v1/events/stop", "/v1/events?person=ana-novak", "/people/ana-novak"])
def test_nothing_but_calendars_tells_of_what_was_removed(bereaved: Subscriber, address: str):
    response = bereaved.client.get(address)

    assert response.status_code in (404, 410, 422)
    assert "The stop" not in response.text


@pytest.mark.parametrize(
    ("wish", "coding"),
    [("gzip;q=0", None), ("gzip;q=0, br;q=0", None), ("br;q=0, gzip", "gzip"), ("identity", None), ("gzip", "gzip")],
)
def test_a_coding_that_is_refused_is_not_used(bereaved: Subscriber, wish: str, coding: str | None):
    response = bereaved.client.get("/calendars/all.ics", headers={"Accept-Encoding": wish})

    assert response.headers.get("Content-Encoding") == coding


def test_a_country_code_may_be_written_small(bereaved: Subscriber):
    small, large = (bereaved.client.get(f"/v1/events?country={code}") for code in ("be", "BE"))

    assert (small.status_code, small.get_json()["events"]) == (200, large.get_json()["events"])
