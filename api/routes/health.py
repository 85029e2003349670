"""`/healthz` (does the process work, and with which database) and `/readyz` (can it answer requests)."""

from __future__ import annotations

from typing import Final

import orjson
from flask import Blueprint, Response, request

from api.http.service import open_snapshot, service
from api.openapi.members import shape
from api.openapi.operation import Operation, in_json
from api.openapi.schema import TEXT, maybe, words
from api.parameters.read import read_params
from api.parameters.table import NO_PARAMETERS
from timeline import __version__, clock
from timeline.errors import StoreRefused
from timeline.model.query import EventQuery, PageRequest
from timeline.reading.events import find_page
from timeline.store.engine.migrate import is_current
from timeline.store.engine.sessions import library_report

blueprint = Blueprint("health", __name__)

SHAPES: Final = {
    "Health": shape(
        "Whether the process works.",
        "status version schema_current database",
        status=words("ok", "not ready"),
        database=shape("The database in use.", "engine version safe report", report=maybe(TEXT)),
    ),
    "Readiness": shape("Whether the service can answer.", "ready"),
}

OPERATIONS: Final = (
    Operation(
        "getHealth", "/healthz", "service", "Whether the process works, and which database it uses",
        in_json("Health"), has_etag=False,
    ),
    Operation(
        "getReadiness", "/readyz", "service", "Whether the service can answer; 503 if not",
        in_json("Readiness"), has_etag=False,
    ),
)  # fmt: skip


@blueprint.get("/healthz")
def healthz() -> Response:
    """200 as long as the database answers; `database` names the library and says whether its version is safe."""
    read_params(request.args, NO_PARAMETERS, now=clock.now())
    engine = service().engine
    report = library_report(engine)
    is_ready = is_current(engine)
    health = {
        "status": "ok" if is_ready else "not ready",
        "version": __version__,
        "schema_current": is_ready,
        "database": {
            "engine": report.engine,
            "version": report.version,
            "safe": report.safe,
            "report": report.sentence,
        },
    }
    return Response(orjson.dumps(health), content_type="application/json")


@blueprint.get("/readyz")
def readyz() -> Response:
    """200 if the schema is the one that this program expects and events can be read from it; else a 503 problem."""
    params = read_params(request.args, NO_PARAMETERS, now=clock.now())
    if not is_current(service().engine):
        raise StoreRefused("the database has another schema than this program: run any `timeline` command that writes")
    with open_snapshot(params) as snapshot:
        find_page(snapshot, EventQuery(), PageRequest(limit=1))
    return Response(orjson.dumps({"ready": True}), content_type="application/json")
