"""`/openapi.json`."""

from __future__ import annotations

from typing import Final

from api.openapi.operation import Operation, in_json
from api.openapi.schema import OBJECT

OPERATIONS: Final = (
    Operation("getDescription", "/openapi.json", "service", "This description (OpenAPI 3.1)", in_json(OBJECT)),
)
