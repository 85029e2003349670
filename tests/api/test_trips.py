"""`/v1/trips/{id}`: stops in order of travel, plan against outcome, distances only where the order is known."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask.testing import FlaskClient

from tests.api.documents import RENDER, file_text
from tests.api.writing import Writer, a_report
from tests.timeline.store.statements import statements
from timeline.model.writers.write import Write
from timeline.operations.merge_events import merge_events
from timeline.operations.work import Work
from timeline.store.engine.sessions import Engine, write_session

HEAD = """
people: [{slug: ada, name: Ada Example}]
places:
  - {slug: austria, name: Austria, names: {de: Österreich}, country: AT}
  - {slug: vienna, name: Vienna, names: {de: Wien}, country: AT, parent: austria, latitude: 48.2, longitude: 16.4}
  - {slug: hofburg, name: Hofburg, parent: vienna, latitude: 48.2, longitude: 16.4}
  - {slug: rome, name: Rome, country: IT, latitude: 41.9, longitude: 12.5}
  - {slug: bern, name: Bern, country: CH, latitude: 46.9, longitude: 7.4}
  - {slug: somewhere, name: Somewhere}
sources:
  - {id: plan, publisher: Plan, tier: official, published_at: 2024-05-01}
  - {id: wire, publisher: Wire, tier: press, published_at: 2024-05-02}
  - {id: archive, publisher: Archive, tier: record, published_at: 2024-06-01}
reports:
"""
PLAN, OUTCOME = "plan", "archive"


def says(
    source: str, event: str, when: str, where: str, *, kind: str = "visit", status: str = "", more: str = ""
) -> str:
    """A report on an event of the trip `tour`, or on the trip itself."""
    part_of = "" if event == "tour" else ", part_of: tour"
    places = f"where: [{where}]" if where else "topics: []"
    status = status or ("completed" if source == OUTCOME else "announced")
    return (
        f"  - {{source: {source}, record: {event}, event: {event}{more}, says: {{kind: {kind}, status: {status}, "
        f'title: The {event}, when: {{edtf: "{when}"}}, {places}{part_of}}}}}\n'
    )


def trip_of(client: FlaskClient, query: str = "") -> dict[str, Any]:
    """The trip `tour`."""
    answer = client.get(f"/v1/trips/tour{query}")
    assert (answer.status_code, answer.json is not None) == (200, True)
    found: dict[str, Any] = answer.json or {}
    return found


def legs(trip: dict[str, Any]) -> list[tuple[str, float | None]]:
    """Slug and leg of each stop."""
    return [(stop["event"]["slug"], stop["leg_km"]) for stop in trip["stops"]]


def test_trip_of_the_story_has_its_five_stops_as_planned_and_as_they_took_place(story: FlaskClient):
    trip = story.get("/v1/trips/blinken-trip-2023-11").json
    assert trip is not None

    stops = [
        (stop["place"]["slug"], stop["planned"]["when"], stop["actual"]["when"], stop["leg_km"])
        for stop in trip["stops"]
    ]

    assert stops == [
        ("brussels", "[2023-11-27..2023-12-03]", "2023-11-28/2023-11-29", None),
        ("skopje", "[2023-11-27..2023-12-02]", "2023-11-29", 1631.2),
        ("tel-aviv", "[2023-11-28..2023-12-04]", "2023-11-30", 1615.2),
        ("ramallah", "[2023-11-27..2023-12-02]", "2023-11-30", 44.4),
        ("dubai", "[2023-11-27..2023-12-02]", "2023-12-01", 2093.0),
    ]
    assert (trip["distance_km"], trip["countries"]) == (5383.8, ["BE", "MK", "IL", "PS", "AE"])
    assert [place["slug"] for place in trip["places"]] == [place["slug"] for place in trip["trip"]["where"]]
    assert trip["deviations"] == [
        {"property": "when", "planned": "2023-11-27/2023-12-02", "actual": "2023-11-28/2023-12-01"}
    ]
    assert [part["slug"] for part in trip["stops"][0]["parts"]] == [
        "nato-foreign-ministers-2023-11",
        "nato-ukraine-council-2023-11",
    ]
    assert trip["stops"][1]["planned"] == {
        "when": "[2023-11-27..2023-12-02]",
        "where": ["north-macedonia"],
        "status": "announced",
    }


def test_trip_of_the_story_as_known_before_it_began_has_plans_and_no_distance(story: FlaskClient):
    trip = story.get("/v1/trips/blinken-trip-2023-11?known_at=2023-11-28").json
    assert trip is not None

    assert [stop["actual"] for stop in trip["stops"]] == [None] * 5
    assert [stop["leg_km"] for stop in trip["stops"]] == [None] * 5  # all of them some time in the same week
    assert (trip["distance_km"], trip["known_at"]) == (None, "2023-11-28T23:59:59.999999Z")


def test_stop_that_was_never_carried_out_has_no_outcome_and_no_leg(engine: Engine, client: FlaskClient):
    plans = says(PLAN, "tour", "2024-05-10/2024-05-14", "", kind="trip") + says(PLAN, "first", "2024-05-10", "vienna")
    skipped = says(PLAN, "second", "2024-05-12", "bern")
    done = says(OUTCOME, "tour", "2024-05-10/2024-05-14", "", kind="trip") + says(
        OUTCOME, "first", "2024-05-10", "vienna"
    )
    file_text(engine, HEAD + plans + skipped + done + says(OUTCOME, "third", "2024-05-14", "rome"))

    trip = trip_of(client)

    planned, actual = (
        [(stop["event"]["slug"], stop[phase]) for stop in trip["stops"]] for phase in ("planned", "actual")
    )
    assert planned == [
        ("first", {"when": "2024-05-10", "where": ["vienna"], "status": "announced"}),
        ("second", {"when": "2024-05-12", "where": ["bern"], "status": "announced"}),
        ("third", None),
    ]
    assert actual == [
        ("first", {"when": "2024-05-10", "where": ["vienna"], "status": "completed"}),
        ("second", None),
        ("third", {"when": "2024-05-14", "where": ["rome"], "status": "completed"}),
    ]
    assert legs(trip) == [("first", None), ("second", None), ("third", 764.3)]
    assert (trip["distance_km"], trip["countries"]) == (764.3, ["AT", "IT"])


def test_meeting_belongs_to_the_visit_to_its_place_or_is_a_stop_of_its_own(engine: Engine, client: FlaskClient):
    file_text(
        engine,
        HEAD
        + says(OUTCOME, "tour", "2024-05-10/2024-05-14", "", kind="trip")
        + says(OUTCOME, "stay", "2024-05-10/2024-05-11", "vienna")
        + says(OUTCOME, "again", "2024-05-14", "vienna")
        + says(OUTCOME, "talks", "2024-05-14", "hofburg", kind="meeting")
        + says(OUTCOME, "council", "2024-05-12", "rome", kind="ministerial")
        + says(OUTCOME, "call", "2024-05-13", "bern", kind="call"),
    )

    trip = trip_of(client)

    assert legs(trip) == [("stay", None), ("council", 764.3), ("again", 764.3)]
    assert [[part["slug"] for part in stop["parts"]] for stop in trip["stops"]] == [[], [], ["talks"]]
    assert set(trip["stops"][2]["parts"][0]) == {"id", "slug", "kind", "title", "when"}


def test_distance_is_null_if_a_place_on_the_way_has_no_coordinates(engine: Engine, client: FlaskClient):
    file_text(
        engine,
        HEAD
        + says(OUTCOME, "tour", "2024-05-10/2024-05-14", "", kind="trip")
        + says(OUTCOME, "a", "2024-05-10", "vienna")
        + says(OUTCOME, "b", "2024-05-11", "somewhere")
        + says(OUTCOME, "c", "2024-05-12", "rome")
        + says(OUTCOME, "d", "2024-05-13", "vienna"),
    )

    trip = trip_of(client, "?lang=de")

    assert legs(trip) == [("a", None), ("b", None), ("c", None), ("d", 764.3)]
    assert trip["distance_km"] is None
    assert [place["name"] for place in trip["places"]] == ["Wien", "Somewhere", "Rome"]


def test_ruling_changes_the_days_of_a_stop_and_what_counts_as_planned(engine: Engine):
    writer = Writer.over(engine)
    stop = {"part_of": "tour", "when": {"edtf": "2024-05-01/2024-05-07"}}
    filed = writer.file(
        {**a_report(9, event="tour"), "says": {"kind": "trip", "status": "announced", "title": "The tour"}},
        a_report(1, says=stop),
        a_report(1, source="ministry", says=stop | {"when": {"edtf": "2024-05-03"}}),
    )
    (wire,) = (one["report"] for one in filed.json["new"] if (one["source"], one["record"]) == ("wire", "visit-1"))
    before = trip_of(writer.client)["stops"]
    body = {"property": "when", "report": wire, "reason": "seen there"}

    answer = writer.post("/v1/events/visit-1/rulings", body, headers={"If-Match": writer.etag("visit-1")})

    assert answer.status_code == 200
    after = trip_of(writer.client)["stops"]
    planned = {"when": "2024-05-03", "where": ["vienna"], "status": "announced"}
    ruled = planned | {"when": "2024-05-01/2024-05-07"}
    assert [(stop["event"]["when"]["edtf"], stop["planned"], stop["actual"]) for stop in (*before, *after)] == [
        ("2024-05-03", planned, None),
        ("2024-05-01/2024-05-07", ruled, None),
    ]
    assert [(stop["first_day"], stop["last_day"]) for stop in after] == [("2024-05-01", "2024-05-07")]


def test_hidden_stop_changes_nothing_in_the_answer(engine: Engine, client: FlaskClient):
    shown = says(OUTCOME, "tour", "2024-05-10/2024-05-14", "", kind="trip") + says(OUTCOME, "a", "2024-05-10", "vienna")
    file_text(engine, HEAD + shown)
    before = client.get("/v1/trips/tour")

    file_text(engine, HEAD + says(PLAN, "secret", "2024-05-12", "rome", more=", private: true"))
    after = client.get("/v1/trips/tour")

    assert (after.data, after.headers["ETag"]) == (before.data, before.headers["ETag"])


def test_hidden_trip_other_kinds_and_unknown_ids_have_the_same_answer(engine: Engine, client: FlaskClient):
    file_text(
        engine,
        HEAD
        + says(OUTCOME, "a", "2024-05-10", "vienna").replace(", part_of: tour", "")
        + says(PLAN, "tour", "2024-05-10", "", kind="trip", more=", private: true"),
    )

    answers = [client.get(f"/v1/trips/{key}") for key in ("tour", "a", "nothing")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({answer.data for answer in answers}) == 1


def test_trip_has_the_same_answer_under_its_id(story: FlaskClient):
    by_slug = story.get("/v1/trips/blinken-trip-2023-11").json
    assert by_slug is not None

    assert story.get(f"/v1/trips/{by_slug['trip']['id']}").json == by_slug


def test_merged_trip_redirects_to_the_remaining_one(engine: Engine, client: FlaskClient):
    tours = says(OUTCOME, "tour", "2024-05-10", "", kind="trip") + says(OUTCOME, "twin", "2024-05-10", "", kind="trip")
    stays = says(OUTCOME, "a", "2024-05-10", "vienna") + says(OUTCOME, "b", "2024-05-10", "vienna")
    file_text(engine, HEAD + tours.replace(", part_of: tour", "") + stays)
    with write_session(engine) as session:
        for number, pair in enumerate((("tour", "twin"), ("a", "b")), start=2):
            write = Write(recorded_at=datetime(2024, 6, number, tzinfo=UTC), author="tests", cause="merge")
            merge_events(Work(session, RENDER, write), *pair, reason="the same")

    moved = {key: client.get(f"/v1/trips/{key}?lang=de") for key in ("tour", "twin", "a", "b")}

    assert sorted((answer.status_code, answer.headers.get("Location", "")) for answer in moved.values()) == [
        (200, ""),
        (308, f"/v1/trips/{trip_of_either(client)}?lang=de"),
        (404, ""),
        (404, ""),
    ]


def trip_of_either(client: FlaskClient) -> str:
    """The slug of the remaining trip."""
    answer = client.get("/v1/events?kind=trip").json
    assert answer is not None
    (trip,) = answer["events"]
    return str(trip["slug"])


def test_trip_takes_the_same_number_of_statements_for_one_and_for_three_stops(engine: Engine, client: FlaskClient):
    numbers: list[int] = []
    first = says(OUTCOME, "tour", "2024-05-10/2024-05-14", "", kind="trip") + says(OUTCOME, "a", "2024-05-10", "vienna")
    for text in (first, says(OUTCOME, "b", "2024-05-11", "rome") + says(OUTCOME, "c", "2024-05-12", "bern")):
        file_text(engine, HEAD + text)
        client.get("/v1/people")
        with statements(engine) as sent:
            trip_of(client)
        numbers.append(len(sent))

    assert numbers[0] == numbers[1]
