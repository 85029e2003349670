"""Large answers: read in chunks, sent from a file, revalidated without being built again."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import pytest

from api import create_app
from api.http.spool import MOST_IN_MEMORY, spooled
from tests.api.conftest import SETTINGS
from tests.api.documents import HEAD, file_text
from timeline.ids import digest
from timeline.model.query import EventQuery
from timeline.model.sight import Public
from timeline.model.stored_event import StoredEvent
from timeline.store.engine.sessions import Engine, read_session
from timeline.store.views.event_chunks import stream_events

TODAY = datetime(2026, 11, 22, tzinfo=UTC)


def many_visits(numbers: Iterable[int], padding: int = 0) -> str:
    """Visits of these numbers on one day; the summary of each is `padding` characters long."""
    says = "kind: visit, status: announced, when: {edtf: 2024-05-01}, where: [vienna]"
    summary = f", summary: {'x' * padding}" if padding else ""
    return HEAD + "".join(
        f"  - {{source: wire, record: r{number}, event: visit-{number}, says: {{{says}{summary}}}}}\n"
        for number in numbers
    )


def file_long_visits(engine: Engine) -> None:
    """260 visits whose event objects together are larger than a body that is kept in memory."""
    for start in range(0, 260, 52):
        file_text(engine, many_visits(range(start, start + 52), padding=18_000))


def _held() -> int:
    return sum(type(one) is StoredEvent for one in gc.get_objects())


def test_every_event_is_read_in_chunks_and_only_one_chunk_is_in_memory(engine):
    file_text(engine, many_visits(range(500)))
    gc.collect()
    before, held, seen = _held(), 0, set()

    with read_session(engine) as session:
        for number, event in enumerate(stream_events(session, EventQuery(), sight=Public(TODAY), chunk=60)):
            seen.add(event.event_id)
            if number % 20 == 0:
                held = max(held, _held() - before)

    assert len(seen) == 500
    assert held <= 61


def test_large_answer_is_sent_from_a_file_and_revalidated_without_the_file(client, engine):
    file_long_visits(engine)
    first = client.get("/v1/events.ndjson")
    size, tag = first.headers["Content-Length"], first.headers["ETag"]

    assert first.is_streamed
    assert len(first.data) == int(size) > MOST_IN_MEMORY
    assert len(first.data.splitlines()) == 260
    assert client.get("/v1/events.ndjson").data == first.data
    head = client.head("/v1/events.ndjson", buffered=True)
    assert (head.data, head.headers["Content-Length"], head.headers["ETag"]) == (b"", size, tag)
    another_process = create_app(SETTINGS, engine).test_client()
    for asked in (client, another_process):
        assert asked.get("/v1/events.ndjson", headers={"If-None-Match": tag}).status_code == 304


def test_body_that_fails_halfway_leaves_no_file_open():
    def pieces() -> Iterator[bytes]:
        yield b"x" * (MOST_IN_MEMORY + 1)
        raise KeyError("lost")

    with pytest.raises(KeyError, match="lost"):
        spooled(pieces())
    gc.collect()  # an open file would raise a warning, which fails the test


@pytest.mark.parametrize(("size", "is_small"), [(0, True), (MOST_IN_MEMORY, True), (MOST_IN_MEMORY + 1, False)])
def test_body_stays_in_memory_up_to_its_bound(size: int, is_small: bool):  # noqa: FBT001 - a case of the table
    body = b"a" * size

    found = spooled([body[:10], body[10:]])

    assert (found.size, found.digest, found.is_small) == (size, digest(body), is_small)
    assert found.read() == body
