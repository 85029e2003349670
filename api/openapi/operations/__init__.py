"""The addresses of the API, one module for each group, named like its route module; and the description of them all."""

from __future__ import annotations

from types import ModuleType
from typing import Any, Final

from api.openapi import document
from api.openapi.operation import Operation
from api.openapi.operations import (
    catalogue,
    changes,
    copresence,
    description,
    events,
    feeds,
    health,
    statistics,
    trips,
    widget,
    writes,
)
from api.openapi.schema import Schema
from timeline import __version__

_MODULES: Final[tuple[ModuleType, ...]] = (
    events, trips, catalogue, statistics, copresence, changes, writes, feeds, widget, description, health,
)  # fmt: skip
"""In the order of the page /docs."""

OPERATIONS: Final[tuple[Operation, ...]] = tuple(one for module in _MODULES for one in module.OPERATIONS)
SHAPES: Final[dict[str, Schema]] = {
    name: schema for module in _MODULES for name, schema in getattr(module, "SHAPES", {}).items()
}


def description_at(base_url: str) -> dict[str, Any]:
    """The description of this service at `base_url`."""
    return document.description(OPERATIONS, SHAPES, base_url, __version__)
