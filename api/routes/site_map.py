"""`/robots.txt` and `/sitemap.xml`: which addresses search engines may read, and which pages there are."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape

from flask import Blueprint, Response, request

from api.http.answers import Answer
from api.http.conditional import FEED_POLICY
from api.http.service import answered
from api.parameters.read import read_params
from api.parameters.table import NO_PARAMETERS
from timeline import clock, ids
from timeline.reading.pages.site_map import SiteMapEntry, read_site_map
from timeline.reading.snapshot import Snapshot

blueprint = Blueprint("site_map", __name__)

_OWN_PAGES: Final = ("", "changes", "statistics", "subscribe", "docs")

_ROBOTS: Final = """User-agent: *
Disallow: /v1/
Disallow: /calendars/
Disallow: /*known_at=
Disallow: /*cursor=

Sitemap: {base_url}/sitemap.xml
"""


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Pages are for search engines; the API and earlier states are not."""
    params = read_params(request.args, NO_PARAMETERS, now=clock.now())
    return answered(("robots",), FEED_POLICY, _robots, params)


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Every page with the day of its last change (sitemaps.org 0.9)."""
    params = read_params(request.args, NO_PARAMETERS, now=clock.now())
    return answered(("sitemap",), FEED_POLICY, _sitemap, params)


def _robots(snapshot: Snapshot) -> Answer:
    return _answer(_ROBOTS.format(base_url=snapshot.links.base_url), "text/plain; charset=utf-8")


def _sitemap(snapshot: Snapshot) -> Answer:
    base_url = snapshot.links.base_url
    own = "".join(f"<url><loc>{escape(f'{base_url}/{path}')}</loc></url>\n" for path in _OWN_PAGES)
    pages = "".join(_url(base_url, entry) for entry in read_site_map(snapshot))
    return _answer(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{own}{pages}</urlset>\n',
        "application/xml; charset=utf-8",
    )


def _url(base_url: str, entry: SiteMapEntry) -> str:
    path = entry.folder if entry.slug is None else f"{entry.folder}/{quote(entry.slug, safe='')}"
    changed = "" if entry.changed is None else f"<lastmod>{entry.changed.isoformat()}</lastmod>"
    return f"<url><loc>{escape(f'{base_url}/{path}')}</loc>{changed}</url>\n"


def _answer(text: str, media_type: str) -> Answer:
    body = text.encode()
    return Answer(body=body, media_type=media_type, etag=ids.digest(body)[:32])
