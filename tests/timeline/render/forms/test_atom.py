"""Events as a feed: what RFC 4287 requires, and texts that stay texts."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from tests.timeline.render.builders import ministerial
from tests.timeline.render.stored import HEAD, SETTINGS, stored
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Event
from timeline.model.vocabulary import Status
from timeline.render.forms.atom import atom_form
from timeline.render.forms.settings import FormHead
from timeline.render.plain_text import one_line

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://timeline.example.org"


def feed_of(*events: Event, head: FormHead = HEAD, lang: str = "en") -> ElementTree.Element:
    content = b"".join(atom_form([stored(event) for event in events], replace(SETTINGS, lang=lang), head))
    return ElementTree.fromstring(content)


def links_of(parent: ElementTree.Element) -> list[tuple[str | None, str | None, str | None]]:
    return [(link.get("rel"), link.get("type"), link.get("href")) for link in parent.findall(f"{ATOM}link")]


def test_feed_says_what_it_is_and_where_its_pages_are():
    pages = replace(HEAD, first_url=f"{BASE}/first", next_url=f"{BASE}/next?a=1&b=2")
    feed = feed_of(head=pages)

    assert {name: feed.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated")} == {
        "id": "tag:timeline.example.org,2026:/v1/events",
        "title": "Diplomatic timeline",
        "updated": "2026-01-02T03:04:05.000678Z",
    }
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Diplomatic timeline"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert links_of(feed) == [
        ("self", "application/atom+xml", f"{BASE}/v1/events"),
        ("first", "application/atom+xml", f"{BASE}/first"),
        ("next", "application/atom+xml", f"{BASE}/next?a=1&b=2"),
        ("alternate", "text/html", f"{BASE}/"),
        ("license", "text/html", "https://spdx.org/licenses/CC0-1.0.html"),
    ]


def test_entry_describes_the_event_in_plain_words():
    (entry,) = feed_of(ministerial()).findall(f"{ATOM}entry")
    page = f"{BASE}/events/nato-foreign-ministers-2023-11"

    assert {name: entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "published", "updated")} == {
        "id": "tag:timeline.example.org,2026:evt-aaaa",
        "title": "NATO foreign ministers' meeting; first day, second day",
        "published": "2023-10-23T00:00:00Z",
        "updated": "2026-01-02T03:04:05.000678Z",
    }
    assert (entry.findtext(f"{ATOM}summary") or "").split("\n") == [
        "28 to 29 November 2023",
        "Brussels, Belgium",
        "",
        "Status: Completed",
        "",
        "First council.",
        "Second line.",
        "",
        "Participants:",
        "- Antony Blinken (Secretary of State, United States) – attended",
        "",
        "Sources disagree on: status",
        "Planned date: 27 November to 3 December 2023; as it took place: 28 to 29 November 2023",
        "",
        "Sources:",
        "- NATO (official, 23 October 2023)",
    ]
    assert links_of(entry) == [
        ("alternate", "text/html", page),
        ("self", "application/atom+xml", f"{BASE}/v1/events/nato-foreign-ministers-2023-11.atom"),
        ("via", None, "https://www.example.int/programme?day=28,29"),
    ]
    assert [category.attrib for category in entry.findall(f"{ATOM}category")] == [
        {"term": "ministerial", "scheme": f"{BASE}/docs#kind-words", "label": "Ministerial meeting"},
        {"term": "support-for-ukraine", "scheme": f"{BASE}/v1/topics", "label": "Support for Ukraine"},
        {"term": "not-in-the-catalogue", "scheme": f"{BASE}/v1/topics", "label": "not-in-the-catalogue"},
    ]


def test_cancelled_event_says_so_in_its_title_and_in_the_language():
    (entry,) = feed_of(ministerial(status=Status.CANCELLED, title="Meeting"), lang="de-AT").findall(f"{ATOM}entry")

    assert entry.findtext(f"{ATOM}title") == "Abgesagt: Meeting"


def test_event_of_which_nothing_is_known_is_an_entry_too():
    (entry,) = feed_of(Event(id="evt-b", slug="b", when=EventDate.unknown())).findall(f"{ATOM}entry")

    assert [child.tag.removeprefix(ATOM) for child in entry] == ["id", "title", "updated", "summary", "link", "link"]
    assert (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary")) == ("Event", "date not known")


@given(st.text(), st.text())
def test_every_text_stays_one_text(title: str, summary: str):
    feed = feed_of(ministerial(title=f"x{title}", summary=f"</summary><entry/>{summary}"), ministerial())
    first, second = feed.findall(f"{ATOM}entry")

    assert first.findtext(f"{ATOM}title") == one_line(f"x{title}").replace("\ufffe", "").replace("\uffff", "")
    assert [child.tag for child in first] == [child.tag for child in second]
    assert "</summary><entry/>" in (first.findtext(f"{ATOM}summary") or "")
