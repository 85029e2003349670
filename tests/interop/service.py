"""A running service for calendar programs: the real application on a free port of this machine, and its write side.

database URL -> `running_service` -> `Service`: `fetch` what a program fetches, `events` what the JSON API tells,
`file`, `merge` and `withdraw` as an editor does. Every request is noted, so that a test sees what a program asked.
"""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

import orjson
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from api import create_app
from tests.interop.entries import Entry, expected_entries
from timeline import clock
from timeline.ingest.documents import open_document, read_documents
from timeline.model.report import RecordKey
from timeline.model.writers.write import Write
from timeline.operations.filing.file_reports import file_document
from timeline.operations.merge_events import MergeResult, merge_events
from timeline.operations.withdraw import withdraw
from timeline.operations.work import Work
from timeline.render.links import Links
from timeline.render.settings import RenderSettings
from timeline.settings import Settings
from timeline.store.engine.sessions import Engine, open_engine, read_session, write_session
from timeline.store.logs.catalogue_log import load_catalogue
from timeline.store.logs.report_log import find_sources

PUBLIC_URL: Final = "https://timeline.example.org"
UID_DOMAIN: Final = "timeline.example.org"
RENDERING: Final = RenderSettings(base_url=PUBLIC_URL, uid_domain=UID_DOMAIN)
WHOLE_FEED: Final = "/v1/events.ics?from=1800-01-01&to=2100-12-31"
"""With a window of its own a feed is never cut."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Service:
    """The service at `url`; `requests` are (program, path with query, status) in the order of the answers."""

    url: str
    engine: Engine
    requests: list[tuple[str, str, int]] = field(default_factory=list)

    def fetch(self, path: str, **headers: str) -> Fetched:
        """The answer to a GET; header names are written with _ for -."""
        asked = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            with urllib.request.urlopen(urllib.request.Request(self.url + path, headers=asked), timeout=60) as answer:
                return Fetched(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Fetched(error.code, dict(error.headers), error.read())

    def events(self, query: str = "") -> list[dict[str, Any]]:
        """Every event of the query, page by page."""
        found: list[dict[str, Any]] = []
        path: str | None = f"/v1/events.json?limit=200&include=claims{query}"
        while path is not None:
            page = orjson.loads(self.fetch(path).body)
            found += page["events"]
            rest = urlsplit(page["next"] or "")
            path = f"{rest.path}?{rest.query}" if rest.path else None
        return found

    def expected(self, query: str = "") -> dict[str, Entry]:
        """What a calendar has to show of the query, by UID, according to the JSON API."""
        events = self.events(query)
        cited = sorted({source for event in events for source in event["sources"]})
        with read_session(self.engine) as session:
            catalogue, sources = load_catalogue(session), find_sources(session, cited)
        return expected_entries(events, catalogue, sources, Links(PUBLIC_URL), UID_DOMAIN)

    def uid(self, slug: str) -> str:
        """The UID of an event, by its slug."""
        event_id = orjson.loads(self.fetch(f"/v1/events/{slug}.json").body)["id"]
        return f"{event_id}@{UID_DOMAIN}"

    def file(self, content: bytes) -> None:
        """File a document of the exchange format, as `timeline load` does."""
        file_content(self.engine, content)

    def merge(self, one: str, other: str) -> MergeResult:
        """Merge two events."""
        with write_session(self.engine) as session:
            return merge_events(Work(session, RENDERING, _write("merge")), one, other, "one event")

    def withdraw(self, source: str, record: str) -> None:
        """Take a record back."""
        with write_session(self.engine) as session:
            withdraw(Work(session, RENDERING, _write("withdraw")), RecordKey(source, record), "taken back")


def file_content(engine: Engine, *contents: bytes) -> None:
    """File documents of the exchange format together, recorded now."""
    write = _write("load")
    opened = [open_document(content, f"document {number}") for number, content in enumerate(contents)]
    document = read_documents(opened, recorded_at=write.recorded_at, sources={})
    with write_session(engine) as session:
        file_document(Work(session, RENDERING, write), document)


@contextmanager
def running_service(database_url: str) -> Iterator[Service]:
    """The service over a migrated database, until the block ends."""
    engine = open_engine(database_url)
    settings = Settings(public_url=PUBLIC_URL, uid_domain=UID_DOMAIN, reads_per_minute=0)
    requests: list[tuple[str, str, int]] = []
    application = _noting(create_app(settings, engine), requests)
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Service(f"http://127.0.0.1:{server.port}", engine, requests)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        engine.dispose()


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the name is werkzeug's
        """Requests are noted, not printed."""


def _noting(app: Flask, requests: list[tuple[str, str, int]]) -> Any:
    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Any:
        def noting_start(status: str, *rest: Any) -> Any:
            query = environ.get("QUERY_STRING", "")
            path = environ["PATH_INFO"] + (f"?{query}" if query else "")
            requests.append((environ.get("HTTP_USER_AGENT", ""), path, int(status[:3])))
            return start_response(status, *rest)

        return app(environ, noting_start)

    return application


def _write(cause: str) -> Write:
    return Write(recorded_at=clock.now(), author="tests", cause=cause)
