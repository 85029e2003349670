"""Random and damaged requests to the whole API: none is a fault of ours, none is answered in a way not described.

`/openapi.json` of a service with the reference story -> `_api_grammar.Requests` -> the WSGI application, in process ->
`faults_of` every answer. `python3 dev.py torture api-requests [REQUESTS] [SEED]` sends 1,000,000; the tests a slice.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.test import run_wsgi_app

from api import create_app
from api.http.errors import PROBLEM_TYPE, known_problems
from api.http.headers import surface_of
from tests.torture._api_grammar import Asked, Operation, Requests, read_operations
from timeline.ingest.documents import open_document, read_documents
from timeline.model.writers.api_key import Scope
from timeline.model.writers.write import Write
from timeline.operations.access.manage_keys import KeyChange, create_key
from timeline.operations.filing.file_reports import file_document
from timeline.operations.work import Work
from timeline.render.settings import RenderSettings
from timeline.settings import Settings, shipped_folder
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import open_engine, write_session

REQUESTS: Final = 1_000_000
STEP: Final = 10_000
NOW: Final = datetime(2026, 11, 1, tzinfo=UTC)
BASE: Final = "https://timeline.example.org"
FIRST_STEP: Final = frozenset({400, 401, 413, 414, 415, 429, 431})
"""What any address answers before it looks at itself: size, form, and a key that does not count."""

OF_PAGES: Final = frozenset({200, 304, 308, 404, 405, 422})
"""What an address answers that is not described, because it is a page for people."""

UNKNOWN: Final = frozenset({308, 404, 405})
"""What an address of the API answers that is not described: there is none."""

BODIES: Final = {
    "reports": {
        "sources": [{"id": "wire", "publisher": "Wire", "tier": "press", "published_at": "2024-05-01"}],
        "reports": [
            {
                "source": "wire", "record": "visit", "event": "visit-to-brussels",
                "says": {
                    "kind": "visit", "status": "announced", "title": "Visit", "when": {"edtf": "2024-05-01"},
                    "where": ["brussels"], "part_of": "blinken-trip-2023-11",
                    "participants": [{"who": "antony-blinken", "role": "traveller", "presence": "expected"}],
                },
            }
        ],
    },
    "withdraw": {"reason": "The source took it back."},
    "rulings": {"property": "when", "report": "rep-1", "reason": "The ministry corrected it."},
    "merge": {"with": "blinken-visit-tokyo-2023-11", "reason": "The same."},
}  # fmt: skip
"""Good ones, by the last word of the address."""


class AnswerIsWrong(Exception):
    """An answer breaks a rule; the text holds the rule and the request that shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What came back."""

    status: int
    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The application that is asked, what it says of itself, a key that may write, and names that exist."""

    app: Flask
    operations: tuple[Operation, ...]
    key: str
    names: tuple[str, ...]


def make_target(folder: Path) -> Target:
    """The application over a new SQLite database with the shipped catalogue and stories."""
    engine = open_engine(f"sqlite:///{folder / 'timeline.db'}")
    migrate(engine)
    files = sorted([*shipped_folder("data").glob("*.yaml"), *shipped_folder("seeds").glob("*.yaml")])
    opened = [open_document(file.read_bytes(), file.name) for file in files]
    document = read_documents(opened, recorded_at=NOW, sources={})
    rendering = RenderSettings(base_url=BASE, uid_domain="timeline.example.org")
    with write_session(engine) as session:
        file_document(Work(session, rendering, Write(recorded_at=NOW, author="torture", cause="load")), document)
    with write_session(engine) as session:
        key = create_key(session, "torture", tuple(Scope), KeyChange(at=NOW, actor="torture"))
    settings = Settings(public_url=BASE, uid_domain="timeline.example.org", reads_per_minute=0, writes_per_minute=0)
    app = create_app(settings, engine)
    listed = app.test_client().get("/v1/events?limit=200").json or {}
    events = [event[name] for event in listed["events"] for name in ("id", "slug")]
    told = (app.test_client().get(f"/v1/events/{slug}/reports").json or {} for slug in events[1::2])
    reports = [report["id"] for answer in told for report in answer["reports"]]
    catalogued = ("antony-blinken", "nato", "brussels", "skopje", "BE", "MK", "usa", "energy")
    description = json.loads(app.test_client().get("/openapi.json").data)
    return Target(
        app=app,
        operations=read_operations(description),
        key=key.text,
        names=tuple(dict.fromkeys((*events, *catalogued, *reports))),
    )


def send(target: Target, asked: Asked) -> Given:
    """The answer, as the server would send it."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": asked.method, "SCRIPT_NAME": "", "PATH_INFO": asked.path, "QUERY_STRING": asked.query,
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost", "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": BytesIO(asked.body),
        "wsgi.errors": sys.stderr, "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
        "wsgi.input_terminated": True,
    }  # fmt: skip
    if asked.body:
        environ["CONTENT_LENGTH"] = str(len(asked.body))
    environ |= {name: value.replace("Bearer KEY", f"Bearer {target.key}") for name, value in asked.headers}
    chunks, status, headers = run_wsgi_app(target.app.wsgi_app, environ, buffered=True)
    return Given(status=int(status.split(" ", 1)[0]), headers=headers, body=b"".join(chunks))


def faults_of(target: Target, asked: Asked, given: Given) -> list[str]:
    """Every rule that the answer breaks, in words."""
    faults = []
    if given.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        faults.append(f"status {given.status}: a fault of ours")
    elif given.status not in described_statuses(target.operations, asked):
        faults.append(f"status {given.status} is not described for this address and method")
    if asked.method == "HEAD" or given.status in (204, 304):
        faults += ["has a body"] if given.body else []
    elif given.status >= HTTPStatus.BAD_REQUEST:
        faults += _faults_of_error(asked, given)
    location = given.headers.get("Location", "/")
    if not location.startswith("/") or location.startswith(("//", "/\\")):
        faults.append(f"leads to {location!r}")
    if "Set-Cookie" in given.headers or "X-Content-Type-Options" not in given.headers:
        faults.append("lacks the headers of every answer, or sets a cookie")
    return faults


def described_statuses(operations: Sequence[Operation], asked: Asked) -> frozenset[int]:
    """The statuses that the description and the rules common to all addresses allow."""
    path = asked.path.encode("latin-1").decode("utf-8", "replace")
    template = next((one.template for one in operations if one.pattern.fullmatch(path)), None)
    of_path = {one.method: one.statuses for one in operations if one.template == template}
    if not of_path:
        return FIRST_STEP | (
            UNKNOWN | {200} if asked.method == "OPTIONS" else UNKNOWN if path.startswith("/v1/") else OF_PAGES
        )
    if asked.method == "OPTIONS":
        return FIRST_STEP | {200, 404}
    method = "GET" if asked.method == "HEAD" else asked.method
    return FIRST_STEP | of_path.get(method, frozenset({404, 405}))


def _faults_of_error(asked: Asked, given: Given) -> list[str]:
    path = asked.path.encode("latin-1").decode("utf-8", "replace")
    if not surface_of(path).has_problem_errors and given.headers["Content-Type"] == "text/html; charset=utf-8":
        return []
    if given.headers["Content-Type"] != PROBLEM_TYPE:
        return [f"is an error of the type {given.headers['Content-Type']}"]
    problem: Mapping[str, Any] = json.loads(given.body)
    faults = []
    if problem["type"].removeprefix("/problems/") not in known_problems():
        faults.append(f"has the unknown problem type {problem['type']}")
    if problem["status"] != given.status or not problem["title"] or not problem["detail"]:
        faults.append("says another status than it has, or lacks title or detail")
    if b"<" in given.body:
        faults.append("repeats markup")
    return faults


def run(target: Target, count: int, seed: int, *, is_shown: bool = False) -> Counter[int]:
    """How often each status was given to that many requests. Raises AnswerIsWrong at the first fault."""
    statuses: Counter[int] = Counter()
    requests = Requests(seed, target.operations, target.names, BODIES)
    for number in range(1, count + 1):
        asked = requests.next()
        try:
            given = send(target, asked)
            faults = faults_of(target, asked, given)
        except Exception as error:
            raise AnswerIsWrong(f"request {number} of seed {seed} raised {error!r}\n{asked}") from error
        if faults:
            text = given.body[:500].decode("utf-8", "replace")
            raise AnswerIsWrong(f"request {number} of seed {seed} {'; '.join(faults)}\n{asked}\n{text}")
        _learn(requests, given)
        statuses[given.status] += 1
        if is_shown and number % STEP == 0:
            print(f"\r{number:,} of {count:,} requests", end="", file=sys.stderr, flush=True)
    return statuses


def _learn(requests: Requests, given: Given) -> None:
    """Keep the newest tags and cursors, so that some requests are good ones."""
    tag = given.headers.get("ETag", "").strip('"').partition(":")[0]
    cursor = given.headers.get("Link", "").partition("cursor=")[2].partition(">")[0].partition("&")[0]
    requests.tags = [*requests.tags, *filter(None, (tag, cursor))][-200:]


def main(arguments: Sequence[str]) -> int:
    """Send the requests and tell the statuses; 1 with the request that shows a fault."""
    count, seed = (*(int(argument) for argument in arguments), *(REQUESTS, 1)[len(arguments) :])
    with tempfile.TemporaryDirectory() as folder:
        try:
            statuses = run(make_target(Path(folder)), count, seed, is_shown=True)
        except AnswerIsWrong as wrong:
            print(f"\n{wrong}")
            return 1
    told = ", ".join(f"{status}: {times:,}" for status, times in sorted(statuses.items()))
    print(f"\n{count:,} requests (seed {seed}), no fault of ours, nothing undescribed; statuses {told}")
    return 0
