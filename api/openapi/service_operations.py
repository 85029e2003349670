"""Embedding, the description itself, and operation."""

from __future__ import annotations

from typing import Final

from api.http.errors import PROBLEM_TYPE
from api.openapi.operation import Form, Operation, PathPart
from api.openapi.shapes import FLAG, TEXT, Schema, closed, maybe, ref, words
from api.parameters.table import FILTERS

_HTML: Final = "text/html"
_SCRIPT: Final = Form(media_type="text/javascript")
_OBJECT: Final[Schema] = {"type": "object"}

SERVICE_SCHEMAS: Final[dict[str, Schema]] = {
    "Health": closed(
        {
            "status": words(("ok", "not ready")),
            "version": TEXT,
            "schema_current": FLAG,
            "database": closed({"engine": TEXT, "version": TEXT, "safe": FLAG, "report": maybe(TEXT)}),
        }
    ),
    "Readiness": closed({"ready": FLAG}),
}

OPERATIONS: Final = (
    Operation(
        id="getWidgetScript",
        path="/widget/diplomatic-timeline.js",
        topic="embedding",
        summary="The script of the element `<diplomatic-timeline>`",
        forms=(_SCRIPT,),
        problems=("not-found",),
    ),
    Operation(
        id="getWidgetScriptVersion",
        path="/widget/diplomatic-timeline.{hash}.js",
        topic="embedding",
        summary="The script of exactly this hash, for ever",
        parts=(PathPart(name="hash", schema={"type": "string", "pattern": "^[0-9a-f]{16}$"},
                        meaning="Hash of the script.", sample="0123456789abcdef"),),
        forms=(_SCRIPT,),
        problems=("not-found",),
    ),
    Operation(
        id="getWidgetWords",
        path="/widget/words/{language}.json",
        topic="embedding",
        summary="The element's words in one language",
        parts=(PathPart(name="language", schema={"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
                        meaning="BCP 47.", sample="de"),),
        forms=(Form(media_type="application/json", schema=_OBJECT),),
        problems=("not-found",),
    ),
    Operation(
        id="getEmbedPage",
        path="/embed",
        topic="embedding",
        summary="A bare page with the element, for frames",
        takes=FILTERS,
        forms=(Form(media_type=_HTML),),
        problem_forms=(_HTML, PROBLEM_TYPE),
    ),
    Operation(
        id="getDescription",
        path="/openapi.json",
        topic="service",
        summary="This description",
        forms=(Form(media_type="application/json", schema=_OBJECT),),
        problems=("invalid-query",),
    ),
    Operation(
        id="getHealth",
        path="/healthz",
        topic="service",
        summary="Whether the process is well, and on which database it runs",
        forms=(Form(media_type="application/json", schema=ref("Health")),),
        problems=("invalid-query",),
        validated=False,
    ),
    Operation(
        id="getReadiness",
        path="/readyz",
        topic="service",
        summary="Whether it can answer; else 503",
        forms=(Form(media_type="application/json", schema=ref("Readiness")),),
        problems=("invalid-query",),
        validated=False,
    ),
)  # fmt: skip
