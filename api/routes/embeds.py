"""`/embed`: the timeline as part of other pages, whatever these allow: a frame.

Request -> parameters -> `api.pages.embed` -> answer. A form of ours sends empty fields, so an empty value counts as not
given.
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from api.http.answers import page_answer
from api.http.conditional import FRAME_POLICY
from api.http.service import answered
from api.openapi.operation import HTML, Form, Operation
from api.pages.embed.frame import frame_page
from api.parameters.embed_table import FRAME_PARAMETERS
from api.parameters.read import Params, read_params
from api.routes.widget import widget_script
from timeline import clock

blueprint = Blueprint("embeds", __name__)

OPERATIONS: Final = (
    Operation(
        "getEmbedPage", "/embed", "embedding",
        "A page with the element and the next events, for frames; readable without script",
        (Form(HTML),), FRAME_PARAMETERS,
    ),
)  # fmt: skip


@blueprint.get("/embed")
def frame() -> Response:
    """A bare page with the widget, for frames; it accepts the query's filters and the look of the element."""
    params = _read()
    script = widget_script()
    key = ("embed", params.echo, params.now.date(), script.hash)
    return answered(key, FRAME_POLICY, lambda snapshot: page_answer(frame_page(snapshot, params, script.hash)), params)


def _read() -> Params:
    given = MultiDict([(name, value) for name, value in request.args.items(multi=True) if value])
    return read_params(given, FRAME_PARAMETERS, now=clock.now())
