"""The pages: what they show without JavaScript, and that source text stays text."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from tests.api.documents import HEAD, a_visit, file_text, visits

TRIP = "/events/blinken-trip-2023-11"


class Reader(HTMLParser):
    """The visible text of a page, its addresses, its elements, and what is crossed out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.struck: list[str] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag in ("s", "script"):
            self._open.append(tag)

    def handle_endtag(self, tag):
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data):
        if "script" not in self._open:
            self.texts.append(data)
        if "s" in self._open:
            self.struck.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split()).replace(" ,", ",")

    def addresses(self) -> list[str]:
        return [attributes["href"] or "" for tag, attributes in self.tags if tag == "a" and "href" in attributes]


def read(client, address: str) -> Reader:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return Reader(answer.text)


def test_story_shows_months_dates_in_words_places_and_sources(story):
    page = read(story, "/").text

    assert "November 2023" in page
    assert "NATO foreign ministers' meeting" in page
    assert "from 22 November 2023, end not known" in page
    assert "Brussels, Belgium" in page
    assert "Office of the Historian, US Department of State" in page


def test_story_says_what_was_planned_and_what_took_place(story):
    assert "Planned 27 November to 2 December 2023, took place 28 November to 1 December 2023" in read(story, "/").text


def test_story_shows_both_corrections_as_corrected(story):
    page = read(story, "/")

    assert any("50 Palestinians held by Israel" in text for text in page.struck)
    assert "Hamas" in page.struck
    assert "The article swaps the two sides." in page.text


def test_trip_lists_its_stops_in_order(story):
    assert "5 stops: Brussels, Skopje, Tel Aviv, Ramallah, Dubai" in read(story, "/").text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 18), ("?kind=trip", 1), ("?country=BE", 4), ("?year=1999", 1), ("?person=antony-blinken&kind=visit", 6),
        ("?person=&country=&kind=&year=", 18),
    ],
)  # fmt: skip
def test_filters_of_the_story(story, query, count):
    assert f" {count} event" in read(story, f"/{query}").text


def test_story_of_a_past_day_says_so(story):
    page = read(story, "/?known_at=2023-11-24").text

    assert "This is what was publicly known on 24 November 2023" in page
    assert "US Secretary of State's trip" not in page
    assert "NATO foreign ministers' meeting" in page


def test_story_offers_the_address_to_copy_first_and_then_the_programs(story):
    page = read(story, "/")
    address = next(attributes for tag, attributes in page.tags if tag == "input" and attributes.get("id") == "feed-url")
    ways = [a for a in page.addresses() if "calendars" in a]

    assert address["value"] == "https://timeline.example.org/calendars/all.ics"
    assert [way.partition(":")[0] for way in ways] == ["https", "webcal", "https"]
    assert "Google looks only every 4 to 24 hours" in page.text
    assert '<diplomatic-timeline src="https://timeline.example.org/v1/events">' in page.text


def test_filtered_story_subscribes_to_what_is_shown(story):
    page = read(story, "/?kind=visit&year=2023")
    address = next(attributes for tag, attributes in page.tags if attributes.get("id") == "feed-url")

    assert address["value"] == (
        "https://timeline.example.org/v1/events.ics?kind=visit&from=2023-01-01&to=2023-12-31"
    )  # fmt: skip


def test_event_shows_every_claim_with_its_origin_and_relation(story):
    page = read(story, TRIP).text

    assert "the plan; the outcome differs" in page
    assert "attributed to Matthew Miller" in page
    assert "paragraph 1" in page
    assert "“forthcoming”, as of 27 November 2023" in page


def test_event_links_its_earlier_states(story):
    past = [address for address in read(story, TRIP).addresses() if "known_at=" in address]

    assert len(past) >= 3
    assert "Announced" in read(story, past[0]).text
    assert "publicly known on 27 November 2023" in read(story, past[0]).text


def test_event_describes_itself_to_search_engines(story):
    html = story.get(TRIP).text
    described = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[0])

    assert described["@type"] == "Event"
    assert described["startDate"] == "2023-11-28"
    assert described["endDate"] == "2023-12-01"
    assert described["location"][0]["name"] == "Brussels, Belgium"


def test_event_without_exact_days_claims_none_to_search_engines(story):
    html = story.get("/events/gaza-pause-second-phase-2023-11").text
    described = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[0])

    assert not {"startDate", "endDate"} & set(described)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/people/antony-blinken", "Secretary of State, United States"),
        ("/organizations/nato", "NATO"),
        ("/places/skopje", "OSCE Ministerial Council"),
        ("/trips/blinken-trip-2023-11", "US Secretary of State visits Dubai"),
    ],
)
def test_page_of_one_thing_shows_its_events(story, address, words):
    assert words in read(story, address).text


def test_every_link_of_the_site_leads_somewhere(story):
    seen: set[str] = set()
    waiting = ["/"]
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in seen or not address.startswith("/") or "known_at" in address:
            continue
        seen.add(address)
        answer = story.get(address)
        assert answer.status_code == 200, address
        if answer.content_type.startswith("text/html"):
            waiting += Reader(answer.text).addresses()

    assert len(seen) > 50


@pytest.mark.parametrize("address", ["/", TRIP, "/embed"])
def test_page_has_no_inline_script_or_style(story, address):
    page = read(story, address)

    for tag, attributes in page.tags:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        if tag == "script":
            assert attributes.get("src") or attributes["type"] == "application/ld+json"
        assert tag != "style"


def test_frame_contains_the_widget_and_the_events_as_plain_html(story):
    page = read(story, "/embed?kind=visit")
    element = next(attributes for tag, attributes in page.tags if tag == "diplomatic-timeline")

    assert element["src"] == "/v1/events?kind=visit"
    assert "US Secretary of State visits Skopje" in page.text


def test_long_story_continues_on_a_second_page(client, engine):
    file_text(engine, HEAD + "".join(a_visit(1 + n % 28).replace(f"visit-{1 + n % 28}", f"v-{n}") for n in range(230)))

    first = read(client, "/?sort=start")
    later = next(address for address in first.addresses() if "cursor=" in address)

    assert "230 events" in first.text
    assert read(client, later).text.count("Part of") == 0
    assert len([a for a in first.addresses() + read(client, later).addresses() if a.startswith("/events/v-")]) == 230


HOSTILE = (
    "<script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    "\\u0022><svg/onload=alert(1)>",
    "{{7*7}} ${7*7} </script><script>alert(2)</script>",
    "' onmouseover='alert(1)",
)


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_title_stays_text_on_every_page(client, engine, title):
    file_text(engine, HEAD + a_visit(1, title=f'"{title}"'))
    shown = title.replace("\\u0022", '"')

    for address in ("/", "/events/visit-1", "/people/ada", "/places/vienna", "/embed"):
        page = read(client, address)
        assert shown in page.text
        assert [attributes for tag, attributes in page.tags if tag == "img"] == []
        scripts = [attributes for tag, attributes in page.tags if tag == "script"]
        assert all(attributes.get("src") or attributes["type"] == "application/ld+json" for attributes in scripts)
        assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)


def test_empty_service_has_a_page(client):
    assert "0 events" in read(client, "/").text


def test_unknown_parameter_of_a_page_is_reported_on_a_page(client, engine):
    file_text(engine, visits(1))
    answer = client.get("/?persn=ada")

    assert answer.status_code == 422
    assert "persn" in Reader(answer.text).text
    assert "allowed: from, to, person" in Reader(answer.text).text
