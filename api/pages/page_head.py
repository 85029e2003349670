"""What the head of every page tells search engines and programs that preview links: its address and JSON-LD.

The template gives title and description as they stand in it; here they become one object of schema.org.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from flask import request
from markupsafe import Markup

from api.http.service import service
from timeline.render.forms.jsonld import script_safe
from timeline.render.schema_org import CONTEXT

_SCHEMA_TYPES: Final = {
    "people": "Person",
    "organizations": "Organization",
    "places": "Place",
    "sources": "CreativeWork",
    "topics": "Thing",
}
"""The type of what a page below this folder is about."""


def site_url() -> str:
    """The public address of the service, without a slash at its end."""
    return service().render.links.base_url


def canonical_url() -> str:
    """The address of this page without its parameters."""
    return site_url() + quote(request.path, safe="/")


def page_json_ld(title: Markup, description: Markup, about: str = "") -> Markup:
    """The page as schema.org WebPage, safe inside a script element; `about` is the name of its one subject."""
    folder = request.path.strip("/").partition("/")[0]
    page: dict[str, object] = {
        "@context": CONTEXT,
        "@type": "WebPage",
        "name": _text(title),
        "description": _text(description),
        "url": canonical_url(),
        "isPartOf": {
            "@type": "WebSite",
            "name": "Diplomatic timeline",
            "url": f"{site_url()}/",
            "potentialAction": {
                "@type": "SearchAction",
                "target": f"{site_url()}/?q={{search_term_string}}",
                "query-input": "required name=search_term_string",
            },
        },
    }
    if about and folder in _SCHEMA_TYPES:
        page["mainEntity"] = {"@type": _SCHEMA_TYPES[folder], "name": about, "url": canonical_url()}
    return Markup(script_safe(page).decode())


def _text(words: Markup) -> str:
    """The words of a block of the template, without its escapes."""
    return " ".join(Markup(words).unescape().split())
