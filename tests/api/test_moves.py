"""Postponed and moved events stay findable: filters, calendars, JSON-LD and the page tell the move."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from tests.api.writing import Writer, a_report
from timeline.store.engine.sessions import Engine


def again(number: int, day: str, **says: Any) -> dict[str, Any]:
    """A later report of the same publisher on the visit."""
    return a_report(number, published_at=day, says=says) | {"record": f"later-{number}-{day}"}


@pytest.fixture
def writer(engine: Engine) -> Writer:
    """Visit 1 is postponed without a day, visit 2 is moved, visit 3 stays."""
    made = Writer.over(engine)
    made.file(
        *(a_report(number, published_at="2024-03-01") for number in (1, 2, 3)),
        again(1, "2024-04-01", status="postponed", when={"edtf": None}),
        again(2, "2024-04-01", when={"edtf": "2024-08-20"}),
    )
    return made


def found(writer: Writer, query: str) -> list[str]:
    return [event["slug"] for event in writer.client.get(f"/v1/events?{query}").json["events"]]


def test_postponed_event_stays_on_its_last_exact_day(writer: Writer):
    event = writer.client.get("/v1/events/visit-1").json

    assert (event["status"], event["when"]["edtf"], event["postponed_from"]) == ("postponed", None, "2024-05-01")
    assert found(writer, "from=2024-05-01&to=2024-05-01") == ["visit-1"]
    feed = writer.client.get("/v1/events.ics?from=2024-01-01").text
    entry = next(part for part in feed.split("BEGIN:VEVENT") if "Visit 1" in part)
    assert "DTSTART;VALUE=DATE:20240501" in entry
    assert "SUMMARY:Postponed: Visit 1" in entry
    assert "STATUS:TENTATIVE" in entry
    assert "Postponed from 1 May 2024" in writer.client.get("/events/visit-1").text


def test_moved_event_is_found_and_tells_where_it_was(writer: Writer):
    event = writer.client.get("/v1/events/visit-2").json

    assert event["moved"] == [{"from": "2024-05-02", "to": "2024-08-20", "known_from": "2024-04-01T00:00:00Z"}]
    assert found(writer, "moved=true") == found(writer, "deviated=true") == ["visit-2"]
    assert found(writer, "moved=false") == ["visit-1", "visit-3"]
    assert "Moved from 2 May 2024 to 20 August 2024" in writer.client.get("/events/visit-2").text


def test_schema_org_names_the_earlier_start(writer: Writer):
    described = {}
    for slug in ("visit-1", "visit-2"):
        (described[slug],) = orjson.loads(writer.client.get(f"/v1/events/{slug}.jsonld").data)["@graph"]

    assert described["visit-1"]["eventStatus"] == "https://schema.org/EventPostponed"
    assert described["visit-1"]["previousStartDate"] == described["visit-1"]["startDate"] == "2024-05-01"
    assert described["visit-2"]["eventStatus"] == "https://schema.org/EventRescheduled"
    assert (described["visit-2"]["previousStartDate"], described["visit-2"]["startDate"]) == (
        "2024-05-02",
        "2024-08-20",
    )


def test_open_end_of_an_old_report_is_not_upcoming(writer: Writer):
    writer.file(
        a_report(7, says={"when": {"edtf": "2024-05-07/.."}, "status": "reported"}),
        a_report(8, says={"when": {"edtf": "2024-05-08/.."}, "status": "under-way"}),
    )

    assert found(writer, "from=2026-01-01") == ["visit-8"]
    assert "visit-7" in found(writer, "from=2024-05-07&to=2024-05-07")


def test_what_is_cancelled_after_its_postponement_is_cancelled_in_calendars_too(writer: Writer):
    writer.file(again(1, "2024-04-09", status="cancelled", when={"edtf": None}))

    event = writer.client.get("/v1/events/visit-1").json
    assert (event["status"], event["when"]["edtf"], event["postponed_from"]) == ("cancelled", None, "2024-05-01")
    assert found(writer, "from=2024-05-01&to=2024-05-01") == ["visit-1"]
    feed = writer.client.get("/v1/events.ics?from=2024-01-01").text
    entry = next(part for part in feed.split("BEGIN:VEVENT") if "Visit 1" in part)
    assert "DTSTART;VALUE=DATE:20240501" in entry
    assert "STATUS:CANCELLED" in entry
