"""The exact headers of every surface (RELIABILITY.md 5.2): every route, every method, answers and errors (T24)."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from api import create_app
from api.http.headers import surface_of
from tests.api.conftest import SETTINGS
from tests.journeys.conftest import load, shipped_documents
from timeline.render.embeds.picture import STYLE
from timeline.render.pictures.svg import style_digest
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import open_engine

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW")
VALUES = {
    "key": ("blinken-trip-2023-11", "nobody"),
    "slug": ("antony-blinken", "nobody"),
    "year": ("2023", "nobody"),
    "language": ("de", "nobody"),
    "code": ("not-found", "nobody"),
    "filename": ("site.css", "nobody"),
    "trip": ("blinken-trip-2023-11", "nobody"),
}
"""For the variable parts of a route: one that is served somewhere, one that never is."""

COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
}
CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Content-Disposition, Deprecation, ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, Sunset"
    ),
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
}
API_CSP = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox"
FEED_CSP = "default-src 'none'; frame-ancestors 'none'"
SITE_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; manifest-src 'self'; object-src 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
PICTURE_CSP = f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; frame-ancestors 'none'; sandbox"
FRAME_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors *; require-trusted-types-for 'script'; trusted-types 'none'"
)
EXPECTED: Mapping[str, Mapping[str, str]] = {
    "api": CROSS_ORIGIN | {"Content-Security-Policy": API_CSP},
    "feeds": CROSS_ORIGIN | {"Content-Security-Policy": FEED_CSP, "X-Robots-Tag": "noindex"},
    "widget": CROSS_ORIGIN | {"Content-Security-Policy": "default-src 'none'; sandbox"},
    "static": {
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Referrer-Policy": "no-referrer",
    },
    "pictures": CROSS_ORIGIN
    | {
        "Content-Security-Policy": (
            f"default-src 'none'; style-src 'sha256-{style_digest()}'; frame-ancestors 'none'; base-uri 'none'; "
            "form-action 'none'; sandbox"
        )
    },
    "frame": {
        "Content-Security-Policy": FRAME_CSP,
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    },
    "picture": CROSS_ORIGIN | {"Content-Security-Policy": PICTURE_CSP, "X-Robots-Tag": "noindex"},
    "builder": {
        "Content-Security-Policy": SITE_CSP.replace("object-src", "frame-src 'self'; object-src"),
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    },
    "site": {
        "Content-Security-Policy": SITE_CSP,
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    },
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
POLICY_HEADERS = frozenset(
    name for headers in (COMMON, PREFLIGHT, *EXPECTED.values()) for name in headers
) | {"Access-Control-Allow-Credentials", "Set-Cookie"}  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application over the reference story."""
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('headers') / 'timeline.db'}")
    migrate(engine)
    load(engine, shipped_documents())
    yield create_app(SETTINGS, engine)
    engine.dispose()


@pytest.fixture(scope="module")
def asked(app: Flask) -> FlaskClient:
    """Asks that application."""
    return app.test_client()


def addresses(app: Flask) -> Iterator[str]:
    """Two addresses for every route: one that is there, as far as it can be guessed, and one that is not."""
    for rule in app.url_map.iter_rules():
        yield from dict.fromkeys(_address(rule, number) for number in (0, 1))


def _address(rule: Rule, number: int) -> str:
    """The route's address with values for its variable parts; of `any(a, b)` the first word."""
    text = re.sub(r"<any\(([a-z]+)[^>]*>", r"\1", rule.rule)
    text = text.replace("/calendars/<folder>", "/calendars/people")
    return re.sub(r"<(?:[a-z]+:)?([a-z_]+)>", lambda match: VALUES.get(match[1], ("nobody",) * 2)[number], text)


def policy(answer: TestResponse) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name in POLICY_HEADERS}


def expected(address: str, method: str, *, is_private: bool) -> dict[str, str]:
    surface = surface_of(address.partition("?")[0])
    found = COMMON | dict(EXPECTED[surface.name])
    if is_private and surface.name in ("api", "feeds", "pictures"):
        found |= {"Cross-Origin-Resource-Policy": "same-origin"}
        found = {name: value for name, value in found.items() if not name.startswith("Access-Control")}
    if method == "OPTIONS" and surface.is_cross_origin and not is_private:
        found |= PREFLIGHT
    return found


@pytest.mark.parametrize("method", METHODS)
def test_every_address_has_the_headers_of_its_surface_whatever_is_asked(app, asked, method):
    statuses = set()
    for address in addresses(app):
        for query in ("", "?x=1"):
            answer = asked.open(f"{address}{query}", method=method, buffered=True)
            statuses.add(answer.status_code)
            assert policy(answer) == expected(address, method, is_private=method not in ("GET", "HEAD", "OPTIONS")), (
                f"{method} {address}{query} -> {answer.status_code}"
            )
            assert answer.status_code < 500

    assert statuses >= ({"GET": {200, 404, 422}, "OPTIONS": {200}}.get(method, set()))


@pytest.mark.parametrize("authorization", ["Bearer dt_00000000_x", "Basic eDp5", "x"])
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_what_is_asked_with_a_key_is_for_the_asker_alone(app, asked, method, authorization):
    for address in addresses(app):
        answer = asked.open(address, method=method, buffered=True, headers={"Authorization": authorization})

        assert policy(answer) == expected(address, method, is_private=True), f"{method} {address}"
        assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "BREW"])
def test_answer_to_a_write_is_kept_by_nobody_and_names_the_request(app, asked, method):
    for address in addresses(app):
        headers = asked.open(address, method=method, buffered=True).headers

        assert headers["Cache-Control"] == "private, no-store"
        assert re.fullmatch(r"req-[0-9a-f]{16}", headers["Request-Id"])


def test_public_answer_names_no_request_so_that_it_is_the_same_for_all(asked):
    assert "Request-Id" not in asked.get("/v1/events").headers
    assert "Request-Id" not in asked.get("/v1/nope").headers


@pytest.mark.parametrize("wanted", ["POST", "PUT", "DELETE", "PATCH", "x"])
@pytest.mark.parametrize("address", ["/v1/events", "/v1/reports", "/v1/events/x/merge", "/calendars/all.ics"])
def test_preflight_for_a_write_is_refused(asked, address, wanted):
    headers = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": wanted}

    answer = asked.options(address, headers=headers)

    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


def test_preflight_for_reading_counts_for_a_day(asked):
    headers = {"Origin": "null", "Access-Control-Request-Method": "GET"}

    assert policy(asked.options("/v1/events", headers=headers)) == expected("/v1/events", "OPTIONS", is_private=False)


@pytest.mark.parametrize("origin", ["null", "https://elsewhere.example", "https://timeline.example.org"])
@pytest.mark.parametrize("address", ["/v1/events", "/v1/events?x=1", "/calendars/all.ics", "/"])
def test_origin_changes_nothing(asked, address, origin):
    plain, foreign = asked.get(address), asked.get(address, headers={"Origin": origin})

    assert policy(foreign) == policy(plain)
    assert "Origin" not in foreign.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("path", "surface"),
    [
        ("/v1/events", "api"), ("/v1/events.csv", "api"), ("/v1/events.geojson", "api"), ("/v1/events.ics", "feeds"),
        ("/v1/events.atom", "feeds"), ("/v1/events/x.atom", "feeds"), ("/v1/events.jcal.json", "feeds"),
        ("/openapi.json", "api"), ("/healthz", "api"), ("/readyz", "api"), ("/docs", "site"), ("/subscribe", "site"),
        ("/calendars/all.ics", "feeds"), ("/widget/x.js", "widget"), ("/embed", "frame"), ("/static/x", "static"),
        ("/pictures/map.svg", "pictures"),
        ("/embed.svg", "picture"), ("/embed/builder", "builder"), ("/embed/x", "site"), ("/oembed", "api"),
        ("/", "site"), ("/v1", "api"), ("/events/x.atom", "site"), ("//v1/events", "api"), ("/v1x", "site"),
    ],
)  # fmt: skip
def test_path_belongs_to_its_surface(path, surface):
    assert surface_of(path).name == surface
