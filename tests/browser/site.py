"""Two origins on 127.0.0.1 for the browser tests: the service (module, words, events) and a host page that embeds it.

`Site` answers from its `answers` and, on the service, with the files of the widget; it keeps every request it saw.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import parse_qs, urlsplit

WIDGET = Path(__file__).parents[2] / "api" / "static" / "widget"
PAGES = Path(__file__).parent / "pages"
TYPES = {".js": "text/javascript; charset=utf-8", ".json": "application/json", ".html": "text/html; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a path answers. A JSON answer has an ETag of its content and is met with 304 by who holds it."""

    body: bytes
    media_type: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SeenRequest:
    """One request: its path, its parameters and the conditional header it carried."""

    path: str
    parameters: Mapping[str, list[str]]
    if_none_match: str | None
    status: int


@dataclass(slots=True)
class Site:
    """One origin. `answers` maps a path to what it gives; a path that is not there is 404.

    `answering` maps a path to a function of the query string that gives JSON.
    """

    origin: str
    answers: dict[str, Answer] = field(default_factory=dict)
    answering: dict[str, Callable[[str], object]] = field(default_factory=dict)
    requests: list[SeenRequest] = field(default_factory=list)

    def give_json(self, path: str, content: object, *, status: int = 200, **headers: str) -> None:
        """Answer `path` with JSON, for any origin."""
        body = json.dumps(content).encode()
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        shared = {
            "Access-Control-Expose-Headers": "ETag, Retry-After",
            "Cache-Control": "public, max-age=60",
            "ETag": tag,
        }
        self.answers[path] = Answer(body, "application/json", status, {**shared, **headers})

    def give_page(self, name: str, *, headers: Mapping[str, str] | None = None, **gaps: str) -> str:
        """Serve tests/browser/pages/NAME.html with its gaps filled; its address."""
        html = Template((PAGES / f"{name}.html").read_text(encoding="utf-8")).substitute(gaps)
        self.answers[f"/{name}"] = Answer(html.encode(), TYPES[".html"], 200, headers or {})
        return f"{self.origin}/{name}"

    def seen(self, path: str) -> list[SeenRequest]:
        """The requests for one path, oldest first."""
        return [request for request in self.requests if request.path == path]


def answer_of(site: Site, path: str) -> Answer:
    """What the site gives for a path: its own answer, else a file of the widget, else 404."""
    if path in site.answers:
        return site.answers[path]
    file = WIDGET / path.removeprefix("/widget/")
    if path.startswith("/widget/") and file.is_file():
        return Answer(file.read_bytes(), TYPES[file.suffix])
    return Answer(b"not found", "text/plain", 404)


@contextmanager
def running_site() -> Iterator[Site]:
    """A site on a free port until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    site = Site(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = _handler_for(site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler_for(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # Chromium does not revalidate by ETag what came with HTTP/1.0

        def do_GET(self) -> None:
            url = urlsplit(self.path)
            if url.path in site.answering:
                site.give_json(url.path, site.answering[url.path](url.query))
            answer = answer_of(site, url.path)
            held = self.headers.get("If-None-Match")
            is_held = held is not None and held == answer.headers.get("ETag")
            status = 304 if is_held else answer.status
            site.requests.append(SeenRequest(url.path, parse_qs(url.query), held, status))
            body = b"" if is_held else answer.body
            self.send_response(status)
            headers = {"Content-Type": answer.media_type, "Access-Control-Allow-Origin": "*", **answer.headers}
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(BrokenPipeError, ConnectionResetError):  # the test is over, its page is gone
                self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
            """Requests are kept in the site, not printed."""

    return Handler
