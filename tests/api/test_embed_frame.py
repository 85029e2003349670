"""`/embed`: what the frame shows without script, what it hands to the element, and who may frame it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from flask.testing import FlaskClient

from tests.api.documents import HEAD, a_visit, file_text, visits
from tests.api.test_site import Reader, read
from timeline.store.engine.sessions import Engine

VISIT_5 = "https://timeline.example.org/events/visit-5"


@pytest.fixture
def may_10() -> Iterator[None]:
    """The visits of `visits` lie on the first days of May 2024; today is the tenth."""
    with patch("timeline.clock.now", lambda: datetime(2024, 5, 10, 12, tzinfo=UTC)):
        yield


@pytest.fixture
def spring(client: FlaskClient, engine: Engine, may_10: None) -> FlaskClient:
    """Thirty visits from 1 to 30 May."""
    file_text(engine, visits(30), recorded_at=datetime(2024, 5, 2, tzinfo=UTC))
    return client


def element(page: Reader) -> dict[str, str | None]:
    """The attributes of the element."""
    return next(attributes for tag, attributes in page.tags if tag == "diplomatic-timeline")


def shown(page: Reader) -> list[str]:
    """The slugs of the events in the page, in their order."""
    return [address.rpartition("/")[2] for address in page.addresses() if "/events/" in address]


def test_frame_shows_what_comes_next_and_says_what_it_leaves_out(spring):
    page = read(spring, "/embed")

    assert shown(page) == [f"visit-{day}" for day in range(10, 30)]
    assert "What comes next" in page.text
    assert "10 May 2024" in page.text
    assert "Announced" in page.text
    assert "There are more events than shown here." in page.text
    assert page.addresses()[-2:] == [
        "https://timeline.example.org/",
        "https://timeline.example.org/calendars/all.ics",
    ]


def test_frame_shows_the_newest_events_where_nothing_lies_ahead(spring):
    page = read(spring, "/embed?to=2024-05-05")

    assert shown(page) == ["visit-5", "visit-4", "visit-3", "visit-2", "visit-1"]
    assert "Nothing lies ahead. The newest events:" in page.text
    assert "There are more events" not in page.text


def test_frame_begins_where_the_query_says(spring):
    page = read(spring, "/embed?from=2024-05-03&to=2024-05-04")

    assert shown(page) == ["visit-3", "visit-4"]
    assert "What comes next" not in page.text


def test_frame_without_any_event_says_so(spring):
    page = read(spring, "/embed?country=FR")

    assert (shown(page), "No event matches." in page.text) == ([], True)


def test_frame_of_an_earlier_state_looks_ahead_from_that_day(spring):
    page = read(spring, "/embed?known_at=2024-05-03T12:00:00Z")

    assert shown(page)[:2] == ["visit-3", "visit-4"]
    assert "https://timeline.example.org/?known_at=2024-05-03T12%3A00%3A00Z" in page.addresses()
    assert "https://timeline.example.org/calendars/all.ics" in page.addresses()


def test_frame_has_one_main_landmark_and_one_heading_that_names_the_query(spring):
    page = read(spring, "/embed?person=ada&kind=visit")
    tags = [tag for tag, _ in page.tags]

    assert (tags.count("main"), tags.count("h1")) == (1, 1)
    assert "Diplomatic timeline: Ada Example, visits" in page.text


def test_frame_hands_the_query_and_the_look_to_the_element(spring):
    look = "view=list&lang=de&theme=dark&tz=Europe%2FVienna&height=400&links=new-tab"
    page = read(spring, f"/embed?person=ada&kind=visit&{look}")

    assert element(page) == {
        "src": "/v1/events?person=ada&kind=visit&lang=de", "heading-level": "2", "view": "list", "lang": "de",
        "theme": "dark", "tz": "Europe/Vienna", "height": "400", "links": "new-tab",
    }  # fmt: skip
    assert dict(page.tags)["html"] == {"lang": "de", "dir": "ltr", "data-theme": "dark"}
    assert "Was als Nächstes kommt" in page.text
    assert "10. Mai 2024" in page.text
    assert "https://timeline.example.org/?person=ada&kind=visit" in page.addresses()


def test_frame_is_written_from_right_to_left_in_arabic(spring):
    assert dict(read(spring, "/embed?lang=ar").tags)["html"] == {"lang": "ar", "dir": "rtl", "data-theme": "auto"}


@pytest.mark.parametrize(
    "query",
    ["view=slides", "theme=pink", "tz=Mars/Olympus", "height=10", "height=20001", "links=none", "lang=%3Cb%3E", "x=1"],
)
def test_frame_refuses_what_it_does_not_know(spring, query):
    answer = spring.get(f"/embed?{query}")

    assert answer.status_code == 422
    assert answer.headers["Content-Type"].startswith("text/html")


def test_empty_fields_of_a_form_count_as_not_given(spring):
    assert element(read(spring, "/embed?person=&view=&tz=")) == {"src": "/v1/events", "heading-level": "2"}


def test_frame_changes_at_midnight(client, engine):
    file_text(engine, HEAD + a_visit(10) + a_visit(11), recorded_at=datetime(2024, 5, 2, tzinfo=UTC))
    seen = []
    for now in (datetime(2024, 5, 10, 23, 59, tzinfo=UTC), datetime(2024, 5, 11, 0, 1, tzinfo=UTC)):
        with patch("timeline.clock.now", lambda now=now: now):
            answer = client.get("/embed")
            seen.append((shown(Reader(answer.text)), answer.headers["Cache-Control"]))

    assert seen == [
        (["visit-10", "visit-11"], "public, max-age=60, stale-if-error=86400"),
        (["visit-11"], "public, max-age=240, stale-if-error=86400"),
    ]


def test_only_the_frame_itself_may_be_framed(story):
    policies = {
        path: story.get(path).headers["Content-Security-Policy"] for path in ("/embed", "/embed/nothing", "/", "/docs")
    }

    assert [path for path, policy in policies.items() if "frame-ancestors *" in policy] == ["/embed"]
    assert all("frame-ancestors 'none'" in policy for path, policy in policies.items() if path != "/embed")
    assert all("'unsafe-inline'" not in policy for policy in policies.values())


def test_script_of_the_frame_may_run_where_the_origin_is_opaque(story):
    page = read(story, "/embed")
    script = next(attributes["src"] for tag, attributes in page.tags if tag == "script" and "defer" in attributes)
    with story.get(script) as answer:
        policy, text = answer.headers["Cross-Origin-Resource-Policy"], answer.text

    assert policy == "cross-origin"
    assert not any(word in text for word in ("localStorage", "sessionStorage", "document.cookie", "indexedDB"))
