"""Readers while writers write, on both engines: each answer is one committed state, and the changes follow in order."""

from __future__ import annotations

import multiprocessing
import re
import threading
from collections.abc import Callable
from typing import Any

import pytest

from tests.api.writing import ALL, Writer, a_document, a_report
from tests.api.writing_processes import file_and_withdraw_in_turns
from timeline.store.engine.sessions import Engine, read_session
from timeline.store.logs.hash_chain import verify_chain

PROCESSES = multiprocessing.get_context("spawn")


@pytest.fixture
def writer(engine: Engine) -> Writer:
    """A writer over an empty database."""
    return Writer.over(engine)


def follow(client: Any, after: int, copy: dict[str, Any], numbers: list[int]) -> int:
    """Take over every change there is now, as the worked example does; gives the last number."""
    address: str | None = f"/v1/changes?after={after}&limit=3"
    while address:
        page = client.get(address).json
        for change in page["changes"]:
            numbers.append(change["change"])
            if change["event"]:
                copy[change["event_id"]] = change["event"]
            else:
                copy.pop(change["event_id"], None)
            after = change["change"]
        address = page["next"]
    return after


def while_running(work: Callable[[], None], look: Callable[[], object]) -> None:
    """Look again and again until the work is done, and once more."""
    is_over = threading.Event()

    def run() -> None:
        try:
            work()
        finally:
            is_over.set()

    thread = threading.Thread(target=run)
    thread.start()
    while not is_over.is_set():
        look()
    thread.join()
    look()


def test_consumer_that_follows_while_processes_write_misses_no_number_and_holds_what_is_public(writer: Writer):
    url, key = writer.engine.url.render_as_string(hide_password=False), writer.key(*ALL).text
    writer.file(a_report(30))
    processes = [PROCESSES.Process(target=file_and_withdraw_in_turns, args=(url, first, 2, key)) for first in (1, 11)]
    copy: dict[str, Any] = {}
    numbers: list[int] = []
    reader = Writer.over(writer.engine).client

    def run() -> None:
        for process in processes:
            process.start()
        for process in processes:
            process.join()

    while_running(run, lambda: follow(reader, numbers[-1] if numbers else 0, copy, numbers))

    assert [process.exitcode for process in processes] == [0, 0]
    assert numbers == list(range(1, len(numbers) + 1))
    listed = reader.get("/v1/events?limit=200").json["events"]
    assert copy == {event["id"]: event for event in listed}
    again: dict[str, Any] = {}
    follow(reader, 0, again, [])
    assert again == copy
    with read_session(writer.engine) as session:
        assert verify_chain(session) == ()


def test_every_form_shows_one_committed_state_and_no_tag_stands_for_two_bodies(writer: Writer):
    """Title and day always change together; an answer that mixes two states would show it (B11, B12)."""
    key = writer.key(*ALL)
    writer.file(a_report(1), key=key)
    reader = Writer.over(writer.engine).client
    bodies: dict[tuple[str, str], bytes] = {}
    seen: set[str] = set()

    def write() -> None:
        for day in range(2, 12):
            report = a_report(1, says={"title": f"Visit {day}", "when": {"edtf": f"2024-05-{day:02}"}})
            assert writer.post("/v1/reports", a_document(report), key=key).status_code == 201

    def look() -> None:
        for path in (
            "/v1/events/visit-1", "/v1/events/visit-1?include=claims", "/v1/events", "/v1/events/visit-1.ics",
            "/v1/events.csv",
        ):  # fmt: skip
            answer = reader.get(path)
            assert bodies.setdefault((path, answer.headers["ETag"]), answer.data) == answer.data
            title = re.search(r"Visit (\d+)", answer.text)
            assert title is not None
            assert f"202405{int(title[1]):02}" in answer.text.replace("-", "")
            seen.add(title[1])
        said = reader.get("/v1/events/visit-1?include=claims").json
        shown = {claim["property"]: claim["value"] for claim in said["claims"] if claim["relation"] == "shown"}
        assert (shown["title"], shown["when"]["edtf"]) == (said["title"], said["when"]["edtf"])

    while_running(write, look)

    assert "11" in seen
