"""A stop that belongs to two trips, a meeting that belongs to a visit and a summit, and the itinerary of a trip."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
import yaml
from flask.testing import FlaskClient

from tests.api.documents import file_text
from tests.api.writing import Writer, a_report
from timeline.store.engine.sessions import Engine

HEAD = """
people: [{slug: ada, name: Ada Example}, {slug: bo, name: Bo Example}]
places:
  - {slug: oslo, name: Oslo, country: "NO", latitude: 59.9, longitude: 10.7, time_zone: Europe/Oslo}
  - {slug: riga, name: Riga, country: LV, latitude: 56.9, longitude: 24.1, time_zone: Europe/Riga}
  - {slug: bern, name: Bern, country: CH, latitude: 46.9, longitude: 7.4, time_zone: Europe/Zurich}
sources:
  - {id: plan, publisher: Plan, tier: official, published_at: 2025-02-01}
  - {id: wire, publisher: Wire, tier: press, published_at: 2025-02-02}
  - {id: mend, publisher: Desk, tier: desk, published_at: 2025-02-03}
reports:
"""


def says(event: str, more: str, *, source: str = "plan", beside: str = "") -> str:
    return f"  - {{source: {source}, record: {event}, event: {event}{beside}, says: {{title: The {event}, {more}}}}}\n"


ADA = says("ada-tour", "kind: trip, when: {edtf: 2025-03-03/2025-03-06}, participants: [{who: ada, role: traveller}]")
BO = says("bo-tour", "kind: trip, when: {edtf: 2025-03-04/2025-03-09}, participants: [{who: bo, role: traveller}]")
SUMMIT = says("summit", "kind: summit, when: {edtf: 2025-03-05}, where: [oslo]")
STOP = says("oslo-stop", "kind: visit, when: {edtf: 2025-03-05}, where: [oslo], part_of: [bo-tour, ada-tour]")
TALKS = says("talks", "kind: meeting, when: {edtf: 2025-03-05}, where: [oslo], part_of: [oslo-stop, summit]")
STORY = ADA + BO + SUMMIT + STOP + TALKS


@pytest.fixture
def filled(client: FlaskClient, engine: Engine) -> FlaskClient:
    file_text(engine, HEAD + STORY)
    return client


def read(client: FlaskClient, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json


def post_yaml(writer: Writer, path: str, document: str) -> Any:
    return writer.post(path, yaml.safe_load(document))


def slugs(client: FlaskClient, query: str) -> set[str]:
    return {event["slug"] for event in read(client, f"/v1/events?{query}")["events"]}


def test_event_names_all_that_it_is_part_of(filled: FlaskClient):
    assert read(filled, "/v1/events/oslo-stop")["part_of"] == ["ada-tour", "bo-tour"]
    assert read(filled, "/v1/events/talks")["part_of"] == ["oslo-stop", "summit"]
    assert read(filled, "/v1/events/summit")["part_of"] == []


@pytest.mark.parametrize(
    ("trip", "under"),
    [
        ("ada-tour", {"ada-tour", "oslo-stop", "talks"}),
        ("bo-tour", {"bo-tour", "oslo-stop", "talks"}),
        ("summit", {"summit", "talks"}),
        ("oslo-stop", {"oslo-stop", "talks"}),
    ],
)
def test_filter_and_feed_of_each_trip_have_the_shared_stop_and_its_parts(
    filled: FlaskClient, trip: str, under: set[str]
):
    assert slugs(filled, f"trip={trip}") == under
    calendar = filled.get(f"/v1/events.ics?trip={trip}&from=2025-01-01&to=2025-12-31").text
    assert {
        slug for slug in ("ada-tour", "bo-tour", "oslo-stop", "summit", "talks") if f"events/{slug}\r\n" in calendar
    } >= under
    assert calendar.count("BEGIN:VEVENT") == len(under)


@pytest.mark.parametrize("trip", ["ada-tour", "bo-tour"])
def test_both_trips_have_the_stop_with_its_meeting(filled: FlaskClient, trip: str):
    told = read(filled, f"/v1/trips/{trip}")

    assert [(stop["event"]["slug"], [part["slug"] for part in stop["parts"]]) for stop in told["stops"]] == [
        ("oslo-stop", ["talks"])
    ]
    assert told["trip"]["where"][0]["slug"] == "oslo"
    assert "BEGIN:VEVENT" in filled.get(f"/calendars/trips/{trip}/2025.ics").text
    assert "The oslo-stop" in filled.get(f"/trips/{trip}", follow_redirects=True).text


def test_page_and_calendar_entry_name_both_trips(filled: FlaskClient):
    page, entry = filled.get("/events/oslo-stop").text, filled.get("/v1/events/oslo-stop.ics?profile=rich").text

    for trip in ("ada-tour", "bo-tour"):
        assert f'<a href="/events/{trip}">' in page
    assert (entry.count("RELATED-TO:"), entry.count("REFID:")) == (2, 2)
    described = read(filled, "/v1/events/talks.jsonld")["@graph"][0]
    assert [one["@id"].rpartition("/")[2] for one in described["superEvent"]] == ["oslo-stop", "summit"]


def test_parents_are_told_nearest_first_and_each_once(filled: FlaskClient):
    told = read(filled, "/v1/events/talks?include=parents")["parents"]

    assert [event["slug"] for event in told] == ["oslo-stop", "summit", "ada-tour", "bo-tour"]


@pytest.mark.parametrize(("unit", "expected"), [("trips", 2), ("events", 3), ("days", 1)])
def test_statistics_count_a_shared_stop_once_and_both_its_trips(filled: FlaskClient, unit: str, expected: int):
    told = read(filled, f"/v1/statistics?group_by=country&unit={unit}&kind=visit&kind=meeting&kind=summit")

    assert [(row["key"], row["value"]) for row in told["rows"]] == [("NO", expected)]


def test_union_grows_with_reports_and_a_report_takes_a_parent_back(client: FlaskClient, engine: Engine):
    file_text(engine, HEAD + ADA + BO + STOP.replace("[bo-tour, ada-tour]", "ada-tour"))
    assert read(client, "/v1/events/oslo-stop")["part_of"] == ["ada-tour"]

    file_text(engine, HEAD + says("oslo-stop", "part_of: bo-tour", source="wire"))
    assert read(client, "/v1/events/oslo-stop")["part_of"] == ["ada-tour", "bo-tour"]
    assert read(client, "/v1/events/oslo-stop")["contested"] == []

    back = "  - {source: mend, record: x, event: oslo-stop, says: {not: {part_of: [ada-tour]}}}\n"
    file_text(engine, HEAD + back)
    assert read(client, "/v1/events/oslo-stop")["part_of"] == ["bo-tour"]
    assert slugs(client, "trip=ada-tour") == {"ada-tour"}
    assert read(client, "/v1/events/oslo-stop?known_at=2025-02-02")["part_of"] == ["ada-tour", "bo-tour"]


def test_list_of_one_is_the_same_report_as_the_slug(engine: Engine):
    writer = Writer.over(engine)
    trip = {**a_report(9, event="tour"), "says": {"kind": "trip", "title": "The tour"}}
    first = writer.file(trip, a_report(1, says={"part_of": "tour"}))

    again = writer.file(trip, a_report(1, says={"part_of": ["tour"]}))

    assert (len(first.json["new"]), again.json["new"]) == (2, [])
    said = read(writer.client, "/v1/events/visit-1/reports")["reports"][0]["says"]
    assert said["part_of"] == "tour"


def test_stop_without_days_lies_within_both_its_trips(client: FlaskClient, engine: Engine):
    file_text(engine, HEAD + ADA + BO + says("riga-stop", "kind: visit, where: [riga], part_of: [ada-tour, bo-tour]"))

    when = read(client, "/v1/events/riga-stop")["when"]

    assert (when["first_day"], when["last_day"], when["exact"]) == ("2025-03-04", "2025-03-06", False)


@pytest.mark.parametrize(
    "reports",
    [
        says("one", "part_of: [two, three]") + says("two", "kind: visit") + says("three", "part_of: [two, one]"),
        says("one", "part_of: [one, two]") + says("two", "kind: visit"),
        says("one", "part_of: two") + says("two", "part_of: three") + says("three", "part_of: [one]"),
    ],
)
def test_circle_is_refused_and_named_and_nothing_is_stored(engine: Engine, reports: str):
    writer = Writer.over(engine)

    answer = post_yaml(writer, "/v1/reports", HEAD + reports)

    assert answer.status_code in (409, 422), answer.text
    assert "part_of would form a cycle" in answer.text
    assert read(writer.client, "/v1/events")["events"] == []


# Itineraries

STOPS = "".join(
    says(f"{place}-stop", f"kind: visit, where: [{place}], part_of: ada-tour") for place in ("bern", "oslo", "riga")
)


def stops_of(client: FlaskClient, query: str = "") -> tuple[list[str], bool]:
    told = read(client, f"/v1/trips/ada-tour{query}")
    return [stop["event"]["slug"] for stop in told["stops"]], told["order_known"]


def test_itinerary_orders_the_stops_that_have_no_days(client: FlaskClient, engine: Engine):
    file_text(engine, HEAD + ADA + STOPS)
    assert (len(stops_of(client)[0]), stops_of(client)[1]) == (3, False)

    told = says("ada-tour", "itinerary: [riga-stop, bern-stop, oslo-stop]", source="wire")
    file_text(engine, HEAD + told)

    assert stops_of(client) == (["riga-stop", "bern-stop", "oslo-stop"], True)
    trip = read(client, "/v1/events/ada-tour")
    assert trip["itinerary"] == ["riga-stop", "bern-stop", "oslo-stop"]
    assert [place["slug"] for place in trip["where"]] == ["riga", "bern", "oslo"]
    assert stops_of(client, "?known_at=2025-02-01")[1] is False


def test_days_of_stops_come_before_the_itinerary(client: FlaskClient, engine: Engine):
    dated = says("oslo-stop", "when: {edtf: 2025-03-03}", source="wire") + says(
        "riga-stop", "when: {edtf: 2025-03-06}", source="wire"
    )
    told = says("ada-tour", "itinerary: [riga-stop, oslo-stop]", source="wire")
    file_text(engine, HEAD + ADA + STOPS + dated + told)

    order, is_known = stops_of(client)

    assert order.index("oslo-stop") < order.index("riga-stop")
    assert not is_known  # nobody says where Bern comes


def test_two_itineraries_that_differ_are_contested_and_the_ruled_one_is_shown(engine: Engine):
    writer = Writer.over(engine)
    trip = {"kind": "trip", "title": "The tour"}
    filed = writer.file(
        {**a_report(8, event="tour"), "says": trip | {"itinerary": ["visit-1", "visit-2"]}},
        {**a_report(9, event="tour", source="ministry"), "says": trip | {"itinerary": ["visit-2", "visit-1"]}},
        a_report(1, says={"part_of": "tour", "when": None}),
        a_report(2, says={"part_of": "tour", "when": None}),
    )
    before = read(writer.client, "/v1/events/tour")
    assert (before["itinerary"], before["contested"]) == (["visit-2", "visit-1"], ["itinerary"])
    wire = next(one["report"] for one in filed.json["new"] if (one["source"], one["record"]) == ("wire", "visit-8"))

    body = {"property": "itinerary", "report": wire, "reason": "the programme says so"}
    answer = writer.post("/v1/events/tour/rulings", body, headers={"If-Match": writer.etag("tour")})

    assert answer.status_code == 200, answer.text
    assert read(writer.client, "/v1/events/tour")["itinerary"] == ["visit-1", "visit-2"]


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("itinerary: oslo-stop", "says.itinerary"),
        ("itinerary: [oslo-stop, oslo-stop]", "says.itinerary"),
        ("itinerary: [nowhere-stop]", "says.itinerary"),
        ("part_of: [bo-tour, bo-tour]", "says.part_of"),
        ("part_of: [nowhere-trip]", "says.part_of"),
        ("part_of: {trip: bo-tour}", "says.part_of"),
        ("not: {part_of: [nowhere-trip]}", "says.not.part_of"),
    ],
)
def test_fault_is_named_with_its_place(engine: Engine, said: str, place: str):
    writer = Writer.over(engine)

    answer = post_yaml(writer, "/v1/reports?dry_run=true", HEAD + STORY + says("ada-tour", said, source="wire"))

    assert answer.status_code == 422, answer.text
    places = [fault["pointer"] for fault in orjson.loads(answer.data)["errors"]]
    assert any(place.split(".")[-1] in pointer for pointer in places), places
