"""The pages that list names, changes and numbers, and the pages of a topic, a source and a person."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from tests.api.documents import HEAD, a_visit, file_text
from tests.api.test_site import Reader, read

LISTS = ("people", "organizations", "places", "topics", "sources")


def rows(client, address: str, number: int = 0) -> dict[str, list[str]]:
    """The cells of a table of the page by the text of each row's heading."""
    table = re.findall(r"<table class=\"numbers.*?</table>", client.get(address).text, re.S)[number]
    found = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', table, re.S)
    return {
        Reader(head).text: [Reader(cell).text for cell in re.findall(r"<td>.*?</td>", rest)] for head, rest in found
    }


@pytest.mark.parametrize("name", LISTS)
def test_list_has_each_public_name_with_the_count_of_the_api(story, name):
    entries = story.get(f"/v1/{name}?limit=200").get_json()[name]
    page = read(story, f"/{name}")

    shown = {address.rpartition("/")[2] for address in page.addresses() if address.startswith(f"/{name}/")}
    assert shown == {entry.get("slug") or entry["id"] for entry in entries}
    assert sorted(int(cells[0]) for cells in rows(story, f"/{name}").values()) == sorted(
        entry["events"] for entry in entries
    )
    assert f"{len(entries)} {name}" in page.text


def test_search_finds_beginnings_of_words_without_accents(story):
    assert list(rows(story, "/people?q=kovac")) == ["Dimitar Kovačevski Prime Minister, North Macedonia"]


def test_search_without_a_match_leads_to_all_names_and_to_the_events(story):
    page = read(story, "/places?q=atlantis")

    assert "No name matches" in page.text
    assert {"/places", "/?q=atlantis"} <= set(page.addresses())


def test_search_field_suggests_the_names_without_a_script(story):
    page = read(story, "/people")
    field = next(attributes for tag, attributes in page.tags if attributes.get("id") == "name-q")
    options = [attributes["value"] for tag, attributes in page.tags if tag == "option"]

    assert ("datalist", {"id": field["list"]}) in page.tags
    assert "Antony Blinken" in options


@pytest.mark.parametrize(
    ("address", "kind", "title"),
    [("/topics/hostages", "Topic", "Hostages"), ("/sources/tass-2023-11-27", "Source", "TASS")],
)
def test_topic_and_source_have_pages_with_their_events(story, address, kind, title):
    page = read(story, address).text

    assert f"{kind} {title}" in page
    assert "Exchange of hostages and prisoners" in page


@pytest.mark.parametrize("address", ["/topics/nothing", "/sources/nothing", "/topics/nato/x"])
def test_unknown_topic_or_source_has_no_page(story, address):
    assert story.get(address).status_code == 404


def test_page_of_a_source_tells_what_it_is(story):
    page = read(story, "/sources/tass-2023-11-27").text

    assert "Wire article on the Secretary of State's coming trip, press 27 November 2023" in page


def test_source_whose_id_is_no_slug_has_a_page(client, engine):
    file_text(engine, HEAD.replace("id: wire", "id: wire.v1~a") + a_visit(1, source="wire.v1~a"))
    address = next(one for one in read(client, "/sources").addresses() if one.startswith("/sources/"))

    assert "1 event" in read(client, address).text


def test_api_names_the_page_of_a_topic(story):
    links = story.get("/v1/topics/hostages").get_json()["links"]

    assert links["html"] == "https://timeline.example.org/topics/hostages"


def test_person_page_counts_trips_and_countries_as_the_statistics_do(story):
    counted = story.get("/v1/statistics?group_by=country&unit=stays&person=antony-blinken").get_json()["rows"]

    assert rows(story, "/people/antony-blinken", 0) == {"2023": ["1"]}
    assert rows(story, "/people/antony-blinken", 1) == {row["label"]: [str(row["value"])] for row in counted}


def test_person_page_labels_who_was_there_as_co_presence(story):
    met = rows(story, "/people/antony-blinken", 2)
    page = read(story, "/people/antony-blinken").text

    assert met["Jens Stoltenberg"][1] == "29 November 2023"
    assert "It does not say that they met." in page
    query = "person=antony-blinken&person=jens-stoltenberg"
    assert int(met["Jens Stoltenberg"][0]) == len(story.get(f"/v1/copresence?{query}").get_json()["copresence"])


def test_person_alone_has_no_table_of_others(client, engine):
    file_text(engine, HEAD + a_visit(1))

    assert "At the same place" not in read(client, "/people/ada").text


def test_changes_tell_the_newest_first_with_their_source(client, engine):
    file_text(engine, HEAD + a_visit(1))
    file_text(engine, HEAD + a_visit(2), recorded_at=datetime(2024, 6, 2, tzinfo=UTC))
    page = read(client, "/changes")

    assert [one for one in page.addresses() if one.startswith("/events/")] == [
        "/events/visit-2#history",
        "/events/visit-1#history",
    ]
    assert "2 June 2024 00:00 UTC Visit 2 On 1 May 2024 Wire announced “Visit 2”" in page.text


def test_older_changes_are_on_further_pages(client, engine):
    many = (a_visit(1 + n % 28).replace(f"visit-{1 + n % 28}", f"v-{n}") for n in range(70))
    file_text(engine, HEAD + "".join(many))

    address, seen = "/changes", []
    while address:
        page = read(client, address)
        seen += [one for one in page.addresses() if one.startswith("/events/")]
        address = next((one for one in page.addresses() if one.startswith("/changes?before=")), "")

    assert len(seen) == len(set(seen)) == 70


def test_changes_of_an_empty_service_say_so(client):
    assert "Nothing has changed yet" in read(client, "/changes").text


@pytest.mark.parametrize(
    "query", ["group_by=country", "group_by=person&unit=days", "group_by=year&unit=trips", "group_by=kind&country=BE"]
)
def test_statistics_show_the_numbers_of_the_api(story, query):
    counted = story.get(f"/v1/statistics?{query}").get_json()["rows"]

    assert rows(story, f"/statistics?{query}") == {row["label"]: [str(row["value"])] for row in counted}
    assert f"/v1/statistics?{query}" in "".join(read(story, f"/statistics?{query}").addresses()) or "unit" not in query


def test_statistics_of_a_year_lead_to_the_same_numbers_in_the_api(story):
    page = read(story, "/statistics?group_by=kind&year=2023")
    api = next(one for one in page.addresses() if one.startswith("/v1/statistics"))
    counted = story.get(api).get_json()["rows"]

    assert rows(story, "/statistics?group_by=kind&year=2023") == {row["label"]: [str(row["value"])] for row in counted}


def test_row_of_the_statistics_leads_to_as_many_events(story):
    page = read(story, "/statistics?group_by=country")
    address = next(one for one in page.addresses() if one == "/?country=BE")

    assert f"{rows(story, '/statistics')['Belgium'][0]} events" in read(story, address).text


@pytest.mark.parametrize("address", ["/", "/people", "/events/blinken-trip-2023-11", "/docs"])
def test_every_page_leads_to_the_lists(story, address):
    assert {f"/{name}" for name in (*LISTS, "changes", "statistics")} <= set(read(story, address).addresses())
