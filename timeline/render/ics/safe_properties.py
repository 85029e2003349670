"""Adds texts and addresses to calendar components; no other code does (docs/FEEDS.md 9).

Text -> `plain_text` -> `vText`, which escapes it -> a property of an icalendar component. icalendar writes properties
that it does not know without escaping, so every text is passed as `vText`. Empty texts are not added.
"""

from __future__ import annotations

from icalendar import Component, vText, vUri

from timeline.render.plain_text import one_line, plain_text, web_address


def add_line(component: Component, name: str, text: str | None) -> None:
    """Add a TEXT property of one line, unless the text is empty."""
    line = one_line(text or "")
    if line:
        component.add(name, vText(line))


def add_paragraphs(component: Component, name: str, text: str | None) -> None:
    """Add a TEXT property that may have several lines, unless the text is empty."""
    paragraphs = plain_text(text or "").strip()
    if paragraphs:
        component.add(name, vText(paragraphs))


def add_address(component: Component, name: str, url: str | None, **parameters: str) -> None:
    """Add a URI property if the address is http or https."""
    address = web_address(url)
    if address is not None:
        component.add(name, vUri(address), parameters=parameters)
