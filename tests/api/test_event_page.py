"""The claims on an event's page: how they relate to the shown value, and that nothing is named by its id."""

from __future__ import annotations

import re

from tests.api.documents import HEAD, a_visit, file_text
from tests.api.test_site import Reader, read

OUTCOME_DIFFERS = "the plan; the outcome differs"
RECORD = """
  - source: record
    record: visit-1
    event: visit-1
    says:
      kind: visit
      status: completed
      when: {edtf: "2024-05-01"}
      participants: [{who: ada, role: traveller, presence: attended}]
"""
SOURCES = HEAD.replace(
    "reports:", "  - {id: record, publisher: Record, tier: record, published_at: 2024-05-20, via: wire}\nreports:"
)


def properties(client, address: str) -> dict[str, str]:
    """The text of each property's claims by its heading."""
    parts = re.split(r"<h3 dir=\"auto\">(.*?)</h3>", client.get(address).text)[1:]
    return {
        name: Reader(text.partition("<section")[0]).text for name, text in zip(parts[::2], parts[1::2], strict=True)
    }


def test_plan_that_came_true_was_only_said_beforehand(client, engine):
    file_text(engine, SOURCES + a_visit(1) + RECORD)
    shown = properties(client, "/events/visit-1")

    assert "Announced said beforehand Wire press" in shown["Status"]
    assert "expected said beforehand Wire press" in shown["Ada Example, presence"]
    assert OUTCOME_DIFFERS not in read(client, "/events/visit-1").text


def test_outcome_differs_only_in_the_property_that_deviates(client, engine):
    file_text(engine, SOURCES + a_visit(1) + RECORD.replace("2024-05-01", "2024-05-03"))
    shown = properties(client, "/events/visit-1")

    assert f"1 May 2024 {OUTCOME_DIFFERS} Wire press" in shown["Date"]
    assert "Announced said beforehand Wire press" in shown["Status"]


def test_place_that_the_outcome_refines_is_not_a_deviation(story):
    shown = properties(story, "/events/blinken-visit-israel-2023-11")

    assert "Israel said beforehand" in shown["Place"]
    assert OUTCOME_DIFFERS not in shown["Place"]


def test_trip_that_moved_says_that_the_outcome_differs(story):
    shown = properties(story, "/events/blinken-trip-2023-11")

    assert OUTCOME_DIFFERS in shown["Date"]
    assert OUTCOME_DIFFERS not in shown["Status"]


def test_claimed_parent_is_named_by_its_title_and_links_to_its_page(story):
    html = story.get("/events/blinken-visit-israel-2023-11").text

    assert '<a href="/events/blinken-trip-2023-11">US Secretary of State&#39;s trip' in html
    assert "blinken-trip-2023-11" not in Reader(html).text.partition("Subscribe Address of")[0]


def test_source_that_passed_a_report_on_is_named_by_its_publisher_and_links_to_its_events(client, engine):
    file_text(engine, SOURCES + a_visit(1) + RECORD)
    page = read(client, "/events/visit-1")

    assert "passed on by Wire" in page.text
    assert "/?source=wire" in page.addresses()
    assert "1 event" in read(client, "/?source=wire").text


def test_passing_source_without_a_public_event_has_no_link(client, engine):
    file_text(engine, SOURCES + RECORD.replace("when:", "title: A visit\n      when:"))
    page = read(client, "/events/visit-1")

    assert "passed on by Wire" in page.text
    assert "/?source=wire" not in page.addresses()


def test_passing_source_whose_id_fits_no_address_has_no_link(client, engine):
    odd = SOURCES.replace("id: wire", "id: The Wire 1").replace("via: wire", "via: The Wire 1")
    file_text(engine, odd + a_visit(1, source="The Wire 1") + RECORD)
    page = read(client, "/events/visit-1")

    assert "passed on by Wire" in page.text
    assert [address for address in page.addresses() if address.startswith("/?source=")] == []


def test_hostile_title_of_a_parent_stays_text(client, engine):
    whole = a_visit(1, title='"<img src=x onerror=alert(1)>"')
    file_text(engine, HEAD + whole + a_visit(2).replace("kind: visit", "kind: visit\n      part_of: visit-1"))
    page = read(client, "/events/visit-2")

    assert page.text.count("<img src=x onerror=alert(1)>") == 3
    assert [tag for tag, _ in page.tags if tag == "img"] == []
