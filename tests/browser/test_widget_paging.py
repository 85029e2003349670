"""Where the list opens, what comes on demand, what a search counts, where a hash leads, and how "today" moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.feed import Json, at, event, listing, on, season
from tests.browser.site import Site

pytestmark = pytest.mark.browser

Embed = Callable[..., Page]

TODAY = date(2026, 5, 12)
EVENTS = [
    event(f"e{number}", f"Event {number}", on((TODAY + timedelta(days=number)).isoformat()))
    for number in range(-300, 138)
]
"""438 events, one a day, 300 of them over."""


def serve_pages(service: Site, events: list[Json]) -> None:
    """Answer /v1/events.json as the service does: bounds, order, cursor and count; one event below its slug."""

    def answer(query: str) -> Json:
        asked = {name: values[-1] for name, values in parse_qs(query).items()}
        found = [one for one in events if asked.get("from", "") <= one["when"]["last_day"] <= asked.get("to", "9")]
        if asked.get("sort") == "-start":
            found.reverse()
        begin, size = int(asked.get("cursor", 0)), int(asked["limit"])
        page = found[begin : begin + size]
        rest = {name: value for name, value in asked.items() if name != "cursor"} | {"cursor": str(begin + size)}
        following = f"{service.origin}/v1/events.json?" + "&".join(f"{name}={value}" for name, value in rest.items())
        counted = {"count": len(found)} if asked.get("count") == "true" and not begin else {}
        return listing(*page, following=following if begin + size < len(found) else None) | counted

    service.answering["/v1/events.json"] = answer
    for one in events:
        service.give_json(f"/v1/events/{one['slug']}", one)


def shown(page: Page) -> list[str]:
    """The slugs of the rows."""
    slugs: list[str] = page.locator("[data-slug]").evaluate_all("rows => rows.map((row) => row.dataset.slug)")
    return slugs


def test_list_opens_at_today_and_says_what_is_not_loaded(embed: Embed, service: Site):
    serve_pages(service, EVENTS)
    page = embed()
    earlier = page.get_by_role("button", name="12 of 300 earlier")
    expect(earlier).to_be_visible()

    assert shown(page) == [f"e{number}" for number in range(25)]
    assert page.locator("[role=status]").inner_text() == "37 of 438 events loaded"
    assert page.get_by_role("button", name="25 of 113 later").is_visible()


def test_earlier_and_later_events_come_on_demand(embed: Embed, service: Site):
    serve_pages(service, EVENTS)
    page = embed()

    page.get_by_role("button", name="12 of 300 earlier").click()
    expect(page.get_by_role("link", name="Event -12", exact=True)).to_be_focused()
    page.get_by_role("button", name="25 of 288 earlier").click()
    expect(page.get_by_role("link", name="Event -37", exact=True)).to_be_focused()
    page.get_by_role("button", name="25 of 113 later").click()
    expect(page.get_by_role("link", name="Event 25", exact=True)).to_be_focused()

    assert shown(page) == [f"e{number}" for number in range(-37, 50)]


def test_all_that_there_is_can_be_reached(embed: Embed, service: Site):
    serve_pages(service, EVENTS)
    page = embed()

    for side in (".later", ".earlier"):
        while page.locator(f"button{side}").count():
            before = len(shown(page))
            page.locator(f"button{side}").click()
            page.wait_for_function(
                "count => document.querySelector('diplomatic-timeline').shadowRoot"
                ".querySelectorAll('[data-slug]').length > count",
                arg=before,
            )

    assert shown(page) == [one["slug"] for one in EVENTS]
    assert page.locator("[role=status]").inner_text() == "438 events"


def test_where_nothing_lies_ahead_the_list_says_so_and_opens_at_the_newest(embed: Embed, service: Site):
    serve_pages(service, [one for one in EVENTS if one["when"]["last_day"] < "2026-01-01"])
    page = embed()

    assert shown(page)[-1] == "e-132"
    assert page.locator(".note").inner_text() == "Nothing lies ahead. These are the newest events."
    assert len(shown(page)) == 12
    assert page.locator("[data-slug=e-132] b").inner_text() == "31 Dec 2025"


def test_query_that_says_where_it_begins_is_shown_from_there_and_its_rest_is_not_hidden(embed: Embed, service: Site):
    serve_pages(service, EVENTS)
    page = embed(attributes='from="2026-01-01" limit="30"')

    assert [request.parameters.get("sort") for request in service.seen("/v1/events.json")] == [None]
    assert page.locator("[role=status]").inner_text() == "30 events, more on demand"


def test_search_is_for_all_events_of_the_query_and_its_count_is_its_rows(embed: Embed, service: Site):
    serve_pages(service, EVENTS)
    page = embed()

    page.get_by_role("searchbox").fill("event -29")

    expect(page.locator("[role=status]")).to_have_text("438 events, 11 shown")
    assert len(shown(page)) == 11


def test_search_in_a_trip_counts_the_rows_that_it_shows(embed: Embed):
    page = embed(*season())

    for words in ("visit to", "muscat", "rubio", "e"):
        page.get_by_role("searchbox").fill(words)
        expect(page.locator("[role=status]")).to_have_text(f"13 events, {len(shown(page))} shown")


def test_search_with_many_matches_says_how_many_are_shown(embed: Embed, service: Site):
    serve_pages(service, EVENTS)
    page = embed()
    page.get_by_role("searchbox").fill("event")
    expect(page.locator("[role=status]")).to_have_text("438 events, 50 of 438 found are shown")
    assert len(shown(page)) == 50

    page.locator("button.later").click()

    expect(page.locator("[role=status]")).to_have_text("438 events, 100 of 438 found are shown")
    assert len(shown(page)) == 100


# --- A hash ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["e-250", "e120", "e3"])
def test_hash_of_the_page_loads_and_shows_its_event_at_once(embed: Embed, service: Site, slug: str):
    serve_pages(service, EVENTS)
    page = embed(fragment=f"#{slug}", style="h1 { margin-bottom: 5000px }")

    title = page.locator(f"[data-slug={slug}] .title")
    expect(title).to_be_in_viewport()
    expect(title).to_be_focused()


def test_hash_after_a_reload_shows_its_event_and_leaves_the_focus_alone(embed: Embed, page: Page):
    page.add_init_script("performance.getEntriesByType = () => [{ type: 'reload' }]")
    embed(*season(), fragment="#osce-council", style="h1 { margin-bottom: 5000px }")

    expect(page.locator("[data-slug=osce-council] .title")).to_be_in_viewport()
    assert page.evaluate("document.activeElement.localName") == "body"


def test_link_within_the_page_goes_to_its_event_and_takes_the_focus(embed: Embed, page: Page):
    embed(*season())

    page.evaluate("location.hash = '#osce-council'")

    expect(page.locator("[data-slug=osce-council] .title")).to_be_focused()


def test_reader_who_scrolls_before_the_events_come_is_not_pulled_away(page: Page, embed: Embed, service: Site):
    def answer(route: Route) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/v1/events.json*", answer)
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => setTimeout(() => dispatchEvent(new WheelEvent('wheel')), 50))"
    )
    embed(*season(), fragment="#osce-council", style="h1 { margin-bottom: 600px }")
    page.wait_for_timeout(200)

    assert page.evaluate("[scrollY, document.activeElement.localName]") == [0, "body"]


def test_hash_of_something_else_asks_for_nothing(embed: Embed, service: Site):
    serve_pages(service, EVENTS)
    page = embed(fragment="#fallback")
    page.wait_for_timeout(200)

    assert [request.path for request in service.requests if "/v1/events/" in request.path] == []


# --- Today -----------------------------------------------------------------------------------------------------------


def test_today_moves_at_the_readers_midnight(embed: Embed, page: Page):
    embed(*season())
    assert page.locator(".today").inner_text() == "Today, 12 May"

    page.clock.fast_forward("12:00:00")
    assert page.locator(".today").inner_text() == "Today, 12 May"
    page.clock.fast_forward("01:01:00")

    expect(page.locator(".today")).to_have_text("Today, 13 May")


def test_today_moves_when_the_page_wakes(embed: Embed, page: Page):
    embed(*season())

    page.clock.set_system_time("2026-05-14T09:00:00Z")
    page.evaluate("dispatchEvent(new Event('focus'))")

    expect(page.locator(".today")).to_have_text("Today, 14 May")


def test_past_days_and_days_of_another_year_carry_their_year(embed: Embed):
    page = embed(
        event("old", "Old", on("2023-11-26")),
        event("past", "Past", on("2026-05-02")),
        event("soon", "Soon", on("2026-06-02")),
        event("next", "Next", on("2027-01-02")),
        event("clock", "Clock", at("2026-05-20T10:00:00+02:00", "2026-05-20T11:00:00+02:00", "Europe/Paris")),
    )
    page.get_by_role("button", name="earlier").click()

    dates = {slug: page.locator(f"[data-slug={slug}] .gutter b").inner_text() for slug in shown(page)}
    assert dates == {
        "old": "26 Nov 2023",
        "past": "2 May 2026",
        "clock": "20 May",
        "soon": "2 Jun",
        "next": "2 Jan 2027",
    }
