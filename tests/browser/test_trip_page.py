"""The page of a trip and the map in a real browser: every width, light and dark, axe, their own policy, the files."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.test_site import complaints, origin

__all__ = ["complaints", "origin"]

pytestmark = pytest.mark.browser

TRIP = "/trips/blinken-trip-2023-11"
PAGES = (TRIP, "/map", f"{TRIP}?known_at=2023-11-27", "/map?year=1990")
FILES = (
    "/pictures/map.svg",
    "/pictures/calendar.svg",
    "/pictures/countries.svg",
    TRIP.replace("/trips", "/pictures/route"),
)


@pytest.fixture
def seen(page: Page) -> list[str]:
    """Every address that the page asked for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_fits_and_is_accessible(
    page: Page, origin: str, address: str, width: int, scheme: Literal["light", "dark"]
):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(origin + address)

    violations = Axe().run(page).response["violations"]

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [(violation["id"], violation["nodes"][0]["html"]) for violation in violations] == []


@pytest.mark.parametrize("address", [TRIP, "/map"])
def test_page_obeys_its_policy_and_asks_nobody_else(
    page: Page, complaints: list[str], seen: list[str], origin: str, address: str
):
    page.goto(origin + address, wait_until="networkidle")

    assert complaints == []
    assert [url for url in seen if not url.startswith(origin)] == []


@pytest.mark.parametrize("address", FILES)
def test_file_that_stands_alone_is_drawn_in_light_and_in_dark(
    page: Page, complaints: list[str], origin: str, address: str
):
    grounds = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{origin}{address.removesuffix('.svg')}.svg")
        grounds[scheme] = page.evaluate("getComputedStyle(document.querySelector('.ground')).fill")

    # The only script is the clock of these tests, which the sandbox of the picture refuses.
    assert [said for said in complaints if "Blocked script execution" not in said] == []
    assert grounds == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 24, 31)"}


@pytest.mark.parametrize(("width", "shown"), [(360, "drawn-narrow"), (1280, "drawn-wide")])
def test_each_width_has_a_drawing_of_its_own(page: Page, origin: str, width: int, shown: str):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(origin + TRIP)

    visible = [one for one in ("drawn-wide", "drawn-narrow") if page.locator(f".{one}").first.is_visible()]

    assert visible == [shown]
    letters = page.locator(f".{shown} text.halo").first.bounding_box()
    assert letters is not None
    assert letters["height"] >= 12


def test_no_label_of_the_route_covers_another_one(page: Page, origin: str):
    page.goto(origin + TRIP)
    page.locator(".drawn-wide").first.wait_for()
    boxes = page.evaluate(
        """() => [...document.querySelector('.drawn-wide svg').querySelectorAll('text.halo')]
             .map((text) => text.getBoundingClientRect()).map((box) => [box.left, box.top, box.right, box.bottom])"""
    )

    clashes = [
        (one, other)
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
    assert (len(boxes) >= 3, clashes) == (True, [])


def test_trip_reads_without_javascript(browser: Browser, origin: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origin + "/map")
    page.goto(origin + TRIP)
    page.get_by_role("link", name="US Secretary of State visits Dubai").first.click()

    assert page.get_by_role("heading", level=1).inner_text() == "US Secretary of State visits Dubai"
    context.close()
