"""The frame `/embed` in a real browser: sandboxed, narrow, without script, and what it tells the page around it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, FrameLocator, Page
from werkzeug.serving import make_server

from api import create_app
from tests.browser.site import Answer, Site
from tests.browser.test_site import QuietHandler
from tests.journeys.conftest import load, shipped_documents
from timeline.settings import Settings
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import open_engine

pytestmark = pytest.mark.browser

FRAMED = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A page with a frame</title>
<link rel="icon" href="data:,"><style>{style}</style>
<script>
window.messages = []
addEventListener('message', (event) => messages.push({{ origin: event.origin, data: event.data }}))
</script>
<h1>News</h1>
<iframe sandbox="{sandbox}" width="{width}" height="200" title="Timeline" src="{src}"></iframe>"""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service with the reference story on a port of 127.0.0.1."""
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('embed') / 'timeline.db'}")
    migrate(engine)
    load(engine, shipped_documents())
    app = create_app(Settings(reads_per_minute=0), engine)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()
    engine.dispose()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser says on its console, of the page and of its frames."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        said.append(message.text)

    page.on("console", hear)
    return said


def frame_in(
    page: Page, host: Site, src: str, *, sandbox: str = "allow-scripts", width: int = 600, style: str = ""
) -> FrameLocator:
    """A page of another site with the frame in it."""
    html = FRAMED.format(src=src, sandbox=sandbox, width=width, style=style)
    host.answers["/framed"] = Answer(html.encode(), "text/html; charset=utf-8")
    page.goto(f"{host.origin}/framed")
    return page.frame_locator("iframe")


def messages(page: Page, name: str) -> list[dict[str, Any]]:
    """The data of every message with a member of this name."""
    told: list[dict[str, Any]] = page.evaluate("messages.map(({ data }) => data)")
    return [data for data in told if name in data]


def without_element(page: Page) -> None:
    """Let the element's script be refused, as by a page that allows no scripts."""
    page.route("**/widget/**", lambda route: route.abort())


@pytest.mark.parametrize(("scheme", "width"), [("dark", 320), ("light", 900)])
@pytest.mark.parametrize("state", ["plain", "filled"])
@pytest.mark.parametrize("query", ["", "?theme=dark&person=antony-blinken", "?lang=ar&country=FR"])
def test_axe_finds_nothing_in_the_frame(
    page: Page, origin: str, query: str, state: str, scheme: Literal["light", "dark"], width: int
):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    if state == "filled":
        page.goto(f"{origin}/embed{query}")
        page.locator("diplomatic-timeline .list, diplomatic-timeline .note").first.wait_for()
    else:
        without_element(page)
        page.goto(f"{origin}/embed{query}")
    found = Axe().run(page).response

    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_frame_works_in_a_sandbox_with_scripts_only(page: Page, host: Site, origin: str, complaints: list[str]):
    frame = frame_in(page, host, f"{origin}/embed?person=antony-blinken")
    frame.locator("diplomatic-timeline .list").wait_for()

    assert frame.locator("diplomatic-timeline").evaluate("() => self.origin") == "null"
    assert page.evaluate("messages[0].origin") == "null"
    assert complaints == []


def test_frame_tells_its_height_in_three_forms_until_nothing_is_cut_off(page: Page, host: Site, origin: str):
    frame = frame_in(page, host, f"{origin}/embed#?secret=aB3")
    frame.locator("diplomatic-timeline .list").wait_for()
    page.wait_for_function("messages.length > 3")
    page.evaluate(
        """() => {
          const ours = messages.filter(({ data }) => data.type === 'diplomatic-timeline:height')
          document.querySelector('iframe').height = ours.at(-1).data.height
        }"""
    )
    sizes = frame.locator("html").evaluate("(root) => [root.scrollHeight, root.clientHeight]")
    own = [data["height"] for data in messages(page, "type") if data["type"] == "diplomatic-timeline:height"]
    datawrapper = [data["datawrapper-height"]["diplomatic-timeline"] for data in messages(page, "datawrapper-height")]
    wordpress = messages(page, "message")

    assert own
    assert datawrapper == own
    assert wordpress[0] == {"message": "ready", "value": "", "secret": "aB3"}
    assert wordpress[1:] == [{"message": "height", "value": height, "secret": "aB3"} for height in own]
    assert sizes[0] <= sizes[1] + 1


def test_frame_says_nothing_to_wordpress_without_its_secret(page: Page, host: Site, origin: str):
    frame = frame_in(page, host, f"{origin}/embed#?secret=%3Cb%3E")
    frame.locator("diplomatic-timeline .list").wait_for()
    page.wait_for_function("messages.length > 1")

    assert messages(page, "message") == []


def test_frame_asks_wordpress_to_follow_a_link(page: Page, host: Site, origin: str):
    without_element(page)
    frame = frame_in(page, host, f"{origin}/embed#?secret=aB3")
    link = frame.locator("a.line-title").first
    href = link.get_attribute("href")
    link.click()
    page.wait_for_function("messages.some(({ data }) => data.message === 'link')")

    assert messages(page, "message")[-1] == {"message": "link", "value": href, "secret": "aB3"}


@pytest.mark.parametrize("width", [240, 320])
def test_narrow_frame_has_no_sideways_scroll(page: Page, host: Site, origin: str, width: int):
    frame = frame_in(page, host, f"{origin}/embed", width=width)
    frame.locator("diplomatic-timeline .list").wait_for()

    assert frame.locator("html").evaluate("(root) => root.scrollWidth") <= width


HOSTILE = "* { color: red !important; font: 40px serif !important; line-height: 4 !important; zoom: 1 }"


def test_hostile_page_around_the_frame_changes_nothing_in_it(
    page: Page, host: Site, origin: str, complaints: list[str]
):
    looks = []
    for style in ("", HOSTILE):
        frame = frame_in(page, host, f"{origin}/embed", style=style)
        frame.locator("diplomatic-timeline .list").wait_for()
        page.evaluate(
            """() => {
              Array.prototype.map = () => { throw new Error('hostile') }
              const frame = document.querySelector('iframe').contentWindow
              for (const data of [null, 7, {}, { type: 'diplomatic-timeline:height', height: 1e9 },
                { message: 'height', value: -1, secret: '' }, { 'datawrapper-height': null }])
                for (let n = 0; n < 200; n += 1) frame.postMessage(data, '*')
            }"""
        )
        looks.append(
            frame.locator(".frame-head").evaluate(
                "(head) => [getComputedStyle(head).color, getComputedStyle(head).fontSize, document.body.innerText]"
            )
        )

    assert looks[0] == looks[1]
    assert complaints == []


def test_frame_without_script_tells_the_events(browser: Browser, origin: str):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 600, "height": 800})
    page = context.new_page()
    page.goto(f"{origin}/embed?person=antony-blinken")
    rows = page.locator(".line")
    first = rows.first.inner_text()
    count = rows.count()
    ways = page.locator(".ways a").all_inner_texts()
    context.close()

    assert (count, ways) == (11, ["All events", "Calendar feed"])
    assert first.split("\n")[:2] == ["1 December 2023", "US Secretary of State visits Dubai"]
    assert "Completed" in first


def test_picture_shows_in_a_page_and_follows_the_device_only_if_asked(page: Page, host: Site, origin: str):
    shots: dict[tuple[str, str], bytes] = {}
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for theme in ("auto", "light"):
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            html = f'<!doctype html><title>x</title><img alt="" src="{origin}/embed.svg?theme={theme}">'
            host.answers["/mail"] = Answer(html.encode(), "text/html; charset=utf-8")
            page.goto(f"{host.origin}/mail")
            page.wait_for_function("document.images[0].complete")
            shots[theme, scheme] = page.locator("img").screenshot()
            assert page.evaluate("document.images[0].naturalWidth") == 600

    assert shots["light", "light"] == shots["light", "dark"] == shots["auto", "light"]
    assert shots["auto", "dark"] != shots["auto", "light"]


@pytest.mark.parametrize("theme", ["auto", "dark"])
def test_picture_obeys_its_own_policy(page: Page, origin: str, complaints: list[str], theme: str):
    page.goto(f"{origin}/embed.svg?theme={theme}")

    assert [line for line in complaints if "Content Security Policy" in line] == []
