"""Two events that turned out to be one: what a subscriber of the one that was merged away gets."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.journeys.test_subscriber import Subscriber, entries_of, subscriber
from tests.octet_linter import faults_of

__all__ = ["subscriber"]

FIRST = "kind: visit, status: announced, title: Visit to Rabat, when: {edtf: 2025-07-01}, where: [brussels]"
SECOND = "kind: visit, status: announced, title: Trip to Morocco, when: {edtf: 2025-07-02}, where: [brussels]"


@pytest.fixture
def merged(subscriber: Subscriber) -> Subscriber:
    """A subscriber after the event "morocco" was merged into "rabat"."""
    subscriber.file(FIRST, record="first", event="rabat", source="ministry")
    subscriber.next_day()
    subscriber.file(SECOND, record="second", event="morocco", source="ministry")
    subscriber.next_day()
    subscriber.merge("rabat", "morocco")
    return subscriber


def entry_of(feed: str, event_id: str) -> dict[str, str]:
    """The properties of one entry by their names."""
    (lines,) = (lines for uid, lines in entries_of(feed).items() if uid.startswith(f"UID:{event_id}@"))
    return {line.partition(":")[0]: line.partition(":")[2] for line in lines}


def merged_id(reader: Subscriber) -> str:
    feed = reader.client.get("/calendars/all.ics").text
    (uid,) = (
        uid for uid, lines in entries_of(feed).items() if any(line.startswith("SUMMARY:Merged") for line in lines)
    )
    return uid.removeprefix("UID:").partition("@")[0]


@pytest.mark.parametrize("feed", ["/calendars/all.ics", "/calendars/all/2025.ics", "/v1/events.ics?place=brussels"])
def test_merged_event_leaves_an_entry_that_names_the_survivor(merged: Subscriber, feed: str):
    survivor = merged.client.get("/v1/events/rabat").get_json()
    response = merged.client.get(feed)
    entry = entry_of(response.text, merged_id(merged))

    assert faults_of(response.data) == []
    assert [entry[name] for name in ("SUMMARY", "STATUS", "URL", "RELATED-TO", "DTSTART;VALUE=DATE")] == [
        f"Merged into {survivor['title']}",
        "CANCELLED",
        "https://timeline.example.org/events/rabat",
        f"{survivor['id']}@timeline.example.org",
        "20250702",
    ]
    assert "https://timeline.example.org/events/rabat" in entry["DESCRIPTION"]
    assert "ithdrawn" not in response.text


def test_file_of_a_merged_event_has_the_survivor_and_the_old_entry(merged: Subscriber):
    event_id = merged_id(merged)
    survivor = merged.client.get("/v1/events/rabat").get_json()

    for address in (f"/v1/events/{event_id}.ics", "/v1/events/morocco.ics"):
        response = merged.client.get(address)
        found = entries_of(response.text)
        assert (response.status_code, len(found)) == (200, 2)
        assert entry_of(response.text, survivor["id"])["SUMMARY"] == survivor["title"]
        assert entry_of(response.text, event_id)["SUMMARY"].startswith("Merged into ")
        assert f"SOURCE:https://timeline.example.org{address}" in response.text.replace("\r\n ", "")
    assert merged.client.get(f"/v1/events/{event_id}").status_code == 308


def test_entry_of_a_merged_event_follows_the_title_of_its_survivor(merged: Subscriber):
    event_id = merged_id(merged)
    before = merged.client.get("/calendars/all.ics")
    merged.next_day()
    merged.file(FIRST.replace("Rabat", "Tangier"), record="first", event="rabat", source="ministry")
    merged.file(SECOND.replace("Morocco", "Tangier"), record="second", event="rabat", source="ministry")

    after = merged.client.get("/calendars/all.ics")

    assert "Tangier" in entry_of(after.text, event_id)["SUMMARY"]
    assert entry_of(after.text, event_id)["DTSTAMP"] > entry_of(before.text, event_id)["DTSTAMP"]


def test_entry_of_a_merged_event_says_nothing_once_its_survivor_is_private(merged: Subscriber):
    event_id = merged_id(merged)
    merged.next_day()
    merged.file(FIRST, record="first", event="rabat", source="ministry", private="true")
    merged.file(SECOND, record="second", event="rabat", source="ministry", private="true")

    feed = merged.client.get("/calendars/all.ics").text

    assert entry_of(feed, event_id)["SUMMARY"] == "No longer available"
    assert "rabat" not in feed.lower()
    assert merged.client.get("/v1/events/morocco").status_code == 410


def test_entry_of_a_merged_event_leaves_feeds_after_90_days_and_stays_in_its_own_file(merged: Subscriber):
    merged.now += timedelta(days=91)

    assert "Merged into" not in merged.client.get("/calendars/all/2025.ics").text
    assert "Merged into" in merged.client.get("/v1/events/morocco.ics").text
