"""`/v1/changes`: its form, its pages, its validators, and waiting for the next change."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import orjson
import pytest
from flask.testing import FlaskClient

from api.http import long_poll
from tests.api.documents import HEAD, RECORDED_AT, a_visit, file_text, visits
from timeline import clock
from timeline.model.sight import Public
from timeline.store.engine.sessions import Engine, read_session
from timeline.store.views.event_view import find_event

LIFT = datetime(2024, 6, 2, tzinfo=UTC)
RIGHTS = (
    b',"licence":"CC0-1.0","attribution":"Diplomatic Timeline, https://timeline.example.org/, '
    b'compiled from the sources named with each event"'
)
EMPTY = b'{"changes":[],"next":null' + RIGHTS + b"}"


def embargoed(number: int) -> str:
    """A document with one visit whose embargo ends at `LIFT`."""
    return HEAD + a_visit(number, extra=f"embargo_until: '{LIFT.isoformat()}'")


def event_id(engine: Engine, slug: str) -> str:
    """The id of an event that is public at `LIFT`."""
    with read_session(engine) as session:
        event = find_event(session, slug, sight=Public(LIFT))
    assert event is not None
    return event.event_id


@dataclass(slots=True)
class Time:
    """The present instant of a test."""

    now: datetime = RECORDED_AT


@pytest.fixture
def present(monkeypatch: pytest.MonkeyPatch) -> Time:
    """The clock shows the time at which the documents are filed."""
    time = Time()
    monkeypatch.setattr(clock, "now", lambda: time.now)
    return time


def test_change_holds_the_same_bytes_as_the_address_of_the_event(client: FlaskClient, engine: Engine):
    file_text(engine, visits(1))
    event = client.get("/v1/events/visit-1").data
    head = orjson.dumps(
        {"change": 1, "at": "2024-06-01T00:00:00Z", "type": "revised", "event_id": event_id(engine, "visit-1")}
    )

    answer = client.get("/v1/changes")

    assert answer.data == b'{"changes":[' + head[:-1] + b',"event":' + event + b'}],"next":null' + RIGHTS + b"}"
    assert answer.content_type == "application/json"


def test_empty_service_has_no_changes(client: FlaskClient):
    assert client.get("/v1/changes").data == EMPTY


def test_removed_event_is_null_in_every_change_of_it(client: FlaskClient, engine: Engine):
    file_text(engine, visits(1))
    private = HEAD + a_visit(1, extra="private: true")
    file_text(engine, private, recorded_at=RECORDED_AT + timedelta(days=1))

    changes = client.get("/v1/changes").get_json()["changes"]

    assert [(change["change"], change["type"], change["event"]) for change in changes] == [
        (1, "revised", None),
        (2, "removed", None),
    ]


def test_pages_follow_next_with_absolute_addresses_until_it_is_null(client: FlaskClient, engine: Engine):
    file_text(engine, visits(5))

    pages, url = [], "/v1/changes?limit=2"
    while url:
        answer = client.get(url)
        page = answer.get_json()
        pages.append(([change["change"] for change in page["changes"]], page["next"], answer.headers.get("Link")))
        url = (page["next"] or "").removeprefix("https://timeline.example.org")

    second, third = (f"https://timeline.example.org/v1/changes?after={after}&limit=2" for after in (2, 4))
    assert pages == [
        ([1, 2], second, f'<{second}>; rel="next"'),
        ([3, 4], third, f'<{third}>; rel="next"'),
        ([5], None, None),
    ]


@pytest.mark.parametrize("after", ["5", "999999999999999"])
def test_page_after_the_last_change_is_empty(client: FlaskClient, engine: Engine, after: str):
    file_text(engine, visits(5))

    assert client.get(f"/v1/changes?after={after}").data == EMPTY


@pytest.mark.parametrize(
    ("query", "parameter", "detail"),
    [
        ("after=-1", "after", "'-1' is not a whole number from 0 to 999999999999999"),
        ("after=1000000000000000", "after", "'1000000000000000' is not a whole number from 0 to 999999999999999"),
        ("limit=0", "limit", "'0' is not a whole number from 1 to 200"),
        ("limit=201", "limit", "'201' is not a whole number from 1 to 200"),
        ("wait=31", "wait", "'31' is not a whole number from 0 to 30"),
        ("kind=visit", "kind", "'kind' is not a parameter of this address; allowed: after, since, until, limit, wait"),
        ("since=soon", "since", "'soon' is not a time; write it as 2023-11-28 or 2023-11-28T10:30:00Z"),
        ("since=2024-06-02&until=2024-06-01", "since", "`since` does not lie before `until`"),
        ("until=2024-06-02&wait=3", "wait", "`wait` cannot be combined with `until`"),
        (
            "known_at=2024-06-02",
            "known_at",
            "'known_at' is not a parameter of this address; changes are in the order in which this service showed "
            "them, not of what was known when: use `since` and `until` here, and /v1/events?known_at=… for what was "
            "publicly known then",
        ),
    ],
)
def test_value_that_is_not_allowed_is_named_in_the_error(client: FlaskClient, query: str, parameter: str, detail: str):
    answer = client.get(f"/v1/changes?{query}")

    assert (answer.status_code, answer.get_json()["errors"]) == (422, [{"parameter": parameter, "detail": detail}])


def numbers(client: FlaskClient, query: str) -> list[int]:
    """The numbers of the changes in all pages of this query."""
    found, url = [], f"/v1/changes?limit=1&{query}"
    while url:
        page = client.get(url).get_json()
        found += [change["change"] for change in page["changes"]]
        url = (page["next"] or "").removeprefix("https://timeline.example.org")
    return found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("since=2024-06-01", [1, 2, 3, 4]),
        ("since=2024-06-01T00:00:00Z", [3, 4]),
        ("since=2024-06-02", [3, 4]),
        ("since=2024-06-02T00:00:00Z", [4]),
        ("since=2024-06-03T12:00:00%2B02:00", []),
        ("until=2024-06-01", [1, 2]),
        ("until=2024-06-01T23:59:59Z", [1, 2]),
        ("until=2024-06-02", [1, 2, 3]),
        ("until=2024-06-03T10:00:00Z", [1, 2, 3, 4]),
        ("since=2024-06-01T00:00:00Z&until=2024-06-02T00:00:00Z", [3]),
        ("since=2024-06-02&until=2024-06-30&after=3", [4]),
        ("since=2024-06-04", []),
    ],
)
def test_changes_between_two_instants_are_walked_page_by_page(
    client: FlaskClient, engine: Engine, present: Time, query: str, expected: list[int]
):
    file_text(engine, visits(2))
    file_text(engine, embargoed(3), recorded_at=RECORDED_AT + timedelta(minutes=1))
    file_text(engine, HEAD + a_visit(4), recorded_at=LIFT + timedelta(hours=34))
    present.now = LIFT + timedelta(days=2)

    assert numbers(client, query) == expected


def test_end_of_an_embargo_without_a_write_lies_in_the_window_of_its_instant(
    client: FlaskClient, engine: Engine, present: Time
):
    file_text(engine, embargoed(1))
    present.now = LIFT + timedelta(days=1)

    assert [numbers(client, query) for query in ("since=2024-06-02", "until=2024-06-01", "since=2024-06-03")] == [
        [1], [], [],
    ]  # fmt: skip


def test_wait_with_since_waits_for_a_change_after_that_instant(client: FlaskClient, engine: Engine, present: Time):
    file_text(engine, visits(1))
    present.now = LIFT

    with asking(client, "since=2024-06-01T12:00:00Z&wait=30") as answers:
        time.sleep(0.2)
        assert answers == []
        file_text(engine, HEAD + a_visit(2), recorded_at=LIFT)

    assert [change["change"] for change in orjson.loads(answers[0])["changes"]] == [2]


def test_head_has_the_headers_of_get_and_no_body(client: FlaskClient, engine: Engine, present: Time):
    file_text(engine, visits(1))

    get, head = client.get("/v1/changes"), client.head("/v1/changes")

    assert head.data == b""
    assert dict(head.headers) == dict(get.headers)


def test_answer_is_304_until_something_public_changes(client: FlaskClient, engine: Engine, present: Time):
    file_text(engine, visits(1))
    etag = client.get("/v1/changes").headers["ETag"]

    file_text(engine, HEAD + a_visit(2, extra="private: true"), recorded_at=RECORDED_AT + timedelta(minutes=1))
    present.now += timedelta(hours=1)
    assert client.get("/v1/changes", headers={"If-None-Match": etag}).status_code == 304
    file_text(engine, visits(3), recorded_at=present.now)

    assert client.get("/v1/changes", headers={"If-None-Match": etag}).status_code == 200


def test_embargo_ends_at_its_instant_without_a_write(client: FlaskClient, engine: Engine, present: Time):
    file_text(engine, embargoed(1))
    present.now = LIFT - timedelta(microseconds=1)
    before = client.get("/v1/changes")

    present.now = LIFT
    after = client.get("/v1/changes", headers={"If-None-Match": before.headers["ETag"]})

    assert before.data == EMPTY
    assert [(change["change"], change["at"]) for change in after.get_json()["changes"]] == [(1, "2024-06-02T00:00:00Z")]


def test_wait_is_not_cached_and_ends_immediately_if_there_is_a_change(client: FlaskClient, engine: Engine):
    file_text(engine, visits(1))

    answer = client.get("/v1/changes?wait=30")

    assert len(answer.get_json()["changes"]) == 1
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get("/v1/changes?wait=0").headers["Cache-Control"].startswith("public, max-age=")


def test_wait_that_ends_without_a_change_gives_an_empty_page_or_304(client: FlaskClient, engine: Engine):
    file_text(engine, visits(1))

    answer = client.get("/v1/changes?after=1&wait=1")
    again = client.get("/v1/changes?after=1&wait=1", headers={"If-None-Match": answer.headers["ETag"]})

    assert (answer.status_code, answer.data, again.status_code, again.data) == (200, EMPTY, 304, b"")
    assert "Retry-After" not in answer.headers


@contextmanager
def asking(client: FlaskClient, query: str) -> Iterator[list[bytes]]:
    """Send the request in the background; the answer is there at the end of the block."""
    answers: list[bytes] = []
    thread = threading.Thread(target=lambda: answers.append(client.get(f"/v1/changes?{query}").data))
    thread.start()
    yield answers
    thread.join()


def test_wait_ends_with_a_public_write(client: FlaskClient, engine: Engine):
    with asking(client, "after=0&wait=30") as answers:
        file_text(engine, visits(1))

    assert [change["change"] for change in orjson.loads(answers[0])["changes"]] == [1]


def test_wait_ends_with_an_embargo(client: FlaskClient, engine: Engine, present: Time):
    file_text(engine, embargoed(1))

    with asking(client, "after=0&wait=30") as answers:
        time.sleep(0.1)
        assert answers == []
        present.now = LIFT

    assert [change["change"] for change in orjson.loads(answers[0])["changes"]] == [1]


def test_wait_goes_on_after_a_hidden_write(client: FlaskClient, engine: Engine, present: Time):
    with asking(client, "after=0&wait=2") as answers:
        file_text(engine, embargoed(1))

    assert answers == [EMPTY]


def test_waiting_holds_no_transaction(client: FlaskClient, engine: Engine):
    with asking(client, "after=0&wait=2"):
        time.sleep(0.2)
        open_transactions = engine.pool.checkedout()  # type: ignore[attr-defined]

    assert open_transactions == 0


def free_seats() -> int:
    """The number of requests that could wait now."""
    taken = 0
    while long_poll.SEATS.acquire(blocking=False):
        taken += 1
    for _ in range(taken):
        long_poll.SEATS.release()
    return taken


def test_waiting_request_keeps_its_seat_until_it_is_answered(client: FlaskClient, engine: Engine):
    with asking(client, "wait=30"):
        while free_seats() == long_poll.MOST_WAITERS:
            time.sleep(0.01)
        left = free_seats()
        file_text(engine, visits(1))

    assert (left, free_seats()) == (long_poll.MOST_WAITERS - 1, long_poll.MOST_WAITERS)


def test_one_waiting_request_too_many_is_answered_immediately_with_retry_after(client: FlaskClient, engine: Engine):
    for _ in range(long_poll.MOST_WAITERS):
        long_poll.SEATS.acquire()
    try:
        empty = client.get("/v1/changes?wait=30")
        file_text(engine, visits(1))
        full = client.get("/v1/changes?wait=30")
    finally:
        long_poll.SEATS.release(long_poll.MOST_WAITERS)

    assert (empty.data, empty.headers["Retry-After"], empty.headers["Cache-Control"]) == (EMPTY, "5", "no-store")
    assert (len(full.get_json()["changes"]), full.headers.get("Retry-After")) == (1, None)


def test_signal_to_the_process_ends_the_wait(client: FlaskClient, engine: Engine):
    former = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    long_poll.SIGNALS.start()
    try:
        with asking(client, "wait=30") as answers:
            while free_seats() == long_poll.MOST_WAITERS:
                time.sleep(0.01)
            signal.raise_signal(signal.SIGINT)
    finally:
        long_poll.SIGNALS.stop()
        signal.signal(signal.SIGINT, former)

    assert answers == [EMPTY]
