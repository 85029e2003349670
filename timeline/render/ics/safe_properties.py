"""The only way in which a text or an address enters a calendar component (FEEDS.md 9).

Text -> `plain_text` -> `vText`, which escapes it -> a property of an icalendar component.
icalendar writes properties that it does not know unescaped, so each is given as `vText` here. Nothing empty is added.
"""

from __future__ import annotations

from icalendar import Component, vText, vUri

from timeline.render.plain_text import one_line, plain_text, web_address


def add_line(component: Component, name: str, text: str | None) -> None:
    """Add a TEXT property of one line, unless nothing is left of the text."""
    line = one_line(text or "")
    if line:
        component.add(name, vText(line))


def add_paragraphs(component: Component, name: str, text: str | None) -> None:
    """Add a TEXT property that may have several lines, unless nothing is left of the text."""
    paragraphs = plain_text(text or "").strip()
    if paragraphs:
        component.add(name, vText(paragraphs))


def add_address(component: Component, name: str, url: str | None, **parameters: str) -> None:
    """Add a URI property, unless the address is none of the web."""
    address = web_address(url)
    if address is not None:
        component.add(name, vUri(address), parameters=parameters)
