"""`/widget/…`: the widget's script under a short name, and under one with its hash, whose content never changes."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from api.http.answers import Answer
from api.http.conditional import WIDGET_POLICY, cache_control
from api.http.service import respond
from api.openapi.operation import Form, Operation, PathParameter, in_json
from api.openapi.schema import OBJECT, TEXT
from timeline import clock, ids

blueprint = Blueprint("widget", __name__, url_prefix="/widget")

_HASH: Final = PathParameter("hash", TEXT | {"pattern": "^[0-9a-f]{16}$"}, "Hash of the script.", "0123456789abcdef")
_LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LANGUAGE_PARAMETER: Final = PathParameter(
    "language", TEXT | {"pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"}, "BCP 47 language tag.", "de"
)
_MODULE_NAME: Final = re.compile("[a-z]+")
_SCRIPT: Final = Operation(
    "getWidgetScript", "/widget/diplomatic-timeline.js", "embedding",
    "The script of the element `<diplomatic-timeline>`",
    (Form("text/javascript"),), None, problems=("not-found",),
)  # fmt: skip

OPERATIONS: Final = (
    _SCRIPT,
    replace(
        _SCRIPT, id="getWidgetScriptVersion", path="/widget/diplomatic-timeline.{hash}.js",
        summary="The script with exactly this hash; never changes", path_parameters=(_HASH,),
    ),
    replace(
        _SCRIPT, id="getWidgetWords", path="/widget/words/{language}.json",
        summary="The texts of the element in one language", path_parameters=(_LANGUAGE_PARAMETER,),
        forms=in_json(OBJECT),
    ),
    replace(
        _SCRIPT, id="getWidgetModule", path="/widget/{module}.js",
        summary="A part of the element that is loaded when it is needed",
        path_parameters=(PathParameter("module", TEXT | {"pattern": "^[a-z]+$"}, "Name of the part.", "details"),),
    ),
    replace(
        _SCRIPT, id="getWidgetLand", path="/widget/land.json", summary="The outline of the land on the map",
        forms=in_json(OBJECT),
    ),
)  # fmt: skip

SCRIPT: Final = Path(__file__).parent.parent / "static" / "widget" / "diplomatic-timeline.js"
_IMMUTABLE: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Script:
    """The widget's script; `hash` is in its immutable address, `integrity` is the value of the HTML attribute."""

    body: bytes
    hash: str
    integrity: str


def widget_script() -> Script:
    """The script of this package, read again only when the file changes. Raises NotFound if there is no such file."""
    try:
        return _script(SCRIPT.stat().st_mtime_ns)
    except FileNotFoundError:
        raise NotFound from None


@lru_cache(maxsize=1)
def _script(_modified: int) -> Script:
    body = SCRIPT.read_bytes()
    integrity = base64.b64encode(hashlib.sha384(body).digest()).decode("ascii")
    return Script(body, ids.digest(body)[:16], f"sha384-{integrity}")


@blueprint.get("/diplomatic-timeline.js")
def current() -> Response:
    """The newest script; caches keep it for five minutes."""
    now = clock.now()
    return respond(_answer(widget_script()), cache_control(WIDGET_POLICY, now=None), now=now)


@blueprint.get("/diplomatic-timeline.<version>.js")
def immutable(version: str) -> Response:
    """The script with exactly this hash; caches may keep it forever."""
    script = widget_script()
    if version != script.hash:
        raise NotFound
    return respond(_answer(script), _IMMUTABLE, now=clock.now())


@blueprint.get("/<module>.js")
def module(module: str) -> Response:
    """A part of the script that it loads later; caches keep it as long as the script itself."""
    path = SCRIPT.parent / f"{module}.js"
    if not _MODULE_NAME.fullmatch(module) or not path.is_file():
        raise NotFound
    body, now = path.read_bytes(), clock.now()
    answer = Answer(body=body, media_type="text/javascript; charset=utf-8", etag=ids.digest(body)[:16])
    return respond(answer, cache_control(WIDGET_POLICY, now=None), now=now)


@blueprint.get("/land.json")
def land() -> Response:
    """The land of the map, made from Natural Earth by `devtools.widget_land`."""
    body, now = (SCRIPT.parent / "land.json").read_bytes(), clock.now()
    answer = Answer(body=body, media_type="application/json", etag=ids.digest(body)[:32])
    return respond(answer, cache_control(WIDGET_POLICY, now=None), now=now)


@blueprint.get("/words/<language>.json")
def words(language: str) -> Response:
    """The widget's words in one language."""
    path = SCRIPT.parent / "words" / f"{language}.json"
    if not _LANGUAGE_TAG.fullmatch(language) or not path.is_file():
        raise NotFound
    body, now = path.read_bytes(), clock.now()
    answer = Answer(body=body, media_type="application/json", etag=ids.digest(body)[:32])
    return respond(answer, cache_control(WIDGET_POLICY, now=None), now=now)


def _answer(script: Script) -> Answer:
    return Answer(body=script.body, media_type="text/javascript; charset=utf-8", etag=script.hash)
