"""The files of the element `<diplomatic-timeline>`, and its page for frames."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from api.openapi.operation import HTML, Form, Operation, PathParameter, in_json
from api.openapi.schema import OBJECT, TEXT
from api.parameters.params import FILTERS

_HASH: Final = PathParameter("hash", TEXT | {"pattern": "^[0-9a-f]{16}$"}, "Hash of the script.", "0123456789abcdef")
_LANGUAGE: Final = PathParameter(
    "language", TEXT | {"pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"}, "BCP 47 language tag.", "de"
)
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
        summary="The texts of the element in one language", path_parameters=(_LANGUAGE,), forms=in_json(OBJECT),
    ),
    Operation(
        "getEmbedPage", "/embed", "embedding", "A page with nothing but the element, for frames",
        (Form(HTML),), FILTERS,
    ),
)  # fmt: skip
