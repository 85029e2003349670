"""`/trips/…`: the route, the stops in order, plan against outcome, legs, sources; without JavaScript."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.api.documents import file_text
from tests.api.test_site import read
from tests.api.test_trips import HEAD, OUTCOME, PLAN, says
from tests.timeline.store.statements import statements
from timeline.store.engine.sessions import Engine

TRIP = "/trips/blinken-trip-2023-11"


def test_trip_page_has_its_sections_in_order(story: FlaskClient):
    page = read(story, TRIP).text

    heads = re.findall(r"<h2[^>]*>([^<]*)</h2>", story.get(TRIP).text)
    assert heads == ["Route", "Stops", "Planned and actual", "Sources", "Subscribe", "Embed", "Download"]
    assert "Distance 5,384 km" in page
    assert "Belgium, North Macedonia, Israel, West Bank, United Arab Emirates" in page


def test_trip_page_does_not_list_the_trip_inside_itself(story: FlaskClient):
    addresses = read(story, TRIP).addresses()

    assert addresses.count("/events/blinken-trip-2023-11") == 1  # who says what about it
    assert TRIP not in addresses


def test_stops_stand_with_their_legs_and_what_took_place_there(story: FlaskClient):
    page = read(story, TRIP).text

    assert "1,631 km from Brussels" in page
    assert "44 km from Tel Aviv (not sure that the way was this)" in page
    assert "NATO foreign ministers' meeting" in page
    assert "The sources do not tell the order of all stops" in page


def test_plan_and_outcome_stand_side_by_side(story: FlaskClient):
    page = read(story, TRIP).text

    assert "between 27 November and 3 December 2023, Brussels Announced 28 to 29 November 2023, Brussels" in page


def test_page_offers_calendar_picture_and_data(story: FlaskClient):
    addresses = read(story, TRIP).addresses()

    for address in (
        "/pictures/route/blinken-trip-2023-11.svg",
        "/pictures/route/blinken-trip-2023-11.csv",
        "/v1/trips/blinken-trip-2023-11",
        "/v1/events.geojson?trip=blinken-trip-2023-11",
        "/subscribe?trip=blinken-trip-2023-11",
    ):
        assert address in addresses
        assert story.get(address).status_code == 200
    assert "https://timeline.example.org/calendars/trips/blinken-trip-2023-11.ics" in addresses


def test_page_shows_the_plan_as_it_was_known(story: FlaskClient):
    page = read(story, f"{TRIP}?known_at=2023-11-27")

    assert "publicly known on 27 November 2023" in page.text
    assert "not reported" in page.text
    assert "1,631 km" not in page.text
    assert f"/pictures{TRIP.replace('trips', 'route')}.svg?known_at=2023-11-27" in page.addresses()


def test_page_of_an_event_that_is_no_trip_is_the_list_of_its_parts(story: FlaskClient):
    page = read(story, "/trips/gaza-exchange-2023-11").text

    assert "Query" in page
    assert "Planned and actual" not in page


@pytest.mark.parametrize("slug", ["nobody", "antony-blinken"])
def test_unknown_trip_is_not_found(story: FlaskClient, slug: str):
    assert story.get(f"/trips/{slug}").status_code == 404


def test_stop_that_was_called_off_has_no_leg_and_its_number(client: FlaskClient, engine: Engine):
    reports = (
        says(PLAN, "tour", "2024-05-10/2024-05-13", "", kind="trip")
        + says(PLAN, "stop-a", "2024-05-10", "vienna")
        + says(PLAN, "stop-b", "2024-05-11", "rome", status="cancelled")
        + says(PLAN, "stop-c", "2024-05-13", "bern")
    )
    file_text(engine, HEAD + reports)

    page = read(client, "/trips/tour").text

    assert "Stops in order" in page
    assert "Cancelled" in page
    assert "km from Vienna (planned)" in page
    assert "from Rome" not in page
    assert "2 Rome (did not take place)" in page


def test_stop_of_a_completed_trip_that_nobody_reported_says_so(client: FlaskClient, engine: Engine):
    reports = (
        says(PLAN, "tour", "2024-05-10/2024-05-13", "", kind="trip")
        + says(PLAN, "stop-a", "2024-05-10", "vienna")
        + says(PLAN, "stop-b", "2024-05-13", "bern")
    )
    file_text(engine, HEAD + reports + says(OUTCOME, "tour", "2024-05-10/2024-05-13", "", kind="trip"))

    assert read(client, "/trips/tour").text.count("No source reports that this stop took place.") == 2


def test_trip_without_stops_says_so(client: FlaskClient, engine: Engine):
    file_text(engine, HEAD + says(PLAN, "tour", "2024-05-10/2024-05-13", "", kind="trip"))

    page = read(client, "/trips/tour").text

    assert "No stop is known." in page
    assert "Distance not known" in page


def test_call_during_the_trip_is_also_part_of_it(client: FlaskClient, engine: Engine):
    reports = says(PLAN, "tour", "2024-05-10/2024-05-13", "", kind="trip") + says(
        PLAN, "talk", "2024-05-11", "", kind="call"
    )
    file_text(engine, HEAD + reports)

    page = read(client, "/trips/tour")

    assert "Also part of this trip" in page.text
    assert "/events/talk" in page.addresses()


def test_page_takes_the_same_number_of_statements_for_one_and_for_three_stops(client: FlaskClient, engine: Engine):
    numbers: list[int] = []
    first = says(OUTCOME, "tour", "2024-05-10/2024-05-14", "", kind="trip") + says(OUTCOME, "a", "2024-05-10", "vienna")
    for text in (first, says(OUTCOME, "b", "2024-05-11", "rome") + says(OUTCOME, "c", "2024-05-12", "bern")):
        file_text(engine, HEAD + text)
        client.get("/v1/people")
        with statements(engine) as sent:
            read(client, "/trips/tour")
        numbers.append(len(sent))

    assert numbers[0] == numbers[1]
