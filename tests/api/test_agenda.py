"""Today's place in the list of events, and the filters of the page of a past day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.api.documents import HEAD, a_visit, file_text
from tests.api.test_site import Reader, read
from timeline import clock
from timeline.render.words.date_words import day_words

TODAY = clock.now().date()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
NEXT_YEAR, LAST_YEAR = TODAY + timedelta(days=400), TODAY - timedelta(days=400)


def visit_on(number: int, day: date) -> str:
    return a_visit(number).replace(f"2024-05-{number:02}", day.isoformat())


def order(client, address: str) -> list[str]:
    """The ids of the events and of today's rule, in the order of the page."""
    ids = [
        (attributes.get("id") or "", attributes.get("class") or "") for tag, attributes in read(client, address).tags
    ]
    return [one for one, classes in ids if one == "today" or classes.startswith("event ")]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((YESTERDAY, TODAY), ["visit-1", "today", "visit-2"]),
        ((YESTERDAY, TOMORROW), ["visit-1", "today", "visit-2"]),
        ((LAST_YEAR, NEXT_YEAR), ["visit-1", "today", "visit-2"]),
        ((LAST_YEAR, YESTERDAY), ["visit-1", "visit-2", "today"]),
        ((TODAY, TOMORROW), ["today", "visit-1", "visit-2"]),
    ],
)
def test_rule_of_today_comes_before_the_first_event_of_today_or_later(client, engine, days, expected):
    file_text(engine, HEAD + "".join(visit_on(number, day) for number, day in enumerate(days, start=1)))

    assert order(client, "/?sort=start") == expected
    assert f"Today, {day_words(TODAY)}" in read(client, "/?sort=start").text


def test_rule_of_today_comes_before_events_without_a_first_day(client, engine):
    undated = visit_on(2, TODAY).replace(f'{{edtf: "{TODAY}"}}', f'{{phrase: soon, dateline: "{TODAY}", edtf: null}}')
    file_text(engine, HEAD + visit_on(1, YESTERDAY) + undated)

    assert order(client, "/?sort=start") == ["visit-1", "today", "visit-2"]


def test_page_whose_days_exclude_today_has_no_rule(client, engine):
    file_text(engine, HEAD + visit_on(1, LAST_YEAR))

    assert order(client, f"/?to={YESTERDAY}") == ["visit-1"]
    assert order(client, f"/?to={TODAY}") == ["visit-1", "today"]


def test_list_with_earlier_events_has_a_link_to_today(client, engine, story):
    file_text(engine, HEAD + visit_on(1, TOMORROW))

    assert "#today" not in read(client, "/?sort=start").addresses()
    assert "Go to today" in read(story, "/?sort=start").text
    assert "#today" in read(story, "/?sort=start").addresses()


def test_empty_page_has_no_rule(client):
    assert order(client, "/?sort=start") == []


def test_page_of_a_past_day_has_the_rule_at_that_day(story):
    page = read(story, "/?known_at=2023-11-24").text

    assert "That day, 24 November 2023" in page
    assert f"Today, {day_words(TODAY)}" not in page


@pytest.mark.parametrize("past", [100, 200, 205, 230])
def test_rule_of_today_is_on_exactly_one_page(client, engine, past):
    days = [TODAY + timedelta(days=number - past) for number in range(230)]
    reports = (
        a_visit(1).replace("visit-1", f"visit-{number}").replace("2024-05-01", day.isoformat())
        for number, day in enumerate(days)
    )
    file_text(engine, HEAD + "".join(reports))
    later = next(address for address in read(client, "/?sort=start").addresses() if "cursor=" in address)
    shown = order(client, "/?sort=start") + order(client, later)

    assert shown == [*(f"visit-{n}" for n in range(past)), "today", *(f"visit-{n}" for n in range(past, 230))]


def options(html: str, field: str) -> list[str]:
    """The values that a field of the filter form offers."""
    select = html.partition(f'id="filter-{field}"')[2].partition("</select>")[0]
    return [
        str(attributes["value"]) for tag, attributes in Reader(select).tags if tag == "option" and attributes["value"]
    ]


HIDDEN = """
  - source: ministry
    record: visit-2
    event: visit-2
    published_at: 2025-03-01
    says:
      kind: call
      status: announced
      title: A call
      when: {edtf: "2026-01-05"}
      participants: [{who: ben, role: attendee, presence: expected}]
"""


def test_filters_offer_what_was_known_at_that_time(client, engine):
    file_text(engine, HEAD + a_visit(1) + HIDDEN)
    then, now = (client.get(address).text for address in ("/?known_at=2024-05-20", "/"))

    assert [options(then, field) for field in ("person", "kind", "year")] == [["ada"], ["visit"], ["2024"]]
    assert [options(now, field) for field in ("person", "kind", "year")] == [
        ["ada", "ben"], ["call", "visit"], ["2024", "2026"],
    ]  # fmt: skip


def test_filters_of_a_past_day_name_nobody_who_came_later(story):
    then, now = (options(story.get(address).text, "person") for address in ("/?known_at=2023-11-24", "/"))

    assert "antony-blinken" in now
    assert len(then) < len(now)


def test_filters_offer_names_of_events_on_other_pages_too(client, engine):
    many = (a_visit(1).replace("visit-1", f"visit-{number}") for number in range(201))
    file_text(engine, HEAD + "".join(many) + HIDDEN)

    assert options(client.get("/").text, "year") == ["2024", "2026"]
