"""What every page tells search engines, feed readers and previews; `/robots.txt` and `/sitemap.xml`."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.api.documents import HEAD, a_visit, file_text
from tests.api.test_site import Reader, read

BASE = "https://timeline.example.org"
PAGES = (
    "/", "/?kind=visit", "/events/blinken-trip-2023-11", "/people/antony-blinken", "/organizations/nato",
    "/places/skopje", "/topics/hostages", "/sources/tass-2023-11-27", "/trips/blinken-trip-2023-11", "/people",
    "/organizations", "/places", "/topics", "/sources", "/changes", "/statistics", "/subscribe", "/docs",
    "/problems/event-not-found",
)  # fmt: skip


def head_of(client, address: str) -> dict[str, str]:
    """The named values of the head: meta elements, and links by their relation or media type."""
    found: dict[str, str] = {}
    for tag, attributes in read(client, address).tags:
        name = attributes.get("name") or attributes.get("property")
        if tag == "meta" and name:
            found[name] = attributes["content"] or ""
        if tag == "link" and attributes.get("rel") in ("canonical", "alternate"):
            found[attributes.get("type") or "canonical"] = attributes["href"] or ""
    return found


def described(client, address: str) -> dict[str, Any]:
    html = client.get(address).text
    found: dict[str, Any] = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[0])
    return found


@pytest.mark.parametrize("address", PAGES)
def test_every_page_describes_itself(story, address):
    head = head_of(story, address)
    title = re.findall(r"<title>(.*?)</title>", story.get(address).text, re.S)[0]

    assert head["canonical"] == head["og:url"] == BASE + address.partition("?")[0]
    assert len(head["description"]) > 40
    assert head["description"] == head["og:description"]
    assert head["og:title"] == Reader(title).text
    assert described(story, address)["@context"] == "https://schema.org"


@pytest.mark.parametrize("address", sorted(set(PAGES) - {"/subscribe"}))
def test_every_page_leads_to_an_atom_feed_and_a_calendar(story, address):
    head = head_of(story, address)

    for media_type in ("application/atom+xml", "text/calendar"):
        feed = story.get(head[media_type].removeprefix(BASE))
        assert (feed.status_code, feed.mimetype) == (200, media_type)


def test_descriptions_of_pages_differ(story):
    descriptions = [head_of(story, address)["description"] for address in PAGES if address != "/?kind=visit"]

    assert len(set(descriptions)) == len(descriptions)


def test_description_of_an_event_says_what_when_where_and_how_sure(story):
    description = head_of(story, "/events/nato-foreign-ministers-2023-11")["description"]

    assert description.startswith(
        "Ministerial meeting, 28 to 29 November 2023, Brussels, Belgium. Completed, 4 sources: official, press, record."
    )


def test_page_of_a_person_names_its_subject(story):
    assert described(story, "/people/antony-blinken")["mainEntity"] == {
        "@type": "Person",
        "name": "Antony Blinken",
        "url": f"{BASE}/people/antony-blinken",
    }


@pytest.mark.parametrize("address", ["/events/visit-1", "/people/ada", "/places/vienna"])
def test_hostile_words_stay_text_in_the_head(client, engine, address):
    file_text(engine, HEAD + a_visit(1, title='"</script><script>alert(1)</script> \\u0022 onload=x"'))

    assert described(client, address)["@context"] == "https://schema.org"
    assert not any("onload" in attributes for _, attributes in read(client, address).tags)


def test_page_that_is_not_there_tells_search_engines_nothing(story):
    page = Reader(story.get("/events/nope").text)

    assert ("meta", {"name": "robots", "content": "noindex"}) in page.tags
    assert not any(attributes.get("rel") in ("canonical", "alternate") for _, attributes in page.tags)


def test_robots_name_the_site_map(story):
    answer = story.get("/robots.txt")

    assert answer.mimetype == "text/plain"
    assert f"Sitemap: {BASE}/sitemap.xml" in answer.text.splitlines()
    assert "Disallow: /v1/" in answer.text.splitlines()


def test_site_map_has_every_page_that_is_there_and_no_other(story):
    root = ET.fromstring(story.get("/sitemap.xml").data)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    pages = [(url.findtext(f"{space}loc") or "").removeprefix(BASE) for url in root]
    events = story.get("/v1/events?limit=200").get_json()["events"]

    assert len(set(pages)) == len(pages)
    assert {f"/events/{event['slug']}" for event in events} == {page for page in pages if page.startswith("/events/")}
    assert {page for page in PAGES if "?" not in page and not page.startswith("/problems")} <= set(pages)
    assert [page for page in pages if story.get(page).status_code != 200] == []


def test_site_map_tells_when_an_event_changed(client, engine):
    file_text(engine, HEAD + a_visit(1))

    assert f"<loc>{BASE}/events/visit-1</loc><lastmod>2024-06-01</lastmod>" in client.get("/sitemap.xml").text
