"""Chromium through Playwright, and two origins: the service and a page of another site that embeds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.feed import Json, listing, season
from tests.browser.site import Site, running_site

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

NOW = "2026-05-12T09:00:00Z"
"""The moment of every test: `season()` lies around it."""


@pytest.fixture(scope="session")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """One Chromium with a profile of its own for the whole run."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page in Berlin on 12 May 2026; scripts that throw fail the test."""
    context = browser.new_context(timezone_id="Europe/Berlin", locale="en-GB", viewport={"width": 900, "height": 900})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.clock.install(time=NOW)
    yield opened
    context.close()
    assert faults == []


@pytest.fixture
def service() -> Iterator[Site]:
    """The origin that serves the module and, at /v1/events.json, the season."""
    with running_site() as site:
        site.give_json("/v1/events.json", listing(*season()))
        yield site


@pytest.fixture
def host() -> Iterator[Site]:
    """The origin of the embedding page."""
    with running_site() as site:
        yield site


@pytest.fixture
def embed(page: Page, service: Site, host: Site) -> Callable[..., Page]:
    """Opens the plain host page with events and attributes of one's choice and waits until the events are drawn."""

    def opened(*events: Json, attributes: str = "", fragment: str = "", style: str = "") -> Page:
        if events:
            service.give_json("/v1/events.json", listing(*events))
        address = host.give_page("plain", service=service.origin, attributes=attributes, style=style)
        page.goto(address + fragment)
        page.locator("diplomatic-timeline .list").wait_for()
        return page

    return opened
