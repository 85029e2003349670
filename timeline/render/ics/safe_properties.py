"""Adds texts and addresses to calendar components; no other code does (docs/FEEDS.md 9).

Text -> `plain_text` -> `vText`, which escapes it -> a property of an icalendar component. icalendar writes properties
that it does not know without escaping, so every text is passed as `vText`. Empty texts are not added.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from icalendar import Component, vText, vUri

from timeline.render.plain_text import one_line, plain_text, web_address

MAX_SHORT_OCTETS: Final = 255
"""Longer titles are cut or refused by some programs; escapes count, because they count for a program too."""

_ELLIPSIS: Final = "…"
_JOINERS: Final = re.compile("[\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")


def add_line(component: Component, name: str, text: str | None) -> None:
    """Add a TEXT property of one line, unless the text is empty."""
    line = one_line(text or "")
    if line:
        component.add(name, vText(line))


def add_short_line(component: Component, name: str, text: str | None) -> None:
    """Add a TEXT property of one line, cut between two characters to MAX_SHORT_OCTETS."""
    add_line(component, name, shortened(one_line(text or "")))


def shortened(line: str) -> str:
    """The line if its escaped form has at most MAX_SHORT_OCTETS in UTF-8, else its beginning and an ellipsis.

    A character stays together with the accents and joiners that belong to it.
    """
    if _octets(line) <= MAX_SHORT_OCTETS:
        return line
    room, length = MAX_SHORT_OCTETS - _octets(_ELLIPSIS), 0
    while room >= _octets(line[length]):
        room -= _octets(line[length])
        length += 1
    while length and (_belongs_to_the_one_before(line[length]) or line[length - 1] == "\u200d"):
        length -= 1
    return line[:length].rstrip() + _ELLIPSIS


def _octets(text: str) -> int:
    return len(vText(text).to_ical())


def _belongs_to_the_one_before(character: str) -> bool:
    return unicodedata.category(character).startswith("M") or _JOINERS.match(character) is not None


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
