"""What templates may call besides plain values: percent-encoding, addresses of static files, and oEmbed's links."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from flask import Flask

from api.pages.embed.addresses import oembed_links
from api.pages.page_head import canonical_url, page_json_ld, site_url
from timeline import ids

_STATIC = Path(__file__).parent.parent / "static"


def register_functions(app: Flask) -> None:
    """Give every template the functions of this module."""
    app.jinja_env.filters["segment"] = segment
    app.jinja_env.globals["static_url"] = static_url
    for function in (site_url, canonical_url, page_json_ld, oembed_links):
        app.jinja_env.globals[function.__name__] = function


def segment(text: str) -> str:
    """One path segment or query value, percent-encoded."""
    return quote(text, safe="")


def static_url(name: str) -> str:
    """The address of a file in `static`; it contains the file's hash, so that caches never serve an old file for it."""
    path = _STATIC / name
    return f"/static/{quote(name)}?v={_hash(path, path.stat().st_mtime_ns)}"


@lru_cache(maxsize=64)
def _hash(path: Path, _modified: int) -> str:
    return ids.digest(path.read_bytes())[:12]
