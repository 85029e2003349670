"""The element in the pages of others: its width in every kind of container, and nothing below it moves."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.feed import event, listing, on, season
from tests.browser.site import Answer, Site

pytestmark = pytest.mark.browser

CONTAINERS = {
    "flex row": ('<div style="display:flex">{}<p>beside</p></div>', 240),
    "flex column": ('<div style="display:flex;flex-direction:column;align-items:flex-start">{}</div>', 868),
    "table cell": ("<table><tr><td>{}</td></tr></table>", 600),
    "inline block": ('<div style="display:inline-block">{}</div>', 600),
    "grid": ('<div style="display:grid;justify-items:start;align-items:start">{}</div>', 868),
    "grid of content": ('<div style="display:grid;justify-content:start">{}</div>', 600),
    "dialog": ("<dialog open>{}</dialog>", 600),
    "float": ('<div style="float:left">{}</div>', 600),
    "narrow": ('<div style="width:150px">{}</div>', 150),
}
"""Markup around the element and how wide it has to be at least, in a page 868 px wide."""

SHIFTS = """window.shift = 0; new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value
}).observe({ type: 'layout-shift', buffered: true })"""

FALLBACK = f"<ul>{''.join(f'<li>Event {number}</li>' for number in range(20))}</ul>"
BELOW = f"<p>{'What stands below. ' * 200}</p>"


def give(host: Site, service: Site, body: str, style: str = "") -> str:
    """A page of the host with the module; its address."""
    html = (
        '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Page</title><link rel="icon" href="data:,">'
        f"<style>body {{ margin: 16px }} {style}</style>{body}"
        f'<script type="module" src="{service.origin}/widget/diplomatic-timeline.js"></script>'
    )
    host.answers["/page"] = Answer(html.encode(), "text/html; charset=utf-8")
    return f"{host.origin}/page"


def element(service: Site, inside: str = "", attributes: str = "") -> str:
    """The markup of the element."""
    return f'<diplomatic-timeline src="{service.origin}/v1/events" {attributes}>{inside}</diplomatic-timeline>'


@pytest.mark.parametrize("kind", sorted(CONTAINERS))
@pytest.mark.parametrize("inside", ["", '<a href="/">Timeline</a>'])
def test_element_is_as_wide_as_its_container_lets_it(page: Page, service: Site, host: Site, kind: str, inside: str):
    around, least = CONTAINERS[kind]
    page.goto(give(host, service, around.format(element(service, inside))))
    page.locator(".list").wait_for()

    width = page.locator("diplomatic-timeline").evaluate("node => node.getBoundingClientRect().width")
    assert width >= least
    assert page.evaluate("document.documentElement.scrollWidth") <= 900


@pytest.mark.parametrize("kind", sorted(set(CONTAINERS) - {"narrow"}))
def test_element_fits_a_phone_at_twice_the_letters(page: Page, service: Site, host: Site, kind: str):
    page.set_viewport_size({"width": 320, "height": 800})
    around, _ = CONTAINERS[kind]
    page.goto(give(host, service, around.format(element(service)), "html { font-size: 200% }"))
    page.locator(".list").wait_for()

    box = page.locator("diplomatic-timeline").bounding_box()
    assert box is not None
    assert box["width"] >= 200


def test_element_that_is_hidden_first_loads_when_it_is_shown(page: Page, service: Site, host: Site):
    page.goto(give(host, service, f"<details><summary>More</summary>{element(service)}</details>"))
    page.wait_for_load_state("networkidle")
    assert service.seen("/v1/events.json") == []

    page.get_by_text("More").click()

    expect(page.get_by_role("link", name="OSCE council")).to_be_visible()
    assert page.locator("diplomatic-timeline").evaluate("node => node.offsetWidth") == 868


def test_two_elements_and_one_in_another_shadow_root_stand_beside_each_other(page: Page, service: Site, host: Site):
    page.goto(give(host, service, element(service) + element(service) + '<div id="outer" lang="de"></div>'))
    page.evaluate(
        """markup => document.querySelector('#outer').attachShadow({ mode: 'open' }).innerHTML = markup""",
        element(service),
    )

    expect(page.get_by_role("link", name="OSCE council")).to_have_count(3)
    expect(page.get_by_role("searchbox", name="Termine suchen").or_(page.locator("#outer input"))).to_have_count(1)
    assert page.locator("#outer .frame").get_attribute("lang") == "de"


def test_element_that_is_moved_keeps_its_events_and_goes_on(page: Page, service: Site, host: Site):
    page.goto(give(host, service, f'<div id="one">{element(service)}</div><div id="two"></div>'))
    page.get_by_role("button", name="3 stops").click()

    page.evaluate("document.querySelector('#two').append(document.querySelector('diplomatic-timeline'))")

    expect(page.locator("#two").get_by_role("link", name="Visit to Doha")).to_be_visible()
    page.get_by_role("searchbox").fill("OSCE")
    expect(page.locator("#two .event")).to_have_count(1)


def test_element_moved_while_it_loads_still_shows_its_events(page: Page, service: Site, host: Site):
    page.goto(give(host, service, f'<div id="one">{element(service)}</div><div id="two"></div>'))
    page.evaluate("document.querySelector('#two').append(document.querySelector('diplomatic-timeline'))")

    expect(page.locator("#two").get_by_role("link", name="OSCE council")).to_be_visible()


@pytest.mark.parametrize("count", [1, 40])
@pytest.mark.parametrize(
    ("inside", "attributes", "style"),
    [
        (FALLBACK, "", ""),
        (FALLBACK.replace("<li>", '<li style="line-height:3">'), "", ""),
        ('<a href="/">Timeline</a>', "", "diplomatic-timeline { display: block; min-height: 700px }"),
        ('<a href="/">Timeline</a>', 'height="400"', "diplomatic-timeline { display: block; min-height: 400px }"),
    ],
)
def test_nothing_below_moves_when_the_events_come(
    page: Page, service: Site, host: Site, inside: str, attributes: str, style: str, count: int
):
    service.give_json("/v1/events.json", listing(*(event(f"e{n}", f"E{n}", on("2026-05-20")) for n in range(count))))
    page.add_init_script(SHIFTS)
    page.goto(give(host, service, f"<h1>Head</h1>{element(service, inside, attributes)}{BELOW}", style))
    top = page.locator("p").first.evaluate("node => node.getBoundingClientRect().top")
    page.locator(".event").first.wait_for()
    page.wait_for_timeout(300)

    assert page.locator("body > p").evaluate("node => node.getBoundingClientRect().top") == pytest.approx(top, abs=0.5)
    assert page.evaluate("shift") == 0


def test_height_is_the_height_and_the_list_scrolls_in_it(page: Page, service: Site, host: Site):
    service.give_json("/v1/events.json", listing(*season()))
    page.goto(give(host, service, element(service, attributes='height="30rem"')))
    page.locator(".list").wait_for()

    assert page.locator("diplomatic-timeline").evaluate("node => node.offsetHeight") == 480
    assert page.locator(".view").evaluate("view => view.scrollHeight > view.clientHeight")
