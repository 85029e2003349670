"""The pages in a real browser: their own policy, every width, keyboard, dark, print, frame, no JavaScript."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from api import create_app
from tests.browser.site import Answer, Site
from tests.journeys.conftest import load, shipped_documents
from timeline.settings import Settings
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import open_engine

pytestmark = pytest.mark.browser

TRIP = "/events/blinken-trip-2023-11"
PAGES = (
    "/", TRIP, "/events/gaza-exchange-2023-11", "/people/antony-blinken", "/?known_at=2023-11-24", "/events/nope",
    "/?q=blinken&kind=visit", "/people", "/organizations?q=na", "/places", "/topics", "/sources",
    "/sources/tass-2023-11-27", "/topics/hostages", "/changes", "/statistics?group_by=month&unit=days",
)  # fmt: skip


class QuietHandler(WSGIRequestHandler):
    """Prints nothing."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the base class calls it so
        """Leave the request unmentioned."""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service with the reference story on a port of 127.0.0.1."""
    url = f"sqlite:///{tmp_path_factory.mktemp('site') / 'timeline.db'}"
    engine = open_engine(url)
    migrate(engine)
    load(engine, shipped_documents())
    server = make_server(
        "127.0.0.1", 0, create_app(Settings(reads_per_minute=0), engine), threaded=True, request_handler=QuietHandler
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()
    engine.dispose()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser says on its console: refusals by the page's policy stand there."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    return said


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_page_fits_every_width(page: Page, origin: str, address: str, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(origin + address)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("address", ["/", TRIP, "/embed", "/people", "/changes", "/statistics"])
def test_page_obeys_its_own_policy(page: Page, complaints: list[str], origin: str, address: str):
    page.goto(origin + address, wait_until="networkidle")

    assert complaints == []


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("scheme", "width"), [("dark", 320), ("light", 1280)])
def test_page_is_accessible(page: Page, origin: str, address: str, scheme: Literal["light", "dark"], width: int):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(origin + address)

    violations = Axe().run(page).response["violations"]

    assert [(violation["id"], violation["nodes"][0]["html"]) for violation in violations] == []


def test_story_works_without_javascript(browser: Browser, origin: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origin)

    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Kind").select_option("trip")
    page.get_by_role("button", name="Filter").click()
    page.get_by_text("5 stops:").click()
    page.get_by_role("link", name="US Secretary of State visits Dubai").first.click()

    assert page.get_by_role("heading", level=1).inner_text() == "US Secretary of State visits Dubai"
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_search_and_filters_stay_in_reach_while_one_scrolls(page: Page, origin: str, width: int):
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(origin)
    page.mouse.wheel(0, 2500)
    page.wait_for_function("window.scrollY > 1000")

    search = page.get_by_label("Search in titles").bounding_box()
    page.get_by_text("Filters", exact=True).click()

    assert search is not None
    assert 0 <= search["y"] < 100
    assert page.get_by_label("Country").is_visible()


def test_known_at_form_shows_the_earlier_state(page: Page, origin: str):
    page.goto(origin + "/events/nato-foreign-ministers-2023-11")
    page.get_by_label("What was publicly known on").fill("2023-11-24")
    page.get_by_role("button", name="Show").click()

    assert page.get_by_text("publicly known on 24 November 2023").is_visible()
    assert "Announced" in page.locator(".facts").inner_text()


def test_chosen_day_stands_beside_its_field_in_the_readers_words(browser: Browser, origin: str):
    context = browser.new_context(locale="de-AT")
    page = context.new_page()
    page.goto(origin + TRIP)

    page.get_by_label("What was publicly known on").fill("2023-11-24")

    words = page.locator("output.day-words")
    assert (words.inner_text(), words.get_attribute("lang")) == ("24. November 2023", "de-AT")
    context.close()


def test_folded_claims_of_a_source_open_without_javascript(browser: Browser, origin: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origin + TRIP)

    claims = page.locator("#claims tbody tr").first
    assert not claims.get_by_text("attended").first.is_visible()
    claims.get_by_text("claims agree").click()

    assert claims.get_by_text("attended").first.is_visible()
    context.close()


def test_event_page_is_short_on_a_phone(page: Page, origin: str):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(origin + "/events/nato-foreign-ministers-2023-11")

    assert page.evaluate("document.documentElement.scrollHeight") < 3200


def test_keyboard_reaches_the_content_first(page: Page, origin: str):
    page.goto(origin)
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.textContent") == "Skip to content"

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.name") == "q"


def test_printed_story_has_no_controls(page: Page, origin: str):
    page.goto(origin)
    page.emulate_media(media="print")

    assert not page.locator(".filters").is_visible()
    assert not page.locator(".panels").is_visible()
    assert page.get_by_text("7 to 8 November 2023").first.is_visible()


def test_frame_works_in_a_sandbox_of_another_origin(page: Page, complaints: list[str], origin: str, host: Site):
    html = f'<link rel="icon" href="data:,"><iframe src="{origin}/embed" sandbox="allow-scripts allow-popups"></iframe>'
    host.answers["/frame"] = Answer(html.encode(), "text/html; charset=utf-8")
    page.goto(f"{host.origin}/frame")

    shown = page.frame_locator("iframe").locator("diplomatic-timeline")
    shown.locator(".list").get_by_text("US Secretary of State's trip").first.wait_for()

    assert complaints == []
