"""The calendars: what is in them, their names, their years, and the limit of size."""

from __future__ import annotations

import pytest
from icalendar import Calendar

from api.routes.widget import SCRIPT
from tests.api.documents import file_text, visits


def titles(answer) -> list[str]:
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(answer.data).walk("VEVENT")]


def test_feed_is_a_calendar_with_its_name_and_file(story):
    answer = story.get("/calendars/people/antony-blinken.ics")
    calendar = Calendar.from_ical(answer.data)

    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'inline; filename="people-antony-blinken.ics"'
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert str(calendar["X-WR-CALNAME"]) == "Diplomatic timeline: Antony Blinken"
    assert len(titles(answer)) > 5


@pytest.mark.parametrize("accept", ["", "*/*", "text/html", "application/json", "text/calendar"])
def test_feed_ignores_accept(story, accept):
    answer = story.get("/calendars/all.ics", headers={"Accept": accept})

    assert answer.content_type == "text/calendar; charset=utf-8"


@pytest.mark.parametrize(
    "name",
    [
        "all", "people/antony-blinken", "organizations/nato", "places/brussels", "countries/BE", "topics/hostages",
        "trips/blinken-trip-2023-11",
    ],
)  # fmt: skip
def test_every_feed_has_yearly_editions(story, name):
    whole = titles(story.get(f"/calendars/{name}.ics"))
    of_2023 = titles(story.get(f"/calendars/{name}/2023.ics"))
    of_1999 = titles(story.get(f"/calendars/{name}/1999.ics"))

    assert whole
    assert of_2023 == whole
    assert of_1999 == []


@pytest.mark.parametrize(
    "path",
    ["nope.ics", "people/nope.ics", "people/nope/2023.ics", "countries/ZZ.ics", "planets/mars.ics", "all/20233.ics",
     "all/0000.ics", "all/..ics", "people/antony-blinken/next.ics"],
)  # fmt: skip
def test_unknown_feed_is_a_404_problem(story, path):
    answer = story.get(f"/calendars/{path}")

    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_feed_of_an_empty_service_is_an_empty_calendar(client):
    assert titles(client.get("/calendars/all.ics")) == []


def test_feed_without_new_events_contains_old_ones(client, engine):
    file_text(engine, visits(2))

    assert titles(client.get("/calendars/all.ics")) == ["Visit 1", "Visit 2"]


def test_feed_of_a_past_day_contains_what_was_known_then(story):
    then = titles(story.get("/calendars/all.ics?known_at=2023-11-24"))

    assert "NATO foreign ministers' meeting" in then
    assert not any("trip" in title for title in then)


def test_widget_is_served_under_two_names(story):
    current = story.get("/widget/diplomatic-timeline.js")
    fixed = story.get(f"/widget/diplomatic-timeline.{current.headers['ETag'][1:-1]}.js")

    assert current.content_type == "text/javascript; charset=utf-8"
    assert current.headers["Cache-Control"] == "public, max-age=300, stale-if-error=604800"
    assert fixed.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert fixed.data == current.data
    assert fixed.headers["Access-Control-Allow-Origin"] == "*"
    assert story.get("/widget/diplomatic-timeline.0000000000000000.js").status_code == 404


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("lanes.js", "text/javascript; charset=utf-8"),
        ("map.js", "text/javascript; charset=utf-8"),
        ("land.json", "application/json"),
    ],
)
def test_views_of_the_widget_are_served_beside_its_script_like_its_words(story, name: str, media_type: str):
    answer, words = story.get(f"/widget/{name}"), story.get("/widget/words/de.json")

    assert (answer.content_type, answer.data) == (media_type, SCRIPT.with_name(name).read_bytes())
    for header in ("Cache-Control", "Access-Control-Allow-Origin", "Content-Security-Policy"):
        assert answer.headers[header] == words.headers[header]
    held = {"If-None-Match": answer.headers["ETag"]}
    assert story.get(f"/widget/{name}", headers=held).status_code == 304


def test_parts_of_the_widget_are_served_beside_it(story):
    part = story.get("/widget/details.js")

    assert part.content_type == "text/javascript; charset=utf-8"
    assert part.headers["Access-Control-Allow-Origin"] == "*"
    assert part.data == (SCRIPT.parent / "details.js").read_bytes()
    assert [story.get(f"/widget/{name}.js").status_code for name in ("nothing", "source", "Details")] == [404, 404, 404]


def test_country_code_may_be_in_small_letters(story):
    small, capitals = story.get("/calendars/countries/be.ics"), story.get("/calendars/countries/BE.ics")

    assert len(titles(small)) > 1
    assert (small.data, small.headers["ETag"]) == (capitals.data, capitals.headers["ETag"])
