"""Idempotency-Key: one write and one answer, however often the request is sent; no two requests under one key."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.api.writing import ALL, Writer, a_document, a_report
from timeline.model.writers.api_key import Scope
from timeline.store.engine.sessions import Engine, read_session, write_session
from timeline.store.logs.idempotency import KEPT_FOR


@pytest.fixture
def writer(engine: Engine) -> Writer:
    """A writer over an empty database."""
    return Writer.over(engine)


DOCUMENT = a_document(a_report(1))
KEY = {"Idempotency-Key": "first-try"}


def kept(engine: Engine) -> int:
    """How many answers are kept."""
    with read_session(engine) as session:
        return int(session.execute(text("SELECT count(*) FROM idempotency_record")).scalar_one())


def test_repeated_request_gets_the_first_answer_and_writes_nothing(writer: Writer):
    first = writer.post("/v1/reports", DOCUMENT, headers=KEY)
    trail = writer.trail()

    again = writer.post("/v1/reports", DOCUMENT, headers=KEY)

    assert (again.status_code, again.data) == (first.status_code, first.data) == (201, first.data)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert (writer.writes(), writer.trail()) == (1, trail)


def test_repeat_comes_before_if_match_and_brings_the_tag_again(writer: Writer):
    writer.file(a_report(1), a_report(2))
    headers = {**KEY, "If-Match": f"{writer.etag('visit-1')}, {writer.etag('visit-2')}"}
    body = {"with": "visit-2", "reason": "one"}

    first = writer.post("/v1/events/visit-1/merge", body, headers=headers)
    again = writer.post("/v1/events/visit-1/merge", body, headers=headers)

    assert (first.status_code, again.status_code) == (200, 200)
    assert (again.data, again.headers["ETag"]) == (first.data, first.headers["ETag"])


def test_another_process_returns_the_kept_answer(writer: Writer, engine: Engine):
    key = writer.key(*ALL)
    first = writer.post("/v1/reports", DOCUMENT, headers=KEY, key=key)

    again = Writer.over(engine).post("/v1/reports", DOCUMENT, headers=KEY, key=key)

    assert (again.status_code, again.data) == (201, first.data)


def test_idempotency_key_of_another_request_is_refused(writer: Writer):
    writer.post("/v1/reports", DOCUMENT, headers=KEY)

    other_body = writer.post("/v1/reports", a_document(a_report(2)), headers=KEY)
    other_path = writer.post("/v1/reports/x/withdraw", {"reason": "x"}, headers=KEY)

    for answer in (other_body, other_path):
        assert (answer.status_code, answer.json["type"]) == (422, "/problems/idempotency-key-reused")
    assert writer.writes() == 1


def test_each_api_key_has_idempotency_keys_of_its_own(writer: Writer):
    writer.post("/v1/reports", DOCUMENT, headers=KEY)

    answer = writer.post("/v1/reports", a_document(a_report(2)), headers=KEY, key=writer.key(Scope.EDIT))

    assert answer.status_code == 201
    assert "Idempotency-Replayed" not in answer.headers


@pytest.mark.parametrize("given", [" ", "a b", "x" * 256, "x" * 10_000, "schlüssel", "\x7f"])
def test_idempotency_key_that_is_none_is_refused(writer: Writer, given: str):
    answer = writer.post("/v1/reports", DOCUMENT, headers={"Idempotency-Key": given})

    assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid-idempotency-key")
    assert writer.writes() == 0


def test_longest_idempotency_key_is_taken(writer: Writer):
    assert writer.post("/v1/reports", DOCUMENT, headers={"Idempotency-Key": "~" * 255}).status_code == 201


def test_refused_request_may_be_corrected_under_the_same_key(writer: Writer, engine: Engine):
    refused = writer.post("/v1/reports", a_document(a_report(1, says={"where": ["atlantis"]})), headers=KEY)
    assert (refused.status_code, kept(engine)) == (422, 0)

    assert writer.post("/v1/reports", DOCUMENT, headers=KEY).status_code == 201


def test_dry_run_is_not_kept(writer: Writer, engine: Engine):
    assert writer.post("/v1/reports?dry_run=true", DOCUMENT, headers=KEY).status_code == 200
    assert kept(engine) == 0

    assert writer.post("/v1/reports", DOCUMENT, headers=KEY).status_code == 201


def test_kept_answers_are_forgotten_after_seven_days(writer: Writer, engine: Engine):
    writer.post("/v1/reports", DOCUMENT, headers=KEY)
    with write_session(engine) as session:
        age = KEPT_FOR // timedelta(microseconds=1) + 1
        session.execute(text("UPDATE idempotency_record SET created_at = created_at - :age"), {"age": age})

    again = writer.post("/v1/reports", DOCUMENT, headers=KEY)

    assert (again.status_code, "Idempotency-Replayed" in again.headers) == (200, False)
    assert kept(engine) == 1
