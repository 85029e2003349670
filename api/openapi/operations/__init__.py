"""The addresses of the API, one module for each group, named like its route module; and the description of them all."""

from __future__ import annotations

from typing import Any, Final

from api.openapi import document
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

OPERATIONS: Final = (
    *events.OPERATIONS,
    *trips.OPERATIONS,
    *catalogue.OPERATIONS,
    *statistics.OPERATIONS,
    *copresence.OPERATIONS,
    *changes.OPERATIONS,
    *writes.OPERATIONS,
    *feeds.OPERATIONS,
    *widget.OPERATIONS,
    *description.OPERATIONS,
    *health.OPERATIONS,
)
"""All operations, in the order of the page /docs."""

_MODULES: Final = (events, trips, catalogue, statistics, copresence, changes, writes, health)
SHAPES: Final[dict[str, Schema]] = {name: one for module in _MODULES for name, one in module.SHAPES.items()}
"""The components that they declare."""


def description_at(base_url: str) -> dict[str, Any]:
    """The description of this service at `base_url`."""
    return document.description(OPERATIONS, SHAPES, base_url, __version__)
