"""Addresses of events, pages and feeds."""

from __future__ import annotations

from timeline.model.vocabulary import EventKind
from timeline.render.links import Links

LINKS = Links("https://timeline.example.org/base")


def test_links_stand_below_the_base_address() -> None:
    assert [LINKS.self_url("a-b"), LINKS.html_url("a-b"), LINKS.ics_url("a-b"), LINKS.page_url("people", "x")] == [
        "https://timeline.example.org/base/v1/events/a-b",
        "https://timeline.example.org/base/events/a-b",
        "https://timeline.example.org/base/v1/events/a-b.ics",
        "https://timeline.example.org/base/people/x",
    ]


def test_links_name_feeds_and_kinds() -> None:
    assert [
        LINKS.feed_url("people/antony-blinken"),
        LINKS.concept_url(EventKind.TRIP),
    ] == [
        "https://timeline.example.org/base/calendars/people/antony-blinken.ics",
        "https://timeline.example.org/base/docs#kind-trip",
    ]


def test_links_encode_a_slug_that_would_leave_its_segment() -> None:
    assert LINKS.self_url("../a?b#c d") == "https://timeline.example.org/base/v1/events/..%2Fa%3Fb%23c%20d"
