"""`/healthz` (is the process well, and on what does it run) and `/readyz` (may it get requests)."""

from __future__ import annotations

import orjson
from flask import Blueprint, Response, request

from api.params import NO_PARAMETERS, read_params
from api.service import service
from timeline import __version__, clock
from timeline.store.engine import library_report
from timeline.store.migrate import is_current

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
    """200 if the schema is the one this program was made for, else 503."""
    read_params(request.args, NO_PARAMETERS, now=clock.now())
    is_ready = is_current(service().engine)
    return Response(orjson.dumps({"ready": is_ready}), 200 if is_ready else 503, content_type="application/json")
