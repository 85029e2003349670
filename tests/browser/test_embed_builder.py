"""`/embed/builder` in a real browser, and the script that gives a frame its height in somebody else's page."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.site import Answer, Site
from tests.browser.test_embed import complaints, origin  # noqa: F401 - fixtures
from timeline.settings import Settings

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["?person=antony-blinken&status=completed", "?from=x&view=y"])
def test_axe_finds_nothing_in_the_builder(
    page: Page,
    origin: str,  # noqa: F811
    query: str,
    scheme: Literal["light", "dark"],
    width: int,
):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{origin}/embed/builder{query}", wait_until="networkidle")
    found = Axe().run(page, options={"iframes": False}).response

    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_choice_changes_preview_and_code_at_once(page: Page, origin: str, complaints: list[str]):  # noqa: F811
    page.goto(f"{origin}/embed/builder")
    page.select_option("#choose-person", "antony-blinken")
    page.locator(".preview iframe[src='/embed?person=antony-blinken']").wait_for()
    page.select_option("#choose-theme", "dark")
    page.locator(".preview iframe[src='/embed?person=antony-blinken&theme=dark']").wait_for()
    frame = page.frame_locator(".preview iframe")
    frame.locator("html[data-theme=dark]").wait_for()

    assert "v1/events?person=antony-blinken" in page.input_value("#code-element")
    assert "embed?person=antony-blinken&amp;theme=dark" in page.input_value("#code-frame")
    assert "person%3Dantony-blinken%26theme%3Ddark" in page.input_value("#code-oembed")
    assert page.locator("#chosen-head").inner_text() == "Diplomatic timeline: Antony Blinken"
    assert page.evaluate("location.search") == "?person=antony-blinken&theme=dark"
    assert complaints == []


def test_preview_gets_the_height_of_its_content(page: Page, origin: str, complaints: list[str]):  # noqa: F811
    page.goto(f"{origin}/embed/builder?person=antony-blinken")
    page.locator(".preview iframe").scroll_into_view_if_needed()
    frame = page.frame_locator(".preview iframe")
    frame.locator("diplomatic-timeline .list").wait_for()
    page.wait_for_function("document.querySelector('.preview iframe').height !== '480'")
    sizes = frame.locator("html").evaluate("(root) => [root.scrollHeight, root.clientHeight]")

    assert sizes[0] <= sizes[1] + 1
    assert complaints == []


def test_refused_choice_is_explained(page: Page, origin: str):  # noqa: F811
    page.goto(f"{origin}/embed/builder?to=2023-11-28")
    page.fill("#choose-from", "2023-12-24")
    page.dispatch_event("#choose-from", "change")
    page.locator("#fault-from").wait_for()

    assert "lies after" in page.locator("#fault-from").inner_text()
    assert page.input_value("#choose-to") == "2023-11-28"


def test_code_is_copied(page: Page, origin: str):  # noqa: F811
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{origin}/embed/builder?person=antony-blinken")
    page.locator(".one-code").first.get_by_role("button", name="Copy").click()
    page.get_by_text("Code copied").wait_for()

    assert page.evaluate("navigator.clipboard.readText()") == page.input_value("#code-element")


def test_builder_works_without_script(browser: Browser, origin: str):  # noqa: F811
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/embed/builder")
    page.select_option("#choose-person", "antony-blinken")
    page.get_by_role("button", name="Show code").click()
    page.locator("#chosen-head").get_by_text("Antony Blinken").wait_for()
    code = page.input_value("#code-element")
    lines = page.frame_locator(".preview iframe").locator(".line").count()
    context.close()

    assert code.count("<li>") == lines == 11


def test_pasted_code_works_in_a_page_of_somebody_else(
    page: Page,
    host: Site,
    origin: str,  # noqa: F811
    complaints: list[str],  # noqa: F811
):
    page.goto(f"{origin}/embed/builder?person=antony-blinken&lang=de")
    code = page.input_value("#code-element") + page.input_value("#code-frame")
    code = code.replace(Settings().base_url, origin)  # the service of the tests does not know its own port
    icon = '<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title><link rel="icon" href="data:,">'
    host.answers["/pasted"] = Answer(f"{icon}{code}".encode(), "text/html; charset=utf-8")
    page.goto(f"{host.origin}/pasted")
    page.locator("diplomatic-timeline .list").wait_for()
    page.locator("iframe").scroll_into_view_if_needed()
    page.frame_locator("iframe").locator("diplomatic-timeline .list").wait_for()
    page.wait_for_function("document.querySelector('iframe').height !== '600'")

    assert complaints == []


def test_only_true_messages_of_our_own_frame_change_its_height(page: Page, host: Site, origin: str):  # noqa: F811
    html = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title><link rel="icon" href="data:,">
<iframe id="ours" src="{origin}/embed" height="300" sandbox="allow-scripts" title="ours"></iframe>
<iframe id="other" src="/other/embed" height="300" title="other"></iframe>
<script src="{origin}/static/embed_host.js"></script>"""
    forged = """<!doctype html><title>x</title><script>
for (const height of [1000, -1, 1e9, 12.5, '900', null, {}, NaN])
  parent.postMessage({ type: 'diplomatic-timeline:height', height }, '*')
parent.postMessage(null, '*')
parent.postMessage('diplomatic-timeline:height', '*')
</script>"""
    host.answers["/other/embed"] = Answer(forged.encode(), "text/html; charset=utf-8")
    host.answers["/framed"] = Answer(html.encode(), "text/html; charset=utf-8")
    page.goto(f"{host.origin}/framed")
    page.wait_for_function("document.getElementById('ours').height !== '300'")
    own = page.evaluate("document.getElementById('ours').height")
    page.evaluate(
        """() => {
          const send = (data) => dispatchEvent(new MessageEvent('message',
            { data, source: document.getElementById('ours').contentWindow, origin: 'null' }))
          for (const height of [-1, 20001, 12.5, '900', null, NaN]) send({ type: 'diplomatic-timeline:height', height })
          send({ type: 'resize', height: 900 })
          send(null)
        }"""
    )

    assert page.evaluate("document.getElementById('ours').height") == own
    assert page.evaluate("document.getElementById('other').height") == "300"
