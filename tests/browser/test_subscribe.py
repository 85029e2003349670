"""The page `/subscribe` in a real browser: keyboard, clipboard, every width, dark, print, QR code, no JavaScript."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from typing import Literal

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from api import create_app
from tests.browser.test_site import QuietHandler
from tests.journeys.conftest import load, shipped_documents
from timeline.settings import Settings
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import open_engine

pytestmark = pytest.mark.browser

FULL = "/subscribe?person=antony-blinken&country=BE&kind=ministerial&year=2023"
REFUSED = "/subscribe?person=nobody-at-all-with-a-long-slug-that-does-not-break-anywhere&year=23"
PAGES = ("/subscribe", FULL, "/subscribe?year=23&colour=red")
GRAY = """async (png) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob())
    const paper = new OffscreenCanvas(image.width, image.height).getContext('2d')
    paper.drawImage(image, 0, 0)
    const rgba = paper.getImageData(0, 0, image.width, image.height).data
    return [image.height, image.width, Array.from(rgba.filter((_, index) => index % 4 === 1))]
}"""
"""A PNG as height, width and its green channel, row by row."""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service with the reference story on a port of 127.0.0.1, which its addresses name."""
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('subscribe') / 'timeline.db'}")
    migrate(engine)
    load(engine, shipped_documents())
    app = create_app(Settings(public_url="http://127.0.0.1", reads_per_minute=0), engine)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()
    engine.dispose()


def tab_to(page: Page, element_id: str, *, most: int = 30) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == element_id:
            return
    raise AssertionError(f"{most} tabs did not reach {element_id}")


def test_keyboard_alone_leads_from_the_choice_to_the_copied_address(page: Page, origin: str):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
    page.goto(f"{origin}/subscribe")

    tab_to(page, "choose-person")
    page.keyboard.type("Antony B")
    tab_to(page, "choose-year")
    page.keyboard.type("2023")
    page.keyboard.press("Tab")  # the fold of options, or the button
    while page.evaluate("document.activeElement.type") != "submit":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/subscribe?person=antony-blinken&**")
    page.keyboard.press("Tab")  # the address of the page ends in #feed, so the next stop is the address

    assert page.evaluate("document.activeElement.id") == "feed-address"

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Address copied").wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "http://127.0.0.1/calendars/people/antony-blinken/2023.ics"


def test_address_is_copied_where_the_clipboard_is_not_to_be_had(page: Page, origin: str):
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"{origin}/subscribe")
    page.get_by_role("button", name="Copy").click()

    assert page.get_by_role("status").inner_text() in ("Address copied", "Selected: now copy it")
    assert page.evaluate("getSelection().toString()") == "http://127.0.0.1/calendars/all.ics"


def test_page_works_without_javascript(browser: Browser, origin: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/subscribe")
    page.get_by_label("Organization").select_option("nato")
    page.get_by_role("button", name="Show the address").click()

    assert page.get_by_label("Address of this calendar").input_value() == (
        "http://127.0.0.1/calendars/organizations/nato.ics"
    )
    assert page.get_by_role("button", name="Copy").count() == 0
    assert page.get_by_role("img", name="QR code of webcal://127.0.0.1/calendars/organizations/nato.ics").is_visible()
    context.close()


@pytest.mark.parametrize("address", [*PAGES, REFUSED])
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_page_fits_every_width(page: Page, origin: str, address: str, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(origin + address)
    for fold in page.locator("details").all():
        fold.evaluate("fold => { fold.open = true }")

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("address", "width"), [*((address, 360) for address in PAGES), (FULL, 1280)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_is_accessible(page: Page, origin: str, address: str, width: int, scheme: Literal["light", "dark"]):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(origin + address)

    found = Axe().run(page).response["violations"]

    assert [(violation["id"], violation["nodes"][0]["html"]) for violation in found] == []


def test_page_obeys_its_own_policy(page: Page, origin: str):
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(origin + FULL, wait_until="networkidle")
    page.get_by_role("button", name="Copy").click()

    assert said == []


@pytest.mark.parametrize("query", ["person=antony-blinken", "&".join(f"country={code}" for code in 20 * ("BE",))])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_qr_code_on_the_screen_is_read_as_the_webcal_address(
    page: Page, browser: Browser, origin: str, query: str, scheme: Literal["light", "dark"]
):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{origin}/subscribe?{query}")
    address = page.get_by_label("Address of this calendar").input_value()
    png = base64.b64encode(page.locator(".qr").screenshot()).decode("ascii")
    desk = browser.new_page()
    height, width, pixels = desk.evaluate(GRAY, png)
    desk.close()

    found = zxingcpp.read_barcodes(memoryview(bytes(pixels)).cast("B", shape=(height, width)))

    assert [one.text for one in found] == [address.replace("http://", "webcal://")]


def test_focus_is_visible_on_every_stop(page: Page, origin: str):
    page.goto(origin + FULL)
    kinds = ("a[href]", "button", "select", "input", "summary")
    stops = page.locator(", ".join(f"main {kind}:visible" for kind in kinds)).all()
    page.keyboard.press("Tab")  # from now on focus is the keyboard's

    for stop in stops:
        stop.focus()
        assert stop.evaluate("stop => getComputedStyle(stop).outlineStyle") != "none"
    assert len(stops) > 15


def test_refused_choice_is_announced_and_described_at_its_field(page: Page, origin: str):
    page.goto(origin + REFUSED)

    assert page.get_by_role("alert").is_visible()
    assert page.locator("#fault-year").is_visible()
    assert page.get_by_label("Years").get_attribute("aria-describedby") == "fault-year"


def test_printed_page_has_the_whole_address_and_no_controls(page: Page, origin: str):
    page.goto(origin + FULL)
    page.emulate_media(media="print")

    assert page.get_by_text("http://127.0.0.1/v1/events.ics?person=antony-blinken&country=BE").first.is_visible()
    assert page.locator(".qr").is_visible()
    assert not page.locator(".choose").is_visible()
    assert not page.get_by_role("button", name="Copy").is_visible()
