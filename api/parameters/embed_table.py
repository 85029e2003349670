"""The query parameters of embeds: how the frame and its element look, and what oEmbed asks.

The filters of the query and `lang` are those of `api.parameters.table`.
"""

from __future__ import annotations

from typing import Final

from api.parameters.table import FILTERS, LANG, Parameter

VIEWS: Final = ("list", "lanes", "map")
LINKS: Final = ("inline", "new-tab", "same-tab")

VIEW: Final = Parameter("view", "word", "How the events are shown first; default list.", VIEWS)
THEME: Final = Parameter(
    "theme", "word", "Colours; auto, the default, follows the reader's device.", ("auto", "light", "dark")
)
ZONE: Final = Parameter(
    "tz", "zone", "Times of day: local to each event (the default), mine, or a time zone such as Europe/Berlin."
)
HEIGHT: Final = Parameter("height", "count", "Height of the element in pixels.", least=100, most=20_000)
LINK_KIND: Final = Parameter("links", "word", "Where a title leads: details in place, or the event's page.", LINKS)
LOOK: Final = (VIEW, LANG, THEME, ZONE, HEIGHT, LINK_KIND)
"""What the frame hands to the element besides the query."""

FRAME_PARAMETERS: Final = (*FILTERS, *LOOK)
PICTURE_PARAMETERS: Final = (*FILTERS, LANG, THEME)

ADDRESS: Final = Parameter("url", "address", "The address of the page to embed.")
FORMAT: Final = Parameter("format", "word", "Form of the answer; default json.", ("json", "xml"))
MAX_WIDTH: Final = Parameter("maxwidth", "count", "The width may not be larger, in pixels.", most=100_000)
MAX_HEIGHT: Final = Parameter("maxheight", "count", "The height may not be larger, in pixels.", most=100_000)
OEMBED_PARAMETERS: Final = (ADDRESS, FORMAT, MAX_WIDTH, MAX_HEIGHT)
