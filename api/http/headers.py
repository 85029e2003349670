"""The security headers of each surface, on successful responses and errors alike (`docs/RELIABILITY.md`).

Path -> `surface_of` -> `Surface` -> `apply_headers` on every response. CORS is a literal `*` on public reads, never an
echo of the origin, and absent on writes and on every request with a key; no cookie is ever set.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from flask import Request, Response

from timeline.render.embeds.picture import STYLE
from timeline.render.pictures.svg import style_digest

_COMMON: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_CROSS_ORIGIN: Final[Mapping[str, str]] = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Content-Disposition, Deprecation, ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, Sunset"
    ),
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
}
_PREFLIGHT: Final[Mapping[str, str]] = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
_PRIVATE: Final[Mapping[str, str]] = {
    "Access-Control-Allow-Origin": "",
    "Access-Control-Expose-Headers": "",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""The values that replace those of API, feeds and pictures on private responses; an empty value removes the header."""

READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
"""The methods that change nothing."""

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
_BUILDER_CSP: Final = _SITE_CSP.replace("object-src", "frame-src 'self'; object-src")
_FRAME_CSP: Final = _SELF_ONLY.format(images="img-src 'self'", forms="'none'", extra="", frames="*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """One part of the service: its headers, whether other origins may read it, whether its errors are problem+json."""

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
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_PICTURE_CSP: Final = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; frame-ancestors 'none'; sandbox"
PICTURE: Final = Surface(
    name="picture",
    headers={**FEEDS.headers, "Content-Security-Policy": _PICTURE_CSP},
)
WIDGET: Final = Surface(
    name="widget", headers={**_CROSS_ORIGIN, "Content-Security-Policy": "default-src 'none'; sandbox"}
)
# A frame with `sandbox` has an opaque origin and must still load the style sheet.
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
# The builder shows the frame, which has no embedder policy: other pages may frame it whatever theirs is.
BUILDER: Final = Surface(
    name="builder",
    headers={
        **{name: value for name, value in SITE.headers.items() if name != "Cross-Origin-Embedder-Policy"},
        "Content-Security-Policy": _BUILDER_CSP,
    },
    is_cross_origin=False,
    has_problem_errors=False,
)

# A picture carries its style sheet, which has to be the very one that we draw with.
PICTURES: Final = Surface(
    name="pictures",
    headers={
        **_CROSS_ORIGIN,
        "Content-Security-Policy": (
            f"default-src 'none'; style-src 'sha256-{style_digest()}'; frame-ancestors 'none'; base-uri 'none'; "
            "form-action 'none'; sandbox"
        ),
    },
)

_BY_FIRST_SEGMENT: Final[Mapping[str, Surface]] = {
    "v1": API, "openapi.json": API, "healthz": API, "readyz": API, "metrics": API, "calendars": FEEDS,
    "widget": WIDGET, "embed": FRAME, "embed.svg": PICTURE, "oembed": API, "static": STATIC, "pictures": PICTURES,
}  # fmt: skip


def surface_of(path: str) -> Surface:
    """The surface to which a path belongs; every path that belongs to no other is a page."""
    if path.startswith("/v1/") and path.endswith((".ics", ".jcal.json", ".atom")):
        return FEEDS
    if path.startswith("/embed/"):  # only the frame itself may be framed
        return BUILDER if path == "/embed/builder" else SITE
    return _BY_FIRST_SEGMENT.get(path.lstrip("/").split("/", 1)[0], SITE)


def apply_headers(response: Response, request: Request, *, is_https: bool, policies: str = "") -> Response:
    """Set the headers of the surface; a response without a cache rule of its own is not stored by any cache.

    A response to a write or to a request with a key is private: no other origin may read it and no cache stores it.
    `policies` is the value of `RateLimit-Policy`. `RateLimit` itself is only on responses that are not cached, because
    a cached one would show one client the state of another; so reads have it on a 429 only.
    """
    surface = surface_of(request.path)
    is_private = "Authorization" in request.headers or _method_meant(request) not in READING
    is_sealed = is_private and surface in (API, FEEDS, PICTURES)
    for name, value in {**_COMMON, **surface.headers, **(_PRIVATE if is_sealed else {})}.items():
        if value:
            response.headers[name] = value
    if surface.is_cross_origin and not is_private and request.method == "OPTIONS":
        response.headers.update(_PREFLIGHT)
    if "Allow" in response.headers:
        response.headers["Allow"] = ", ".join(sorted(response.allow))
    if is_https:
        response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    if is_private:
        response.headers["Cache-Control"] = "private, no-store"
    if policies and request.path.startswith("/v1/"):
        response.headers["RateLimit-Policy"] = policies
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _method_meant(request: Request) -> str:
    """The method; of a preflight, the method for which it asks."""
    is_preflight = request.method == "OPTIONS" and "Origin" in request.headers
    return request.headers.get("Access-Control-Request-Method", "OPTIONS") if is_preflight else request.method
