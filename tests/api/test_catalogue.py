"""`/v1/people` and the other lists: entries that public events mention, sorted, searched, in pages (R10)."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from tests.api.documents import RENDER, file_text
from tests.timeline.store.statements import statements
from timeline.store.engine.sessions import Engine

CATALOGUE = """
people:
  - {slug: zoe, name: Zoë Example, names: {de: Aaltje Beispiel}, aliases: [The Envoy]}
  - {slug: ada, name: ada Example}
  - {slug: ben, name: Ben Example}
  - {slug: hidden-person, name: Hidden Person}
organizations:
  - {slug: ministry-at, name: Austrian Ministry, country: AT}
offices:
  - {person: zoe, office: Minister, body: ministry-at, first_day: 2024-01-01, last_day: null}
places:
  - {slug: austria, name: Austria, names: {de: Österreich}, country: AT}
  - {slug: vienna, name: Vienna, parent: austria, latitude: 48.2, longitude: 16.4, time_zone: Europe/Vienna}
  - {slug: graz, name: Graz, country: AT, parent: austria}
topics:
  - {slug: grain, name: Grain}
sources:
  - {id: wire, publisher: Wire, tier: press, language: en, published_at: 2024-05-01, via: secret-paper}
  - {id: secret-paper, publisher: Secret paper, tier: press, published_at: 2024-05-01}
reports:
"""


def a_report(record: str, *, source: str = "wire", who: str = "zoe", where: str = "vienna", more: str = "") -> str:
    """A report of a completed visit; `more` are further keys of the report."""
    return f"""
  - source: {source}
    record: {record}
    event: {record}
    {more}
    says:
      kind: visit
      status: completed
      title: A visit
      when: {{edtf: "2024-05-02"}}
      where: [{where}]
      participants: [{{who: {who}, role: traveller, presence: attended}}]
      topics: [grain]
"""


HIDDEN = a_report("secret", source="secret-paper", who="hidden-person", where="graz", more="private: true")
VISITS = CATALOGUE + a_report("one") + a_report("two", who="ada") + a_report("three", who="ben") + HIDDEN


def slugs(client: FlaskClient, address: str) -> list[str]:
    """The slugs or ids of a list."""
    answer = client.get(address).json
    assert answer is not None
    folder = urlsplit(address).path.rpartition("/")[2]
    return [entry.get("slug") or entry["id"] for entry in answer[folder]]


def test_list_of_people_is_sorted_by_name_without_case_and_accents(engine: Engine, client: FlaskClient):
    file_text(engine, VISITS)

    assert slugs(client, "/v1/people") == ["ada", "ben", "zoe"]
    assert slugs(client, "/v1/people?lang=de-AT") == ["zoe", "ada", "ben"]


def test_person_has_names_offices_and_addresses(engine: Engine, client: FlaskClient):
    file_text(engine, VISITS)
    base = "https://timeline.example.org"

    person = client.get("/v1/people/zoe?lang=de").json

    assert person == {
        "slug": "zoe",
        "name": "Aaltje Beispiel",
        "names": {"de": "Aaltje Beispiel"},
        "aliases": ["The Envoy"],
        "offices": [{"office": "Minister", "body": "ministry-at", "first_day": "2024-01-01", "last_day": None}],
        "events": 1,
        "links": {
            "self": f"{base}/v1/people/zoe",
            "html": f"{base}/people/zoe",
            "events": f"{base}/v1/events?person=zoe",
            "ics": f"{base}/calendars/people/zoe.ics",
        },
    }
    assert client.get("/v1/people?q=zoe&lang=de").json == {
        "people": [person], "next": None, "query": {"q": "zoe", "lang": "de"}, "known_at": None, **RENDER.rights,
    }  # fmt: skip


def test_place_that_contains_a_place_of_an_event_is_listed_too(engine: Engine, client: FlaskClient):
    file_text(engine, VISITS)

    answer = client.get("/v1/places?count=true").json

    assert answer is not None
    assert [(place["slug"], place["parent"], place["events"]) for place in answer["places"]] == [
        ("austria", None, 3),
        ("vienna", "austria", 3),
    ]
    assert answer["count"] == 2
    assert slugs(client, "/v1/places?country=AT") == ["austria", "vienna"]  # by the place that holds it
    assert slugs(client, "/v1/places?country=BE") == []


def test_source_with_an_inferred_publication_day_says_so(story: FlaskClient):
    article = story.get("/v1/sources/tass-2023-11-27").json

    assert article is not None
    assert (article["published_at"], article["published_at_inferred"]) == ("2023-11-27T00:00:00Z", True)
    assert article["note"].startswith("The text carries no date.")


def test_source_names_its_intermediary_which_is_listed_only_if_it_has_public_reports(
    engine: Engine, client: FlaskClient
):
    file_text(engine, VISITS)
    base = "https://timeline.example.org"
    wire = {
        "id": "wire", "publisher": "Wire", "title": None, "url": None, "tier": "press", "language": "en",
        "published_at": "2024-05-01T00:00:00Z", "published_at_inferred": False, "via": "secret-paper", "licence": None,
        "note": None, "events": 3,
        "links": {
            "self": f"{base}/v1/sources/wire", "html": f"{base}/sources/wire",
            "events": f"{base}/v1/events?source=wire", "ics": f"{base}/v1/events.ics?source=wire",
        },
    }  # fmt: skip

    assert client.get("/v1/sources/wire").json == wire
    assert client.get("/v1/sources").json == {
        "sources": [wire], "next": None, "query": {}, "known_at": None, **RENDER.rights,
    }  # fmt: skip

    file_text(engine, CATALOGUE + a_report("four", source="secret-paper"))

    assert slugs(client, "/v1/sources") == ["secret-paper", "wire"]


@pytest.mark.parametrize(
    ("address", "unknown"),
    [
        ("/v1/people/hidden-person", "/v1/people/nobody"),
        ("/v1/places/graz", "/v1/places/nowhere"),
        ("/v1/sources/secret-paper", "/v1/sources/nothing"),
    ],
)
def test_hidden_entry_gets_the_same_error_as_an_unknown_one(
    engine: Engine, client: FlaskClient, address: str, unknown: str
):
    file_text(engine, VISITS)

    hidden, none = client.get(address), client.get(unknown)

    assert (hidden.status_code, hidden.data) == (404, none.data)


def test_hidden_event_changes_nothing_in_the_lists(engine: Engine, client: FlaskClient):
    file_text(engine, VISITS.removesuffix(HIDDEN))
    addresses = [f"/v1/{folder}?count=true" for folder in ("people", "organizations", "places", "topics", "sources")]
    before = [(client.get(address).data, client.get(address).headers["ETag"]) for address in addresses]

    file_text(engine, CATALOGUE + HIDDEN)

    assert [(client.get(address).data, client.get(address).headers["ETag"]) for address in addresses] == before


def test_known_at_before_the_first_report_lists_nothing(engine: Engine, client: FlaskClient):
    file_text(engine, VISITS)

    assert slugs(client, "/v1/people?known_at=2024-04-30") == []
    assert client.get("/v1/people/zoe?known_at=2024-04-30").status_code == 404
    assert client.get("/v1/topics?known_at=2024-05-01").json == {
        "topics": [client.get("/v1/topics/grain").json],
        "next": None,
        "query": {"known_at": "2024-05-01"},
        "known_at": "2024-05-01T23:59:59.999999Z",
        **RENDER.rights,
    }


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("exam", ["ada", "ben", "zoe"]),
        ("ENV", ["zoe"]),
        ("zoë b", ["zoe"]),
        ("xample", []),
        ('"-*', ["ada", "ben", "zoe"]),
    ],
)
def test_q_matches_beginnings_of_words_of_names_and_aliases(
    engine: Engine, client: FlaskClient, q: str, expected: list[str]
):
    file_text(engine, VISITS)

    assert slugs(client, f"/v1/people?q={q}") == expected


def test_pages_of_one_follow_the_order_to_its_end(engine: Engine, client: FlaskClient):
    file_text(engine, VISITS)
    address, seen = "/v1/people?limit=1&count=true", []

    while address:
        answer = client.get(address)
        assert answer.json is not None
        seen += [(entry["slug"], answer.json["count"]) for entry in answer.json["people"]]
        address = (answer.json["next"] or "").removeprefix("https://timeline.example.org")

    assert seen == [("ada", 3), ("ben", 3), ("zoe", 3)]


def test_cursor_of_another_list_is_refused(engine: Engine, client: FlaskClient):
    file_text(engine, VISITS)
    following = client.get("/v1/people?limit=1").json
    assert following is not None

    answer = client.get("/v1/topics?" + urlsplit(following["next"]).query)

    assert (answer.status_code, answer.json and answer.json["type"]) == (400, "/problems/invalid-cursor")


def test_list_takes_the_same_number_of_statements_for_one_and_for_three_entries(engine: Engine, client: FlaskClient):
    numbers: list[int] = []
    for text in (CATALOGUE + a_report("one"), CATALOGUE + a_report("two", who="ada") + a_report("three", who="ben")):
        file_text(engine, text)
        client.get("/v1/people")  # the catalogue of this write is read once
        with statements(engine) as sent:
            client.get(f"/v1/people?limit={100 + len(numbers)}")
        numbers.append(len(sent))

    assert numbers == [3, 3]  # the read mark, the grouped numbers, and when the view began


def test_country_is_not_a_parameter_of_people(client: FlaskClient):
    answer = client.get("/v1/people?country=AT")

    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["errors"][0]["parameter"] == "country"
