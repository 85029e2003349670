"""Feeds over HTTP: validators, cache rule, HEAD, and programs that send odd requests or hardly any headers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from api.http.conditional import cache_control, feed_policy
from tests.api.documents import HEAD, a_visit, file_text, visits

FEEDS = ("/calendars/all.ics", "/calendars/all.jcal.json", "/v1/events.ics", "/v1/events/visit-1.ics")


@pytest.fixture
def feeds(engine, client, monkeypatch):
    """A client of feeds with two visits in May 2024, at noon on 1 June."""
    monkeypatch.setattr("timeline.clock.now", lambda: datetime(2024, 6, 1, 12, tzinfo=UTC))
    file_text(engine, visits(2), recorded_at=datetime(2024, 5, 20, tzinfo=UTC))
    return client


@pytest.mark.parametrize("path", FEEDS)
def test_head_has_the_headers_of_get(feeds, path):
    head, get = feeds.head(path), feeds.get(path)

    assert (head.status_code, head.data) == (200, b"")
    assert head.headers == get.headers
    assert head.headers["Content-Length"] == str(len(get.data))


@pytest.mark.parametrize(
    "request_with",
    [
        {"headers": {"Accept": "*/*"}},
        {"headers": {"Accept": ""}},
        {"headers": {"Accept": "text/html,application/xhtml+xml"}},
        {"headers": {"Accept": "nonsense"}},
        {"headers": {"User-Agent": ""}},
        {"headers": {"Accept-Encoding": "identity;q=0, *;q=0"}},
        {"headers": {"If-None-Match": "no tag", "If-Modified-Since": "yesterday"}},
        {"environ_overrides": {"SERVER_PROTOCOL": "HTTP/1.0"}},
        {"environ_overrides": {"SERVER_PROTOCOL": "HTTP/1.0", "HTTP_HOST": ""}},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", FEEDS)
def test_feed_is_the_same_for_every_program(feeds, path, request_with):
    plain = feeds.get(path)

    answer = feeds.get(path, **request_with)

    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (200, plain.data, plain.headers["ETag"])


@pytest.mark.parametrize("path", FEEDS)
def test_tag_wins_over_the_date_and_the_date_counts_alone(feeds, path):
    first = feeds.get(path)
    tag, changed_at = first.headers["ETag"], first.headers["Last-Modified"]

    def status(**headers: str) -> int:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return int(feeds.get(path, headers=named).status_code)

    assert changed_at == "Mon, 20 May 2024 00:00:00 GMT"
    assert [status(If_None_Match=tag), status(If_None_Match=f"W/{tag}"), status(If_None_Match='"x"')] == [304, 304, 200]
    assert [
        status(If_None_Match='"x"', If_Modified_Since=changed_at),
        status(If_None_Match=tag, If_Modified_Since="Mon, 20 May 2019 00:00:00 GMT"),
        status(If_Modified_Since=changed_at),
        status(If_Modified_Since="Sun, 19 May 2024 23:59:59 GMT"),
    ] == [200, 304, 304, 200]


@pytest.mark.parametrize("path", FEEDS)
def test_feed_sets_no_cookie_and_varies_by_encoding_and_key_only(feeds, path):
    answer = feeds.get(path)

    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding, Authorization"


@pytest.mark.parametrize(
    ("now", "rule"),
    [
        (
            "2024-06-01T12:00:00",
            "public, max-age=900, s-maxage=900, stale-while-revalidate=3600, stale-if-error=432000",
        ),
        ("2024-06-01T23:00:00", "public, max-age=900, s-maxage=900, stale-if-error=432000"),
        ("2024-06-01T23:50:00", "public, max-age=600, s-maxage=600, stale-if-error=432000"),
        ("2024-06-01T23:59:59.5", "public, max-age=0, s-maxage=0, stale-if-error=432000"),
    ],
)
def test_no_feed_is_kept_beyond_the_midnight_at_which_events_leave(now, rule):
    at = datetime.fromisoformat(f"{now}+00:00")

    assert cache_control(feed_policy(at), now=at) == rule


def test_feed_is_kept_until_the_quarter_hour_at_which_an_embargo_lifts_and_does_not_reveal_it(
    engine, client, monkeypatch
):
    now = datetime(2024, 6, 1, 12, 5, tzinfo=UTC)
    monkeypatch.setattr("timeline.clock.now", lambda: now)
    file_text(engine, HEAD + a_visit(1), recorded_at=now)
    without = client.get("/calendars/all.ics")
    hidden = a_visit(2, extra="embargo_until: 2024-06-01T12:15:00Z")
    file_text(engine, HEAD + a_visit(1) + hidden, recorded_at=now)

    before = client.get("/calendars/all.ics")
    now = datetime(2024, 6, 1, 12, 15, 3, tzinfo=UTC)
    after = client.get("/calendars/all.ics", headers={"If-None-Match": before.headers["ETag"]})

    assert before.headers["Cache-Control"].startswith("public, max-age=600, s-maxage=600, ")
    assert dict(before.headers) == dict(without.headers)
    assert [before.data.count(b"BEGIN:VEVENT"), after.data.count(b"BEGIN:VEVENT")] == [1, 2]
    assert after.headers["Last-Modified"] == "Sat, 01 Jun 2024 12:15:00 GMT"


def test_feed_is_compressed_only_on_request_and_its_tag_is_recognized(feeds):
    plain = feeds.get("/calendars/all.ics")
    packed = feeds.get("/calendars/all.ics", headers={"Accept-Encoding": "gzip"})
    again = feeds.get("/calendars/all.ics", headers={"If-None-Match": packed.headers["ETag"]})

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert again.status_code == 304
