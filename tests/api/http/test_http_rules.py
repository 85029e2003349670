"""Rules of HTTP that every address keeps (RELIABILITY.md D7, D9, D18, D20, D21, D24, D25)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from api import create_app
from tests.api.conftest import SETTINGS
from tests.journeys.conftest import load, shipped_documents
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import open_engine

FORMS = ("json", "ics", "jcal.json", "csv", "ndjson", "geojson", "atom", "jsonld")
READS = (
    "/v1/events",
    *(f"/v1/events.{form}" for form in FORMS), *(f"/v1/events/blinken-trip-2023-11.{form}" for form in FORMS),
    "/v1/events/blinken-trip-2023-11/reports", "/v1/events/blinken-trip-2023-11/history", "/v1/people",
    "/v1/statistics?group_by=country",
    "/v1/trips/blinken-trip-2023-11", "/v1/changes", "/v1/copresence?person=antony-blinken&person=sergey-lavrov",
    "/calendars/all.ics", "/openapi.json", "/docs", "/", "/subscribe", "/embed", "/embed.svg",
    "/widget/diplomatic-timeline.js",
)  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Asks the application over the reference story."""
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('http') / 'timeline.db'}")
    migrate(engine)
    load(engine, shipped_documents())
    yield create_app(SETTINGS, engine).test_client()
    engine.dispose()


@pytest.mark.parametrize("address", READS)
def test_head_is_get_without_its_body_and_a_body_of_get_changes_nothing(client, address):
    plain, head = client.get(address), client.head(address)
    with_body = client.get(address, data=b'{"kind": "visit"}', content_type="application/json")

    assert (plain.status_code, head.status_code, with_body.status_code) == (200, 200, 200)
    assert head.data == b""
    assert with_body.data == plain.data
    assert head.headers["Content-Length"] == str(len(plain.data))
    for name in ("Content-Type", "ETag", "Vary"):
        assert head.headers.get(name) == with_body.headers.get(name) == plain.headers.get(name)


@pytest.mark.parametrize("wanted", ["bytes=0-9", "bytes=-5", "bytes=0-0,5-9", "bytes=99999999-", "lines=1-2", "x"])
@pytest.mark.parametrize("address", ["/v1/events", "/v1/events.ics", "/calendars/all.ics", "/v1/events.csv", "/"])
def test_range_is_ignored_so_that_no_slice_stands_under_a_whole_tag(client, address, wanted):
    whole = client.get(address)

    sliced = client.get(address, headers={"Range": wanted, "If-Range": whole.headers["ETag"]})

    assert (sliced.status_code, sliced.data) == (200, whole.data)
    assert "Content-Range" not in sliced.headers
    assert sliced.headers["ETag"] == whole.headers["ETag"]


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_override_of_the_method_is_ignored(client, name):
    assert client.get("/v1/events", headers={name: "DELETE"}).status_code == 200
    assert client.post("/v1/events", headers={name: "GET"}).status_code == 405
    assert client.post("/v1/events?_method=GET").status_code == 405


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "PROPFIND", "BREW"])
def test_unknown_method_is_405_and_names_those_there_are(client, method):
    for address in READS:
        answer = client.open(address, method=method)

        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS"), address
        assert method not in answer.text


def test_options_names_the_methods_of_an_address(client):
    assert client.options("/v1/events").headers["Allow"] == "GET, HEAD, OPTIONS"
    assert client.options("/v1/reports").headers["Allow"] == "OPTIONS, POST"


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        (", ".join(f"a/b{number}" for number in range(200)), 406),
        (", ".join(["a/b"] * 60 + ["application/json"]), 200),
        (", ".join(["a/b"] * 200 + ["application/json"]), 406),
        ("application/json, " + ", ".join(["a/b;q=0.1"] * 2_000), 200),
        ("image/png", 406),
        ("*", 406),
        (";;;", 406),
        (",,,", 406),
    ],
)
def test_accept_is_read_as_far_as_it_can_be_and_never_at_length(client, accept, status):
    assert client.get("/v1/events", headers={"Accept": accept[:30_000]}).status_code == status


@pytest.mark.parametrize(
    "path",
    [
        "/%2e%2e%2fetc/passwd", "/..%2f..%2fetc/passwd", "/v1/../healthz", "/v1/events/..%2f..%2fhealthz",
        "/static/..%2f__init__.py",
        "/static/%2e%2e/wsgi.py", "/v1/events;a=b", "/v1//events", "/v1/events/", "/calendars/..%2fall.ics",
        "/v1/events/%2e%2e",
        "/%2f%2fevil.example", "/%5c%5cevil.example", "/.git/config", "/v1/events/x%0d%0aLocation:%20evil.example",
    ],
)  # fmt: skip
def test_path_that_leads_elsewhere_leads_nowhere(client, path):
    answer = client.get("/", environ_overrides={"PATH_INFO": unquote(path, "latin-1")})

    assert answer.status_code in (400, 404)
    assert "Location" not in answer.headers
    assert "evil" not in answer.text


@pytest.mark.parametrize(
    "value", ["", "-1", "0", "201", "1_000", "+5", " 5", "5 ", "١٢", "5.0", "1e1", "0x5", "9" * 3_000]
)
@pytest.mark.parametrize("address", ["/v1/events", "/v1/people", "/v1/changes"])
def test_number_is_read_strictly_and_a_fault_names_the_parameter(client, address, value):
    answer = client.get(address, query_string={"limit": value})

    assert answer.status_code == 422
    assert [error["parameter"] for error in answer.json["errors"]] == ["limit"]
    assert len(answer.json["errors"][0]["detail"]) < 200


@pytest.mark.parametrize("address", ["/v1/events", "/v1/events.csv", "/calendars/all.ics", "/v1/people", "/"])
def test_each_coding_has_a_tag_of_its_own_and_304_repeats_the_head(client, address):
    answers = {
        coding: client.get(address, headers={"Accept-Encoding": coding}) for coding in ("", "gzip", "br", "zstd")
    }

    tags = {coding: answer.headers["ETag"] for coding, answer in answers.items()}
    assert len(set(tags.values())) == len({answer.headers.get("Content-Encoding", "") for answer in answers.values()})
    for coding, tag in tags.items():
        again = client.get(address, headers={"Accept-Encoding": coding, "If-None-Match": tag})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
        assert again.headers["Vary"] == answers[coding].headers["Vary"]
        assert "Accept-Encoding" in again.headers["Vary"]
        assert again.headers["Cache-Control"].startswith("public, max-age=")
        assert "Content-Type" not in again.headers
