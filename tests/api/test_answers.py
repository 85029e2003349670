"""Validators, compression, methods and headers on every surface, errors included."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest

from tests.api.documents import HEAD, a_visit, file_text, visits

PUBLIC = (
    "/v1/events", "/v1/events.json", "/v1/events.ics", "/v1/events/blinken-trip-2023-11",
    "/v1/events/blinken-trip-2023-11.ics", "/v1/events/blinken-trip-2023-11/history",
    "/v1/events/blinken-trip-2023-11/revisions", "/v1/people/antony-blinken", "/calendars/all.ics",
    "/calendars/all/2023.ics", "/calendars/people/antony-blinken.ics", "/calendars/trips/blinken-trip-2023-11.ics",
    "/widget/diplomatic-timeline.js", "/", "/events/blinken-trip-2023-11", "/people/antony-blinken", "/embed",
    "/embed.svg", "/embed/builder", "/oembed?url=https://timeline.example.org/",
)  # fmt: skip


@pytest.fixture(autouse=True)
def one_moment(monkeypatch):
    """Cache rules count down to the next minute: two answers are compared as of one moment."""
    monkeypatch.setattr("timeline.clock.now", lambda: datetime(2026, 11, 24, 12, tzinfo=UTC))


@pytest.mark.parametrize("address", PUBLIC)
def test_answer_is_304_for_who_has_it(story, address):
    first = story.get(address)
    again = story.get(address, headers={"If-None-Match": f"W/{first.headers['ETag']}"})

    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["ETag"].startswith('"')
    for name in ("ETag", "Cache-Control", "Vary"):
        assert again.headers[name] == first.headers[name]


@pytest.mark.parametrize("address", PUBLIC)
def test_head_is_get_without_a_body(story, address):
    full, head = story.get(address), story.head(address)

    assert (head.status_code, head.data) == (200, b"")
    for name in ("ETag", "Content-Type", "Content-Length", "Cache-Control"):
        assert head.headers[name] == full.headers[name]


def test_etag_wins_over_the_date(client, engine):
    file_text(engine, visits(1))
    date = client.get("/calendars/all.ics").headers["Last-Modified"]

    by_date = client.get("/calendars/all.ics", headers={"If-Modified-Since": date})
    by_both = client.get("/calendars/all.ics", headers={"If-Modified-Since": date, "If-None-Match": '"other"'})

    assert by_date.status_code == 304
    assert by_both.status_code == 200


def test_etag_changes_with_what_is_shown_and_only_then(client, engine):
    file_text(engine, visits(1))
    first = client.get("/v1/events").headers["ETag"]
    file_text(engine, visits(1))
    unchanged = client.get("/v1/events").headers["ETag"]
    file_text(engine, HEAD + a_visit(1, title="Visit to Vienna", source="ministry"))
    changed = client.get("/v1/events").headers["ETag"]

    assert first == unchanged
    assert changed != first


@pytest.mark.parametrize("address", ["/v1/events", "/calendars/all.ics", "/"])
def test_compressed_answer_has_a_tag_of_its_own_that_revalidates(story, address):
    plain = story.get(address)
    packed = story.get(address, headers={"Accept-Encoding": "gzip"})
    again = story.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert (again.status_code, again.headers["ETag"]) == (304, packed.headers["ETag"])


@pytest.mark.parametrize("address", ["/v1/events", "/v1/nope", "/v1/events?x=1", "/calendars/nope.ics", "/healthz"])
def test_api_headers_stand_on_answers_and_errors(story, address):
    headers = story.get(address, headers={"Origin": "https://elsewhere.example"}).headers

    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in headers
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; frame-ancestors 'none'")
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("address", ["/", "/nope", "/events/nope", "/?x=1"])
def test_page_headers_stand_on_answers_and_errors(story, address):
    headers = story.get(address).headers

    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers
    assert "Set-Cookie" not in headers


def test_frame_page_may_be_framed_and_no_other_one(story):
    assert "frame-ancestors *" in story.get("/embed").headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in story.get("/embed").headers
    assert "frame-ancestors 'none'" in story.get("/").headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/v1/events", "/calendars/all.ics", "/"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_other_method_is_405_with_allow(story, address, method):
    answer = story.open(address, method=method)

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_preflight_allows_reading(story):
    answer = story.options("/v1/events", headers={"Origin": "null", "Access-Control-Request-Method": "GET"})

    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert answer.headers["Access-Control-Max-Age"] == "86400"


@pytest.mark.parametrize(
    "path", ["/%00", "/v1/events/%0d%0aSet-Cookie:a", "/v1/%ff", "//evil.example", "/%5cevil.example", "", "*"]
)
def test_odd_path_is_refused_and_never_redirects(story, path):
    answer = story.get("/", environ_overrides={"PATH_INFO": unquote(path, "latin-1")})

    assert answer.status_code == 400
    assert "Location" not in answer.headers
    assert "evil" not in answer.text


def test_error_repeats_no_markup(story):
    as_json = story.get("/v1/events?kind=<script>alert(1)</script>").text
    as_page = story.get("/?kind=<script>alert(1)</script>").text

    assert "<script>" not in as_json
    assert "<script>alert" not in as_page


def test_page_error_is_a_page_or_a_problem_when_asked(story):
    as_page = story.get("/events/nope", headers={"Accept": "text/html"})
    as_problem = story.get("/events/nope", headers={"Accept": "application/problem+json"})

    assert (as_page.status_code, as_page.content_type) == (404, "text/html; charset=utf-8")
    assert "Event not found" in as_page.text
    assert (as_problem.status_code, as_problem.content_type) == (404, "application/problem+json")


def test_type_of_every_problem_has_a_page(story):
    for address in (
        "/v1/events/nope",
        "/v1/nope",
        "/v1/events?x=1",
        "/v1/events?cursor=x",
        "/calendars/people/nope.ics",
    ):
        assert story.get(story.get(address).json["type"]).status_code == 200


def test_fault_of_ours_is_a_500_that_tells_nothing(client):
    def fail() -> str:
        raise KeyError("secret key")

    client.application.add_url_rule("/v1/fault", view_func=fail)
    client.application.config["PROPAGATE_EXCEPTIONS"] = False

    answer = client.get("/v1/fault")

    assert (answer.status_code, answer.content_type) == (500, "application/problem+json")
    assert "secret" not in answer.text
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_health_names_the_database_and_the_version(client, engine):
    health = client.get("/healthz").json

    assert (health["status"], health["schema_current"]) == ("ok", True)
    assert health["database"]["engine"].lower() == engine.dialect.name
    assert health["database"]["report"]
    assert client.get("/readyz").json == {"ready": True}
