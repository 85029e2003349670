"""`/embed.svg`: what the picture shows and says, that no text leaves its place, and how long it may be kept."""

from __future__ import annotations

from datetime import UTC, datetime
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from tests.api.documents import HEAD, a_visit, file_text, visits
from timeline.store.engine.sessions import Engine

SVG = "{http://www.w3.org/2000/svg}"
MAY_2 = datetime(2024, 5, 2, tzinfo=UTC)
MAY_10 = datetime(2024, 5, 10, 12, tzinfo=UTC)


def picture(client: FlaskClient, query: str = "", *, now: datetime = MAY_10) -> ElementTree.Element:
    """The picture as it is at noon on 10 May 2024."""
    with patch("timeline.clock.now", lambda: now):
        answer = client.get(f"/embed.svg{query}")
    assert (answer.status_code, answer.content_type) == (200, "image/svg+xml"), answer.text
    return ElementTree.fromstring(answer.text)


def texts(root: ElementTree.Element) -> list[str]:
    """The lines of text from the top to the bottom."""
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def said(root: ElementTree.Element) -> str:
    """The description for screen readers."""
    return root.findtext(f"{SVG}desc") or ""


@pytest.fixture
def spring(client: FlaskClient, engine: Engine) -> FlaskClient:
    """Thirty visits from 1 to 30 May."""
    file_text(engine, visits(30), recorded_at=MAY_2)
    return client


def test_picture_shows_the_next_ten_events(spring):
    root = picture(spring)

    assert texts(root)[:6] == [
        "Diplomatic timeline",
        "What comes next",
        "10 May 2024",
        "Visit 10",
        "Announced",
        "Vienna",
    ]
    assert [text for text in texts(root) if text.startswith("Visit")] == [f"Visit {day}" for day in range(10, 20)]
    assert texts(root)[-2:] == ["There are more events than shown here.", "As of 10 May 2024"]


def test_picture_says_the_same_to_those_who_hear_it(spring):
    root = picture(spring, "?person=ada&to=2024-05-11")

    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "title desc")
    assert root.findtext(f"{SVG}title") == "Diplomatic timeline: Ada Example, until 11 May 2024"
    assert said(root) == (
        "What comes next 10 May 2024, Visit 10, Announced, Vienna. 11 May 2024, Visit 11, Announced, Vienna."
        " As of 10 May 2024"
    )


def test_picture_says_so_where_nothing_lies_ahead(spring):
    assert "Nothing lies ahead. The newest events:" in texts(picture(spring, "?to=2024-05-03"))
    assert texts(picture(spring, "?country=FR"))[-2:] == ["No event matches.", "As of 10 May 2024"]


def test_picture_is_600_wide_and_refers_to_nothing(spring):
    root = picture(spring)
    markup = ElementTree.tostring(root, encoding="unicode")

    assert (root.get("width"), (root.get("viewBox") or "").split()[:3]) == ("600", ["0", "0", "600"])
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        "svg", "title", "desc", "style", "rect", "line", "text", "g", "path",
    }  # fmt: skip
    assert markup.count("http") == 1  # the namespace
    assert not any(word in markup for word in ("href", "url(", "@import", "@font-face"))


@pytest.mark.parametrize(
    ("query", "ground", "has_style"),
    [("", "#ffffff", True), ("?theme=auto", "#ffffff", True), ("?theme=light", "#ffffff", False),
     ("?theme=dark", "#14181f", False)],
)  # fmt: skip
def test_theme_chooses_the_colours(spring, query, ground, has_style):
    root = picture(spring, query)
    rect = root.find(f"{SVG}rect")

    assert rect is not None
    assert (rect.get("fill"), root.find(f"{SVG}style") is not None) == (ground, has_style)


def test_picture_in_arabic_begins_at_the_right(spring):
    root = picture(spring, "?lang=ar")
    title, date, name = (next(text for text in root.iter(f"{SVG}text") if text.text == words) for words in (
        "الجدول الزمني الدبلوماسي", "10 مايو 2024", "Visit 10",
    ))  # fmt: skip

    assert (title.get("x"), title.get("direction"), title.get("text-anchor")) == ("576", "rtl", None)
    assert (date.get("x"), date.get("direction")) == ("576", "rtl")
    assert (name.get("x"), name.get("direction"), name.get("text-anchor")) == ("408", None, "end")


def test_right_to_left_title_begins_at_the_left_of_an_english_picture(client, engine):
    file_text(engine, HEAD + a_visit(10, title='"زيارة إلى فيينا"'), recorded_at=MAY_2)
    title = next(text for text in picture(client).iter(f"{SVG}text") if text.text == "زيارة إلى فيينا")

    assert (title.get("x"), title.get("direction"), title.get("text-anchor")) == ("192", "rtl", "end")


HOSTILE = {
    "</text><script>alert(1)</script>": "</text><script>alert(1)</script>",
    "]]><a href='javascript:alert(1)'>x</a>": "]]><a href='javascript:alert(1)'>x</a>",
    "&lt;b&gt; &amp;amp; &#x41;": "&lt;b&gt; &amp;amp; &#x41;",
}


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_title_stays_text(client, engine, title):
    file_text(engine, HEAD + a_visit(10, title=f'"{title}"'), recorded_at=MAY_2)
    root = picture(client)

    assert HOSTILE[title] in said(root)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "style", "rect", "line", "text", "g", "path",
    }  # fmt: skip


def test_same_events_give_the_same_bytes(story):
    answers = [story.get("/embed.svg?lang=de&from=2023-11-20").data for _ in range(2)]

    assert answers[0] == answers[1]


@pytest.mark.parametrize("query", ["view=list", "x=1", "theme=pink", "lang=", "limit=3", "person=nobody-has-this"])
def test_picture_refuses_what_it_does_not_know(story, query):
    answer = story.get(f"/embed.svg?{query}")

    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")


def test_picture_is_not_sent_twice(story):
    first = story.get("/embed.svg")
    second = story.get("/embed.svg", headers={"If-None-Match": first.headers["ETag"]})

    assert (second.status_code, second.data) == (304, b"")


def test_picture_is_kept_until_the_next_lift_and_not_beyond_midnight(client, engine):
    hidden = a_visit(12, title='"Quiet visit"', extra="embargo_until: 2024-05-10T12:15:00Z")
    file_text(engine, HEAD + a_visit(10) + hidden, recorded_at=MAY_2)
    seen = []
    for now in (
        datetime(2024, 5, 10, 12, 14, 50, tzinfo=UTC),
        datetime(2024, 5, 10, 12, 15, tzinfo=UTC),
        datetime(2024, 5, 10, 23, 59, 30, tzinfo=UTC),
        datetime(2024, 5, 11, 0, 0, 30, tzinfo=UTC),
    ):
        with patch("timeline.clock.now", lambda now=now: now):
            answer = client.get("/embed.svg")
        lines = texts(ElementTree.fromstring(answer.text))
        shown = [text for text in lines if "isit" in text]
        seen.append((shown, answer.headers["Cache-Control"].removesuffix(", stale-if-error=432000")))

    assert seen == [
        (["Visit 10"], "public, max-age=10, s-maxage=10, stale-while-revalidate=3600"),
        (["Visit 10", "Quiet visit"], "public, max-age=900, s-maxage=900, stale-while-revalidate=3600"),
        (["Visit 10", "Quiet visit"], "public, max-age=30, s-maxage=30"),
        (["Quiet visit"], "public, max-age=870, s-maxage=870, stale-while-revalidate=3600"),
    ]
