"""`/v1/events/{id}/reports`: what each source said, and nothing that is not public (R9, R10)."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.documents import HEAD, RENDER, a_visit, file_text
from tests.timeline.store.statements import statements
from timeline.clock import now
from timeline.model.report import RecordKey
from timeline.model.writers.write import Write
from timeline.operations.merge_events import merge_events
from timeline.operations.withdraw import withdraw
from timeline.operations.work import Work
from timeline.store.engine.sessions import write_session

DESK = "  - {id: desk, publisher: Desk, tier: desk, published_at: 2024-05-04}\n"
WITH_DESK = HEAD.replace("reports:\n", f"{DESK}reports:\n")


def read(client: FlaskClient, path: str = "/v1/events/visit-1/reports") -> list[dict[str, Any]]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.json
    found: list[dict[str, Any]] = (answer.json or {})["reports"]
    return found


def test_report_has_every_key_and_says_what_its_source_said(client, engine):
    where_it_stands = "attributed_to: A spokesperson\n    locator: paragraph 2\n    note: Read twice."
    file_text(engine, HEAD + a_visit(1, extra=where_it_stands))
    event = client.get("/v1/events/visit-1").json

    answer = client.get("/v1/events/visit-1/reports")

    assert {key: answer.json[key] for key in ("event_id", "slug", "known_at")} == {
        "event_id": event["id"],
        "slug": "visit-1",
        "known_at": None,
    }
    (report,) = answer.json["reports"]
    assert report == {
        "id": report["id"],
        "source": "wire",
        "record": "visit-1",
        "publisher": "Wire",
        "tier": "press",
        "title": None,
        "url": None,
        "language": None,
        "via": None,
        "published_at": "2024-05-01T00:00:00Z",
        "public_at": "2024-05-01T00:00:00Z",
        "recorded_at": "2024-06-01T00:00:00Z",
        "attributed_to": "A spokesperson",
        "locator": "paragraph 2",
        "note": "Read twice.",
        "says": {
            "kind": "visit",
            "status": "announced",
            "title": "Visit 1",
            "when": event["when"] | {"time_zone": None},
            "where": ["vienna"],
            "participants": [{"who": "ada", "role": "traveller", "presence": "expected"}],
        },
        "corrects": None,
        "speaks": True,
        "withdrawn": False,
        "withdrawn_by": None,
        "withdrawal_reason": None,
    }
    assert {claim["report"] for claim in client.get("/v1/events/visit-1?include=claims").json["claims"]} == {
        report["id"]
    }


def test_reports_are_those_public_on_the_day_asked_for(client, engine):
    later = a_visit(1, source="ministry", title="Two")
    file_text(engine, HEAD + a_visit(1, title="One") + later)

    assert [report["source"] for report in read(client)] == ["wire", "ministry"]
    then = client.get("/v1/events/visit-1/reports?known_at=2024-05-01").json
    assert [report["source"] for report in then["reports"]] == ["wire"]
    assert then["known_at"] == "2024-05-01T23:59:59.999999Z"


def test_r10_private_and_embargoed_reports_leave_no_trace(client, engine):
    file_text(engine, HEAD + a_visit(1))
    before = client.get("/v1/events/visit-1/reports")
    file_text(engine, HEAD + a_visit(1, source="ministry", extra="private: true"))
    file_text(
        engine,
        HEAD + a_visit(1, source="ministry", extra="embargo_until: 2999-01-01").replace("record: ", "record: x-"),
    )
    after = client.get("/v1/events/visit-1/reports")

    assert (after.data, after.headers["ETag"]) == (before.data, before.headers["ETag"])


def test_r10_a_parent_is_named_only_while_it_is_public(client, engine):
    said = a_visit(1).replace("kind: visit", "kind: visit\n      part_of: visit-2")
    file_text(engine, HEAD + said + a_visit(2, source="ministry"))

    assert [report["says"].get("part_of") for report in read(client)] == ["visit-2"]
    then = read(client, "/v1/events/visit-1/reports?known_at=2024-05-01")
    assert [report["says"].get("part_of") for report in then] == [None]


def test_report_names_the_source_that_passed_its_source_on_even_without_reports_of_its_own(client, engine):
    passed_on = HEAD.replace("id: wire,", "id: wire, via: ministry,")
    file_text(engine, passed_on + a_visit(1))

    assert [report["via"] for report in read(client)] == ["ministry"]


@pytest.mark.parametrize(("extra", "corrects_is_shown"), [("", True), ("private: true", False)])
def test_r10_a_correction_names_only_a_public_report(client, engine, extra, corrects_is_shown):
    fix = """
  - source: desk
    record: fix
    event: visit-1
    corrects: {report: {source: ministry, record: visit-1}, property: title, reason: A slip}
    says: {title: Right}
"""
    file_text(engine, WITH_DESK + a_visit(1) + a_visit(1, source="ministry", extra=extra) + fix)

    correction = {"report": {"source": "ministry", "record": "visit-1"}, "property": "title", "reason": "A slip"}
    assert read(client)[-1]["corrects"] == (correction if corrects_is_shown else None)


def test_withdrawn_report_can_still_be_read(client, engine):
    file_text(engine, HEAD + a_visit(1) + a_visit(1, source="ministry"))
    with write_session(engine) as session:
        write = Write(recorded_at=now(), author="tests", cause="test")
        withdraw(Work(session, RENDER, write), RecordKey("wire", "visit-1"), "It was another day")

    assert [(report["source"], report["speaks"], report["withdrawn"]) for report in read(client)] == [
        ("wire", False, True),
        ("ministry", True, False),
    ]


def test_reports_of_a_merged_event_are_those_of_the_survivor(client, engine):
    file_text(engine, HEAD + a_visit(1) + a_visit(2, source="ministry"))
    with write_session(engine) as session:
        write = Write(recorded_at=now(), author="tests", cause="test")
        merge_events(Work(session, RENDER, write), "visit-1", "visit-2", "the same")

    moved = client.get("/v1/events/visit-2/reports?known_at=2024-05-03")

    assert (moved.status_code, moved.headers["Location"]) == (308, "/v1/events/visit-1/reports?known_at=2024-05-03")
    assert [report["record"] for report in read(client)] == ["visit-1", "visit-2"]


def test_reports_take_known_at_and_nothing_else(client, engine):
    file_text(engine, HEAD + a_visit(1))

    answer = client.get("/v1/events/visit-1/reports?include=claims")

    assert (answer.status_code, answer.json["errors"]) == (
        422,
        [{"parameter": "include", "detail": "'include' is not a parameter of this address; allowed: known_at"}],
    )


def test_reports_are_read_with_the_same_number_of_statements_however_many_there_are(client, engine):
    file_text(engine, HEAD + a_visit(1) + a_visit(2) + a_visit(2, source="ministry"))
    with statements(engine) as for_one:
        read(client)
    with statements(engine) as for_two:
        read(client, "/v1/events/visit-2/reports")

    assert len(for_one) == len(for_two)
