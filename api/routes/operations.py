"""The description of every address, collected from the modules in which the addresses stand.

`OPERATIONS` and `SHAPES` of each route module -> `api.openapi.document.description` -> `/openapi.json` and `/docs`.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any, Final

from api.openapi import document
from api.openapi.operation import Operation, in_json
from api.openapi.schema import OBJECT, Schema
from api.routes import catalogue, changes, copresence, feeds, health, statistics, trips, widget, writes
from api.routes.events import description as events
from timeline import __version__

_DESCRIPTION: Final = Operation(
    "getDescription", "/openapi.json", "service", "This description (OpenAPI 3.1)", in_json(OBJECT)
)
_MODULES: Final[tuple[ModuleType, ...]] = (
    events, trips, catalogue, statistics, copresence, changes, writes, feeds, widget,
)  # fmt: skip

OPERATIONS: Final[tuple[Operation, ...]] = (
    *(operation for module in _MODULES for operation in module.OPERATIONS),
    _DESCRIPTION,
    *health.OPERATIONS,
)
"""In the order of the page /docs."""

SHAPES: Final[dict[str, Schema]] = {
    name: schema for module in (*_MODULES, health) for name, schema in getattr(module, "SHAPES", {}).items()
}


def description_at(base_url: str) -> dict[str, Any]:
    """The OpenAPI document of this service at `base_url`."""
    return document.description(OPERATIONS, SHAPES, base_url, __version__)
