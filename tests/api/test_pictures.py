"""`/pictures/…` and `/map`: the files, their numbers, their filters and validators, and texts that stay texts."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import pytest
from flask import render_template_string
from flask.testing import FlaskClient

from api.http.service import open_snapshot
from api.pages.pictures import statistics_figures
from api.parameters.read import Params
from tests.api.documents import file_text
from tests.api.test_site import Reader, read
from timeline import clock
from timeline.model.query import EventQuery
from timeline.render.pictures.svg import style_digest
from timeline.store.engine.sessions import Engine

TRIP = "/pictures/route/blinken-trip-2023-11"
FILES = ("/pictures/map", "/pictures/calendar", "/pictures/countries", TRIP)
HOSTILE = """
people: [{slug: ada, name: Ada Example}]
places:
  - {slug: eden, name: "=<script>alert(1)</script>", country: AT, latitude: 48.2, longitude: 16.4}
  - {slug: nowhere, name: Nowhere}
sources: [{id: wire, publisher: Wire, tier: press, published_at: 2024-05-02}]
reports:
  - {source: wire, record: tour, event: tour, says: {kind: trip, status: completed,
      title: "<img src=x onerror=alert(1)>", when: {edtf: 2024-05-01/2024-05-02},
      participants: [{who: ada, role: traveller, presence: attended}]}}
  - {source: wire, record: eden, event: eden, says: {kind: visit, status: completed, title: "</title><script>",
      when: {edtf: 2024-05-01}, where: [eden], part_of: tour, participants: [{who: ada, presence: attended}]}}
  - {source: wire, record: nowhere, event: nowhere, says: {kind: visit, status: completed, title: To nowhere,
      when: {edtf: 2024-05-02}, where: [nowhere], part_of: tour, participants: [{who: ada, presence: attended}]}}
"""


def table(client: FlaskClient, address: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    answer = client.get(address)
    assert (answer.status_code, answer.content_type) == (200, "text/csv; charset=utf-8; header=present")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


@pytest.mark.parametrize("file", FILES)
def test_picture_is_a_file_with_title_rule_and_validators(story: FlaskClient, file: str):
    answer = story.get(f"{file}.svg")
    root = ElementTree.fromstring(answer.data)

    assert (answer.status_code, answer.content_type) == (200, "image/svg+xml; charset=utf-8")
    assert answer.headers["Content-Disposition"].startswith('inline; filename="')
    assert root[0].text
    assert "count" in (root[1].text or "") or "great circle" in (root[1].text or "")
    assert story.get(f"{file}.svg").data == answer.data
    assert story.get(f"{file}.svg", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_policy_allows_the_style_of_the_picture_and_nothing_else(story: FlaskClient):
    policy = story.get("/pictures/map.svg").headers["Content-Security-Policy"]

    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{style_digest()}'")


def test_map_counts_the_stays_of_each_place(story: FlaskClient):
    rows = {row["place"]: row for row in table(story, "/pictures/map.csv?person=antony-blinken")}

    assert (rows["brussels"]["stays"], rows["brussels"]["on_map"]) == ("1", "true")
    assert (rows["belgium"]["stays"], rows["belgium"]["on_map"]) == ("1", "false")


def test_countries_are_those_of_the_statistics(story: FlaskClient):
    told = story.get("/v1/statistics?group_by=country&unit=stays").get_json()["rows"]

    assert [(row["country"], row["name"], int(row["stays"])) for row in table(story, "/pictures/countries.csv")] == [
        (row["key"], row["label"], row["value"]) for row in told
    ]


def test_calendar_counts_events_by_exact_day(story: FlaskClient):
    day = "2023-11-29"
    found = story.get(f"/v1/events?from={day}&to={day}&exact=true&limit=200").get_json()["events"]

    rows = {row["day"]: int(row["events"]) for row in table(story, "/pictures/calendar.csv")}

    assert rows[day] == len(found)


def test_calendar_keeps_to_the_days_asked_for(story: FlaskClient):
    rows = table(story, "/pictures/calendar.csv?from=2023-11-29&to=2023-11-30")

    assert [row["day"] for row in rows] == ["2023-11-29", "2023-11-30"]


def test_picture_shows_what_was_known(story: FlaskClient):
    assert table(story, "/pictures/map.csv?known_at=2023-11-24") == []
    assert "No stay is counted." in story.get("/pictures/map.svg?known_at=2023-11-24").text


def test_year_means_its_days(story: FlaskClient):
    assert table(story, "/pictures/calendar.csv?year=1990") == []
    assert {row["day"][:4] for row in table(story, "/pictures/calendar.csv?year=2023")} == {"2023"}


def test_route_has_every_stop_with_its_leg(story: FlaskClient):
    trip = story.get("/v1/trips/blinken-trip-2023-11").get_json()

    rows = table(story, f"{TRIP}.csv")

    assert [(row["event"], row["leg_km"]) for row in rows] == [
        (stop["event"]["slug"], "" if stop["leg_km"] is None else str(stop["leg_km"])) for stop in trip["stops"]
    ]
    assert [row["leg"] for row in rows] == ["", "travelled", "travelled", "unsure", "travelled"]


def test_route_of_what_is_no_trip_is_not_found(story: FlaskClient):
    for key in ("nobody", "gaza-exchange-2023-11"):
        assert story.get(f"/pictures/route/{key}.svg").status_code == 404


@pytest.mark.parametrize("address", ["/pictures/map.svg", "/pictures/calendar.csv", "/pictures/countries.svg", "/map"])
def test_name_that_is_not_public_is_refused_and_told(story: FlaskClient, address: str):
    answer = story.get(f"{address}?person=nobody", headers={"Accept": "application/json"})

    assert answer.status_code == 422
    assert "nobody" in answer.text


def test_map_page_has_the_picture_the_table_and_the_files_of_its_filters(story: FlaskClient):
    page = read(story, "/map?person=antony-blinken&year=2023")

    assert "Brussels" in page.text
    assert "How this is counted" in page.text
    assert "/pictures/map.svg?person=antony-blinken&year=2023" in page.addresses()
    assert "/pictures/map.csv?person=antony-blinken&year=2023" in page.addresses()
    assert "/places/brussels" in page.addresses()
    for address in page.addresses():
        if address.startswith("/pictures/"):
            assert story.get(address).status_code == 200


def test_map_page_without_a_stay_says_so(story: FlaskClient):
    assert "No stay matches." in read(story, "/map?year=1990").text


def test_hostile_names_stay_text_everywhere(client: FlaskClient, engine: Engine):
    file_text(engine, HOSTILE)

    for address in ("/map", "/trips/tour", "/pictures/map.svg", "/pictures/route/tour.svg", "/pictures/countries.svg"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "<script>alert" not in answer.text, address
        assert "<img src=x" not in answer.text, address
        if address.endswith(".svg"):
            ElementTree.fromstring(answer.data)
    assert table(client, "/pictures/map.csv")[0]["name"].startswith("'=<script>")


def test_place_without_coordinates_is_in_the_table_only(client: FlaskClient, engine: Engine):
    file_text(engine, HOSTILE)

    rows = {row["place"]: row for row in table(client, "/pictures/map.csv")}

    assert (rows["nowhere"]["stays"], rows["nowhere"]["on_map"]) == ("1", "false")
    assert "Not on the map, because no coordinates are known: Nowhere." in client.get("/pictures/route/tour.svg").text


def test_other_pages_can_show_the_figures_of_a_query(story: FlaskClient):
    """As api/pages/pictures.py says: one function, one macro, and addresses that keep the filters."""
    template = (
        '{% from "_pictures.html" import figure %}'
        "{{ figure(figures.map) }}{{ figure(figures.calendar, level=3) }}{{ figure(figures.countries, is_open=true) }}"
    )
    person = ("person", ("antony-blinken",))
    asked = Params(query=EventQuery(person=person[1]), now=clock.now())

    with story.application.test_request_context("/"), open_snapshot(asked) as snapshot:
        figures = statistics_figures(snapshot, asked.query, (person,))
        page = Reader(render_template_string(template, figures=figures))

    assert [tag for tag, _ in page.tags if tag in ("h2", "h3")] == ["h2", "h3", "h2"]
    assert "North Macedonia 1" in page.text
    assert "November 2023" in page.text
    for name in ("map", "calendar", "countries"):
        assert f"/pictures/{name}.csv?person=antony-blinken" in page.addresses()
