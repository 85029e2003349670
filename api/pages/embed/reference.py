"""What the author of a page can set on the element and hear from it: the one list of all its names.

`REFERENCE` -> the tables of `/embed/builder`; `docs/WIDGET.md` has the same rows, and tests hold both against the
script, so that no name is promised that does not exist.
"""

from __future__ import annotations

from typing import Final

ATTRIBUTES: Final = {
    "src": "Address of the events, with any filters: /v1/events?person=… of this service.",
    "from": "First day, as 2026-05-12 or relative to the reader's day, as today-30; replaces that of src.",
    "to": "Last day, written in the same way.",
    "filter": "More filters, written as in an address: kind=visit&country=FR.",
    "limit": "Most events to load.",
    "lang": "Language of the words and dates; without it that of the page.",
    "view": "How the events are shown first: list, lanes or map; list without it.",
    "theme": "light or dark; without it the element follows the colours around it.",
    "tz": "Times of day: local (to each event), mine (the reader's), or a time zone such as Europe/Berlin.",
    "height": "Height of the element in pixels, reserved before the events are there.",
    "max-height": "Height above which the events scroll, in pixels or as a CSS length.",
    "heading-level": "Level of the headings, 2 to 6; 2 without it.",
    "links": "What a title opens: inline (details in place), new-tab or same-tab; inline without it.",
    "lanes": "What has a lane of its own in the view lanes: person, country or organization; person without it.",
    "data-allow": "Further origins from which src may read, separated by blanks.",
}
"""Attributes of the element."""

PARTS: Final = {
    "frame": "Everything that the element draws.",
    "controls": "Choice of the view, search, filter of changes, menu to subscribe.",
    "count": "The line that counts the events.",
    "view": "The events, without the controls.",
    "event": "One event.",
    "date": "Its date.",
    "title": "Its title.",
    "status": "Its status.",
    "sources": "Its opened list of sources.",
    "changes": "Its opened list of changes.",
    "panel": "The opened menu to subscribe.",
    "footer": "Time zones and the time of the newest data.",
    "error": "The explanation of what went wrong.",
}
"""Names for `::part()` in the style sheet of the page."""

PROPERTIES: Final = {
    "--dt-text": "Colour of text.",
    "--dt-muted": "Colour of secondary text.",
    "--dt-accent": "Colour of links, of chosen controls and of the bar of a trip.",
    "--dt-green": "Colour of what is confirmed.",
    "--dt-amber": "Colour of what is not certain.",
    "--dt-red": "Colour of today's rule and of what was cancelled.",
    "--dt-edge": "Colour of the borders of controls.",
    "--dt-hair": "Colour of lines between events.",
    "--dt-ground": "Colour behind menus, and behind everything if theme is set.",
    "--dt-radius": "Radius of corners.",
    "--dt-font": "Font family.",
}
"""Custom properties that the element reads."""

EVENTS: Final = {
    "ready": "The first events are shown; detail.count is their number.",
    "select": "The reader chose an event; detail.event is its object. preventDefault keeps the reader on the page.",
    "error": "The events cannot be loaded; detail has status, title, detail and message.",
    "change": "The reader changed the view, the time zone or the search; detail has view, tz and search.",
}
"""Events that the element sends; none of them bubbles."""

MESSAGES: Final = {
    "diplomatic-timeline:height": "From the frame: { type, height }, the height of its content in pixels.",
    "datawrapper-height": "The same in the form of Datawrapper's charts.",
    "height, link, ready": "The same and followed links in WordPress's form, if the address has a secret.",
}
"""Messages that the frame sends to the page around it."""

REFERENCE: Final = (
    ("Attributes", "Attribute", ATTRIBUTES),
    ("Parts", "Part", PARTS),
    ("Custom properties", "Property", PROPERTIES),
    ("Events", "Event", EVENTS),
    ("Messages of the frame", "Message", MESSAGES),
)
"""(Heading, heading of the first column, names with their meanings) for each table."""
