"""`/v1/copresence` over the story and over small documents: places and days, no hidden stay."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.documents import HEAD, a_visit, file_text
from tests.timeline.store.statements import statements
from timeline.store.engine.sessions import Engine


def came(number: int, who: str, *, where: str = "vienna", extra: str = "") -> str:
    """A report of a completed visit on a day of May."""
    report = a_visit(number, who=who, extra=extra).replace("expected", "attended").replace("[vienna]", f"[{where}]")
    return report.replace(f"visit-{number}", f"{who}-{number}")


def rows(client: FlaskClient, query: str) -> list[dict[str, Any]]:
    """The rows of the answer."""
    answer = client.get(f"/v1/copresence?{query}")
    assert answer.json is not None
    found: list[dict[str, Any]] = answer.json["copresence"]
    return found


def test_minister_is_copresent_only_on_the_days_of_his_own_presence(story: FlaskClient):
    answer = story.get("/v1/copresence?person=antony-blinken&person=josep-borrell&from=2023-11-29&to=2023-11-29")
    assert answer.json is not None

    (row,) = answer.json["copresence"]

    assert (row["place"]["slug"], row["first_day"], row["last_day"]) == ("skopje", "2023-11-29", "2023-11-29")
    assert (row["exact"], row["expected"], row["same_event"]) == (True, False, True)
    assert [(one["who"], one["events"]) for one in row["people"]] == [
        ("antony-blinken", ["blinken-visit-skopje-2023-11", "osce-ministerial-council-2023"]),
        ("josep-borrell", ["osce-ministerial-council-2023"]),
    ]
    assert answer.json["label"] == "Co-presence: same place, same days. It does not say that they met."
    assert answer.json["known_at"] is None


def test_minister_who_left_before_another_came_is_not_copresent(story: FlaskClient):
    assert rows(story, "person=antony-blinken&person=sergey-lavrov") == []


def test_absent_ministers_are_not_copresent(story: FlaskClient):
    assert rows(story, "person=margus-tsahkna&person=sergey-lavrov") == []


def test_headquarters_within_a_city_make_a_row_that_is_not_exact(story: FlaskClient):
    found = rows(story, "person=antony-blinken&person=dmytro-kuleba&country=BE")

    shown = [(row["place"]["slug"], row["first_day"], row["last_day"], row["exact"], row["expected"]) for row in found]
    assert shown == [
        ("brussels", "2023-11-29", "2023-11-29", False, False),
        ("nato-headquarters", "2023-11-29", "2023-11-29", True, True),
    ]


def test_row_has_place_people_and_events(engine: Engine, client: FlaskClient):
    file_text(engine, HEAD + came(1, "ada") + came(1, "ben") + came(2, "ada"))
    events = {slug: client.get(f"/v1/events/{slug}").json for slug in ("ada-1", "ben-1")}

    assert rows(client, "person=ada&person=ben") == [
        {
            "place": {
                "slug": "vienna", "name": "Vienna", "country": "AT", "territory": None, "latitude": 48.2,
                "longitude": 16.4, "time_zone": "Europe/Vienna",
            },
            "first_day": "2024-05-01",
            "last_day": "2024-05-01",
            "exact": True,
            "expected": False,
            "same_event": False,
            "people": [
                {"who": "ada", "name": "Ada Example", "type": "person", "expected": False, "events": ["ada-1"]},
                {"who": "ben", "name": "Ben Example", "type": "person", "expected": False, "events": ["ben-1"]},
            ],
            "events": [{"id": event and event["id"], "slug": slug} for slug, event in events.items()],
        }
    ]  # fmt: skip


def test_cancelled_and_postponed_events_and_calls_give_no_presence(engine: Engine, client: FlaskClient):
    for number, (old, new) in enumerate(
        (("announced", "cancelled"), ("announced", "postponed"), ("kind: visit", "kind: call")), start=1
    ):
        file_text(engine, HEAD + came(number, "ada") + came(number, "ben").replace(old, new))

    assert rows(client, "person=ada&person=ben") == []


def test_hidden_stay_changes_nothing_in_the_answer(engine: Engine, client: FlaskClient):
    file_text(engine, HEAD + came(1, "ada") + came(2, "ben"))
    address = "/v1/copresence?person=ada&person=ben"
    before = client.get(address)

    file_text(engine, HEAD + came(3, "ada", extra="private: true") + came(3, "ben"))
    file_text(engine, HEAD + came(2, "ada", extra="private: true"))
    after = client.get(address)

    assert (after.data, after.headers["ETag"]) == (before.data, before.headers["ETag"])


def test_known_at_leaves_out_what_was_published_later(engine: Engine, client: FlaskClient):
    file_text(engine, HEAD + came(1, "ada") + came(1, "ben").replace("source: wire", "source: ministry"))

    assert rows(client, "person=ada&person=ben&known_at=2024-05-01") == []
    assert len(rows(client, "person=ada&person=ben&known_at=2024-05-02")) == 1


@pytest.mark.parametrize("query", ["", "person=ada", "organization=nato", "person=ada&person=ada"])
def test_fewer_than_two_participants_are_refused(client: FlaskClient, query: str):
    answer = client.get(f"/v1/copresence?{query}")

    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["errors"] == [
        {
            "parameter": "person",
            "detail": "has to be given at least twice (`organization` counts as well), both together at most 10 times",
        }
    ]


def test_eleven_participants_are_refused(client: FlaskClient):
    answer = client.get("/v1/copresence?" + "&".join(f"person=p{number}" for number in range(11)))

    assert answer.status_code == 422
    assert answer.json is not None
    assert [problem["parameter"] for problem in answer.json["errors"]] == ["person"]


def test_hidden_person_gets_the_same_error_as_an_unknown_one(engine: Engine, client: FlaskClient):
    file_text(engine, HEAD + came(1, "ada") + came(1, "ben", extra="private: true"))

    hidden, unknown = (client.get(f"/v1/copresence?person=ada&person={who}") for who in ("ben", "nobody"))

    assert (hidden.status_code, hidden.data.replace(b"ben", b"?")) == (422, unknown.data.replace(b"nobody", b"?"))


def test_copresence_takes_the_same_number_of_statements_for_one_and_for_three_stays(
    engine: Engine, client: FlaskClient
):
    numbers: list[int] = []
    for days in ((1,), (2, 3)):
        file_text(engine, HEAD + "".join(came(day, who) for day in days for who in ("ada", "ben")))
        client.get("/v1/people")
        with statements(engine) as sent:
            rows(client, "person=ada&person=ben")
        numbers.append(len(sent))

    assert numbers[0] == numbers[1]
