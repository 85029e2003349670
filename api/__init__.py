"""The HTTP side: translates requests into queries and stored bytes into answers, decides nothing.

Settings -> `create_app` -> Flask: strict first step -> key -> route -> `service.answered` -> headers, compression.
Pages live in `api.pages` and `templates`, parameters in `api.parameters.table`, every error in `api.http.errors`.
"""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request
from flask_compress import Compress

from api.http.auth import authenticate
from api.http.errors import register_errors
from api.http.headers import READING, apply_headers
from api.http.json_log import log_as_json_lines
from api.http.limits.rate_limits import policies, register_rate_limits
from api.http.negotiation import wanted_codings
from api.http.request_check import WholeRequest, check_request, check_size
from api.http.service import EXTENSION, Service, service
from api.pages.template_functions import register_functions
from api.routes import blueprints
from timeline.reading.rendering import since_now
from timeline.render.settings import RenderSettings
from timeline.settings import Settings
from timeline.store.engine.sessions import Engine, open_engine

_COMPRESSED = [
    "application/atom+xml", "application/calendar+json", "application/geo+json", "application/json",
    "application/ld+json", "application/problem+json", "application/x-ndjson", "image/svg+xml", "text/calendar",
    "text/css", "text/csv", "text/html", "text/javascript", "text/xml",
]  # fmt: skip


def create_app(settings: Settings, engine: Engine | None = None) -> Flask:
    """The WSGI application over a migrated database; opens `settings.database_url` unless an engine is given."""
    log_as_json_lines()
    app = Flask(__name__, static_folder="static", static_url_path="/static")
    app.request_class = WholeRequest
    app.url_map.merge_slashes = False  # a path with // is unknown, never a redirect
    app.config.update(
        SEND_FILE_MAX_AGE_DEFAULT=300,
        COMPRESS_MIMETYPES=_COMPRESSED,
        COMPRESS_ALGORITHM=["zstd", "br", "gzip"],
        COMPRESS_STREAMS=False,
        COMPRESS_EVALUATE_CONDITIONAL_REQUEST=False,  # api.http.service has done it, and knows the tag's suffix
    )
    app.jinja_options = {**app.jinja_options, "trim_blocks": True, "lstrip_blocks": True}
    engine = engine or open_engine(settings.database_url)
    render = RenderSettings(base_url=settings.base_url, uid_domain=settings.uid_domain, licence=settings.licence)
    app.extensions[EXTENSION] = Service(settings, engine, since_now(engine, render))
    register_rate_limits(app, settings)
    app.before_request(_check_request)
    app.before_request(authenticate)
    Compress(app)
    app.after_request(_apply_headers)
    register_errors(app)
    register_functions(app)
    for blueprint in blueprints():
        app.register_blueprint(blueprint)
    return app


def _check_request() -> None:
    g.request_id = f"req-{secrets.token_hex(8)}"
    check_size(request.environ)
    check_request(request.environ, request.path)
    if "HTTP_ACCEPT_ENCODING" in request.environ:
        request.environ["HTTP_ACCEPT_ENCODING"] = wanted_codings(request.environ["HTTP_ACCEPT_ENCODING"])


def _apply_headers(response: Response) -> Response:
    if request.method not in READING and "request_id" in g:
        response.headers["Request-Id"] = g.request_id
        if standing := g.get("standing"):
            response.headers.setdefault("RateLimit", standing.header)
    if isinstance(request, WholeRequest) and request.has_unread_body:
        response.headers["Connection"] = "close"
    is_https = service().settings.base_url.startswith("https:")
    return apply_headers(response, request, is_https=is_https, policies=policies())
