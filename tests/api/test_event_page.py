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
    """Every source's claims on each property, by its heading: the value and how it relates to what is shown."""
    html = client.get(address).text
    table = html[html.index('<table class="says">') : html.index("</table>")]
    found: dict[str, list[str]] = {}
    for label, claim in re.findall(r'<dt dir="auto">(.*?)</dt><dd>(.*?)</dd>', table, re.S):
        found.setdefault(label, []).append(Reader(claim).text)
    return {label: " | ".join(claims) for label, claims in found.items()}


def rows(client, address: str) -> dict[str, list[str]]:
    """Of each source's row the claims that differ and the counts of those that are folded."""
    html = client.get(address).text
    table = html[html.index("<tbody>") : html.index("</tbody>")]
    return {
        Reader(row.partition('<span class="claim-origin">')[0]).text: [
            *(Reader(label).text for label in re.findall(r"<dt.*?</dt>", row.partition("<details>")[0])),
            *re.findall(r"<summary>(.*?)</summary>", row),
        ]
        for row in table.split("<tr>")[1:]
    }


def test_plan_that_came_true_was_only_said_beforehand(client, engine):
    file_text(engine, SOURCES + a_visit(1) + RECORD)
    shown = properties(client, "/events/visit-1")

    assert "Announced said beforehand" in shown["Status"]
    assert "expected said beforehand" in shown["Ada Example, presence"]
    assert OUTCOME_DIFFERS not in read(client, "/events/visit-1").text


def test_outcome_differs_only_in_the_property_that_deviates(client, engine):
    file_text(engine, SOURCES + a_visit(1) + RECORD.replace("2024-05-01", "2024-05-03"))
    shown = properties(client, "/events/visit-1")

    assert f"1 May 2024 {OUTCOME_DIFFERS}" in shown["Date"]
    assert "Announced said beforehand" in shown["Status"]


def test_claims_stand_in_one_row_for_each_source_and_those_that_agree_are_a_count(client, engine):
    file_text(engine, SOURCES + a_visit(1) + RECORD.replace("2024-05-01", "2024-05-03"))

    assert rows(client, "/events/visit-1") == {
        "Record": ["6 claims agree with what is shown"],
        "Wire": ["Date", "7 claims agree with what is shown"],
    }


def test_event_of_twenty_sources_shows_eight_and_those_that_differ(client, engine):
    wires = [f"w{number}" for number in range(20)]
    declared = "".join(f"  - {{id: {w}, publisher: {w}, tier: press, published_at: 2024-05-01}}\n" for w in wires)
    told = "".join(a_visit(1, source=wire) for wire in wires).replace("2024-05-01", "2024-05-09", 1)
    file_text(engine, HEAD.replace("reports:\n", f"{declared}reports:\n") + told)
    html = client.get("/events/visit-1").text
    shown = html[html.index("<tbody>") : html.index("</tbody>")]

    assert "more that agree with what is shown" in html
    assert "<bdi>w0</bdi>" in shown  # the one with another day
    assert 8 <= shown.count("<tr>") <= 9
    assert len(re.findall(r"<tr>", html)) == 22  # with the heads of both tables


def test_many_participants_are_folded_after_the_first_ones(client, engine):
    people = [f"p{number}" for number in range(12)]
    declared = "people: [" + ", ".join(f"{{slug: {one}, name: {one.upper()}}}" for one in people) + "]\n"
    members = ", ".join(f"{{who: {one}}}" for one in people)
    says = f"{{kind: summit, title: All, when: {{edtf: 2024-05-01}}, participants: [{members}]}}"
    sources = "sources: [{id: wire, publisher: Wire, tier: press, published_at: 2024-05-01}]\n"
    file_text(engine, f"{declared}{sources}reports: [{{source: wire, record: a, event: all, says: {says}}}]")

    assert "P5 4 more P6" in read(client, "/events/all").text


def test_sources_that_agree_bring_no_section_on_differences(client, engine):
    file_text(engine, SOURCES + a_visit(1) + RECORD)
    assert "Where the sources differ" not in read(client, "/events/visit-1").text

    file_text(engine, SOURCES + RECORD.replace("2024-05-01", "2024-05-03"))
    page = read(client, "/events/visit-1").text

    assert f"Where the sources differ Date 3 May 2024 shown Record, 20 May 2024 1 May 2024 {OUTCOME_DIFFERS}" in page


def test_event_page_answers_the_readers_questions_before_anything_else(story):
    page = read(story, "/events/nato-foreign-ministers-2023-11").text
    asked = [page.index(f" {word} ") for word in ("When", "Where", "Who", "Status", "Last change", "Participants")]

    assert asked == sorted(asked)
    assert "Completed 4 sources: official, press, record" in page


def test_history_of_an_event_is_a_story_with_sources(story):
    page = read(story, "/events/blinken-visit-skopje-2023-11").text
    history = page.partition("What was known, and when")[2]

    assert "On 27 November 2023 US Department of State announced “US Secretary of State visits Skopje”" in history
    assert (
        "On 29 November 2023 The Associated Press said that it had taken place ; date now 29 November 2023"
        " (before: between 27 November and 2 December 2023) ; place now Skopje (before: North Macedonia)"
    ) in history


def test_past_state_tells_the_change_that_led_to_it(story):
    page = read(story, "/events/blinken-visit-skopje-2023-11?known_at=2023-11-29").text

    assert "Last change On 29 November 2023 The Associated Press said" in page


def test_source_that_only_confirms_is_no_last_change(story):
    page = read(story, "/events/osce-ministerial-council-2023").text

    assert "On 29 August 2024 Office of the Historian, US Department of State said the same" in page
    assert "Last change On 3 December 2023 bne IntelliNews said that it had taken place" in page


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
