"""What left the public view is cancelled in every feed that held it, and in no other."""

from __future__ import annotations

import pytest

from tests.journeys.test_subscriber import Subscriber, subscriber

__all__ = ["subscriber"]

TRIP = "kind: trip, status: announced, title: The trip, when: {edtf: 2025-06-10/2025-06-12}"
STOP = (
    "kind: visit, status: announced, title: The stop, when: {edtf: 2025-06-11}, where: [brussels], part_of: trip,"
    " participants: [{who: ana-novak, role: traveller}]"
)


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
    assert "SUMMARY:Withdrawn: The stop" in response.text
    assert "STATUS:CANCELLED" in response.text


def test_a_removed_stop_does_not_appear_where_only_trips_were(bereaved: Subscriber):
    text = bereaved.client.get("/calendars/all.ics?detail=trips").text

    assert "SUMMARY:The trip" in text
    assert "The stop" not in text


@pytest.mark.parametrize("address", ["/v1/events/stop", "/v1/events?person=ana-novak", "/people/ana-novak"])
def test_nothing_but_calendars_tells_of_what_was_removed(bereaved: Subscriber, address: str):
    response = bereaved.client.get(address)

    assert response.status_code in (404, 422)
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
