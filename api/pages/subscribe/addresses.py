"""The addresses that bring a feed into a calendar program, and the HTML that embeds a query in another page."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import quote

GOOGLE_ADD_BY_URL: Final = "https://calendar.google.com/calendar/r/settings/addbyurl"
"""Google's own page "From URL"; a link with the address in it is often dropped without a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """The addresses of one feed.

    `url` is to copy and to download, `webcal` for the calendar of the device, `google` the page of Google that takes
    a copied address, `outlook` for private accounts, `outlook_work` for those of work or school. `page` offers all.
    """

    url: str
    webcal: str
    google: str
    outlook: str
    outlook_work: str
    filename: str
    page: str


def subscription_of(
    base_url: str, path: str, filename: str, *, name: str | None = None, page: str = "/subscribe"
) -> Subscription:
    """The subscription of the feed at `path`; Outlook, which accepts only http(s), shows it as `name`."""
    url = f"{base_url}{path}"
    webcal = f"webcal://{url.partition('://')[2]}"
    parameters = f"url={quote(url, safe='')}" + ("" if name is None else f"&name={quote(name, safe='')}")
    return Subscription(
        url=url,
        webcal=webcal,
        google=GOOGLE_ADD_BY_URL,
        outlook=f"https://outlook.live.com/calendar/0/addfromweb?{parameters}",
        outlook_work=f"https://outlook.office.com/calendar/0/addfromweb?{parameters}",
        filename=filename,
        page=page,
    )


def embed_snippet(base_url: str, api_path: str) -> str:
    """The HTML to copy into another page."""
    return (
        f'<script type="module" async src="{escape(base_url)}/widget/diplomatic-timeline.js"></script>\n'
        f'<diplomatic-timeline src="{escape(base_url + api_path)}">\n'
        f'  <a href="{escape(base_url)}/">Diplomatic timeline</a>\n'
        f"</diplomatic-timeline>"
    )
