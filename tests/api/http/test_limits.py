"""Every published limit at n and at n + 1, and what a request too large is answered with, unread."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api import create_app
from api.http.limits.published import (
    MAX_ADDRESS_BYTES,
    MAX_BODY_BYTES,
    MAX_HEADER_BYTES,
    MAX_HEADERS,
    PUBLISHED,
)
from tests.api.conftest import SETTINGS
from tests.api.documents import HEAD, file_text
from tests.api.writing import Writer
from timeline.errors import InvalidDocument
from timeline.ingest.documents import read_document
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import open_engine

NOW = datetime(2024, 6, 1, tzinfo=UTC)
SOURCE = {"id": "wire", "publisher": "Wire", "tier": "press", "published_at": "2024-05-01"}


class Unread(io.RawIOBase):
    """A body that nobody may read."""

    def readable(self) -> bool:
        return True

    def readinto(self, _buffer: object) -> int:
        raise AssertionError("the body was read")


class Endless(io.RawIOBase):
    """A body without an end that counts what was taken of it."""

    taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.taken += len(buffer)
        buffer[:] = b" " * len(buffer)
        return len(buffer)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Asks an application with one more address, `/v1/length`, that reads its body and returns the length."""
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('limits') / 'timeline.db'}")
    migrate(engine)
    app = create_app(SETTINGS, engine)
    app.add_url_rule("/v1/length", methods=["POST"], view_func=lambda: str(len(request.get_data())))
    yield app.test_client()
    engine.dispose()


def send(client: FlaskClient, address: str, body: io.IOBase, method: str = "POST", **more: str) -> TestResponse:
    """The answer to a request whose body is read from the stream as the server would give it."""
    environ = {"wsgi.input": body, "wsgi.input_terminated": True, "CONTENT_LENGTH": "", **more}
    headers = {"Accept": "application/problem+json"}
    return client.open(address, method=method, headers=headers, environ_overrides=environ)


Probe = Callable[[FlaskClient, int], int]


def by_length(client: FlaskClient, size: int) -> int:
    return client.post("/v1/length", data=b"x" * size).status_code


def by_address(client: FlaskClient, size: int) -> int:
    path = "/v1/events/visit?"
    return client.get(path + "x" * (size - len(path))).status_code


PLAIN = (("HOST", "localhost"), ("USER_AGENT", "tests"), ("CONTENT_LENGTH", "0"))
"""What the client below sends besides the headers that a test adds."""


def _get(client: FlaskClient, more: dict[str, str]) -> int:
    environ = {"HTTP_USER_AGENT": "tests", "CONTENT_LENGTH": "0"}
    return client.get("/v1/events", headers=more, environ_overrides=environ).status_code


def by_header_bytes(client: FlaskClient, size: int) -> int:
    return _get(client, {"X": "x" * (size - sum(len(name) + len(value) + 4 for name, value in PLAIN) - 5)})


def by_headers(client: FlaskClient, count: int) -> int:
    return _get(client, {f"X-{number}": "x" for number in range(count - len(PLAIN))})


def by_values(client: FlaskClient, count: int) -> int:
    return client.get("/v1/events?" + "&".join(["kind=visit"] * count)).status_code


def by_search(client: FlaskClient, size: int) -> int:
    return client.get("/v1/events", query_string={"q": "é" * size}).status_code


def by_idempotency_key(client: FlaskClient, size: int) -> int:
    writer = Writer(client.application.extensions["timeline"].engine, client)
    status: int = writer.post("/v1/reports", {}, headers={"Idempotency-Key": "k" * size}).status_code
    return status


def by_page(client: FlaskClient, count: int) -> int:
    return client.get(f"/v1/events?limit={count}").status_code


def by_parts(client: FlaskClient, depth: int) -> int:
    """Events inside each other; 409 stands for the refusal of the document."""
    rows = [f"  - {{source: wire, record: r{number}, event: level-{number}, says: {{kind: visit, "
            f"{f'part_of: level-{number - 1}, ' if number else ''}title: Level, when: {{edtf: '2024-05'}}}}}}"
            for number in range(depth)]  # fmt: skip
    engine = client.application.extensions["timeline"].engine
    try:
        file_text(engine, HEAD + "\n".join(rows))
    except InvalidDocument:
        return 409
    return 200


def by_document(make: Callable[[int], dict[str, Any]]) -> Probe:
    """The status that the document of that size would get: 200 or 422."""

    def probe(_client: FlaskClient, size: int) -> int:
        try:
            read_document(json.dumps(make(size)).encode(), "body.json", recorded_at=NOW)
        except InvalidDocument:
            return 422
        return 200

    return probe


def one_report(says: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"sources": [SOURCE], "reports": [{"source": "wire", "record": "r", "says": says, **more}]}


def nested(levels: int) -> dict[str, Any]:
    """A document with that many levels; its report is not valid, however deep it is."""
    inner: Any = []
    for _ in range(levels - 2):
        inner = [inner]
    return {"reports": inner}


def by_nesting(_client: FlaskClient, levels: int) -> int:
    try:
        read_document(json.dumps(nested(levels)).encode(), "body.json", recorded_at=NOW)
    except InvalidDocument as refused:
        return 422 if "nested deeper" in str(refused) else 200
    return 200


PROBES: dict[str, Probe] = {
    "body": by_length,
    "address": by_address,
    "header-bytes": by_header_bytes,
    "headers": by_headers,
    "values": by_values,
    "q": by_search,
    "idempotency-key": by_idempotency_key,
    "page": by_page,
    "nesting": by_nesting,
    "parts": by_parts,
    "reports": by_document(
        lambda n: {"topics": [{"slug": f"t{number}", "name": "T"} for number in range(n)]}
    ),
    "title": by_document(lambda n: one_report({"title": "é" * n})),
    "title-bytes": by_document(lambda n: one_report({"title": "\N{OLD ITALIC LETTER A}" * (n // 4) + "a" * (n % 4)})),
    "text": by_document(lambda n: one_report({"summary": "é\n" + "é" * (n - 2)})),
    "marks": by_document(lambda n: one_report({"title": "x" + "\N{COMBINING RING BELOW}" * n})),
    "key": by_document(lambda n: one_report({"title": "T"}, record="é" * n)),
    "url": by_document(lambda n: one_report({"url": "https://example.org/".ljust(n, "x")})),
    "topics": by_document(lambda n: one_report({"topics": [f"t{number}" for number in range(n)]})),
    "parents": by_document(lambda n: one_report({"part_of": [f"e{number}" for number in range(n)]})),
    "members": by_document(lambda n: one_report({"where": [f"p{number}" for number in range(n)]})),
}  # fmt: skip
ELSEWHERE = {"failures"}
"""Tested in test_rate_limits, where time and client are given."""


def test_every_published_limit_has_its_test():
    assert {row.name for row in PUBLISHED} == set(PROBES) | ELSEWHERE
    assert len({row.name for row in PUBLISHED}) == len(PUBLISHED)


@pytest.mark.parametrize("name", PROBES)
def test_limit_takes_n_and_refuses_one_more(reader, name):
    (row,) = (row for row in PUBLISHED if row.name == name)

    at_limit, above = PROBES[name](reader, row.figure), PROBES[name](reader, row.figure + 1)

    assert at_limit != row.status
    assert above == row.status


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "OPTIONS"])
@pytest.mark.parametrize("address", ["/v1/length", "/v1/events", "/v1/nope", "/"])
def test_body_declared_too_long_is_refused_unread(reader, method, address):
    answer = send(reader, address, Unread(), method, CONTENT_LENGTH=str(MAX_BODY_BYTES + 1))

    assert answer.status_code == 413
    assert answer.json == {
        "type": "/problems/body-too-large",
        "title": "Body too large",
        "status": 413,
        "detail": "The body of a request can have at most 1,000,000 bytes.",
        "errors": [],
    }


def test_body_that_only_turns_out_to_be_too_long_is_cut_off(reader):
    endless = Endless()

    answer = send(reader, "/v1/length", endless, HTTP_TRANSFER_ENCODING="chunked")

    assert answer.status_code == 413
    assert endless.taken < 2 * MAX_BODY_BYTES


@pytest.mark.parametrize("size", [MAX_BODY_BYTES, MAX_BODY_BYTES + 1])
def test_body_in_chunks_has_the_same_limit(reader, size):
    answer = send(reader, "/v1/length", io.BytesIO(b"x" * size), HTTP_TRANSFER_ENCODING="chunked")

    assert (answer.status_code, answer.text == str(size)) in ((200, True), (413, False))
    assert (answer.status_code == 200) == (size == MAX_BODY_BYTES)


def test_body_of_a_client_that_left_in_the_middle_is_not_taken_for_the_whole(reader):
    answer = send(reader, "/v1/length", io.BytesIO(b"x" * 50), CONTENT_LENGTH="51")

    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate, gzip", "x"])
def test_packed_body_is_refused_in_words_and_unread(reader, coding):
    answer = send(reader, "/v1/length", Unread(), HTTP_CONTENT_ENCODING=coding)

    assert (answer.status_code, (answer.json or {})["type"]) == (415, "/problems/unsupported-media-type")


@pytest.mark.parametrize(
    ("address", "headers", "status", "code"),
    [
        ("/v1/events?" + "x" * MAX_ADDRESS_BYTES, {}, 414, "address-too-long"),
        ("/" + "é" * MAX_ADDRESS_BYTES, {}, 414, "address-too-long"),
        ("/v1/nope", {"X": "x" * MAX_HEADER_BYTES}, 431, "headers-too-large"),
        ("/", {f"X-{number}": "" for number in range(MAX_HEADERS)}, 431, "headers-too-large"),
    ],
)
def test_request_too_large_is_a_problem_with_a_page_of_its_own(reader, address, headers, status, code):
    answer = reader.get(address, headers={**headers, "Accept": "application/json"})

    assert (answer.status_code, answer.json["type"]) == (status, f"/problems/{code}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert reader.get(f"/problems/{code}").status_code == 200


@pytest.mark.parametrize("path", ["/v1/a b", "/v1/%é", "/v1/~-._!$&'()*+,;=:@"])
def test_address_counts_as_it_travels_where_the_server_does_not_tell_it(reader, path):
    environ = {"RAW_URI": None, "REQUEST_URI": None}
    travels = {"/v1/a b": 9, "/v1/%é": 13}.get(path, len(path))

    fits, exceeds = (
        reader.get("/", query_string="x" * (MAX_ADDRESS_BYTES - travels - 1 + more),
                  environ_overrides={**environ, "PATH_INFO": path.encode().decode("latin-1")}).status_code
        for more in (0, 1)
    )  # fmt: skip

    assert (fits, exceeds) == (404, 414)
