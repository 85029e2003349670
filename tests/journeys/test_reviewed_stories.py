"""Stories that a reviewer told the service: withdrawals, a clock that steps back, offices, hidden names."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.journeys.test_subscriber import Subscriber, entries_of, subscriber, value
from tests.timeline.operations.conftest import report
from timeline.operations.split_event import split_event

__all__ = ["subscriber"]

ANA = "participants: [{who: ana-novak, role: traveller}]"


def get(reader: Subscriber, address: str) -> Any:
    """The JSON at this address."""
    response = reader.client.get(address)
    assert response.status_code == 200, response.text
    return response.get_json()


def test_a_record_withdrawn_earlier_stays_silent_when_the_last_one_is_withdrawn(subscriber: Subscriber):
    subscriber.file(
        "kind: visit, status: announced, title: Right, when: {edtf: 2025-06-12}", record="r", event="ev", source="wire"
    )
    subscriber.next_day()
    subscriber.file("status: confirmed, title: Misread, when: {edtf: 2025-06-15}", record="m", event="ev")
    subscriber.next_day()
    subscriber.withdraw("ministry", "m")
    subscriber.next_day()
    subscriber.withdraw("wire", "r")

    event = get(subscriber, "/v1/events/ev?include=claims")

    assert [event[name] for name in ("status", "title", "contested")] == ["withdrawn", "Right", []]
    assert event["when"]["first_day"] == "2025-06-12"
    assert "SUMMARY:Withdrawn: Right" in subscriber.client.get("/v1/events/ev.ics").text


def test_records_withdrawn_together_are_shown_together(subscriber: Subscriber):
    subscriber.file("kind: visit, title: Right, when: {edtf: 2025-06-12}", record="r", event="ev", source="wire")
    subscriber.file(f"status: announced, {ANA}", record="m", event="ev")
    subscriber.next_day()
    subscriber.withdraw("ministry", "m")
    subscriber.withdraw("wire", "r")

    event = get(subscriber, "/v1/events/ev")

    assert (event["status"], event["title"]) == ("withdrawn", "Right")
    assert [one["who"] for one in event["participants"]] == ["ana-novak"]


def test_changes_never_go_back_in_time_with_the_clock(subscriber: Subscriber):
    def file(title: str, event: str) -> None:
        says = f"kind: meeting, status: announced, title: {title}, when: {{edtf: 2025-06-12}}"
        told = report("ministry", event, says, event=event, published_at="'2025-05-01T10:00:00Z'")
        subscriber.service.file(told, at=subscriber.now)

    subscriber.now += timedelta(hours=5)
    file("First", "clock")
    newest = get(subscriber, "/v1/changes")["changes"][-1]["at"]
    subscriber.now -= timedelta(hours=1)
    file("Second", "clock")
    subscriber.now += timedelta(minutes=10)
    file("Other", "clock-2")
    subscriber.now += timedelta(hours=3)

    changes = get(subscriber, "/v1/changes")["changes"]
    since = get(subscriber, f"/v1/changes?since={newest}")["changes"]
    instants = [datetime.fromisoformat(change["at"]) for change in changes]

    assert instants == sorted(instants)
    assert [change["event"]["title"] for change in since] == ["Second", "Other"]


OFFICE = """
organizations: [{slug: sweden, name: Sweden}]
offices: [{person: ana-novak, office: Minister, body: sweden, first_day: 2025-01-01}]
"""


@pytest.fixture
def in_office(subscriber: Subscriber) -> Subscriber:
    """A subscriber of a minister whose office the catalogue knows."""
    subscriber.service.load(OFFICE.encode(), at=subscriber.now)
    return subscriber


def test_office_is_told_where_the_days_come_from_the_trip(in_office: Subscriber):
    in_office.file(
        f"kind: trip, status: announced, title: T, when: {{edtf: 2025-06-07/2025-06-12}}, {ANA}", record="t", event="t"
    )
    in_office.file(f"kind: visit, status: announced, title: S, part_of: t, {ANA}", record="s", event="s")

    for slug in ("t", "s"):
        assert get(in_office, f"/v1/events/{slug}")["participants"][0]["office"] == "Minister, Sweden"
    assert "Minister\\, Sweden" in in_office.client.get("/v1/events/s.ics").text.replace("\r\n ", "")


def test_office_is_told_of_what_is_postponed_without_a_day(in_office: Subscriber):
    in_office.file(
        f"kind: visit, status: announced, title: V, when: {{edtf: 2025-06-07}}, {ANA}", record="v", event="v"
    )
    in_office.next_day()
    in_office.file(f"kind: visit, status: postponed, title: V, when: {{edtf: null}}, {ANA}", record="v", event="v")

    event = get(in_office, "/v1/events/v")

    assert event["postponed_from"] == "2025-06-07"
    assert event["participants"][0]["office"] == "Minister, Sweden"


HIDDEN = """
people: [{slug: hidden-person, name: Hidden Person}]
places: [{slug: hidden-base, name: Hidden Naval Base, country: ER, time_zone: Africa/Asmara}]
sources: [{id: ministry, publisher: Ministry, tier: official, published_at: 2025-05-01}]
reports:
  - {source: ministry, record: h, event: h, private: PRIVATE, says: {kind: meeting, status: announced, title: Talks,
     when: {edtf: 2025-06-12}, where: [hidden-base], participants: [{who: hidden-person, role: attendee}]}}
"""


@pytest.mark.parametrize(
    "feed",
    [
        "/calendars/countries/ER.ics",
        "/calendars/countries/ER/2025.ics",
        "/calendars/people/hidden-person.ics",
        "/calendars/places/hidden-base.ics",
        "/v1/events.ics?country=ER",
        "/v1/events.ics?person=hidden-person&place=hidden-base",
    ],
)
def test_calendar_of_what_was_made_private_tells_no_name(subscriber: Subscriber, feed: str):
    subscriber.service.load(HIDDEN.replace("PRIVATE", "false").encode(), at=subscriber.now)
    subscriber.next_day()
    before = subscriber.client.get(feed).text
    subscriber.service.load(HIDDEN.replace("PRIVATE", "true").encode(), at=subscriber.now)
    subscriber.next_day()

    after = subscriber.client.get(feed)

    assert "Hidden" in before
    assert after.status_code == 200
    assert "Hidden" not in after.text
    assert "STATUS:CANCELLED" in after.text


VISIT = f"kind: visit, status: announced, title: V, when: {{edtf: 2025-06-12}}, {ANA}"
SECRET_OFFICE = """
organizations: [{slug: sweden, name: Sweden}]
offices: [{person: ana-novak, office: Secret Minister, body: sweden, first_day: 2025-06-12}]
"""
REPORT = """
sources: [{id: ministry, publisher: Ministry, tier: official, published_at: 2025-05-01}]
reports: [{source: ministry, record: secret, event: pub, private: PRIVATE, says: {summary: A secret}}OTHER]
"""
OTHER = ", {source: ministry, record: open, event: open, says: {kind: visit, status: announced, title: Open}}"


@pytest.mark.parametrize("again", ["", SECRET_OFFICE], ids=["alone", "with the office again"])
def test_an_office_goes_with_the_report_that_brought_it(subscriber: Subscriber, again: str):
    def file(names: str, private: str, others: str = "") -> None:
        content = names + REPORT.replace("PRIVATE", private).replace("OTHER", others)
        subscriber.service.load(content.encode(), at=subscriber.now)
        subscriber.next_day()

    def office(address: str = "/v1/events/pub") -> str | None:
        told: str | None = get(subscriber, address)["participants"][0]["office"]
        return told

    subscriber.file(VISIT, record="v", event="pub", source="wire")
    subscriber.next_day()
    file(SECRET_OFFICE, "false")
    before = office()
    file(again, "true")
    events = ("/v1/events/pub", "/v1/events/pub/history", "/v1/events/pub.ics", "/events/pub")
    addresses = (*events, "/v1/people/ana-novak", "/people/ana-novak")

    assert before == "Secret Minister, Sweden"
    assert office() is None
    assert [one for one in addresses if "Secret Minister" in subscriber.client.get(one).text] == []
    assert office("/v1/events/pub?known_at=2025-05-03") is None

    file("", "false")
    assert office() == "Secret Minister, Sweden"


def test_an_office_stays_with_another_report_that_came_with_it(subscriber: Subscriber):
    subscriber.file(VISIT, record="v", event="pub", source="wire")
    for private in ("false", "true"):
        content = SECRET_OFFICE + REPORT.replace("PRIVATE", private).replace("OTHER", OTHER)
        subscriber.service.load(content.encode(), at=subscriber.now)
        subscriber.next_day()

    assert get(subscriber, "/v1/events/pub")["participants"][0]["office"] == "Secret Minister, Sweden"


def test_the_entry_of_a_merged_event_leads_to_what_a_split_made_of_it(subscriber: Subscriber):
    says = "kind: visit, status: announced, title: {}, when: {{edtf: 2025-06-12}}"
    for record, title in (("a", "Visit A"), ("b", "Visit B")):
        subscriber.file(says.format(title), record=f"of-{record}", event=f"ev-{record}", source="wire")
        subscriber.next_day()
    subscriber.merge("ev-a", "ev-b")
    subscriber.next_day()
    merged = subscriber.client.get("/calendars/all.ics").text
    reports = get(subscriber, "/v1/events/ev-a/reports")["reports"]
    of_b = [one["id"] for one in reports if one["record"] == "of-b"]
    subscriber.service.write(
        lambda session: split_event(subscriber.service.work(session, subscriber.now), "ev-a", of_b, "ev-b-again")
    )
    subscriber.next_day()

    entries = entries_of(subscriber.client.get("/calendars/all.ics").text).values()
    (entry,) = [one for one in entries if any(line.startswith("SUMMARY:Merged into") for line in one)]

    assert "SUMMARY:Merged into Visit" in merged
    assert value(entry, "SUMMARY") == "Merged into Visit B"
    assert value(entry, "URL").endswith("/events/ev-b-again")
