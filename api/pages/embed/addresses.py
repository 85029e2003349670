"""Which addresses of this service can be embedded, and the frame's address for each of them.

Address of a page -> `frame_query` -> the parameters of `/embed` -> `frame_url`, `oembed_links`. Only the form of the
address is looked at here; whether its name is public is up to whoever reads events.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from flask import request
from werkzeug.datastructures import MultiDict

from api.http.service import service
from api.parameters.read import read_params
from api.parameters.table import CURSOR, FILTERS, KNOWN_AT, YEAR
from timeline import clock
from timeline.errors import InvalidQuery

SANDBOX: Final = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
_FILTER_OF_PAGES: Final[Mapping[str, str]] = {
    "events": "trip",
    "trips": "trip",
    "people": "person",
    "organizations": "organization",
    "places": "place",
    "topics": "topic",
}
"""The filter that shows what a page is about. An event is shown with everything under it."""

_OEMBED_TYPES: Final = {"json": "application/json+oembed", "xml": "text/xml+oembed"}

Query = MultiDict[str, str]


def frame_query(url: str, base_url: str) -> Query | None:
    """The parameters of `/embed` for a page of the service at `base_url`; None for any other address.

    The scheme does not matter. Raises InvalidQuery for parameters that the page does not take.
    """
    try:
        own, asked = urlsplit(base_url), urlsplit(url)
    except ValueError:  # such as an unclosed bracket
        return None
    if asked.netloc.lower() != own.netloc.lower() or not asked.path.startswith(own.path):
        return None
    given = MultiDict(parse_qsl(asked.query))
    path = asked.path.removeprefix(own.path) or "/"
    if path == "/embed":
        return given
    return _of_page(path, given)


def _of_page(path: str, given: Query) -> Query | None:
    if path == "/":
        params = read_params(given, (*FILTERS, YEAR, CURSOR), now=clock.now())
        pairs = [(name, value) for name, values in params.echo if name not in ("year", "cursor") for value in values]
        days = (("from", params.query.first_day), ("to", params.query.last_day)) if "year" in params.values else ()
        return MultiDict([*pairs, *((name, day.isoformat()) for name, day in days if day is not None)])
    _, folder, slug, *rest = *path.split("/"), ""
    if folder not in _FILTER_OF_PAGES or not slug or any(rest):
        return None
    kept = read_params(given, (KNOWN_AT, CURSOR), now=clock.now()).echo
    known = [(name, value) for name, values in kept if name == "known_at" for value in values]
    return MultiDict([(_FILTER_OF_PAGES[folder], unquote(slug)), *known])


def frame_url(base_url: str, query: Query) -> str:
    """The absolute address of the frame."""
    pairs = list(query.items(multi=True))
    return f"{base_url}/embed?{urlencode(pairs)}" if pairs else f"{base_url}/embed"


def frame_html(url: str, *, title: str, width: str | int, height: int) -> str:
    """The HTML that puts the frame into a page; the sandbox lets links open pages, and nothing else."""
    return (
        f'<iframe src="{escape(url)}" title="{escape(title)}" width="{width}" height="{height}" '
        f'sandbox="{SANDBOX}" loading="lazy" frameborder="0"></iframe>'
    )


def oembed_url(base_url: str, url: str, form: str) -> str:
    """The address that describes how to embed the page at `url`."""
    return f"{base_url}/oembed?{urlencode({'url': url, 'format': form})}"


def oembed_links() -> list[tuple[str, str]]:
    """(Media type, address) of each description of the page of this request, for its head; none if it has none.

    The parameters are sorted and without blanks, since one kept page answers them in any order.
    """
    base_url = service().settings.base_url
    pairs = sorted((name, value) for name, value in request.args.items(multi=True) if value and name != "cursor")
    page = base_url + request.path + (f"?{urlencode(pairs)}" if pairs else "")
    try:
        if frame_query(page, base_url) is None:
            return []
    except InvalidQuery:
        return []
    return [(media_type, oembed_url(base_url, page, form)) for form, media_type in _OEMBED_TYPES.items()]
