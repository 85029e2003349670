"""The security headers of each surface (RELIABILITY.md 5.2), on answers and errors alike.

Path -> `surface_of` -> `Surface` -> `apply_headers` on every response. CORS is a literal `*` on public reads, never an
echo of the origin; no cookie is ever set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from flask import Response

_COMMON: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_CROSS_ORIGIN: Final[Mapping[str, str]] = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Location, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
}
_PREFLIGHT: Final[Mapping[str, str]] = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
_SEALED: Final = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox"
_SELF_ONLY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; {images}; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action {forms}; {extra}frame-ancestors {frames}; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_SITE_CSP: Final = _SELF_ONLY.format(
    images="img-src 'self' data:",
    forms="'self'",
    extra="manifest-src 'self'; object-src 'none'; ",
    frames="'none'",
)
_FRAME_CSP: Final = _SELF_ONLY.format(images="img-src 'self'", forms="'none'", extra="", frames="*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """One part of the service: its headers, whether other origins may read it, whether errors are problems."""

    name: str
    headers: Mapping[str, str] = field(default_factory=dict)
    is_cross_origin: bool = True
    has_problem_errors: bool = True


API: Final = Surface(name="api", headers={**_CROSS_ORIGIN, "Content-Security-Policy": _SEALED})
FEEDS: Final = Surface(
    name="feeds",
    headers={
        **_CROSS_ORIGIN,
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "X-Robots-Tag": "noindex",
    },
)
WIDGET: Final = Surface(
    name="widget", headers={**_CROSS_ORIGIN, "Content-Security-Policy": "default-src 'none'; sandbox"}
)
# A frame with `sandbox` has no origin of its own; it gets the style sheet all the same.
STATIC: Final = Surface(
    name="static",
    headers={
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Referrer-Policy": "no-referrer",
    },
    is_cross_origin=False,
    has_problem_errors=False,
)
FRAME: Final = Surface(
    name="frame",
    headers={
        "Content-Security-Policy": _FRAME_CSP,
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    },
    is_cross_origin=False,
    has_problem_errors=False,
)
SITE: Final = Surface(
    name="site",
    headers={
        "Content-Security-Policy": _SITE_CSP,
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    },
    is_cross_origin=False,
    has_problem_errors=False,
)

_BY_FIRST_SEGMENT: Final[Mapping[str, Surface]] = {
    "v1": API, "healthz": API, "readyz": API, "calendars": FEEDS, "widget": WIDGET, "embed": FRAME, "static": STATIC,
}  # fmt: skip


def surface_of(path: str) -> Surface:
    """The surface a path belongs to; what is nothing else is a page."""
    if path.startswith("/v1/") and path.endswith((".ics", ".jcal.json")):
        return FEEDS
    return _BY_FIRST_SEGMENT.get(path.lstrip("/").split("/", 1)[0], SITE)


def apply_headers(response: Response, path: str, method: str, *, is_https: bool) -> Response:
    """Set the surface's headers; an answer without a cache rule of its own is not kept by anyone."""
    surface = surface_of(path)
    for name, value in {**_COMMON, **surface.headers}.items():
        response.headers[name] = value
    if method == "OPTIONS" and surface.is_cross_origin:
        for name, value in _PREFLIGHT.items():
            response.headers[name] = value
    if is_https:
        response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    response.headers.setdefault("Cache-Control", "no-store")
    return response
