"""Simultaneous writes from threads and processes, on both engines: one order, no lost change, one write per request."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import event

from tests.api.writing import ALL, Writer, a_document, a_report
from tests.api.writing_processes import Sent, rule_in_turns, send_and_die_before_the_answer
from timeline import clock
from timeline.operations.access.manage_keys import KeyChange, revoke_key
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import Engine, open_engine, read_session, write_session
from timeline.store.logs.hash_chain import verify_chain

PROCESSES = multiprocessing.get_context("spawn")


@pytest.fixture
def writer(engine: Engine) -> Writer:
    """A writer over an empty database."""
    return Writer.over(engine)


def url_of(engine: Engine) -> str:
    """The address of the database, for another process."""
    return engine.url.render_as_string(hide_password=False)


def at_once(engine: Engine, calls: Sequence[Callable[[Writer], Any]]) -> list[Any]:
    """What the writers who make these calls together get, each in a thread and with an application of its own.

    The applications are made before: Python 3.11 cannot parse routes in two threads at once.
    """
    writers = [Writer.over(engine) for _ in calls]
    found: list[Any] = [None] * len(writers)
    together = threading.Barrier(len(writers), timeout=30)

    def run(number: int) -> None:
        together.wait()
        found[number] = calls[number](writers[number])

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(writers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def disputed(writer: Writer) -> list[dict[str, str]]:
    """File an event on whose days two sources disagree; give a ruling for each of them."""
    filed = writer.file(a_report(1), a_report(1, source="ministry", says={"when": {"edtf": "2024-05-03"}}))
    return [{"property": "when", "report": one["report"], "reason": "seen"} for one in filed.json["new"]]


def assert_whole(writer: Writer) -> None:
    """Both chains hold."""
    with read_session(writer.engine) as session:
        assert verify_chain(session) == ()
    writer.trail()


def test_of_writers_who_saw_the_same_state_one_wins_and_the_others_are_refused(writer: Writer):
    ruling, _ = disputed(writer)
    seen, key = writer.etag("visit-1"), writer.key(*ALL)

    def rule(one: Writer) -> Any:
        return one.post("/v1/events/visit-1/rulings", ruling, key=key, headers={"If-Match": seen})

    answers = at_once(writer.engine, [rule] * 5)

    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412]
    assert {answer.headers["ETag"] for answer in answers} == {writer.etag("visit-1")}
    assert writer.writes() == 2
    assert_whole(writer)


def test_processes_that_rule_alternately_never_lose_a_change(writer: Writer):
    rulings = disputed(writer)
    queue = PROCESSES.Queue()
    arguments = (url_of(writer.engine), "visit-1", rulings, 6, writer.key(*ALL).text, queue)
    processes = [PROCESSES.Process(target=rule_in_turns, args=arguments) for _ in range(2)]

    for process in processes:
        process.start()
    taken = [tag for _ in processes for tag in queue.get(timeout=120)]
    for process in processes:
        process.join()
    queue.close()
    queue.join_thread()

    assert [process.exitcode for process in processes] == [0, 0]
    assert writer.writes() == 1 + len(taken)
    assert len(set(taken)) == len(taken), "no state that was seen served two rulings, also where both show the same"
    assert_whole(writer)
    changed = [line.outcome for line in writer.trail()]
    assert (changed.count("200"), changed.count("412")) == (len(taken), 12 - len(taken))


def test_same_request_sent_concurrently_is_one_write_with_one_answer(writer: Writer):
    key = writer.key(*ALL)

    def file(one: Writer) -> Any:
        return one.post("/v1/reports", a_document(a_report(1)), key=key, headers={"Idempotency-Key": "one"})

    answers = at_once(writer.engine, [file] * 5)

    assert {(answer.status_code, answer.data) for answer in answers} == {(201, answers[0].data)}
    assert sum("Idempotency-Replayed" in answer.headers for answer in answers) == 4
    assert writer.writes() == 1
    assert len(writer.trail()) == 1


def test_answer_that_was_never_sent_is_given_to_the_repeated_request(writer: Writer):
    key = writer.key(*ALL)
    headers = {
        "Authorization": f"Bearer {key.text}", "Content-Type": "application/json", "Idempotency-Key": "one",
    }  # fmt: skip
    sent = Sent("/v1/reports", a_document(a_report(1)), headers)
    process = PROCESSES.Process(target=send_and_die_before_the_answer, args=(url_of(writer.engine), sent))

    process.start()
    process.join()
    again = writer.post(sent.path, sent.body, key=key, headers={"Idempotency-Key": "one"})

    assert process.exitcode == -9
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (201, "true")
    assert [one["slug"] for one in again.json["new"]] == ["visit-1"]
    assert writer.writes() == 1
    assert_whole(writer)


def test_concurrent_withdrawal_and_ruling_have_one_order_and_the_loser_is_refused(writer: Writer):
    ruling, _ = disputed(writer)
    report, key = ruling["report"], writer.key(*ALL)
    headers = {"If-Match": writer.etag("visit-1")}

    def send(path: str, body: dict[str, str]) -> Callable[[Writer], Any]:
        return lambda one: one.post(path, body, key=key, headers=headers)

    answers = at_once(
        writer.engine,
        [
            send("/v1/events/visit-1/rulings", ruling),
            send(f"/v1/reports/{report}/withdraw", {"reason": "was wrong"}),
        ],
    )

    assert sorted(answer.status_code for answer in answers) == [200, 412]
    assert writer.writes() == 2
    assert sorted(line.outcome for line in writer.trail()) == ["200", "201", "412"]
    assert_whole(writer)


def test_request_whose_key_is_revoked_while_it_waits_changes_nothing(writer: Writer):
    key = writer.key(*ALL)
    waiting = Writer.over(writer.engine)
    is_past_the_check = threading.Event()
    waiting.client.application.before_request(is_past_the_check.set)
    found: list[int] = []
    thread = threading.Thread(
        target=lambda: found.append(waiting.post("/v1/reports", a_document(a_report(1)), key=key).status_code)
    )

    with write_session(writer.engine) as session:
        thread.start()
        assert is_past_the_check.wait(timeout=4)
        revoke_key(session, key.key.id, KeyChange(at=clock.now(), actor="tests"))
    thread.join()

    assert found == [401]
    assert (writer.writes(), writer.trail()) == (0, ())


def test_writer_who_waits_too_long_for_the_write_lock_may_try_again(sqlite_url: str):
    engine = open_engine(sqlite_url)
    migrate(engine)
    event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA busy_timeout = 50"))
    engine.dispose()
    writer = Writer.over(engine)
    key = writer.key(*ALL)

    with write_session(engine):
        busy = writer.post("/v1/reports", a_document(a_report(1)), key=key)
        read = writer.client.get("/v1/events")
    again = writer.post("/v1/reports", a_document(a_report(1)), key=key)

    assert (busy.status_code, busy.json["type"], busy.headers["Retry-After"]) == (503, "/problems/store-busy", "5")
    assert (read.status_code, again.status_code) == (200, 201)
    assert [line.outcome for line in writer.trail()] == ["201"]
    engine.dispose()


def test_reader_sees_whole_writes_only(writer: Writer):
    """While documents of three reports each are filed, every list holds a multiple of three events."""
    key, seen = writer.key(*ALL), []
    is_over = threading.Event()
    reader = Writer.over(writer.engine)

    def read() -> None:
        while not is_over.is_set():
            seen.append(
                len(reader.client.get("/v1/events", headers={"Authorization": f"Bearer {key.text}"}).json["events"])
            )

    thread = threading.Thread(target=read)
    thread.start()
    for first in range(1, 13, 3):
        writer.file(*(a_report(number) for number in range(first, first + 3)), key=key)
    is_over.set()
    thread.join()

    assert {count % 3 for count in seen} == {0}
    assert sorted(seen) == seen
