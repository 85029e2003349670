"""What the element does with its attributes, the answers of the service, links, faults and changes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.feed import Json, claim, event, listing, on, participant, place, season
from tests.browser.site import Site

pytestmark = pytest.mark.browser

Embed = Callable[..., Page]

CORS = {"Access-Control-Allow-Origin": "*"}


def set_attribute(page: Page, name: str, value: str) -> None:
    """Sets an attribute of the element."""
    page.locator("diplomatic-timeline").evaluate(
        "(node, [name, value]) => node.setAttribute(name, value)", [name, value]
    )


def note_errors(page: Page) -> None:
    """Keeps the details of the element's `error` events in `window.faults`."""
    page.add_init_script("""window.faults = []; addEventListener('DOMContentLoaded', () => {
        const element = document.querySelector('diplomatic-timeline')
        element.addEventListener('error', (event) => faults.push(event.detail))
    })""")


# --- The newest request wins -----------------------------------------------------------------------------------------


def test_old_slow_answer_does_not_replace_a_newer_src(page: Page, service: Site, host: Site):
    def answer(route: Route) -> None:
        is_slow = "person=slow" in route.request.url
        if is_slow:
            page.wait_for_timeout(600)
        title = "Slow" if is_slow else "Fast"
        route.fulfill(json=listing(event(title.lower(), title, on("2026-05-20"))), headers=CORS)

    page.route("**/v1/events.json*", answer)
    page.goto(host.give_page("plain", service=service.origin, attributes='filter="person=slow"', style=""))
    set_attribute(page, "filter", "person=fast")
    page.get_by_role("link", name="Fast").wait_for()
    page.wait_for_timeout(900)

    assert page.locator(".title").all_inner_texts() == ["Fast"]


def test_language_set_while_loading_is_honoured(page: Page, service: Site, host: Site):
    def answer(route: Route) -> None:
        page.wait_for_timeout(200)
        route.continue_()

    page.route("**/v1/events.json*", answer)
    page.goto(host.give_page("plain", service=service.origin, attributes="", style=""))
    set_attribute(page, "lang", "de")

    expect(page.get_by_role("searchbox")).to_have_attribute("placeholder", "Termine suchen")
    assert page.locator(".frame").get_attribute("lang") == "de"


def test_several_attributes_set_at_once_are_all_followed(embed: Embed, page: Page, service: Site):
    embed(*season())
    page.evaluate("""() => {
        const element = document.querySelector('diplomatic-timeline')
        element.setAttribute('theme', 'dark')
        element.setAttribute('filter', 'country=BE')
    }""")

    expect(page.locator(".frame")).to_have_attribute("data-theme", "dark")
    page.wait_for_timeout(200)
    assert service.seen("/v1/events.json")[-1].parameters["country"] == ["BE"]


# --- Links -----------------------------------------------------------------------------------------------------------


def test_title_opens_its_details_in_place(embed: Embed, page: Page):
    embed(*season())
    title = page.get_by_role("link", name="NATO foreign ministers’ meeting")
    title.click()

    expect(title).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[data-slug=nato-foreign-ministers] .source-list > li")).to_have_count(3)
    expect(page.get_by_role("link", name="Page of this event")).to_have_attribute(
        "href", "https://example.org/events/nato-foreign-ministers"
    )
    assert page.title() == "A page that embeds the timeline"
    assert len(page.context.pages) == 1
    title.click()
    expect(page.locator(".source-list")).to_have_count(0)


def test_title_opens_in_place_in_a_sandbox_with_scripts_only(page: Page, service: Site, host: Site):
    service.give_json("/v1/events.json", listing(*season()))
    inner = host.give_page("plain", service=service.origin, attributes="", style="")
    page.goto(inner)
    page.evaluate(
        """address => {
            const frame = document.createElement('iframe')
            Object.assign(frame, { src: address, width: 800, height: 800 })
            frame.setAttribute('sandbox', 'allow-scripts')
            document.body.replaceChildren(frame)
        }""",
        inner,
    )
    frame = page.frame_locator("iframe")
    frame.get_by_role("link", name="OSCE council").click()

    expect(frame.locator(".source-list > li")).to_have_count(1)


@pytest.mark.parametrize(("links", "target"), [("new-tab", "_blank"), ("same-tab", None)])
def test_links_lead_where_the_author_wants(embed: Embed, links: str, target: str | None):
    page = embed(*season(), attributes=f'links="{links}"')
    title = page.get_by_role("link", name="OSCE council")

    assert title.get_attribute("target") == target
    assert title.get_attribute("aria-expanded") is None
    assert title.get_attribute("href") == "https://example.org/events/osce-council"


# --- Faults ----------------------------------------------------------------------------------------------------------


def test_wrong_query_shows_the_services_own_words_and_tells_the_page(page: Page, service: Site, host: Site):
    problem = {
        "type": "/problems/invalid-query",
        "title": "Invalid query",
        "status": 422,
        "detail": "frm: 'frm' is not a parameter of this address",
    }
    service.give_json("/v1/events.json", problem, status=422)
    note_errors(page)
    page.goto(host.give_page("plain", service=service.origin, attributes='filter="frm=1"', style=""))

    expect(page.get_by_role("alert")).to_have_text(
        "The service can not answer this query. frm: 'frm' is not a parameter of this address"
    )
    expect(page.locator("#fallback")).to_be_visible()
    (fault,) = page.evaluate("faults")
    assert fault == {key: problem[key] for key in ("status", "title", "detail")} | {"message": "status 422"}


def test_new_src_that_fails_does_not_leave_the_old_events(embed: Embed, page: Page, service: Site):
    embed(*season())
    service.give_json("/v1/eventz", {"detail": "Nothing is available at this address."}, status=404)
    set_attribute(page, "src", f"{service.origin}/v1/eventz")

    expect(page.get_by_role("alert")).to_contain_text("Nothing is available at this address.")
    assert page.locator(".event").count() == 0
    expect(page.locator("#fallback")).to_be_visible()


def test_missing_src_is_said(page: Page, service: Site, host: Site):
    page.goto(host.give_page("plain", service=service.origin, attributes="", style=""))
    page.evaluate("document.querySelector('diplomatic-timeline').removeAttribute('src')")

    expect(page.get_by_role("alert")).to_have_text("The attribute “src” names no address of events.")


def test_fault_while_drawing_leaves_the_fallback_and_tells_the_page(page: Page, service: Site, host: Site):
    note_errors(page)
    page.add_init_script("Intl.ListFormat.prototype.format = function () { throw Error('no') }")
    page.goto(host.give_page("plain", service=service.origin, attributes="", style=""))

    page.wait_for_function("faults.length > 0")
    expect(page.locator("#fallback")).to_be_visible()
    assert page.locator(".event").count() == 0
    assert page.evaluate("faults.map((fault) => fault.message)") == ["no"]


def test_odd_event_does_not_keep_the_others_from_the_page(embed: Embed):
    odd: dict[str, Any] = {"slug": "odd", "when": {}, "where": 7, "participants": [None, 3], "claims": [[]], "moved": 1}
    page = embed(odd, event("one", "One", on("2026-05-20")))

    assert page.locator("[data-slug=one] .title").inner_text() == "One"


# --- Changes ---------------------------------------------------------------------------------------------------------


def history(*states: tuple[str, Json]) -> Json:
    """The answer of `/v1/events/{slug}/history`."""
    return {"states": [{"known_from": known_from, "event": state} for known_from, state in states]}


def changed(slug: str, date: Json, **more: Any) -> Json:
    """An event that changed two hours ago."""
    return event(slug, "Talks", date, revision=2, known_from="2026-05-12T07:00:00Z", **more)


def test_changed_says_what_changed(embed: Embed, service: Site):
    old = event("talks", "Talks", on("2026-05-19"), participants=[participant("Ann"), participant("Ben")])
    new = changed(
        "talks",
        on("2026-05-20"),
        status="confirmed",
        where=[place("Vienna")],
        participants=[participant("Ann", "declined"), participant("Eve")],
    )
    service.give_json("/v1/events/talks/history", history(("2026-05-01T00:00:00Z", old), ("2026-05-12T07:00:00Z", new)))
    page = embed(new)
    page.get_by_role("button", name="Changed 2 hr ago").click()

    expect(page.locator("[part=changes] > li")).to_have_text(
        [
            "Date: 20 May 2026, before: 19 May 2026",
            "Status: Confirmed, before: Announced",
            "Place: Vienna added",
            "Place: Brussels removed",
            "Participants: Eve added",
            "Participants: Ben removed",
            "Ann: Declined",
        ]
    )


def test_change_of_nothing_that_a_reader_sees_says_so(embed: Embed, service: Site):
    old = event("talks", "Talks", on("2026-05-20"))
    new = changed("talks", on("2026-05-20"), topics=["trade"])
    service.give_json("/v1/events/talks/history", history(("2026-05-01T00:00:00Z", old), ("2026-05-12T07:00:00Z", new)))
    page = embed(new)
    page.get_by_role("button", name="Changed 2 hr ago").click()

    expect(page.locator("[part=changes] > li")).to_have_text(["No date, place, person or status has changed."])


def test_first_revision_is_no_change(embed: Embed):
    page = embed(event("talks", "Talks", on("2026-05-20"), known_from="2026-05-12T07:00:00Z"))

    assert page.locator(".badge").count() == 0


def test_sources_that_the_list_has_not_are_asked_for_when_they_are_opened(embed: Embed, service: Site):
    whole = event("talks", "Talks", on("2026-05-20"), claims=[claim("NATO"), claim("Reuters")])
    service.give_json("/v1/events/talks", whole)
    page = embed({key: value for key, value in whole.items() if key != "claims"})
    page.get_by_role("button", name="2 sources").click()

    expect(page.locator(".source-list > li")).to_have_count(2)
    assert service.seen("/v1/events/talks")[0].parameters == {"include": ["claims"]}


# --- What a row tells ------------------------------------------------------------------------------------------------


def test_row_tells_rank_mode_moves_and_how_it_ended(embed: Embed):
    moves = [{"from": "2026-05-18", "to": "2026-05-19"}, {"from": "2026-05-19", "to": "2026-05-20"}]
    page = embed(
        event("visit", "Visit", on("2026-05-20"), kind="visit", rank="official-working", mode="in-person", moved=moves),
        event("talks", "Talks", on("2026-05-21"), status="broken-off", mode="mixed"),
    )

    assert page.locator("[data-slug=visit] .meta > span").all_inner_texts()[:3] == [
        "Announced",
        "Official working visit",
        "In person",
    ]
    assert page.locator("[data-slug=visit] s").all_inner_texts() == ["18 May 2026", "19 May 2026"]
    assert page.locator("[data-slug=visit] .body > p").last.inner_text().endswith("now 20 May 2026")
    assert page.locator("[data-slug=talks] .meta > span").all_inner_texts()[:3] == [
        "Broken off",
        "Meeting",
        "Partly online",
    ]


# --- Speed -----------------------------------------------------------------------------------------------------------


def test_ten_thousand_events_cost_a_first_screen_of_rows(browser: Browser, service: Site, host: Site):
    zones = ("Europe/Paris", "Asia/Tokyo", "America/New_York")
    events: list[Json] = [
        {
            "slug": f"e{number}",
            "title": f"Meeting {number}",
            "kind": "meeting",
            "when": {**on(f"20{26 + number // 3000}-06-{number % 28 + 1:02}"), "time_zone": zones[number % 3]},
            "where": [{"name": "Paris", "slug": "paris"}],
        }
        for number in range(10_000)
    ]
    service.give_json("/v1/events.json", json.loads(json.dumps(listing(*events))))
    with browser.new_context(locale="en-GB") as context:
        page = context.new_page()
        page.add_init_script("""window.made = 0; const { DateTimeFormat } = Intl
            const construct = (target, given) => (made++, new target(...given))
            Intl.DateTimeFormat = new Proxy(DateTimeFormat, { construct })""")
        page.goto(host.give_page("plain", service=service.origin, attributes='limit="10000"', style=""))
        page.locator(".list").wait_for()
        assert page.locator(".event").count() == 25
        page.get_by_role("searchbox").fill("meeting 77")
        started = time.monotonic()
        expect(page.locator("[role=status]")).to_contain_text("50 of 280 found")

        assert page.evaluate("made") < 40
        assert time.monotonic() - started < 5
