"""`/oembed`: what a program gets for the address of a page, and which addresses it refuses (oEmbed 1.0)."""

from __future__ import annotations

from html import unescape
from urllib.parse import parse_qs, quote, urlsplit
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from tests.api.documents import HEAD, a_visit, file_text
from tests.api.test_site import Reader, read

BASE = "https://timeline.example.org"
TRIP = "blinken-trip-2023-11"


def asked(client: FlaskClient, page: str, more: str = ""):
    """The answer for the address of a page."""
    return client.get(f"/oembed?url={quote(page, safe='')}{more}")


def frame_of(html: str) -> dict[str, str | None]:
    """The attributes of the frame."""
    return dict(Reader(html).tags)["iframe"]


def test_answer_describes_the_frame(story):
    answer = asked(story, f"{BASE}/people/antony-blinken")
    members = answer.json
    frame = frame_of(members["html"])

    assert (answer.content_type, answer.headers["Access-Control-Allow-Origin"]) == ("application/json", "*")
    assert {name: value for name, value in members.items() if name != "html"} == {
        "version": "1.0", "type": "rich", "title": "Diplomatic timeline: Antony Blinken",
        "provider_name": "Diplomatic timeline", "provider_url": f"{BASE}/", "cache_age": 300,
        "width": 600, "height": 500,
    }  # fmt: skip
    assert frame["src"] == f"{BASE}/embed?person=antony-blinken"
    assert (frame["width"], frame["height"]) == ("600", "500")
    assert frame["title"] == members["title"]
    assert "allow-same-origin" not in (frame["sandbox"] or "")


@pytest.mark.parametrize(
    ("page", "frame"),
    [
        ("/", "/embed"),
        ("", "/embed"),
        ("/?kind=visit&year=2023", "/embed?kind=visit&from=2023-01-01&to=2023-12-31"),
        ("/?country=FR&country=BE&cursor=x", "/embed?country=FR&country=BE"),
        (f"/events/{TRIP}", f"/embed?trip={TRIP}"),
        (f"/trips/{TRIP}#map", f"/embed?trip={TRIP}"),
        ("/people/antony-blinken?known_at=2023-11-28", "/embed?person=antony-blinken&known_at=2023-11-28"),
        ("/organizations/nato", "/embed?organization=nato"),
        ("/places/brussels", "/embed?place=brussels"),
        ("/embed?place=brussels&lang=de&theme=dark", "/embed?place=brussels&lang=de&theme=dark"),
    ],
)
def test_each_page_has_its_frame(story, page, frame):
    answer = asked(story, f"{BASE}{page}")

    assert answer.status_code == 200, answer.text
    assert frame_of(answer.json["html"])["src"] == BASE + frame
    assert story.get(frame).status_code == 200


@pytest.mark.parametrize(
    "page",
    [
        "https://elsewhere.example/people/antony-blinken",
        "https://timeline.example.org.elsewhere.example/",
        "https://timeline.example.org@elsewhere.example/",
        "https://timeline.example.org:8443/",
        "https://[/",
        "https://timeline.example.org]/",
        f"{BASE}/docs",
        f"{BASE}/subscribe",
        f"{BASE}/embed/builder",
        f"{BASE}/v1/events",
        f"{BASE}/people",
        f"{BASE}/people/",
        f"{BASE}/people/nobody-has-this",
        f"{BASE}/people/Antony-Blinken",
        f"{BASE}/people/antony-blinken/x",
        f"{BASE}/people/antony-blinken?theme=dark",
        f"{BASE}/events/nobody-has-this",
        f"{BASE}/?person=nobody-has-this",
        f"{BASE}/?persn=antony-blinken",
        f"{BASE}//people/antony-blinken",
        f"{BASE}/people/%3Cscript%3E",
    ],
)
def test_other_addresses_are_not_found(story, page):
    answer = asked(story, page)

    assert (answer.status_code, answer.json["type"]) == (404, "/problems/not-found")


def test_sizes_stay_within_the_limits_asked(story):
    members = asked(story, f"{BASE}/", "&maxwidth=320&maxheight=10000").json

    assert (members["width"], members["height"]) == (320, 500)
    assert (frame_of(members["html"])["width"], frame_of(members["html"])["height"]) == ("320", "500")


def test_xml_says_the_same(story):
    page = f"{BASE}/?q=%3Cb%3E%26&person=antony-blinken"
    as_json, as_xml = asked(story, page).json, asked(story, page, "&format=xml")
    root = ElementTree.fromstring(as_xml.text)

    assert as_xml.content_type == "text/xml; charset=utf-8"
    assert root.tag == "oembed"
    assert {child.tag: child.text for child in root} == {name: str(value) for name, value in as_json.items()}


@pytest.mark.parametrize("form", ["yaml", "", "JSON"])
def test_another_format_is_not_offered(story, form):
    answer = asked(story, f"{BASE}/", f"&format={form}")

    assert (answer.status_code, answer.json["type"]) == (501, "/problems/format-not-offered")


@pytest.mark.parametrize("query", ["", "?format=xml", "?url=", "?url=javascript:alert(1)", "?url=https://a&maxwidth=0"])
def test_request_without_a_usable_address_is_refused(story, query):
    assert story.get(f"/oembed{query}").status_code == 422


def test_hostile_words_stay_text_in_the_html(client, engine):
    file_text(engine, HEAD + a_visit(1, title='"</iframe><script>alert(1)</script>"'))
    html = asked(client, f"{BASE}/events/visit-1").json["html"]

    assert [tag for tag, _ in Reader(html).tags] == ["iframe"]
    assert "<script>" not in html
    assert "</iframe><script>alert(1)</script>" in unescape(html)


def test_answer_is_not_sent_twice(story):
    first = asked(story, f"{BASE}/")
    second = story.get(f"/oembed?url={quote(BASE + '/', safe='')}", headers={"If-None-Match": first.headers["ETag"]})

    assert (second.status_code, second.data) == (304, b"")


def links(page: Reader) -> dict[str, str]:
    """The address of each form that the page's head offers."""
    found = (attributes for tag, attributes in page.tags if tag == "link" and attributes.get("rel") == "alternate")
    return {one["type"] or "": one["href"] or "" for one in found if "oembed" in (one["type"] or "")}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        f"/events/{TRIP}",
        "/people/antony-blinken",
        f"/trips/{TRIP}",
        "/?kind=visit&topic=&year=2023",
        "/embed?lang=de",
    ],
)
def test_page_leads_to_its_description(story, path):
    found = links(read(story, path))
    page = parse_qs(urlsplit(found["application/json+oembed"]).query)["url"][0]
    answer = story.get(found["application/json+oembed"].removeprefix(BASE))

    assert sorted(found) == ["application/json+oembed", "text/xml+oembed"]
    assert urlsplit(page).path == urlsplit(path).path
    assert answer.status_code == 200
    assert story.get(found["text/xml+oembed"].removeprefix(BASE)).content_type.startswith("text/xml")


@pytest.mark.parametrize("path", ["/docs", "/subscribe", "/problems/not-found"])
def test_page_that_cannot_be_embedded_offers_nothing(story, path):
    assert links(read(story, path)) == {}


def test_missing_page_offers_nothing(story):
    assert links(Reader(story.get("/people/nobody-has-this").text)) == {}


def test_order_of_the_parameters_does_not_change_the_page(story):
    pages = [story.get(path) for path in ("/?kind=visit&country=BE", "/?country=BE&kind=visit")]

    assert pages[0].data == pages[1].data
