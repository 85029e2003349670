"""How often one client may ask: what is counted, what is not, for whom, and what the refusal says."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api import create_app
from api.http.limits.rate_limits import (
    FAILURES,
    READS,
    WRITES,
    TooManyRequests,
    client_address,
    count_failure,
    count_read,
    count_write,
    rate_limits,
)
from tests.api.conftest import SETTINGS
from tests.api.documents import HEAD, a_visit, file_text, visits
from timeline.errors import InvalidSettings
from timeline.settings import Settings, load_settings

PROXIES = (ip_network("10.0.0.0/8"), ip_network("2001:db8:ffff::/48"))


@pytest.fixture
def limited(engine) -> FlaskClient:
    """Asks an application that builds three answers a minute for one client."""
    file_text(engine, visits(3))
    limits = {"reads_per_minute": 3, "writes_per_minute": 2, "trusted_proxies": (ip_network("10.0.0.1/32"),)}
    return create_app(SETTINGS.model_copy(update=limits), engine).test_client()


def from_client(address: str) -> dict[str, str]:
    return {"REMOTE_ADDR": address}


def use_up(client: FlaskClient, address: str = "192.0.2.1") -> None:
    for number in (1, 2, 3):
        assert client.get(f"/v1/events/visit-{number}", environ_base=from_client(address)).status_code == 200


def test_answer_beyond_the_limit_is_a_429_that_says_when_to_come_back(limited):
    use_up(limited)

    refused = limited.get("/v1/events?limit=7", environ_base=from_client("192.0.2.1"))

    wait = int(refused.headers["Retry-After"])
    assert 1 <= wait <= 60
    assert refused.content_type == "application/problem+json"
    assert refused.json == {
        "type": "/problems/too-many-requests",
        "title": "Too many requests",
        "status": 429,
        "detail": f"more than 3 reads in a minute; wait {wait} seconds; /v1/events.ndjson, .csv, .geojson and .jsonld "
        "give a whole query in one answer, /v1/changes what changed since; following `next` is not counted",
        "errors": [],
    }
    assert refused.headers["RateLimit"] == f'"reads";r=0;t={wait}'
    assert refused.headers["RateLimit-Policy"] == '"reads";q=3;w=60, "writes";q=2;w=60'
    assert refused.headers["Cache-Control"] == "no-store"
    assert {"RateLimit", "RateLimit-Policy", "Retry-After"} <= set(
        refused.headers["Access-Control-Expose-Headers"].split(", ")
    )
    assert limited.get(refused.json["type"]).status_code == 200


def test_answer_that_may_be_kept_names_the_policy_and_nobody_s_standing(limited):
    headers = limited.get("/v1/events").headers

    assert headers["RateLimit-Policy"] == '"reads";q=3;w=60, "writes";q=2;w=60'
    assert "RateLimit" not in headers


def test_question_answered_before_is_free_for_everybody(limited):
    use_up(limited)

    again = limited.get("/v1/events/visit-1", environ_base=from_client("192.0.2.1"))
    unchanged = limited.get("/v1/events/visit-2", headers={"If-None-Match": "*"}, environ_base=from_client("192.0.2.1"))

    assert (again.status_code, unchanged.status_code) == (200, 304)


@pytest.mark.parametrize("first", ["/v1/events?limit=1", "/v1/events.csv?limit=1&sort=title", "/v1/changes?limit=1"])
def test_following_next_is_not_counted(limited, first):
    def get(address: str) -> TestResponse:
        answer: TestResponse = limited.get(address, environ_base=from_client("192.0.2.1"))
        return answer

    pages = [get(first)]
    for number in (1, 2):
        get(f"/v1/events/visit-{number}")
    while link := pages[-1].headers.get("Link"):
        pages.append(get(link.partition(">")[0].removeprefix("<https://timeline.example.org")))

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert get("/v1/events/visit-3").status_code == 429


@pytest.mark.parametrize("query", ["cursor=x", "cursor=", "cursor=eyJhIjoxfQ"])
def test_made_up_cursor_counts(limited, query):
    use_up(limited)

    answers = [
        limited.get(f"/v1/events?{query}&limit={number}", environ_base=from_client("192.0.2.1")) for number in (1, 2)
    ]

    assert [answer.status_code for answer in answers] == [429, 429]


def test_six_hundred_new_answers_a_minute_are_the_default():
    assert Settings().reads_per_minute == 600


def test_another_client_has_a_share_of_its_own(limited):
    use_up(limited)

    assert limited.get("/v1/events?limit=7", environ_base=from_client("192.0.2.2")).status_code == 200


@pytest.mark.parametrize("address", ["/", "/calendars/all.ics", "/embed", "/healthz", "/events/visit-1", "/docs"])
def test_page_calendar_and_health_are_never_counted(limited, address):
    use_up(limited)

    for _ in range(5):
        assert limited.get(address, environ_base=from_client("192.0.2.1")).status_code == 200


def test_hidden_write_empties_the_cache_and_changes_nobody_s_count(limited, engine):
    use_up(limited)
    file_text(engine, HEAD + a_visit(9, extra='embargo_until: "2999-01-01"'))

    assert limited.get("/v1/events/visit-1", environ_base=from_client("192.0.2.1")).status_code == 200


def test_hidden_event_counts_like_one_that_never_was(limited, engine):
    file_text(engine, HEAD + a_visit(9, extra='embargo_until: "2999-01-01"'))

    answers = {
        name: [limited.get(f"/v1/events/{name}", environ_base=from_client(address)) for _ in range(4)]
        for name, address in (("visit-9", "192.0.2.3"), ("visit-never", "192.0.2.4"))
    }

    assert [answer.status_code for answer in answers["visit-9"]] == [404, 404, 404, 429]
    assert [answer.status_code for answer in answers["visit-never"]] == [404, 404, 404, 429]


def test_limit_of_zero_is_none(client, engine):
    file_text(engine, visits(1))

    headers = [client.get(f"/v1/events?limit={number}").headers for number in range(1, 70)]

    assert all("RateLimit-Policy" not in one for one in headers)


@pytest.mark.parametrize("header", ["198.51.100.7", "198.51.100.8, 198.51.100.9", "garbage"])
def test_forwarded_for_of_a_stranger_is_not_believed(limited, header):
    use_up(limited)

    answer = limited.get(
        "/v1/events?limit=7", headers={"X-Forwarded-For": header}, environ_base=from_client("192.0.2.1")
    )

    assert answer.status_code == 429


def test_clients_behind_a_trusted_proxy_have_shares_of_their_own(limited):
    def status(forwarded: str, number: int) -> int:
        headers = {"X-Forwarded-For": forwarded}
        address = f"/v1/events?limit={number}"
        answer: TestResponse = limited.get(address, headers=headers, environ_base=from_client("10.0.0.1"))
        return answer.status_code

    assert [status("198.51.100.7", number) for number in range(1, 5)] == [200, 200, 200, 429]
    assert status("1.2.3.4, 198.51.100.7", 5) == 429  # what the client itself wrote stands left of the proxy's word
    assert status("198.51.100.8", 6) == 200


@pytest.mark.parametrize(
    ("peer", "forwarded_for", "client"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", "192.0.2.1"),
        ("10.1.2.3", "", "10.1.2.3"),
        ("10.1.2.3", "198.51.100.7", "198.51.100.7"),
        ("10.1.2.3", "203.0.113.9, 198.51.100.7, 10.9.9.9", "198.51.100.7"),
        ("10.1.2.3", "10.0.0.5, 10.0.0.6", "10.0.0.5"),
        ("10.1.2.3", "198.51.100.7, unknown", "10.1.2.3"),
        ("10.1.2.3", ", ,", "10.1.2.3"),
        ("::ffff:10.1.2.3", "198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "", "fe80::/64"),
        ("2001:db8:ffff::1", "2001:db8:7::1", "2001:db8:7::/64"),
        ("", "198.51.100.7", "local"),
        ("no address", "", "local"),
    ],
)
def test_client_is_the_last_address_that_is_not_a_trusted_proxy(peer, forwarded_for, client):
    assert client_address(peer, forwarded_for, PROXIES) == client


def test_refused_keys_of_one_client_are_slowed_and_those_of_another_are_not(limited):
    app = limited.application
    for _ in range(20):
        with app.test_request_context("/v1/reports", environ_base=from_client("192.0.2.1")):
            count_failure()

    with app.test_request_context("/v1/reports", environ_base=from_client("192.0.2.1")):
        with pytest.raises(TooManyRequests) as refused:
            count_failure()
        count_write("dt_right")  # a valid key is not asked how often others were refused
    with app.test_request_context("/v1/reports", environ_base=from_client("192.0.2.2")):
        count_failure()

    assert (refused.value.standing.policy, refused.value.most) == (FAILURES, 20)


def test_writes_are_counted_by_key_wherever_they_come_from(limited):
    def count(key: str, address: str) -> None:
        with limited.application.test_request_context("/v1/reports", environ_base=from_client(address)):
            count_write(key)

    count("dt_one", "192.0.2.1")
    count("dt_one", "192.0.2.2")
    count("dt_two", "192.0.2.1")

    with pytest.raises(TooManyRequests) as refused:
        count("dt_one", "192.0.2.3")

    assert (refused.value.standing.policy, refused.value.standing.remaining) == (WRITES, 0)


def test_reads_with_a_valid_key_are_not_counted(limited):
    with limited.application.test_request_context("/v1/events", environ_base=from_client("192.0.2.5")):
        count_write("dt_one")
        for number in range(5):
            count_read(("question", number))
        left = rate_limits().count(READS, "192.0.2.5")

    assert left is not None
    assert left.remaining == 2


@pytest.mark.parametrize(
    ("text", "networks"),
    [
        ("", ()),
        ("192.0.2.1", (ip_network("192.0.2.1/32"),)),
        ("10.0.0.0/8, 2001:db8::/32", (ip_network("10.0.0.0/8"), ip_network("2001:db8::/32"))),
    ],
)
def test_trusted_proxies_are_read_from_the_environment(monkeypatch, text, networks):
    monkeypatch.setenv("TIMELINE_TRUSTED_PROXIES", text)

    assert load_settings().trusted_proxies == networks


@pytest.mark.parametrize("text", ["proxy.example", "10.0.0.1/8", "*", "192.0.2.1;192.0.2.2"])
def test_trusted_proxies_that_are_no_addresses_stop_the_start(monkeypatch, text):
    monkeypatch.setenv("TIMELINE_TRUSTED_PROXIES", text)

    with pytest.raises(InvalidSettings, match=r"TIMELINE_TRUSTED_PROXIES is not valid"):
        load_settings()
