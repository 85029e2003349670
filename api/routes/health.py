"""`/healthz` (is the process well, and on what does it run) and `/readyz` (may it get requests: can it answer them)."""

from __future__ import annotations

import orjson
from flask import Blueprint, Response, request

from api.http.service import service
from api.parameters.read import read_params
from api.parameters.table import NO_PARAMETERS
from timeline import __version__, clock
from timeline.errors import StoreRefused
from timeline.model.query import EventQuery, PageRequest
from timeline.model.sight import Public
from timeline.store.engine.migrate import is_current
from timeline.store.engine.sessions import library_report, reading
from timeline.store.views.event_view import find_events

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """200 as long as the database answers; `database` says which library it is and whether it is a safe one."""
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
    """200 if the schema is the one this program was made for and events can be read from it; else a 503 problem."""
    now = clock.now()
    read_params(request.args, NO_PARAMETERS, now=now)
    engine = service().engine
    if not is_current(engine):
        raise StoreRefused("the database has another schema than this program: run any `timeline` command that writes")
    with reading(engine) as session:
        find_events(session, EventQuery(), PageRequest(limit=1), sight=Public(now))
    return Response(orjson.dumps({"ready": True}), content_type="application/json")
