"""A slice of `python3 dev.py torture api-requests`, and that it would see what it looks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from werkzeug.datastructures import Headers

from tests.torture._api_grammar import Asked, Requests, read_operations
from tests.torture.api_requests import BODIES, Given, Target, faults_of, make_target, run, send


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Target:
    """The application over a database of its own."""
    folder: Path = tmp_path_factory.mktemp("fuzzed")
    return make_target(folder)


def test_random_requests_get_described_answers(target):
    statuses = run(target, 1_000, seed=7)

    assert sum(statuses.values()) == 1_000
    assert {200, 400, 404, 405, 422} <= set(statuses)


def test_one_seed_makes_one_sequence(target):
    first, second = (Requests(3, target.operations, target.names, BODIES) for _ in range(2))

    assert [first.next() for _ in range(50)] == [second.next() for _ in range(50)]


def test_printed_request_makes_the_same_request_again(target):
    requests = Requests(5, target.operations, target.names, BODIES)

    for _ in range(50):
        asked = requests.next()
        assert eval(str(asked), {"Asked": Asked}) == asked


@pytest.mark.parametrize(
    ("path", "status", "content_type", "body", "fault"),
    [
        ("/v1/events", 500, "application/problem+json", b"{}", "status 500: a fault of ours"),
        ("/v1/events", 409, "application/problem+json", b"{}", "status 409 is not described"),
        ("/v1/nope", 200, "application/json", b"{}", "status 200 is not described"),
        ("/v1/events", 404, "text/plain", b"no", "is an error of the type text/plain"),
        (
            "/v1/events/x", 404, "application/problem+json",
            b'{"type":"/problems/other","status":404,"title":"T","detail":"D"}', "has the unknown problem type",
        ),
        (
            "/v1/events/x", 404, "application/problem+json",
            b'{"type":"/problems/not-found","status":404,"title":"T","detail":"<b>"}', "repeats markup",
        ),
        (
            "/v1/events/x", 404, "application/problem+json",
            b'{"type":"/problems/not-found","status":400,"title":"T","detail":"D"}', "says another status",
        ),
        ("/v1/events", 304, "", b"{}", "has a body"),
    ],
)  # fmt: skip
def test_wrong_answer_is_seen(target, path, status, content_type, body, fault):
    headers = Headers({"Content-Type": content_type, "X-Content-Type-Options": "nosniff"})
    described = [one for one in target.operations if one.template == "/v1/events"]
    seen = Target(app=target.app, operations=(*described, *target.operations), key="", names=())
    asked = Asked(method="GET", path=path, query="")
    if content_type == "application/problem+json" and body == b"{}":
        body = b'{"type":"/problems/not-found","status":%d,"title":"T","detail":"D"}' % status

    faults = faults_of(seen, asked, Given(status=status, headers=headers, body=body))

    assert any(one.startswith(fault) for one in faults), faults


@pytest.mark.parametrize("location", ["//evil.example", "https://evil.example/", "/\\evil.example"])
def test_way_off_the_site_is_seen(target, location):
    headers = Headers({"Location": location, "X-Content-Type-Options": "nosniff"})
    asked = Asked(method="GET", path="/events/x", query="")

    assert faults_of(target, asked, Given(status=308, headers=headers, body=b"")) == [f"leads to {location!r}"]


def test_honest_request_is_answered_as_the_server_would(target):
    given = send(target, Asked(method="GET", path="/v1/events", query="limit=1"))

    assert (given.status, given.headers["Content-Type"]) == (200, "application/json")
    assert read_operations({"paths": {}}) == ()
